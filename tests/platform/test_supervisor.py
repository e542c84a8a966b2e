"""The processes of `up`: started again, stopped together, never left behind; with small stand-ins for the real ones."""

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from klachten import processes, supervisor

# a parent with a child of its own, both deaf to SIGTERM: the hardest to get rid of
STUBBORN = """
import os, signal, sys, time
signal.signal(signal.SIGTERM, signal.SIG_IGN)
os.fork()
open(os.path.join(sys.argv[1], str(os.getpid())), "w").close()
time.sleep(60)
"""
POLITE = STUBBORN.replace("SIG_IGN", "SIG_DFL").replace("os.fork()", "")
UP = """
import sys
from pathlib import Path
from klachten import supervisor
supervisor.LOGS = Path(sys.argv[1])
commands = {"child": [sys.executable, "-c", sys.argv[3], sys.argv[2]]}
sys.exit(supervisor.Supervisor(commands).run())
"""


def free_port():
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        return door.getsockname()[1]


def until(condition, seconds=10.0):
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if condition():
            return True
        time.sleep(0.05)
    return False


def alive(pid):
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False
    return state != "Z"


@pytest.fixture
def pids(tmp_path):
    """Folder in which each stand-in writes its process id; nothing survives the test."""
    folder = tmp_path / "pids"
    folder.mkdir()
    yield folder
    for pid in numbers(folder):
        if alive(pid):
            os.kill(pid, signal.SIGKILL)


def numbers(folder):
    return [int(file.name) for file in folder.iterdir()]


@pytest.fixture
def start_up(tmp_path, pids):
    """Start the supervisor in a process of its own, with this script as its only child."""
    started = []

    def start(script):
        command = [sys.executable, "-c", UP, str(tmp_path), str(pids), script]
        environment = {**os.environ, "PORT": str(free_port())}
        process = subprocess.Popen(command, cwd=supervisor.REPO, env=environment, stdout=subprocess.PIPE)
        started.append(process)
        return process

    yield start
    for process in started:
        process.kill()
        process.communicate()


@pytest.fixture
def watchdog():
    found = processes.Watchdog()
    yield found
    found.close()


def child(tmp_path, watchdog, script, *args):
    command = [sys.executable, "-c", script, *map(str, args)]
    return processes.Child("child", command, tmp_path / "child.log", watchdog)


def test_nothing_is_left_after_kill_9_of_up_itself(start_up, pids):
    up = start_up(STUBBORN)
    assert until(lambda: len(numbers(pids)) == 2)
    up.kill()
    assert until(lambda: not any(map(alive, numbers(pids))))


def test_sigterm_stops_all_and_says_so(start_up, pids):
    up = start_up(POLITE)
    assert until(lambda: len(numbers(pids)) == 1)
    up.terminate()
    said, _ = up.communicate(timeout=10)
    assert up.returncode == 0
    assert "Klachten stopt" in said.decode()
    assert not any(map(alive, numbers(pids)))


def test_a_child_that_dies_is_started_again_without_its_leftovers(tmp_path, watchdog, pids):
    said = []
    one = child(tmp_path, watchdog, STUBBORN, pids)
    one.tend(said.append)
    assert until(lambda: len(numbers(pids)) == 2)
    first = numbers(pids)
    os.kill(one.process.pid, signal.SIGKILL)
    assert until(lambda: one.process.poll() is not None)
    one.tend(said.append)
    assert until(lambda: not any(map(alive, first)))
    assert said[0].startswith("child is gestopt (signaal 9); nieuwe start over 1 s.")
    one.next_start = 0
    one.tend(said.append)
    assert until(lambda: len(numbers(pids)) == 4)
    one.kill()


def test_the_wait_doubles_to_half_a_minute_and_starts_over_when_it_was_steady(tmp_path, watchdog):
    one, waits = child(tmp_path, watchdog, "raise SystemExit(3)"), []
    for _ in range(7):
        one.next_start = 0
        one.tend(print)
        one.process.wait()
        waits.append(one.wait)
        one.tend(print)
    assert waits == [1, 2, 4, 8, 16, 30, 30]
    one.start()
    one.process.wait()
    one.started -= processes.STEADY + 1
    one.tend(print)
    assert one.wait == 2


def test_the_log_is_kept_small(tmp_path, watchdog, monkeypatch):
    monkeypatch.setattr(processes, "LOG_CAP", 100)
    one = child(tmp_path, watchdog, "")
    one.log.write_text("x" * 200)
    one.cap_log()
    assert one.log.stat().st_size == 0
    assert (tmp_path / "child.log.1").stat().st_size == 200


def test_a_taken_port_gives_one_line_that_says_what_to_do(monkeypatch):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        taken = other.getsockname()[1]
        monkeypatch.setenv("PORT", str(taken))
        with pytest.raises(SystemExit, match=rf"poort {taken} is bezet\. Kies een andere: PORT={taken + 1} "):
            supervisor.check_port()
        assert supervisor.free_port(taken) != taken


def test_a_second_up_in_the_same_folder_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(supervisor, "VAR", tmp_path)
    with supervisor.only_once(), pytest.raises(SystemExit, match="draait al"), supervisor.only_once():
        pass


@pytest.mark.parametrize(
    ("output", "line"),
    [
        ("x\nKlachten start niet: SECRET_KEY ontbreekt.\n", "Klachten start niet: SECRET_KEY ontbreekt."),
        (
            "Traceback\n  File x\ndjango.db.utils.OperationalError: no\n\thint\n",
            "OperationalError: no (alles in",
        ),
        ("", "geen uitleg (alles in"),
    ],
)
def test_a_failed_start_is_told_in_one_line(output, line):
    said = supervisor.reason(output, Path("start.log"))
    assert said.startswith(line)
    assert "\n" not in said


def test_the_mail_catcher_runs_only_when_no_mail_server_was_given():
    assert "mailcatcher" in supervisor.commands(mail_catcher=True)
    assert "mailcatcher" not in supervisor.commands(mail_catcher=False)

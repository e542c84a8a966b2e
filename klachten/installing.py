"""Install the packages with uv or pip, and show that something happens. Standard library only (see bootstrap.py)."""

import collections
import os
import re
import shutil
import subprocess
import sys
import threading
import time

NAME = re.compile(
    r"(?:Collecting|Downloading|Requirement already satisfied:|\+) ([A-Za-z][\w.-]*?)(?=[-\[<>=!~ ;]|$)"
)
TRUST = {
    "UV_SYSTEM_CERTS": "true",
    "UV_NATIVE_TLS": "true",
}  # uv, now and before: the certificates of this machine
QUIET_SECONDS = 5  # between two lines when nobody sees a line being rewritten


def say(line):
    print(line, flush=True)


def install(python, file):
    """True when it worked; otherwise the last lines of the installer have been shown."""
    say("Pakketten installeren (eenmalig, ongeveer een minuut) …")
    process = subprocess.Popen(
        command(python, file),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        close_fds=False,
        env={**os.environ, **TRUST},
    )
    lines = collections.deque(maxlen=12)
    names = []
    reader = threading.Thread(target=_read, args=(process.stdout, lines, names), daemon=True)
    reader.start()
    _show(process, names)
    reader.join()
    process.stdout.close()
    if process.returncode:
        say("\n".join(lines))
    return process.returncode == 0


def command(python, file):
    uv = shutil.which("uv")
    if uv:
        return [uv, "pip", "install", "--python", str(python), "-r", str(file)]
    quiet = ["--disable-pip-version-check", "--no-input", "--progress-bar", "off"]
    return [str(python), "-m", "pip", "install", *quiet, "-r", str(file)]


def _read(stream, lines, names):
    for raw in stream:
        line = raw.decode(errors="replace").rstrip()
        lines.append(line)
        found = NAME.search(line)
        if found and found.group(1).lower() not in names:
            names.append(found.group(1).lower())
        elif line.startswith("Installing collected packages"):
            names.append("uitpakken")


def _show(process, names):
    """One line that is rewritten on a terminal; now and then a new line elsewhere."""
    terminal = sys.stdout.isatty()
    begin = told = time.monotonic()
    while process.poll() is None:
        time.sleep(0.2)
        now = time.monotonic()
        if now - told >= (0.2 if terminal else QUIET_SECONDS):
            told = now
            _tell(terminal, int(now - begin), names)
    if terminal:
        say("")
    if process.returncode == 0:
        say(f"Pakketten klaar in {int(time.monotonic() - begin)} seconden.")


def _tell(terminal, seconds, names):
    line = f"  {seconds:3d} s  {len(names)} pakketten  {names[-1] if names else 'bezig'}"
    if terminal:
        width = shutil.get_terminal_size().columns - 1
        sys.stdout.write("\r" + line[:width].ljust(min(width, 70)))
        sys.stdout.flush()
    else:
        say(line)

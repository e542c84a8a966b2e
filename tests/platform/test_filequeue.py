"""The embedded queue: no message lost or doubled between several readers, and nothing stops a reader."""

import multiprocessing
import time
from queue import Empty

import pytest
from kombu import Connection

from klachten import filequeue

MESSAGES = 500


def message(number):
    return {"body": str(number), "properties": {"delivery_tag": str(number), "delivery_info": {}}}


def open_channel(folder):
    filequeue.announce()
    return Connection(f"ingebouwd://localhost{folder}").channel()


@pytest.fixture
def channel(tmp_path):
    return open_channel(tmp_path)


def write_all(folder):
    channel = open_channel(folder)
    for number in range(MESSAGES):
        while channel._size("q") >= filequeue.MOST_WAITING:
            time.sleep(0.001)
        channel._put("q", message(number))


def read_all(folder, results):
    channel, seen, quiet_since = open_channel(folder), [], time.monotonic()
    while time.monotonic() - quiet_since < 1.5:
        try:
            seen.append(int(channel._get("q")["body"]))
            quiet_since = time.monotonic()
        except Empty:
            time.sleep(0.001)
    results.put(seen)


def test_two_readers_and_a_writer_lose_and_double_nothing(tmp_path):
    fresh = multiprocessing.get_context("spawn")
    results = fresh.Queue()
    processes = [fresh.Process(target=read_all, args=(str(tmp_path), results)) for _ in range(2)]
    processes.append(fresh.Process(target=write_all, args=(str(tmp_path),)))
    for process in processes:
        process.start()
    seen = results.get(timeout=20) + results.get(timeout=20)
    for process in processes:
        process.join()
    results.close()
    results.join_thread()
    assert sorted(seen) == list(range(MESSAGES))
    assert list((tmp_path / "unreadable").iterdir()) == []


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'"x"', b'{"body": "x"}', b"\xff\xfe"])
def test_an_unreadable_message_is_set_aside_and_the_next_one_taken(channel, tmp_path, content):
    (tmp_path / "0-broken.q.msg").write_bytes(content)
    channel._put("q", message(1))
    assert channel._get("q")["body"] == "1"
    assert [file.name for file in (tmp_path / "unreadable").iterdir()] == ["0-broken.q.msg"]
    with pytest.raises(Empty):
        channel._get("q")


def test_oldest_first_and_each_queue_its_own(channel):
    for number in (1, 2, 3):
        channel._put("q", message(number))
    channel._put("other", message(9))
    assert [channel._get("q")["body"] for _ in range(3)] == ["1", "2", "3"]
    assert channel._size("other") == 1


def test_what_is_half_written_is_not_seen(channel, tmp_path):
    (tmp_path / ".1-half.q.msg").write_text("{")
    assert channel._size("q") == 0
    with pytest.raises(Empty):
        channel._get("q")


def test_ticks_do_not_pile_up_while_nobody_reads(channel):
    for number in range(filequeue.MOST_WAITING + 50):
        channel._put("q", message(number))
    assert channel._size("q") == filequeue.MOST_WAITING
    assert channel._purge("q") == filequeue.MOST_WAITING


def test_the_product_sends_through_it(tmp_path):
    """The Celery app itself, from send to take: the address with odd characters in it included."""
    from urllib.parse import quote

    from klachten.celery import app

    folder = tmp_path / "een map 50%"
    with app.connection_for_write(f"ingebouwd://localhost{quote(str(folder))}") as connection:
        app.send_task("deliver", connection=connection, expires=9)
        taken = connection.channel()._get("klachten")
    assert taken["headers"]["task"] == "deliver"
    assert taken["content-type"] == "application/json"

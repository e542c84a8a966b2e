"""A mail server as a process of its own: each mail is safe in a file of its own before it answers 250.

Run: python3 -m tests.sink PORT FOLDER. It misbehaves as the address says, in the words after a plus sign:
`p7+451x3@…` is refused three times and then taken (MANNERS has them all).
"""

import asyncio
import os
import re
import signal
import sys
import threading
import time
import uuid
from pathlib import Path

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP

GREY = 2.0  # seconds
SLOW = 1.0  # seconds: within any time-out
SILENT = 30.0  # seconds: beyond the time-out of the senders of a row


class Keeper:
    """What was taken, and how often each address has come by."""

    def __init__(self, folder):
        self.folder = Path(folder)
        self.times, self.first = {}, {}

    def nth(self, address, step):
        self.times[address, step] = self.times.get((address, step), 0) + 1
        return self.times[address, step]

    def keep(self, content):
        name = f"{time.time_ns()}-{uuid.uuid4().hex[:8]}"
        hidden = self.folder / f".{name}"
        with open(hidden, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        hidden.rename(self.folder / f"{name}.eml")

    async def handle_RCPT(self, server, session, envelope, address, options):
        manner, number = manner_of(address)
        if refusal := REFUSALS.get(manner, lambda *_: "")(self, address, number):
            return refusal
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        [address] = envelope.rcpt_tos
        manner, number = manner_of(address)
        if manner in AFTER_THE_DOT and self.nth(address, "dot") <= number:
            return await AFTER_THE_DOT[manner](self, server, envelope.content)
        self.keep(envelope.content)
        return "250 taken"


def manner_of(address):
    """Its word and its number: p7+451x3@proef.example → ("451", 3); without a number once."""
    found = re.search(r"\+([a-z0-9-]+?)(?:x(\d+))?@", address)
    return (found[1], int(found[2] or 1)) if found else ("", 0)


def _greylist(keeper, address, _):
    first = keeper.first.setdefault(address, time.monotonic())
    return "451 greylisted" if time.monotonic() - first < GREY else ""


REFUSALS = {
    "451": lambda keeper, address, n: "451 later" if keeper.nth(address, "rcpt") <= n else "",
    "greylist": _greylist,
    "550": lambda *_: "550 unknown",
}


async def _hang_up(server):
    server.transport.abort()
    await asyncio.sleep(SILENT)  # ended by the lost connection


async def _lose(keeper, server, content):
    await _hang_up(server)


async def _take_and_drop(keeper, server, content):
    keeper.keep(content)
    await _hang_up(server)


async def _take_and_wait(keeper, server, content, seconds=SILENT):
    keeper.keep(content)
    await asyncio.sleep(seconds)
    return "250 taken at last"


async def _slow(keeper, server, content):
    return await _take_and_wait(keeper, server, content, SLOW)


AFTER_THE_DOT = {
    "drop-after-data": _lose,  # nothing was taken
    "drop-kept": _take_and_drop,
    "slow-250": _slow,
    "silent-250": _take_and_wait,
}
BEFORE_DATA = "timeout-before-data"
MANNERS = (*REFUSALS, BEFORE_DATA, *AFTER_THE_DOT)


class Server(SMTP):
    async def smtp_DATA(self, arg):
        for address in self.envelope.rcpt_tos:
            manner, number = manner_of(address)
            if manner == BEFORE_DATA and self.event_handler.nth(address, "data") <= number:
                await asyncio.sleep(SILENT)
        await super().smtp_DATA(arg)


class Sink(Controller):
    def factory(self):
        return Server(self.handler, **self.SMTP_kwargs)


if __name__ == "__main__":
    controller = Sink(Keeper(sys.argv[2]), hostname="127.0.0.1", port=int(sys.argv[1]))
    controller.start()
    stop = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: stop.set())
    stop.wait()
    controller.stop()

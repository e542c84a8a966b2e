"""A mail server as a process of its own: writes each mail to a file before it answers 250. Run: sink.py PORT FOLDER."""

import signal
import sys
import threading
import uuid
from pathlib import Path

from aiosmtpd.controller import Controller


class Keeper:
    def __init__(self, folder):
        self.folder = Path(folder)

    async def handle_DATA(self, server, session, envelope):
        hidden = self.folder / f".{uuid.uuid4().hex}"
        hidden.write_bytes(envelope.content)
        hidden.rename(self.folder / f"{hidden.name[1:]}.eml")
        return "250 taken"


if __name__ == "__main__":
    controller = Controller(Keeper(sys.argv[2]), hostname="127.0.0.1", port=int(sys.argv[1]))
    controller.start()
    stop = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: stop.set())
    stop.wait()
    controller.stop()

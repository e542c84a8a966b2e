"""A visitor of the stack: an address of his own, cookies only over TLS, and forms filled in as a browser does."""

from __future__ import annotations

import contextlib
import http.client
import re
import ssl
import uuid
from http.cookies import SimpleCookie

from tests.platform.stack import NAME


class Visitor:
    def __init__(self, port: int, address: str = "127.0.0.5", **headers: str) -> None:
        self.port, self.address, self.headers = port, address, headers
        self.cookies: SimpleCookie = SimpleCookie()

    def ask(
        self, path: str, body: bytes | None = None, kind: str = "", method: str = ""
    ) -> tuple[http.client.HTTPResponse, str]:
        """One request over a new connection, so that nginx chooses a web each time."""
        trusting = ssl._create_unverified_context()
        line = http.client.HTTPSConnection(
            "127.0.0.1", self.port, timeout=60, context=trusting, source_address=(self.address, 0)
        )
        headers = {"Host": NAME, "Referer": f"https://{NAME}{path}", **self.headers}
        headers["Cookie"] = "; ".join(f"{name}={morsel.value}" for name, morsel in self.cookies.items())
        if kind:
            headers["Content-Type"] = kind
        with contextlib.suppress(
            BrokenPipeError, ConnectionResetError
        ):  # refused half-way: the answer is there
            line.request(method or ("POST" if body is not None else "GET"), path, body, headers)
        answer = line.getresponse()
        for given in answer.headers.get_all("Set-Cookie") or []:
            assert "secure" in given.lower(), given
            self.cookies.load(given)
        text = answer.read().decode(errors="replace")
        line.close()
        return answer, text

    def send(self, path: str, fields: dict[str, str], files: list[tuple[str, bytes]] = ()) -> tuple:
        """Open the form at `path`, fill in, and press the button."""
        _answer, page = self.ask(path)
        hidden = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page))
        return self.ask(path, *multipart({**hidden, **fields}, files))


def multipart(fields: dict[str, str], files: list[tuple[str, bytes]]) -> tuple[bytes, str]:
    edge = uuid.uuid4().hex
    parts = [f'name="{name}"\r\n\r\n{value}'.encode() for name, value in fields.items()]
    parts += [
        f'name="files"; filename="{name}"\r\nContent-Type: text/plain\r\n\r\n'.encode() + data
        for name, data in files
    ]
    body = b"".join(
        f"--{edge}\r\nContent-Disposition: form-data; ".encode() + part + b"\r\n" for part in parts
    )
    return body + f"--{edge}--\r\n".encode(), f"multipart/form-data; boundary={edge}"

"""A phone that makes log-in codes, as the app on a real one does (RFC 6238)."""

from __future__ import annotations

import base64
import hmac
import re
import struct
import time

ACTIVATE = "/account/inlogcode/instellen/"


def code_of(secret, steps=0):
    """The six digits of now; `steps` half minutes later."""
    moment = struct.pack(">Q", int(time.time()) // 30 + steps)
    digest = hmac.new(base64.b32decode(secret), moment, "sha1").digest()
    at = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[at : at + 4])[0] & 0x7FFFFFFF) % 10**6:06}"


def secret_on(page):
    return re.search(r"<code>([A-Z2-7 ]+)</code>", page.content.decode())[1].replace(" ", "")


def set_up(client):
    """Scan the square and type the first code; returns the secret and the ten codes on paper."""
    secret = secret_on(client.get(ACTIVATE))
    done = client.post(ACTIVATE, {"code": code_of(secret)}, follow=True).content.decode()
    return secret, re.findall(r"<li><code>(\d{8})</code>", done)

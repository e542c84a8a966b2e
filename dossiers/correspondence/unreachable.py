"""Why a mail server could not be reached: one line for who keeps the servers, without a person or a password in it.

The numbers are those of OpenSSL (X509_V_ERR_…), as `SSLCertVerificationError.verify_code` gives them.
"""

from __future__ import annotations

import errno
import smtplib
import socket
import ssl
from collections.abc import Callable
from typing import Any

from django.conf import settings

BEGIN = "geen verbinding: "  # how each answer begins that no server gave; answers.py knows these words
FAILURES = (
    OSError,
    UnicodeError,
    smtplib.SMTPException,
)  # UnicodeError: a name that can't be a name of a machine
CERTIFICATES = {
    9: "het certificaat van {host} geldt nog niet. Kijk de klok van deze server na",
    10: "het certificaat van {host} is verlopen. Vernieuw het op de mailserver",
    62: "het certificaat van de mailserver hoort bij een andere naam dan {host}. Kijk de naam in {setting} na",
}
UNTRUSTED = "het certificaat van {host} komt niet van een uitgever die deze server vertrouwt"
ROADS = {
    errno.ENETUNREACH: "er is geen weg naar {host}. Kijk het netwerk van deze server na",
    errno.EHOSTUNREACH: "er is geen weg naar {host}. Kijk het netwerk van deze server na",
}
NAME = "de naam {host} is niet bekend. Kijk de naam in {setting} na"
SHUT = "op {host} luistert niemand op poort {port}. Kijk {setting} na, of start de mailserver"
MIXED = "de versleuteling met {host} lukt niet op poort {port}. Kijk smtp+tls of smtp+ssl in {setting} na"
SILENT = "{host} antwoordt niet op tijd. Vaak houdt een firewall poort {port} tegen"
CUT = "{host} verbrak het gesprek. Kijk of hij deze computer kent, en of hij versleuteling verwacht"
BARRED = "{host} laat ons niet binnen (%s). Kijk naam en wachtwoord in {setting} na"
# in this order: the first kind of error that fits is told
WORDS: tuple[tuple[type[BaseException], Callable[[Any], str]], ...] = (
    (ssl.SSLCertVerificationError, lambda e: CERTIFICATES.get(e.verify_code, UNTRUSTED)),
    (ssl.SSLError, lambda e: MIXED),
    (socket.gaierror, lambda e: NAME),
    (UnicodeError, lambda e: NAME),
    (ConnectionRefusedError, lambda e: SHUT),
    (TimeoutError, lambda e: SILENT),
    (smtplib.SMTPAuthenticationError, lambda e: BARRED % e.smtp_code),
    (
        smtplib.SMTPNotSupportedError,
        lambda e: "{host} kan geen TLS of geen log-in op poort {port}. Kijk {setting} na",
    ),
    (smtplib.SMTPServerDisconnected, lambda e: SILENT if "timed out" in str(e) else CUT),
    (smtplib.SMTPRecipientsRefused, lambda e: "{host} neemt geen mail aan voor dit adres"),
    (smtplib.SMTPResponseException, lambda e: f"{{host}} neemt nu niets aan ({e.smtp_code})"),
    (OSError, lambda e: ROADS.get(e.errno, f"{{host}} is niet te bereiken ({type(e).__name__})")),
)


def why(error: BaseException, host: str, port: int, setting: str) -> str:
    """A sentence without its last dot; `setting`: where the address of this server was given."""
    told = next((word(error) for kind, word in WORDS if isinstance(error, kind)), type(error).__name__)
    return told.format(host=host, port=port, setting=setting)


def ours(error: BaseException) -> str:
    """The answer of a try that found no mail server of ours."""
    return (BEGIN + why(error, settings.EMAIL_HOST, settings.EMAIL_PORT, "EMAIL_URL"))[:300]

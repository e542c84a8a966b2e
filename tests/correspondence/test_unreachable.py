"""A mail server that is not there, or not who we think: one clear Dutch line at the try, in the log and in the alarm."""

import ssl
import subprocess
from datetime import timedelta

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult

from dossiers.correspondence import delivery, guard, roads
from dossiers.models import Alarm, Message
from tests.conftest import Sink
from tests.parts import free_port, program

pytestmark = pytest.mark.django_db
KEY = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"]


class Office:
    """Makes certificates as a mail server has them, by an issuer of our own."""

    def __init__(self, folder):
        self.folder = folder
        self._run(
            "req", "-x509", *KEY, "-keyout", "ca.key", "-out", "ca.pem", "-subj", "/CN=proef", "-days", "2"
        )

    def _run(self, *words):
        subprocess.run([program("openssl"), *words], cwd=self.folder, check=True, capture_output=True)

    def context(self, name, days):
        self._run("req", *KEY, "-keyout", "s.key", "-out", "s.csr", "-subj", f"/CN={name}",
                  "-addext", f"subjectAltName=DNS:{name}")  # fmt: skip
        self._run("x509", "-req", "-in", "s.csr", "-CA", "ca.pem", "-CAkey", "ca.key", "-CAcreateserial",
                  "-copy_extensions", "copy", "-days", str(days), "-out", "s.pem")  # fmt: skip
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(self.folder / "s.pem", self.folder / "s.key")
        return context


@pytest.fixture
def office(tmp_path, monkeypatch):
    made = Office(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "ca.pem"))
    return made


@pytest.fixture
def server(settings):
    """A real mail server on localhost, as told; stopped at the end."""
    running = []

    def start(**how):
        port = free_port()
        controller = Controller(Sink(), hostname="127.0.0.1", port=port, **how)
        controller.start()
        running.append(controller)
        settings.EMAIL_HOST, settings.EMAIL_PORT = "localhost", port
        return port

    yield start
    for controller in running:
        controller.stop()


def nobody(server, session, envelope, mechanism, data):
    return AuthResult(success=False, handled=False)


def expired(server, office, settings):
    settings.EMAIL_USE_TLS = True
    server(tls_context=office.context("localhost", -1))
    return "het certificaat van localhost is verlopen. Vernieuw het op de mailserver"


def another_name(server, office, settings):
    settings.EMAIL_USE_TLS = True
    server(tls_context=office.context("mail.ander.test", 2))
    return "het certificaat van de mailserver hoort bij een andere naam dan localhost. Kijk de naam in EMAIL_URL na"


def unknown_issuer(server, office, settings):
    settings.EMAIL_USE_TLS = True
    server(tls_context=office.context("localhost", 2))
    (office.folder / "ca.pem").write_text("")
    return "het certificaat van localhost komt niet van een uitgever die deze server vertrouwt"


def wrong_password(server, office, settings):
    settings.EMAIL_HOST_USER, settings.EMAIL_HOST_PASSWORD = "klachten", "KANARIE-wachtwoord"
    server(authenticator=nobody, auth_require_tls=False)
    return "localhost laat ons niet binnen (535). Kijk naam en wachtwoord in EMAIL_URL na"


def no_log_in(server, office, settings):
    settings.EMAIL_HOST_USER, settings.EMAIL_HOST_PASSWORD = "klachten", "KANARIE-wachtwoord"
    port = server()
    return f"localhost kan geen TLS of geen log-in op poort {port}. Kijk EMAIL_URL na"


def tls_where_none_is(server, office, settings):
    settings.EMAIL_USE_SSL = True
    port = server()
    return (
        f"de versleuteling met localhost lukt niet op poort {port}. Kijk smtp+tls of smtp+ssl in EMAIL_URL na"
    )


def wrong_port(server, office, settings):
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    return "op 127.0.0.1 luistert niemand op poort 9. Kijk EMAIL_URL na, of start de mailserver"


def unknown_host(server, office, settings):
    settings.EMAIL_HOST = "mail.bestaat-niet.invalid"
    return "de naam mail.bestaat-niet.invalid is niet bekend. Kijk de naam in EMAIL_URL na"


def no_name(server, office, settings):
    settings.EMAIL_HOST = "mail..nl"
    return "de naam mail..nl is niet bekend. Kijk de naam in EMAIL_URL na"


CASES = [expired, another_name, unknown_issuer, wrong_password, no_log_in, tls_where_none_is, wrong_port, unknown_host,
         no_name]  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_each_says_what_to_do_and_nothing_is_lost(make_dossier, server, office, settings, caplog, at, case):
    told = f"geen verbinding: {case(server, office, settings)}"
    make_dossier(when=at)
    assert delivery.deliver_due(now=lambda: at) == 1
    message = Message.objects.get()
    assert message.answer == told == message.tries.get().answer
    assert (message.state, message.due_at) == ("queued", at + timedelta(minutes=1))
    assert told in caplog.text
    assert "KANARIE" not in caplog.text
    guard.look(at=at + timedelta(minutes=31))
    text = Alarm.objects.get(cause="ack-late").text
    assert text.startswith(
        f"1 bevestiging is nog niet weg. Er is {told}. Deze melder weet nog van niets: vraag ICT"
    )


def test_the_second_road_says_it_too(people, server, office, settings):
    settings.ALARM_EMAIL = {"HOST": "localhost", "PORT": server(tls_context=office.context("localhost", -1)),
                            "HOST_USER": "", "HOST_PASSWORD": "", "USE_TLS": True, "USE_SSL": False}  # fmt: skip
    said = roads.take({"mail": "Proef."})["mail"]
    assert said == "het certificaat van localhost is verlopen. Vernieuw het op de mailserver"

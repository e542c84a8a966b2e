"""A beheerder tries the mail: the ordinary road, real servers, and a line that says what is wrong."""

from __future__ import annotations

import socket
from datetime import timedelta

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult
from django.utils import timezone

from dossiers.correspondence import delivery
from dossiers.models import Attempt, Message
from tests.conftest import free_port

URL = "/instellingen/mail/"


@pytest.fixture
def client(people, client_for):
    return client_for(people["beheer"])


def tried(client):
    """Press the button, let the process that sends do its round, and read the page."""
    assert client.post(URL + "proef/").url == URL
    delivery.deliver_due()
    return client.get(URL).content.decode()


def test_a_mail_to_oneself_over_the_ordinary_road(client, people, smtp_sink):
    client.post(URL + "proef/")
    waiting = client.get(URL).content.decode()
    assert "onderweg naar de mailserver" in waiting
    assert 'hx-trigger="every 2s"' in waiting
    delivery.deliver_due()
    page = client.get(URL).content.decode()
    assert "De mailserver nam hem aan." in page
    assert "250 taken" in page
    assert "hx-trigger" not in page
    (mail,) = smtp_sink.to(people["beheer"].email)
    assert mail["Subject"] == "Proefmail van Klachten"
    assert mail["From"] == "Woonstede <klachten@woonstede.example>"


def test_the_answer_of_the_server_is_shown_and_nothing_is_tried_again(client, people, smtp_sink):
    smtp_sink.answers[people["beheer"].email] = "451 4.3.0 even niet"
    page = tried(client)
    assert "dit lukte niet." in page
    assert "Wij proberen het niet vanzelf opnieuw." in page
    assert "Probeer het nog eens" in page
    assert "neemt een mail aan beheer@woonstede.example niet aan" in page
    assert "451 4.3.0 even niet" in page
    assert Message.objects.get().state == "failed"
    assert Attempt.objects.count() == 1


def test_a_name_that_nobody_knows(client, settings):
    settings.EMAIL_HOST = "mail.bestaat-niet.invalid"
    assert "De naam mail.bestaat-niet.invalid is niet bekend. Kijk de naam in EMAIL_URL na." in tried(client)


def test_a_port_where_nobody_listens(client, settings):
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", free_port()
    page = tried(client)
    assert f"Op 127.0.0.1 luistert niemand op poort {settings.EMAIL_PORT}." in page


def test_a_server_that_keeps_silent_does_not_hold_up(client, settings):
    with socket.create_server(("127.0.0.1", 0)) as silent:
        settings.EMAIL_HOST, settings.EMAIL_PORT = silent.getsockname()
        settings.EMAIL_TIMEOUT = 0.3
        assert "antwoordt niet op tijd. Vaak houdt een firewall" in tried(client)


def test_a_wrong_password(client, settings, smtp_sink):
    """The server asks who we are, and the answer is wrong."""
    controller = Controller(
        smtp_sink, hostname="127.0.0.1", port=free_port(), auth_require_tls=False,
        authenticator=lambda *_: AuthResult(success=False, handled=False),
    )  # fmt: skip
    controller.start()
    try:
        settings.EMAIL_PORT, settings.EMAIL_HOST_USER, settings.EMAIL_HOST_PASSWORD = (
            controller.port,
            "ons",
            "mis",
        )
        assert "laat ons niet binnen (535). Kijk naam en wachtwoord in EMAIL_URL na." in tried(client)
    finally:
        controller.stop()


def test_a_sender_that_the_server_refuses(client, smtp_sink):
    async def refuse(server, session, envelope, address, options):
        return "553 5.7.1 not your address"

    smtp_sink.handle_MAIL = refuse
    page = tried(client)
    assert "wil niet mailen namens klachten@woonstede.example" in page
    assert "553 5.7.1 not your address" in page


def test_a_server_without_encryption(client, settings, smtp_sink):
    settings.EMAIL_USE_TLS = True
    assert "kan geen TLS of geen log-in op poort" in tried(client)


def test_when_nothing_sends_the_page_says_so(client):
    client.post(URL + "proef/")
    Message.objects.update(created_at=timezone.now() - timedelta(seconds=30))
    assert "Het deel dat post verstuurt, draait niet." in client.get(URL).content.decode()


def test_the_second_road(client, people, settings, smtp_sink):
    assert "Er is geen tweede weg." in client.get(URL).content.decode()
    settings.ALARM_EMAIL = {
        "HOST": "127.0.0.1", "PORT": smtp_sink_port(settings), "HOST_USER": "", "HOST_PASSWORD": "",
        "USE_TLS": False, "USE_SSL": False,
    }  # fmt: skip
    page = client.post(URL + "tweede-weg/", follow=True).content.decode()
    assert "De tweede mailserver nam de proef aan." in page
    assert smtp_sink.to(people["marleen"].email)
    settings.ALARM_EMAIL |= {"PORT": free_port()}
    settings.ALARM_COMMAND = ["/bin/false"]
    page = client.post(URL + "tweede-weg/", follow=True).content.decode()
    assert "De tweede mailserver werkt niet. Op 127.0.0.1 luistert niemand" in page
    assert "De opdracht werkt niet. De opdracht eindigde met code 1." in page


def smtp_sink_port(settings):
    return settings.EMAIL_PORT

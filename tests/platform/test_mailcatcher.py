"""The mail server of `up`: a mail that got 250 is a file."""

import smtplib
from email import message_from_bytes

from aiosmtpd.controller import Controller

from dossiers.management.commands.mailcatcher import Handler
from klachten.supervisor import listen


def test_a_mail_is_written_as_it_came_with_whom_it_was_for(tmp_path):
    with listen(0) as door:
        port = door.getsockname()[1]
    catcher = Controller(Handler(tmp_path / "mail"), hostname="127.0.0.1", port=port)
    catcher.start()
    try:
        with smtplib.SMTP("127.0.0.1", port) as client:
            client.sendmail("van@example.nl", ["aan@example.nl", "bcc@example.nl"], "Subject: Hoi\r\n\r\nDag")
    finally:
        catcher.stop()
    (file,) = (tmp_path / "mail").iterdir()
    mail = message_from_bytes(file.read_bytes())
    assert file.suffix == ".eml"
    assert mail["Subject"] == "Hoi"
    assert mail["X-Envelope-To"] == "aan@example.nl, bcc@example.nl"
    assert mail.get_payload().strip() == "Dag"

"""A20: backup, restore, compare; a half or altered file changes nothing; nothing leaves by itself after a restore."""

import json
import os
import subprocess
import sys
import zipfile
from collections import Counter
from datetime import timedelta
from io import StringIO
from pathlib import Path

import pytest
from django.apps import apps
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.db import connection, connections

from dossiers.backup import tables, unpack
from dossiers.backup.manifest import NAME, BackupError, opened
from dossiers.backup.pack import pack
from dossiers.correspondence import delivery, enclosures, guard, outbox
from dossiers.correspondence.states import RESTORED
from dossiers.models import (
    Alarm,
    Attachment,
    Document,
    Dossier,
    Heartbeat,
    Holiday,
    Message,
    Organisation,
    Session,
)
from klachten.environment import REPO

pytestmark = pytest.mark.django_db
State = Message.State
SILENCE = "geen antwoord na het versturen: TimeoutError"
BYTES = bytes(range(256)) * 40


def quiet(_line):
    """Nobody reads along."""


@pytest.fixture
def dossiers(make_dossier, client_for, people, at):
    """One acknowledgement in each state, with its PDF; two attachments; alarms, open and closed."""
    made = []
    for number, state in enumerate((*State.values, State.SENT)):
        dossier = make_dossier(complainant={"name": "Zoë ’t Hart", "email": f"p{number}@example.example"})
        owned = {"claim": "x", "lease_until": at} if state in ("claimed", "handing") else {}
        stopped = {"reason": "omdat"} if state in ("held", "suppressed", "failed") else {}
        Message.objects.filter(dossier=dossier).update(state=state, sent_at=at, **owned, **stopped)
        made.append(dossier)
    enclosures.content_of(made[0].messages.get().documents.first())
    for name, content in (("foto.png", BYTES), ("leeg.txt", b"")):
        Attachment.objects.create(
            dossier=made[0], file=ContentFile(content, name), name=name, content_type="x/y", size=len(content),
            sha256="0" * 64, added_at=at + timedelta(microseconds=123_457),
        )  # fmt: skip
    Message.objects.get(state="uncertain").tries.create(at=at, outcome="uncertain", answer=SILENCE)
    outbox.post_alarm(people["marleen"], "Nu", "Nu.", once="alarm:1:1:nu", at=at)
    Alarm.objects.create(cause="oud", text="Oud.", opened_at=at, closed_at=at)
    Alarm.objects.create(cause="nu", text="Nu.", opened_at=at)
    guard.beat("worker", at=at)
    client_for(people["joris"])  # a session
    return made


@pytest.fixture
def backup(dossiers, tmp_path, at):
    pack(tmp_path / "klachten.zip", at=at, tell=quiet)
    return tmp_path / "klachten.zip"


@pytest.fixture
def elsewhere(settings, tmp_path):
    """Another installation: migrated, and empty."""

    def empty():
        for table in (Session, *reversed(tables.tables())):
            if table is not Holiday:
                table._base_manager.all()._raw_delete("default")
        Heartbeat.objects.all().delete()
        settings.MEDIA_ROOT = tmp_path / "elsewhere"

    return empty


def counts():
    return {t._meta.label_lower: t._base_manager.count() for t in tables.tables()}


def rows(path):
    """Everything in a backup, but what a restore changes: messages on their way, and open alarms."""
    with opened(path) as (archive, _manifest):
        found = {name: archive.read(name) for name in archive.namelist() if name != NAME}
    for name in [n for n in found if n.startswith("rows/")]:
        found[name] = [without_state(json.loads(line)) for line in found[name].splitlines()]
    return found


CHANGED = {
    "dossiers.message": ("state", "reason", "claim", "lease_until"),
    "dossiers.alarm": ("closed_at",),
}


def without_state(row):
    for name in CHANGED.get(row["model"], ()):
        row["fields"].pop(name)
    return row


def files(folder):
    folder = Path(folder)
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def test_a20_backup_and_restore_give_the_same(backup, elsewhere, settings, tmp_path, at):
    before, kept = counts(), files(settings.MEDIA_ROOT)
    content = Document.objects.exclude(content=None).get().content
    elsewhere()
    assert sum(counts().values()) == Holiday.objects.count()
    unpack.unpack(backup, at=at, tell=quiet)
    assert counts() == before
    assert files(settings.MEDIA_ROOT) == kept
    assert sorted(kept.values()) == [b"", BYTES]
    assert bytes(Document.objects.exclude(content=None).get().content) == bytes(content)
    pack(tmp_path / "again.zip", at=at, tell=quiet)
    assert rows(tmp_path / "again.zip") == rows(backup)


def test_a_moment_keeps_its_microseconds(backup, elsewhere, at):
    elsewhere()
    unpack.unpack(backup, at=at, tell=quiet)
    assert Attachment.objects.first().added_at == at + timedelta(microseconds=123_457)


def test_a20_nothing_that_was_not_final_leaves_by_itself(backup, elsewhere, smtp_sink, at):
    before = Counter(Message.objects.values_list("state", flat=True))
    elsewhere()
    assert unpack.unpack(backup, at=at, tell=quiet) == 4
    after = Counter(Message.objects.values_list("state", flat=True))
    assert after["held"] == before["held"] + 4
    assert all(after[s] == before[s] for s in ("sent", "failed"))
    assert after["suppressed"] == before["suppressed"] + 1
    assert Message.objects.filter(reason=RESTORED).count() == 4
    for hours in (0, 1, 24):
        delivery.deliver_due(now=lambda hours=hours: at + timedelta(hours=hours))
    assert not smtp_sink.mails


def test_a_person_can_send_it_after_all(backup, elsewhere, client_for, smtp_sink, at):
    elsewhere()
    unpack.unpack(backup, at=at, tell=quiet)
    message = Message.objects.filter(reason=RESTORED).first()
    joris = client_for(message.dossier.registered_by)
    assert "dan krijgt Zoë ’t Hart hem twee keer" in joris.get(f"/werk/post/{message.pk}/").content.decode()
    joris.post(f"/werk/post/{message.pk}/verstuur/")
    delivery.deliver_due(now=lambda: at + timedelta(days=3650))
    assert len(smtp_sink.to(message.to_address)) == 1


def test_a_person_can_note_that_it_did_come(backup, elsewhere, client_for, at):
    """Also of what was only ready to go: it may have gone after the backup."""
    elsewhere()
    unpack.unpack(backup, at=at, tell=quiet)
    for message in Message.objects.filter(reason=RESTORED):
        tried = message.tries.filter(outcome="uncertain").first()
        joris = client_for(message.dossier.registered_by)
        page = joris.get(f"/werk/post/{message.pk}/").content.decode()
        assert "weet misschien nog niet dat de klacht bij ons is" in page
        assert RESTORED in page
        assert (f"<q>{SILENCE}</q>" in page) == bool(tried)
        assert "weet misschien nog niet dat" in joris.get("/werk/").content.decode()
        joris.post(f"/werk/post/{message.pk}/aangekomen/", {"heard": "Zoë las hem voor."})
        message.refresh_from_db()
        assert message.state == "sent"
        assert message.sent_at == at if tried else message.sent_at > at
        assert message.dossier.events.get(kind="arrived").quote == "Zoë las hem voor."
    assert not Message.objects.filter(reason=RESTORED).exists()


def test_a_warning_that_had_not_gone_is_over_and_nobody_counts_it(backup, elsewhere, at):
    elsewhere()
    said = StringIO()
    call_command("restore", str(backup), stdout=said)
    assert "4 berichten waren nog niet weg en wachten op een mens" in said.getvalue()
    warning = Message.objects.get(kind="alarm")
    assert (warning.state, warning.reason) == ("suppressed", unpack.TOO_LATE)


def test_open_alarms_heartbeats_and_sessions_stay_behind(backup, elsewhere, at):
    elsewhere()
    unpack.unpack(backup, at=at, tell=quiet)
    assert set(Alarm.objects.values_list("cause", "closed_at")) == {("oud", at), ("nu", at)}
    assert not Heartbeat.objects.exists()
    with zipfile.ZipFile(backup) as archive:
        assert not [n for n in archive.namelist() if "session" in n or "cache" in n or "heartbeat" in n]


def test_numbering_goes_on_after_the_highest(backup, elsewhere, make_dossier, at):
    """PostgreSQL counts apart from the rows."""
    highest = Dossier.objects.order_by("-pk").first()
    elsewhere()
    unpack.unpack(backup, at=at, tell=quiet)
    from dossiers.models import User

    new = make_dossier(by=User.objects.get(email__startswith="joris"))
    assert new.pk > highest.pk
    assert new.reference > highest.reference


def refused(path, at):
    """The one line with which it stops; nothing was written, neither rows nor files."""
    with pytest.raises(CommandError) as stopped:
        call_command("restore", str(path), stdout=StringIO())
    assert sum(counts().values()) == Holiday.objects.count()
    assert not files(default_storage.base_location)
    assert len(str(stopped.value).splitlines()) == 1
    return str(stopped.value)


@pytest.mark.parametrize("part", [0, 0.3, 0.5, 0.9, 0.999])
def test_half_a_file_changes_nothing(backup, elsewhere, at, part):
    elsewhere()
    whole = backup.read_bytes()
    backup.write_bytes(whole[: int(len(whole) * part)])
    assert "beschadigd of niet af" in refused(backup, at)


def test_an_altered_byte_is_found_before_anything_is_written(backup, elsewhere, at):
    """All over the file: it is refused, or the byte says nothing about the contents (such as a date of the zip)."""
    elsewhere()
    whole, good, said = backup.read_bytes(), read(backup), Counter()
    for place in range(7, len(whole), len(whole) // 200):
        backup.write_bytes(whole[:place] + bytes([whole[place] ^ 0x55]) + whole[place + 1 :])
        said["as good" if read(backup) == good else read(backup)[:9]] += 1
    assert set(said) <= {"as good", "De back-u"}
    assert said["De back-u"] > 150


def read(path):
    """What a backup says about itself after every part was checked; or the line with which it is refused."""
    try:
        with opened(path) as (_archive, manifest):
            return manifest.as_json()
    except BackupError as error:
        return str(error)


def altered(backup, change):
    """The same backup with one member other than it was written, and all checksums of the zip itself right."""
    with zipfile.ZipFile(backup) as archive:
        parts = {n: archive.read(n) for n in archive.namelist()}
    change(parts)
    with zipfile.ZipFile(backup, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)


def another_name(parts):
    parts["rows/dossiers.dossier.jsonl"] = parts["rows/dossiers.dossier.jsonl"].replace(b"douche", b"kraan!")


def another_file(parts):
    parts[next(n for n in parts if n.startswith("media/"))] = b"iets anders"


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (another_name, "dossiers.dossier.jsonl is veranderd"),
        (another_file, "is veranderd"),
        (lambda parts: parts.pop("rows/dossiers.event.jsonl"), "ontbreekt een deel"),
        (lambda parts: parts.update({"media/../weg": b""}), "of er is iets bij"),
        (lambda parts: parts.update({NAME: b"{}"}), "manifest.json klopt niet"),
    ],
)
def test_what_was_changed_on_purpose_is_found_too(backup, elsewhere, at, change, said):
    elsewhere()
    altered(backup, change)
    assert said in refused(backup, at)


def test_a_database_with_data_is_refused(backup, at):
    before = counts()
    with pytest.raises(CommandError, match="Er staan al gegevens"):
        call_command("restore", str(backup), stdout=StringIO())
    assert counts() == before


def test_another_version_is_refused(backup, elsewhere, monkeypatch, at):
    elsewhere()
    monkeypatch.setattr(unpack, "version", lambda: {"dossiers": ["0001_start"]})
    assert "andere versie" in refused(backup, at)


def test_when_the_database_fails_the_files_go_away_again(backup, elsewhere, settings, monkeypatch, at):
    def fail(_at):
        with connection.cursor() as cursor:
            cursor.execute("SELECT niets FROM nergens")

    elsewhere()
    monkeypatch.setattr(unpack, "_calm", fail)
    assert "Er is niets veranderd" in refused(backup, at)
    assert not files(settings.MEDIA_ROOT)


def test_a_file_that_is_there_already_is_never_overwritten(backup, elsewhere, settings, at):
    name = Attachment.objects.get(name="foto.png").file.name
    elsewhere()
    default_storage.save(name, ContentFile(b"van een ander"))
    with pytest.raises(CommandError, match="staat al een bestand"):
        call_command("restore", str(backup), stdout=StringIO())
    assert list(files(settings.MEDIA_ROOT).values()) == [b"van een ander"]


def test_a_backup_is_private_says_what_it_does_and_overwrites_nothing(dossiers, tmp_path):
    path, said = tmp_path / "klachten.zip", StringIO()
    call_command("backup", str(path), stdout=said)
    assert f"dossiers.dossier: {len(dossiers)} rijen" in said.getvalue()
    assert "bijlagen: 2 van 2" in said.getvalue()
    assert path.stat().st_mode & 0o077 == 0
    before = path.read_bytes()
    with pytest.raises(CommandError, match="bestaat al"):
        call_command("backup", str(path), stdout=said)
    assert path.read_bytes() == before
    with pytest.raises(CommandError, match=f"de map {tmp_path / 'nergens'} bestaat niet. Maak haar eerst"):
        call_command("backup", str(tmp_path / "nergens" / "x.zip"), stdout=said)
    assert [p.name for p in tmp_path.glob("*.zip*")] + [p.name for p in tmp_path.glob(".*")] == [
        "klachten.zip"
    ]


def test_a_file_that_is_gone_is_named_and_does_not_stop_the_rest(dossiers, elsewhere, tmp_path, at):
    gone = Attachment.objects.get(name="leeg.txt").file.name
    default_storage.delete(gone)
    said, wrong = StringIO(), StringIO()
    call_command("backup", str(tmp_path / "b.zip"), stdout=said, stderr=wrong)
    assert gone in said.getvalue()
    assert "1 bijlagen waren er niet meer" in wrong.getvalue()
    elsewhere()
    unpack.unpack(tmp_path / "b.zip", at=at, tell=quiet)
    assert Attachment.objects.count() == 2


def test_no_table_is_forgotten():
    """A new application is in the backup unless somebody decides that it need not be."""
    inside = {t._meta.label_lower for t in tables.tables()}
    everything = {t._meta.label_lower for t in apps.get_models(include_auto_created=True)}
    assert everything - inside == {
        "auth.permission", "auth.group", "auth.group_permissions", "contenttypes.contenttype", "sessions.session",
        "dossiers.heartbeat", "dossiers.miss", "dossiers.registerdraft", "dossiers.session",
    }  # fmt: skip


SECOND = """
import sqlite3, sys
import django; django.setup()
from django.core.management import call_command
from django.utils import timezone
from dossiers.backup.pack import pack
from dossiers.correspondence import delivery
from dossiers.models import Team
from pathlib import Path

call_command("migrate", verbosity=0)
call_command("restore", sys.argv[1])
assert delivery.deliver_due() == 0

def write(line):
    '''Somebody works on while we save: at once, and not in this backup.'''
    if line.startswith("dossiers.team:"):
        other = sqlite3.connect(sys.argv[3], timeout=0)
        other.execute("INSERT INTO dossiers_event (dossier_id, at, kind, actor_name, from_outside, words, quote)"
                      " SELECT id, received_at, 'note', '', 0, '{}', '' FROM dossiers_dossier LIMIT 1")
        other.commit()
        other.close()

pack(Path(sys.argv[2]), at=timezone.now(), tell=write)
"""


def test_a20_into_a_second_database_while_somebody_works_on(backup, tmp_path):
    """An SQLite file, whatever the first database is; the second backup sees one moment and holds nobody up."""
    database = tmp_path / "second.sqlite3"
    values = {"DATABASE_URL": f"sqlite:///{database}", "MEDIA_ROOT": str(tmp_path / "second")}
    done = subprocess.run(
        [sys.executable, "-c", SECOND, str(backup), str(tmp_path / "second.zip"), str(database)],
        cwd=REPO, env={**os.environ, **values, "KLACHTEN_NO_VENV": "1"}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert "4 berichten waren nog niet weg" in done.stdout
    assert rows(tmp_path / "second.zip") == rows(backup)


@pytest.mark.django_db(transaction=True)
def test_one_moment_on_postgresql(dossiers, tmp_path, at):
    if connection.vendor != "postgresql":
        pytest.skip("SQLite: see the test before this one")
    before = Organisation.objects.get().name
    other = connections.create_connection("default")

    def write(line):
        if line.startswith("dossiers.team:"):
            with other.cursor() as cursor:
                cursor.execute("UPDATE dossiers_organisation SET name = 'Anders'")

    try:
        pack(tmp_path / "b.zip", at=at, tell=write)
    finally:
        other.close()
    assert Organisation.objects.get().name == "Anders"
    [row] = rows(tmp_path / "b.zip")["rows/dossiers.organisation.jsonl"]
    assert row["fields"]["name"] == before

"""F16: death at each database statement of what people do. All or nothing, and the same press works afterwards."""

from __future__ import annotations

import hashlib
from contextlib import contextmanager
from datetime import timedelta
from itertools import count
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.utils import timezone

from dossiers.backup.tables import tables
from dossiers.casework import actions, ending, writing
from dossiers.casework.columns import set_columns
from dossiers.correspondence import delivery
from dossiers.documents.leftovers import sweep
from dossiers.documents.uploads import check
from dossiers.evaluation.actions import go_on
from dossiers.intake.actions import file_complaint, register
from dossiers.models import Attachment, Counter, Dossier, Message, Step
from tests.conftest import Sink

pytestmark = pytest.mark.django_db
OWN = ("SAVEPOINT", "RELEASE", "ROLLBACK")  # what the database does by itself when a client is gone
LATER = timedelta(seconds=1) + delivery.LEASE


class Death(BaseException):
    """No `except Exception` catches a kill -9."""


@contextmanager
def dying_at(n):
    """The n-th statement never runs, nor anything after it."""
    seen = count(1)

    def watch(execute, sql, params, many, context):
        if not sql.startswith(OWN) and next(seen) >= n:
            raise Death
        return execute(sql, params, many, context)

    with connection.execute_wrapper(watch):
        yield


def dies(n, action):
    try:
        with dying_at(n):
            action()
    except Death:
        return True
    return False


def everything():
    """Every row of every table."""
    return {
        table._meta.label: list(table._default_manager.order_by("pk").values_list()) for table in tables()
    }


def all_or_nothing(action, *, least):
    """Die at the first statement, at the second, until it lives; each death leaves every table as it was."""
    before = everything()
    for n in count(1):
        if not dies(n, action):
            assert n > least, f"only {n - 1} statements: was the action really done?"
            return
        assert everything() == before, f"something stayed of statement {n}"


@pytest.fixture
def told(make_dossier):
    """A complaint with a file, new for each try, as a request makes it."""

    def make(**more):
        files = check([SimpleUploadedFile("lijst.txt", b"De lift staat stil.")])
        return make_dossier.report(files=files, **more)

    return make


def is_whole(dossier):
    """What each stored complaint has, whatever happened before it."""
    confirmation = dossier.messages.get(kind="ack")
    assert confirmation.deadline_at
    assert dossier.periods.filter(closed_at=None).count() == 1
    assert dossier.links.filter(revoked_at=None).count() == 1
    assert dossier.complainant.name == "Ria Verhoeven"
    assert dossier.events.filter(kind="posted").count() == 1
    assert dossier.step > Step.HERKENNEN
    assert Counter.objects.get().last == Dossier.objects.count() == 1
    for attachment in dossier.attachments.all():
        assert hashlib.sha256(Path(attachment.file.path).read_bytes()).hexdigest() == attachment.sha256


def files_in(folder):
    return sum(path.is_file() for path in Path(folder).rglob("*"))


def test_register(told, people, at, settings):
    all_or_nothing(lambda: register(told(), by=people["joris"], at=at), least=20)
    is_whole(Dossier.objects.get())
    assert files_in(settings.MEDIA_ROOT) > Attachment.objects.count() == 1
    assert sweep(at=timezone.now()) == 0, "a file of somebody who is filing now"
    assert sweep(at=timezone.now() + timedelta(days=2)) > 5
    assert files_in(settings.MEDIA_ROOT) == 1
    is_whole(Dossier.objects.get())


def test_file(told, organisation, at):
    """A visitor presses again with the same token until it worked."""
    all_or_nothing(lambda: file_complaint(told(), token="een", source="bron", at=at), least=20)
    is_whole(Dossier.objects.get())
    file_complaint(told(), token="een", source="bron", at=at)
    assert Dossier.objects.count() == 1


@pytest.fixture
def dossier(make_dossier, people, category, at):
    """In step 4, with all that the next move needs."""
    made = make_dossier()
    made.messages.update(state="sent", sent_at=at)
    actions.assign(made, people["joris"], by=people["joris"], at=at)
    writing.introduce(made, "Ik help u.", at.date() + timedelta(days=20), by=people["joris"], at=at)
    set_columns(made, category=category, occurred="6 oktober")
    Dossier.objects.filter(pk=made.pk).update(step=Step.DOSSIER)
    return made


def now(dossier):
    return Dossier.objects.get(pk=dossier.pk)


def test_a_move(dossier, people, at):
    all_or_nothing(lambda: go_on(now(dossier), "start-analyse", by=people["joris"], at=at), least=6)
    assert now(dossier).step == Step.ANALYSEREN
    moves = [event.words["end"] for event in dossier.events.filter(kind="moved")]
    assert moves.count(Step.ANALYSEREN.label) == 1


def test_a_step_back(dossier, people, at):
    opened = ending.marks({"step": Step.DOSSIER})
    all_or_nothing(
        lambda: ending.go_back(now(dossier), "Zo.", opened=opened, by=people["joris"], at=at), least=4
    )
    assert now(dossier).step == Step.INFORMEREN


def test_close_and_open_again(dossier, people, at):
    words = {"note": "Het hoeft niet meer.", "by": people["joris"], "at": at}
    all_or_nothing(lambda: ending.close_dossier(now(dossier), "withdrawn", **words), least=12)
    assert (now(dossier).is_open, dossier.periods.filter(closed_at=None).count()) == (False, 0)
    assert dossier.messages.filter(kind="closing").count() == 1
    all_or_nothing(lambda: ending.reopen(now(dossier), "Toch niet.", by=people["joris"], at=at), least=4)
    assert (now(dossier).is_open, dossier.periods.count()) == (True, 2)


def test_send(make_dossier, smtp_sink: Sink, at):
    """Claim, hand over, finish, tell: after each death the next sender ends it, with one copy, or two of the same."""
    copies = []
    for n in count(1):
        dossier = make_dossier(complainant={"name": "Ria", "email": f"ria{n}@verhoeven.example"})
        died = dies(n, lambda: delivery.deliver_due(now=lambda: at))
        for later in range(1, 8):
            delivery.deliver_due(now=lambda later=later: at + later * LATER)
        assert went(dossier)
        copies.append(smtp_sink.to(f"ria{n}@verhoeven.example"))
        if not died:
            break
    assert n > 15
    assert all(len({mail["Message-ID"] for mail in each}) == 1 for each in copies)
    assert {len(each) for each in copies} <= {1, 2}
    assert sum(len(each) == 2 for each in copies) <= 3, (
        "only between the last dot and the next line written down"
    )


def went(dossier):
    """Sent, told once, and the dossier went on by itself."""
    message = Message.objects.get(dossier=dossier, kind="ack")
    assert (message.state, message.told, message.claim) == ("sent", True, "")
    assert dossier.events.filter(kind="sent").count() == 1
    assert message.tries.filter(outcome="sent").count() == 1
    return now(dossier).step == Step.INFORMEREN

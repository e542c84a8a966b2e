"""The work that a browser does while somebody types: what counts, and that nobody is stopped without it (A6)."""

from datetime import timedelta

import pytest
import time_machine

from dossiers.intake import work
from dossiers.models import Dossier, Filing, Message
from tests.visitor import hidden_fields, solved, with_work

pytestmark = pytest.mark.django_db
TOLD = {"story": "De lift staat al een week stil.", "email": "ria@verhoeven.example"}
HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
def _now(organisation, at):
    with time_machine.travel(at, tick=False):
        yield


@pytest.fixture
def asked(at):
    return work.challenge_for("t" * 32, at=at)


def test_done_for_this_form_and_lately(asked, at):
    answers = solved(asked)
    assert work.is_done("t" * 32, asked, answers, at=at + 11 * HOUR)
    assert not work.is_done("t" * 32, asked, answers, at=at + 13 * HOUR)
    assert not work.is_done("t" * 32, asked, answers, at=at - HOUR), "from the future"
    assert not work.is_done("u" * 32, asked, answers, at=at), "of another form"


def test_anything_else_is_no_work(asked, at):
    answers = solved(asked)
    second, _dot, seal = asked.partition(".")
    for wrong in (
        ("", ""), (asked, ""), (asked, answers[:-1] + "x"), (asked, answers + ",1"), (asked, "0," * 15 + "0"),
        (f"{int(second) + 1}.{seal}", answers), (f"²{second[1:]}.{seal}", answers), ("." + seal, answers),
        (asked, "\x00" * 40), (asked, "9" * 100_000),
    ):  # fmt: skip
        assert not work.is_done("t" * 32, *wrong, at=at)
    assert not work.is_done("", work.challenge_for("", at=at), solved(work.challenge_for("", at=at)), at=at)


def test_it_takes_a_phone_a_second_or_two():
    """About a quarter of a million hashes: a phone makes some 200,000 in a second."""
    assert work.PUZZLES * 2**work.ZEROS == 262_144


def test_a_copy_goes_to_who_did_the_work(client):
    client.post("/", {**TOLD, **with_work(hidden_fields(client))})
    message = Message.objects.get()
    assert Filing.objects.get().proved
    assert [d.template for d in message.documents.all()] == ["formulier"]
    assert "/adres/" not in message.text


@pytest.mark.parametrize("answers", ["", "1,2,3", "\x00", "x" * 5000])
def test_without_it_the_complaint_is_kept_and_the_copy_is_behind_a_link(client, answers):
    response = client.post("/", {**TOLD, **hidden_fields(client), "answers": answers})
    assert response.status_code == 303
    message = Message.objects.get()
    assert (Filing.objects.get().proved, message.state, message.documents.count()) == (False, "queued", 0)
    assert "/adres/" in message.text
    assert (
        "Daarmee bevestigt u uw mailadres en krijgt u de kopie."
        in client.get(response["Location"]).content.decode()
    )


def test_the_same_work_counts_once(client):
    """Who goes back and fills in somebody else is heard, but his browser did nothing new."""
    fields = with_work(hidden_fields(client))
    client.post("/", {**TOLD, **fields})
    client.post("/", {**TOLD, **fields, "name": "Jan", "story": "En de bel doet het niet."})
    assert list(Filing.objects.order_by("pk").values_list("proved", flat=True)) == [True, False]
    assert Dossier.objects.count() == 2


def test_after_a_mistake_the_work_is_not_lost(client):
    fields = with_work(hidden_fields(client))
    page = client.post("/", {**TOLD, **fields, "email": "ria@"}).content.decode()
    assert all(f'value="{fields[name]}"' in page for name in ("token", "challenge", "answers"))

"""From registered to closing letter, through the pages, with a real mail server and a PDF that is read back."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO

import pytest
import time_machine
from pypdf import PdfReader

from dossiers.evaluation.actions import go_on
from dossiers.lifecycle import NotYet
from dossiers.models import Dossier, Message, Step
from tests.walk import ANALYSIS, Walker, deliver, words_of

RIA = "ria@verhoeven.example"


@pytest.fixture
def walker(make_dossier, client_for, people, at):
    with time_machine.travel(at, tick=False):
        yield Walker(client_for(people["joris"]), make_dossier())


@pytest.mark.django_db
def test_r53_r72_r73_the_whole_walk_ends_in_a_letter_with_everything_in_a_row(
    walker, people, category, smtp_sink, at, client_for
):
    walker.to_evaluating(people["joris"], category)
    assert walker.dossier.step == Step.EVALUEREN
    with time_machine.travel(at + timedelta(days=15), tick=False):
        deliver()
        walker.client = client_for(people["joris"])  # two weeks later: log in again
        walker.done("evaluation", handling="8", solution="9", comment="Fijn geholpen.")
        page = walker.get("close")
        assert "U gaf een 8 voor het contact en een 9 voor de oplossing." in words_of(page)
        walker.done("close", closing="answered", note="", text="Dank u wel voor uw geduld.")
        deliver()
    assert not walker.dossier.is_open
    subjects = [mail["Subject"] for mail in smtp_sink.to(RIA)]
    assert [s.split(" (")[0] for s in subjects] == [
        "Wij hebben uw klacht ontvangen", "Joris Bakker helpt u met uw klacht", "Ons antwoord op uw klacht",
        "Hoe ging het? Twee vragen over uw klacht", "Uw klacht: alles op een rij",
    ]  # fmt: skip
    letter = paper_of(smtp_sink.to(RIA)[-1])
    mailed = smtp_sink.to(RIA)[-1].get_body(("plain",)).get_content()
    assert "Volg uw klacht: http" in mailed
    for told in ("Het ging over: De douche lekt", "Dit spraken wij af", "Dank u wel voor uw geduld.", "wo 18 nov 2026", "U vertelde ons wat er was.",
                 "U kreeg ons antwoord.", "Wij sluiten uw dossier."):  # fmt: skip
        assert told in letter


def paper_of(mail):
    """The words on the PDF that came with a mail."""
    part = next(p for p in mail.iter_attachments() if p.get_content_type() == "application/pdf")
    pages = PdfReader(BytesIO(part.get_payload(decode=True))).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


@pytest.mark.django_db
def test_r41_r98_the_answer_says_what_we_do_and_when(walker, people, category, smtp_sink):
    walker.to_solving(people["joris"], category)
    walker.redress(
        kind="compensation", what="Vergoeding voor twee ochtenden", amount="60,50", due_on="2026-11-27"
    )
    shown = words_of(walker.client.get(walker.url("answer")))
    assert "Vergoeding voor twee ochtenden (€\u00a060,50)" in shown.replace("€ 60", "€\u00a060")
    walker.done("answer", text="Wij lieten u wachten. Dat spijt ons.", show="1")
    preview = walker.get("answer_preview")
    assert RIA in words_of(preview)
    assert "Ria Verhoeven" in words_of(preview)
    paper = PdfReader(BytesIO(walker.get("answer_preview", vorm="pdf").content))
    assert "Wij lieten u wachten." in paper.pages[0].extract_text()
    assert not Message.objects.filter(kind="answer").exists(), "looking sends nothing"
    walker.done("answer_preview", version=1)
    deliver()
    answer = smtp_sink.to(RIA)[-1]
    body = answer.get_body(("plain",)).get_content()
    assert "Wij lieten u wachten. Dat spijt ons." in body
    assert "Vergoeding voor twee ochtenden (€\u00a060,50). Uiterlijk vrijdag 27 november 2026." in body
    assert "de Klachtencommissie Wonen Lindewaard" in body
    assert "vrijdag 27 november 2026" in paper_of(answer)


@pytest.mark.django_db
def test_each_need_is_told_in_its_own_sentence(walker, people, smtp_sink):
    walker.to_dossier(people["joris"])
    told = words_of(walker.done("move", move="start-analyse"))
    assert "Kies waar het over gaat." in told
    assert "Schrijf op wanneer en waar het was." in told
    assert "Wijs een behandelaar aan." not in told.split("Nu te doen")[0]
    assert Dossier.objects.get(pk=walker.dossier.pk).step == Step.DOSSIER


@pytest.mark.django_db
def test_two_presses_on_the_same_move_make_one_step(walker, people, category, smtp_sink):
    """The page of a moment ago names its move, so it can't make the next one."""
    walker.to_solving(people["joris"], category)
    told = words_of(walker.done("move", move="start-oplossen"))
    assert "Iemand anders was je voor" in told
    assert walker.dossier.step == Step.OPLOSSEN
    walker.post("move", move="bestaat-niet")
    assert Dossier.objects.get(pk=walker.dossier.pk).step == Step.OPLOSSEN


@pytest.mark.django_db
def test_two_people_who_move_at_the_same_moment_make_one_step(walker, people, category, smtp_sink, at):
    """Both looked before either pressed: one conditional update settles it."""
    walker.to_analysis(people["joris"], category)
    walker.done("analyse", **ANALYSIS)
    one, two = (Dossier.objects.get(pk=walker.dossier.pk) for _ in range(2))
    go_on(one, "start-oplossen", by=people["joris"], at=at)
    with pytest.raises(NotYet, match="Iemand anders was je voor"):
        go_on(two, "start-oplossen", by=people["marleen"], at=at)
    assert walker.dossier.events.filter(kind="moved", words__end="Oplossen").count() == 1


@pytest.mark.django_db
def test_back_asks_a_reason_and_stops_what_would_still_go(walker, people, category, smtp_sink):
    walker.to_evaluating(people["joris"], category)
    assert "Schrijf op waarom" in words_of(walker.post("back", reason=" "))
    walker.done("back", reason="De loodgieter kwam niet.")
    assert walker.dossier.step == Step.OPLOSSEN
    assert walker.dossier.events.filter(kind="moved_back", quote="De loodgieter kwam niet.").exists()
    assert not Message.objects.filter(kind="survey", state="queued").exists()


@pytest.mark.django_db
def test_reopen_asks_a_reason(walker, people, smtp_sink):
    deliver()
    walker.done("close", closing="withdrawn", note="Het is al gemaakt.", text="")
    assert "Schrijf op waarom" in words_of(walker.post("reopen", reason=""))
    walker.done("reopen", reason="Het lekt weer.")
    assert walker.dossier.is_open
    assert walker.dossier.periods.count() == 2


CLOSINGS = {
    "withdrawn": "Waarom trekt de melder het in?",
    "forwarded": "Naar wie is het gestuurd",
    "duplicate": "In welk dossier gaat het verder?",
    "refused": "Om welke reden?",
}


@pytest.mark.django_db
@pytest.mark.parametrize("name", CLOSINGS)
def test_a_closing_that_needs_a_note_asks_it_and_tells_the_complainant(walker, smtp_sink, name):
    refused = walker.post("close", closing=name, note="", text="Mijn woorden blijven.")
    assert CLOSINGS[name] in words_of(refused)
    assert "Mijn woorden blijven." in words_of(refused)
    walker.done("close", closing=name, note="Dit is de toelichting.", text="")
    deliver()
    assert "Dit is de toelichting." in smtp_sink.to(RIA)[-1].get_body(("plain",)).get_content()


@pytest.mark.django_db
def test_r72_answered_waits_for_the_evaluation(walker, people, category, smtp_sink):
    walker.to_evaluating(people["joris"], category)
    page = walker.get("close")
    assert "Wacht op de evaluatie" in words_of(page)
    assert "Wacht op de evaluatie" in words_of(walker.post("close", closing="answered", note="", text=""))
    walker.done("absence", reason="Twee keer gebeld, niet bereikt.")
    walker.done("close", closing="answered", note="", text="")
    assert not walker.dossier.is_open


@pytest.mark.django_db
def test_solved_at_once_asks_its_three_lines_and_shows_where(walker, people, smtp_sink):
    walker.to_dossier(people["joris"])
    page = walker.get("close").content.decode()
    for name in ("analyse", "solve", "evaluation"):
        assert f'href="{walker.url(name)}"' in page
    told = words_of(walker.post("close", closing="solved_at_once", note="", text=""))
    assert "Schrijf in de woorden van de melder op dat het zo goed is." in told
    walker.done("analyse", facts="De douche lekte.")
    walker.redress(what="De monteur kwam meteen")
    walker.done("evaluation", comment="Zo is het prima.")
    walker.done("close", closing="solved_at_once", note="", text="")
    assert walker.dossier.periods.get().closing == "solved_at_once"


@pytest.mark.django_db
def test_a_closing_that_does_not_fit_is_refused(walker):
    assert "Kies waarom het dossier dicht kan." in words_of(walker.post("close", closing="answered"))


@pytest.mark.django_db
def test_a_preview_sends_nothing_and_keeps_what_was_typed(walker, people):
    walker.done("assign", handler=people["joris"].pk)
    shown = walker.post(
        "introduce", text="Wat vervelend, twee keer wachten.", expected_on=walker.day(9), show="1"
    )
    assert words_of(shown).count("Wat vervelend, twee keer wachten.") == 2
    assert "vrijdag 27 november 2026" in words_of(shown)
    assert not Message.objects.filter(kind="introduction").exists()

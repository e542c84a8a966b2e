"""Oplossen and antwoorden (R21, R41, R68, R95, R98, R102)."""

from __future__ import annotations

from decimal import Decimal

import pytest
import time_machine

from dossiers.correspondence.letters import redress_line
from dossiers.models import Draft, Message, Redress
from dossiers.solutions.forms import euros
from dossiers.solutions.skeleton import HINTS, SKELETON
from tests.walk import ANALYSIS, Walker, opened_in, words_of


@pytest.mark.parametrize(
    ("typed", "amount"),
    [
        ("60", "60"), ("60,5", "60.5"), ("60,50", "60.50"), ("€ 60,50", "60.50"), ("€60", "60"), ("1.250", "1250"),
        ("1.250,75", "1250.75"), ("12.50", "12.50"), ("45,-", "45"), ("45,--", "45"), (" 1 250 ", "1250"),
        ("25 euro", "25"),
    ],
)  # fmt: skip
def test_amounts_as_people_write_them(typed, amount):
    assert euros(typed) == Decimal(amount)


@pytest.mark.parametrize("typed", ["veel", "-5", "1,234,5", "1.25.0", "60,505", "1e3", "٣", "1.2345", "€"])
def test_what_is_no_amount(typed):
    with pytest.raises(ValueError):
        euros(typed)


@pytest.fixture
def walker(make_dossier, client_for, people, at):
    with time_machine.travel(at, tick=False):
        yield Walker(client_for(people["joris"]), make_dossier())


@pytest.fixture
def solving(walker, people, category, smtp_sink):
    walker.to_solving(people["joris"], category)
    return walker


WRONG = {
    "Schrijf het bedrag zo: 60 of 60,50.": {"amount": "zestig"},
    "Dit bedrag kan niet.": {"amount": "0"},
    "Vul in hoeveel euro het is.": {"amount": ""},
    "Deze dag is geweest. Kies vandaag of later.": {"due_on": "2026-11-17"},
    "Kies een dag, of typ hem zo: 25-11-2026.": {"due_on": "31-02-2026"},
    "Schrijf op wat wij doen.": {"what": "  "},
    "Kies wat voor oplossing het is.": {"kind": ""},
    "Maak dit korter: hooguit 200 tekens. Nu zijn het er 201.": {"what": "x" * 201},
}


@pytest.mark.django_db
@pytest.mark.parametrize("sentence", WRONG)
def test_wrong_amounts_and_days_are_said_in_clear_dutch(solving, sentence):
    offer = {"kind": "compensation", "what": "Vergoeding", "amount": "60,50", "due_on": "27-11-2026"}
    page = solving.post("solve", **offer | WRONG[sentence])
    assert sentence in words_of(page)
    assert not Redress.objects.exists()


@pytest.mark.django_db
def test_a_day_may_be_typed_the_dutch_way(solving):
    solving.redress(due_on="27-11-2026")
    assert str(Redress.objects.get().due_on) == "2026-11-27"


@pytest.mark.django_db
def test_r21_a_gift_stands_apart(solving):
    solving.redress(kind="gift", what="Een bos bloemen", amount="25")
    page = solving.get("solve")
    assert "Een gebaar, los van wie er gelijk heeft" in words_of(page)
    assert [row.what for row in page.context["gifts"]] == ["Een bos bloemen"]
    assert page.context["offered"] == []
    (row,) = page.context["gifts"]
    assert redress_line(row, solving.dossier).startswith("Een bos bloemen. Uiterlijk")


@pytest.mark.django_db
def test_r68_asked_stands_beside_offered(solving):
    solving.redress()
    told = words_of(solving.get("solve"))
    assert "Het lek gemaakt." in told
    assert "Van Dam maakt uw douche" in told


@pytest.mark.django_db
def test_beside_the_offer_stands_the_wish_and_not_who_he_is(make_dossier, client_for, people):
    form = [
        ("Uw naam", "Ria Verhoeven"),
        ("Uw mailadres", "ria@verhoeven.example"),
        ("Wat zou u helpen?", "Excuses"),
    ]
    walker = Walker(client_for(people["joris"]), make_dossier(form=form))
    assert list(map(tuple, walker.get("solve").context["asked"])) == [("Wat zou u helpen?", "Excuses")]


@pytest.mark.django_db
def test_too_early_for_a_solution_keeps_what_was_typed(walker):
    offer = {"kind": "repair", "what": "Wij maken het", "amount": "", "due_on": walker.day(3)}
    page = walker.post("solve", **offer)
    assert "Maak eerst kennis met de melder." in words_of(page)
    assert 'value="Wij maken het"' in page.content.decode()


@pytest.mark.django_db
def test_take_back_before_the_answer_do_after_it(solving):
    solving.redress()
    solving.redress(what="Wij bellen u")
    first, second = Redress.objects.all()
    solving.done("redress_remove", first.pk)
    assert list(Redress.objects.all()) == [second]
    assert not solving.dossier.promises.filter(about=f"redress:{first.pk}").exists()
    solving.answer("Wij maken het goed. Dat spijt ons.")
    assert "Dit staat al in het antwoord." in words_of(solving.done("redress_remove", second.pk))
    solving.done("redress_done", second.pk)
    assert solving.dossier.promises.get(about=f"redress:{second.pk}").kept_at


@pytest.mark.django_db
def test_r1_no_letter_before_the_analysis(walker):
    told = words_of(walker.get("answer"))
    assert "Eerst ontleden, dan antwoorden" in told
    assert "<textarea" not in walker.get("answer").content.decode()


UNREADY = {
    "onveranderd": (SKELETON, "Deze aanwijzing staat nog in de brief"),
    "één aanwijzing over": (f"Dag mevrouw.\n\n{HINTS[2]}", HINTS[2]),
}


@pytest.mark.django_db
@pytest.mark.parametrize("case", UNREADY)
def test_r95_an_empty_or_unedited_letter_does_not_go(solving, case):
    text, sentence = UNREADY[case]
    solving.redress()
    solving.done("answer", text=text)
    page = solving.done("answer_preview", version=1)
    assert sentence in words_of(page)
    assert not Message.objects.filter(kind="answer").exists()


@pytest.mark.django_db
@pytest.mark.parametrize("button", [{}, {"show": "1"}])
def test_an_emptied_letter_never_wipes_what_was_kept(solving, button):
    solving.done("answer", text="Dag mevrouw Verhoeven.")
    page = solving.post("answer", text=" \n ", **button)
    assert "De brief is nog leeg. Er is niets bewaard" in words_of(page)
    assert Draft.objects.get().text == "Dag mevrouw Verhoeven."
    assert "Dag mevrouw Verhoeven." in words_of(solving.get("answer"))


@pytest.mark.django_db
def test_the_skeleton_stands_there_only_while_the_letter_is_empty(solving):
    assert HINTS[0] in words_of(solving.get("answer"))
    solving.done("answer", text="Dag mevrouw Verhoeven.")
    assert HINTS[0] not in words_of(solving.get("answer"))


@pytest.mark.django_db
def test_r41_no_answer_without_something_that_we_do(solving):
    solving.done("answer", text="Het spijt ons.")
    assert "Kies eerst minstens één oplossing." in words_of(solving.get("answer_preview"))
    assert "Kies eerst minstens één oplossing." in words_of(solving.done("answer_preview", version=1))
    assert not Message.objects.filter(kind="answer").exists()


@pytest.mark.django_db
def test_two_writers_at_once_keep_both_texts(solving, client_for, people):
    other, before = Walker(client_for(people["marleen"]), solving.dossier), opened_in(solving.get("answer"))
    other.done("answer", text="De tekst van Marleen.")
    mine = solving.post("answer", text="De tekst van Joris.", **before)
    assert "De tekst van Marleen." in words_of(mine)
    assert "De tekst van Joris." in words_of(mine)
    assert Draft.objects.get().text == "De tekst van Marleen."


@pytest.mark.django_db
def test_who_still_writes_when_a_colleague_sent_the_answer_reads_that_it_went(solving, client_for, people):
    """She may write on, and reads at each step that it would be a second answer."""
    solving.redress()
    solving.done("answer", text="Wij maken het goed.")
    marleen = Walker(client_for(people["marleen"]), solving.dossier)
    before = opened_in(marleen.get("answer"))
    solving.done("answer_preview", version=1)
    page = marleen.post("answer", text="Wij betalen ook de schade.", **before)
    assert page.status_code == 409
    told = words_of(page)
    assert "Joris Bakker verstuurde het antwoord om 10.00 uur." in told
    assert "Verstuur je het ook, dan krijgt de melder ze allebei." in told
    assert "veranderde" not in told
    assert page.context["form"]["text"].value() == "Wij betalen ook de schade."
    saved = marleen.done("answer", text="Wij betalen ook de schade.", **opened_in(page))
    assert "Bewaard. Let op: er ging al een antwoord." in words_of(saved)
    preview = words_of(marleen.get("answer_preview"))
    assert (
        "Er ging al een antwoord, gemaakt op woensdag 18 november 2026, 10.00 uur door Joris Bakker."
        in preview
    )


@pytest.mark.django_db
def test_an_answer_that_reached_nobody_is_no_first_answer(solving):
    solving.redress()
    solving.answer("Wij maken het goed.")
    Message.objects.filter(kind="answer").update(state="failed", reason="adres onbekend")
    assert "er ging al een antwoord" not in words_of(solving.done("answer", text="Opnieuw."))
    assert "Er ging al een antwoord" not in words_of(solving.get("answer_preview"))


@pytest.mark.django_db
def test_words_for_an_answer_that_went_on_without_them_can_be_copied(solving, client_for, people):
    solving.redress()
    marleen = Walker(client_for(people["marleen"]), solving.dossier)
    before = opened_in(marleen.get("answer"))
    solving.answer("Wij maken het goed.")
    solving.done("move", move="start-evalueren")
    page = words_of(marleen.post("answer", text="Wij betalen ook de schade.", **before))
    assert "Wij betalen ook de schade." in page
    assert "ging niet weg. Moet de melder het weten?" in page


@pytest.mark.django_db
def test_who_writes_on_when_the_dossier_was_closed_reads_it(solving, client_for, people):
    marleen = Walker(client_for(people["marleen"]), solving.dossier)
    before = opened_in(marleen.get("answer"))
    solving.done("close", closing="withdrawn", note="Het hoeft niet meer.", text="")
    saved = words_of(marleen.done("answer", text="Wij maken het goed.", **before))
    assert "Let op: Joris Bakker sloot dit dossier om 10.00 uur. De slotbrief is weg, of gaat zo." in saved


@pytest.mark.django_db
def test_only_the_text_that_was_looked_at_goes_and_only_once(solving, client_for, people):
    solving.redress()
    solving.done("answer", text="Zo wordt het.", show="1")
    Walker(client_for(people["marleen"]), solving.dossier).done("answer", text="Toch anders.")
    assert "De brief is net veranderd" in words_of(solving.done("answer_preview", version=1))
    solving.done("answer_preview", version=2)
    solving.done("answer_preview", version=2)
    assert "Toch anders." in Message.objects.get(kind="answer").text


@pytest.mark.django_db
def test_after_sending_the_next_step_is_offered(solving):
    solving.redress()
    page = solving.answer("Het spijt ons. Wij maken het goed.")
    told = words_of(page)
    assert "Het antwoord is klaar voor Ria Verhoeven." in told
    assert "Ga verder met evalueren" in told
    solving.done("move", move="start-evalueren")
    assert Message.objects.get(kind="survey").state == "queued"


def _post_what_waits(walker):
    for message in walker.dossier.messages.filter(state="held"):
        walker.client.post(f"/werk/post/{message.pk}/verzonden/")


@pytest.mark.django_db
def test_a_letter_on_paper_waits_until_it_was_posted(
    make_dossier, client_for, people, category, smtp_sink, at
):
    with time_machine.travel(at, tick=False):
        on_paper = {
            "name": "Ria Verhoeven",
            "address": "Kastanjelaan 48\n3999 ZX Lindewaard",
            "preference": "letter",
        }
        walker = Walker(client_for(people["joris"]), make_dossier(complainant=on_paper))
        _post_what_waits(walker)
        walker.done("assign", handler=people["joris"].pk)
        walker.done("introduce", text="Dag mevrouw.", expected_on=walker.day(9))
        _post_what_waits(walker)
        walker.done("details", **walker.details(occurred="thuis", category=category.pk))
        walker.done("move", move="start-analyse")
        walker.done("analyse", **ANALYSIS)
        walker.done("move", move="start-oplossen")
        walker.redress()
        page = words_of(walker.answer("Het spijt ons."))
        assert "Druk de brief af" in page
        assert "Verstuur het antwoord." in words_of(walker.get("answer"))

"""What our letters say, and what they never say."""

import pytest

from dossiers.casework.ending import close_dossier
from dossiers.correspondence.letters.parts import spoken
from dossiers.intake.at_once import Solved, take_down

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("Mw. Pietersen", "mevrouw Pietersen"), ("mevr De Boer", "mevrouw De Boer"), ("Dhr. Jansen", "meneer Jansen"),
        ("De heer Jansen", "meneer Jansen"), ("Ria Verhoeven", "Ria Verhoeven"), ("Mw", "Mw"), ("Heerema Bouw", "Heerema Bouw"),
    ],
)  # fmt: skip
def test_a_name_as_one_says_it(written, said):
    assert spoken(written) == said


def text_of(dossier, kind="ack"):
    return dossier.messages.get(kind=kind).text


def test_the_form_gives_a_greeting_without_a_name_and_later_letters_one_with(make_dossier, people, at):
    """An address that a stranger typed gets no typed word; a colleague who writes knows whom he writes to."""
    dossier = make_dossier(complainant={"name": "Mw. Pietersen", "email": "p@post.example"})
    assert text_of(dossier).count("Goedendag,") == 1
    assert "Pietersen" not in text_of(dossier)
    close_dossier(dossier, "withdrawn", note="U belde: het is al goed.", by=people["joris"], at=at)
    assert "Beste mevrouw Pietersen," in text_of(dossier, "closing")


def test_who_phoned_wrote_nothing(make_dossier):
    dossier = make_dossier()  # by phone
    assert "schreef" not in text_of(dossier)
    assert "vertypt" not in text_of(dossier)


def test_a_call_to_make_holds_no_link_to_read_out(make_dossier):
    text = text_of(make_dossier(complainant={"name": "Piet", "phone": "0600000001"}))
    assert "/volg/" not in text
    assert "pdf" not in text


def test_r27_solved_at_once_promises_no_more(make_dossier, people, at):
    """The two letters of that minute do not contradict each other."""
    report = make_dossier.report()
    solved = Solved("De lamp was stuk.", "Meteen vervangen.", "Zo is het goed.")
    dossier = take_down(report, solved, token="t1", by=people["joris"], at=at)
    assert "Uiterlijk" not in text_of(dossier)
    assert "meteen samen opgelost" in text_of(dossier)
    assert "meteen samen opgelost" in text_of(dossier, "closing")


def test_r11_a_person_signs_for_the_whole_organisation(make_dossier, people, at):
    dossier = make_dossier()
    close_dossier(dossier, "withdrawn", note="Zij belde.", by=people["joris"], at=at)
    assert "Met vriendelijke groet,\nKlant en klacht, namens Woonstede" in text_of(dossier, "closing")


def test_only_a_complaint_gets_the_way_outside(make_dossier, people, at):
    dossier = make_dossier(kind="vraag")
    close_dossier(
        dossier, "not_a_complaint", note="U vroeg naar de sleutel. Die ligt klaar.", by=people["joris"], at=at
    )
    assert "klachtencommissie.example" not in text_of(dossier, "closing")
    assert "Die ligt klaar." in text_of(dossier, "closing")

"""Ontleden: saved half-way, never overwritten, no names in a cause (R1-R5, R64, R65, R94)."""

from __future__ import annotations

import pytest
import time_machine

from dossiers.models import Analysis
from tests.walk import ANALYSIS, Walker, opened_in, words_of

pytestmark = pytest.mark.django_db
FORM = [
    ("Wat is er gebeurd?", "De douche lekt sinds 6 oktober en er kwam twee keer niemand."),
    ("Wat deed het met u?", "Ik voel me niet gehoord, Het kostte mij tijd"),
    ("Wat zou u helpen?", "Dat het wordt gemaakt"),
]


@pytest.fixture
def walker(make_dossier, client_for, people, at):
    with time_machine.travel(at, tick=False):
        yield Walker(client_for(people["joris"]), make_dossier(form=FORM))


def test_nothing_is_filled_in_for_you_and_the_form_stands_beside_it(walker):
    page = walker.get("analyse")
    assert all(not page.context["form"][name].value() for name in ANALYSIS)
    told = words_of(page)
    assert "Ik voel me niet gehoord, Het kostte mij tijd" in told
    assert told.count("De douche lekt sinds 6 oktober en er kwam twee keer niemand.") == 1


def test_half_an_analysis_is_kept(walker):
    walker.done("analyse", facts="Er kwam niemand.")
    row = Analysis.objects.get()
    assert (row.facts, row.wish, row.version) == ("Er kwam niemand.", "", 1)


def test_later_keeps_what_is_there_and_leaves(walker):
    page = walker.post("analyse", facts="Er kwam niemand.", later="1")
    assert page["Location"] == walker.url("dossier")
    assert Analysis.objects.get().facts == "Er kwam niemand."


def test_two_analysts_at_once_keep_both_texts(walker, client_for, people):
    other, before = Walker(client_for(people["marleen"]), walker.dossier), opened_in(walker.get("analyse"))
    other.done("analyse", **ANALYSIS | {"cause": "De planning las het verkeerde adres."})
    mine = walker.post("analyse", **ANALYSIS | {"cause": "Het adres klopte niet."}, **before)
    told = words_of(mine)
    assert "Marleen Lubbers veranderde “Wat is de oorzaak” om 10.00 uur." in told
    assert "De planning las het verkeerde adres." in told
    assert "Het adres klopte niet." in told
    assert Analysis.objects.get().cause == "De planning las het verkeerde adres."
    walker.done("analyse", **ANALYSIS | {"cause": "Het adres klopte niet."}, **opened_in(mine))
    assert Analysis.objects.get().cause == "Het adres klopte niet."


@pytest.mark.parametrize("opened", ["", "x", "facts:", "facts:0123456789abcdef"])
def test_a_page_without_a_good_mark_overwrites_nothing(walker, opened):
    walker.done("analyse", facts="Van een ander.")
    walker.post("analyse", opened=opened, facts="Van mij.")
    assert Analysis.objects.get().facts == "Van een ander."


def test_r94_a_cause_names_no_colleague(walker):
    page = walker.post("analyse", **ANALYSIS | {"cause": "Dat deed ruben post, denk ik."})
    assert "Hier staat een naam: Ruben Post. Schrijf wat er misging, niet wie." in words_of(page)
    assert "Dat deed ruben post, denk ik." in words_of(page)


@pytest.mark.parametrize("cause", ["Jan Boersma vergat het.", "Dat was boersma weer.", "JAN BOERSMA!"])
def test_r94_a_cause_names_nobody_of_this_dossier(walker, cause):
    walker.done("party", part="beklaagde", name="Jan Boersma", relation="", email="", phone="")
    assert "Hier staat een naam:" in words_of(walker.post("analyse", **ANALYSIS | {"cause": cause}))


def test_r94_a_part_of_another_word_is_no_name(walker):
    walker.done("party", part="beklaagde", name="Kees Post", relation="", email="", phone="")
    walker.done("analyse", **ANALYSIS | {"cause": "De postbode bracht de brief te laat."})


def test_r1_what_is_missing_is_listed_and_then_the_next_step_is_offered(walker, people, category, smtp_sink):
    walker.to_analysis(people["joris"], category)
    assert "Schrijf op wat het goed zou maken." in words_of(walker.get("analyse"))
    page = walker.done("analyse", **ANALYSIS)
    assert "De ontleding is af" in words_of(page)
    assert "Ga verder met oplossen" in words_of(page)


def test_what_people_type_is_never_markup(walker):
    page = walker.done("analyse", facts="<b>x</b><script>alert(1)</script>")
    assert "<script>alert" not in page.content.decode()


def test_r94_a_first_name_gets_a_gentle_word_and_stops_nobody(walker):
    told = words_of(walker.done("analyse", **ANALYSIS | {"cause": "Ruben las het verkeerde adres."}))
    assert "Is Ruben in de oorzaak een collega?" in told
    assert Analysis.objects.get().cause == "Ruben las het verkeerde adres."
    assert "een collega?" not in words_of(walker.done("analyse", **ANALYSIS))


def test_the_way_on_stands_above_an_analysis_that_is_done(walker, people, category, smtp_sink):
    walker.to_analysis(people["joris"], category)
    told = words_of(walker.done("analyse", **ANALYSIS))
    assert told.index("De ontleding is af") < told.index("Wat gebeurde er, en wanneer?")

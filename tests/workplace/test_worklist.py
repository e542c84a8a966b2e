"""Werkvoorraad: the address is the state; what one may not see is in no row and no count."""

from datetime import timedelta

import pytest

from dossiers import promises
from dossiers.casework import actions
from dossiers.evaluation.actions import evaluate
from dossiers.models import Dossier
from dossiers.timeline import complainant
from dossiers.workplace import filters, worklist
from dossiers.workplace.listparts import SORTS
from tests.walk import words_of
from tests.workplace.conftest import again

pytestmark = pytest.mark.django_db
LIST = "/werk/dossiers/"


@pytest.fixture
def names(page, joris):
    def of(user=None, **query):
        return [row.dossier.complainant.name for row in page(user or joris, LIST, **query).context["rows"]]

    return of


def change(dossier, **fields):
    Dossier.objects.filter(pk=dossier.pk).update(**fields)
    return again(dossier)


def counts(response):
    return {view["name"]: view["count"] for view in response.context["views"]}


@pytest.fixture
def pile(story, people, joris, at):
    """Five dossiers, each in another view."""
    return {
        "mine": change(story("Mijn"), due_on=at.date() + timedelta(days=30)),
        "free": change(story("Vrij", handler=None), due_on=at.date() + timedelta(days=10)),
        "soon": change(story("Snel", handler=people["marleen"]), due_on=at.date() + timedelta(days=2)),
        "quiet": change(
            story("Stil", handler=people["marleen"]), due_on=at.date() + timedelta(days=20), step=5,
            last_contact_at=at - timedelta(days=20),
        ),
        "closed": change(story("Dicht"), closed_at=at),
    }  # fmt: skip


def test_views_and_their_counts(pile, page, names, joris):
    assert names() == ["Snel", "Vrij", "Stil", "Mijn"], "first term on top"
    assert names(weergave="mijn") == ["Mijn"]
    assert names(weergave="zonder") == ["Vrij"]
    assert names(weergave="week") == ["Snel"]
    assert names(weergave="stil") == ["Stil"]
    assert names(weergave="gesloten") == ["Dicht"]
    assert counts(page(joris, LIST)) == {
        "Mijn dossiers": 1, "Alles open": 4, "Zonder behandelaar": 1, "Termijn deze week": 1, "Te lang stil": 1,
        "Gesloten": 1,
    }  # fmt: skip


def test_filters_narrow_and_chips_take_away(pile, page, names, people, joris, category, at):
    change(pile["mine"], category=category, carrier="brief")
    assert names(stap="5") == ["Stil"]
    assert names(wie="ik") == ["Mijn"]
    assert names(wie="niemand") == ["Vrij"]
    assert names(wie=str(people["marleen"].pk)) == ["Snel", "Stil"]
    assert names(klok="week") == ["Snel"]
    assert names(kanaal="brief") == ["Mijn"]
    assert names(onderwerp=str(category.pk)) == ["Mijn"]
    assert names(soort="vraag") == []
    response = page(joris, LIST, stap="5", wie=str(people["marleen"].pk), weergave="open")
    assert [(chip["text"], chip["query"]) for chip in response.context["chips"]] == [
        ("5 Analyseren", f"weergave=open&wie={people['marleen'].pk}"),
        ("Marleen Lubbers", "weergave=open&stap=5"),
    ]


@pytest.mark.parametrize("query", [
    {"weergave": "alles-van-iedereen"}, {"stap": "8"}, {"wie": "x' OR 1=1"}, {"onderwerp": "9" * 40},
    {"sorteer": "password"}, {"na": "kapot"}, {"na": "2026-11-18~"}, {"na": "~1"}, {"voor": "2026-11-18~1x"},
    {"q": "\0"}, {"sorteer": "contact", "na": "2026-11-18T10:00:00~1"},
    {"sorteer": "stap", "na": "99999999999999999999~1"},
])  # fmt: skip
def test_what_makes_no_sense_in_an_address_is_left_out(pile, names, query):
    assert sorted(names(**query)) == ["Mijn", "Snel", "Stil", "Vrij"]


def test_sorting_both_ways(pile, page, names, joris, at):
    change(pile["free"], received_at=at - timedelta(days=3), last_contact_at=at - timedelta(days=1))
    assert names(sorteer="-termijn") == ["Mijn", "Stil", "Vrij", "Snel"]
    assert names(sorteer="ontvangen")[0] == "Vrij"
    assert names(sorteer="-ontvangen")[-1] == "Vrij"
    assert names(sorteer="contact")[:2] == ["Stil", "Vrij"]
    assert names(sorteer="-stap")[0] == "Stil"
    html = page(joris, LIST, sorteer="-stap", wie="ik").content.decode()
    assert 'aria-sort="descending"><a href="?wie=ik&amp;sorteer=stap">Stap' in html


@pytest.mark.parametrize("order", [way + name for name in SORTS for way in ("", "-")])
def test_paging_by_keyset_shows_each_row_once_and_back_again(story, page, joris, monkeypatch, order, at):
    monkeypatch.setattr(worklist, "PAGE", 2)
    for n in range(7):
        # pairs with the same value: the id decides
        change(
            story(f"K{n}"), due_on=at.date() + timedelta(days=n // 2), received_at=at - timedelta(days=n // 2),
            last_contact_at=at + timedelta(minutes=n // 2), step=2 + n // 2,
        )  # fmt: skip
    address, seen = f"?sorteer={order}", []
    pages = []
    while address:
        response = page(joris, LIST + address)
        pages.append([row.dossier.complainant.name for row in response.context["rows"]])
        seen += pages[-1]
        back, address = response.context["pages"]["previous_url"], response.context["pages"]["next_url"]
    assert sorted(seen) == [f"K{n}" for n in range(7)]
    assert response.context["pages"]["range_text"] == "7 tot 7 van 7"
    for expected in reversed(pages[:-1]):
        response = page(joris, LIST + back)
        assert [row.dossier.complainant.name for row in response.context["rows"]] == expected
        back = response.context["pages"]["previous_url"]
    assert not back


LABELS = {
    "acknowledge": "Bevestig vandaag", "leaving": "Bevestiging gaat nu weg", "handler": "Kies een behandelaar", "promise": "Belofte 1 dag te laat",
    "soon": "Antwoord over 2 dagen", "late": "Antwoord 3 dagen te laat", "quiet": "9 werkdagen stil",
    "waiting": "Wacht op evaluatie", "evaluated": "Sluit af", "calm": "Antwoord over 42 dagen", "closed": "Gesloten",
    "question": "Handel af",
}  # fmt: skip


def test_the_label_says_what_is_due(story, page, joris, at):
    story("acknowledge", acknowledged=False).messages.update(created_at=at - timedelta(minutes=31))
    story("leaving", acknowledged=False)
    story("handler", handler=None)
    actions.make_promise(story("promise", days=4), "Bellen", at.date() - timedelta(days=1), by=joris, at=at)
    change(story("soon"), decide_by=at.date() + timedelta(days=2))
    change(story("late"), decide_by=at.date() - timedelta(days=3))
    change(story("quiet"), step=4, last_contact_at=at - timedelta(days=13))
    change(story("waiting"), step=7)
    done = change(story("evaluated"), step=7)
    evaluate(done, handling=8, solution=8, comment="", by=complainant(done), at=at)
    story("calm")
    story("question", kind="vraag")
    change(story("closed"), closed_at=at)
    found = {
        row.dossier.complainant.name: row.label.word
        for view in ("open", "gesloten")
        for row in page(joris, LIST, weergave=view).context["rows"]
    }
    assert found == LABELS


def test_a_first_step_that_is_too_late_says_so(story, page, joris):
    story(handler=None, days=5)
    [row] = page(joris, LIST).context["rows"]
    assert (row.label.tone, row.label.word, row.label.under) == (
        "stop",
        "Kies een behandelaar",
        "2 werkdagen te laat",
    )


def test_closed_before_the_end_is_closed_and_no_step(pile, page, joris, at):
    [row] = (response := page(joris, LIST, weergave="gesloten")).context["rows"]
    assert (row.step_name, row.has_route) == ("Gesloten", False)
    assert "1 dossier dat gesloten is" in words_of(response)
    assert "1 dossier met “Mijn” dat open is" in words_of(page(joris, LIST, q="Mijn"))
    assert "4 dossiers die open zijn" in words_of(page(joris, LIST))


def test_a2_another_teams_dossier_is_in_no_row_no_count_and_no_filter(story, page, people, at):
    """The canary of team Onderhoud."""
    fatma = people["fatma"]
    secret = change(
        story("Kanarie", by=fatma, handler=fatma, subject="Kanarie", story="Kanarie"), closed_at=None
    )
    for view in ("open", "mijn", "zonder", "week", "stil", "gesloten"):
        for who in ("joris", "marleen"):
            response = page(people[who], LIST, weergave=view)
            assert "Kanarie" not in words_of(response)
            assert set(counts(response).values()) == {0}
            assert "Fatma" not in words_of(response), "a handler whose dossiers I do not see is no choice"
    for q in ("kanarie", secret.reference, "fatma"):
        response = page(people["joris"], LIST, q=q)
        assert not response.context["rows"]
        assert not response.context["page"].found
    assert page(people["directeur"], LIST).context["page"].found == 1


def test_a_medewerker_sees_what_he_logged_or_was_given(story, names, people):
    balie = people["balie"]
    story("Gelogd", by=balie, handler=None)
    story("Gekregen", handler=balie)
    story("Van een ander", by=people["fatma"], handler=people["fatma"])
    assert sorted(names(balie)) == ["Gekregen", "Gelogd"]


def test_a_beheerder_has_no_list(page, people):
    assert page(people["beheer"], LIST).status_code == 403


def test_r46_a_respondent_has_no_name_in_the_list(story, page, joris, at):
    dossier = story(
        subject="Kees de Boer was onbeleefd", story="De heer De Boer lachte. Ik vroeg Kees om hulp."
    )
    actions.add_party(dossier, "beklaagde", {"name": "Kees de Boer"}, by=joris, at=at)
    told = words_of(page(joris, LIST, q="lachte"))
    assert "[collega] was onbeleefd" in told
    assert "Kees" not in told
    assert "Boer" not in told
    assert not page(joris, LIST, q="Beklaagde").context["rows"], "parties are not searched"


def test_an_empty_view_is_good_news(page, joris):
    """What is good about it, and what could be next: for each view its own words."""
    told = words_of(page(joris, LIST, weergave="stil"))
    assert (
        "Niemand wacht te lang op een bericht Hier staat niets, en dat is goed nieuws. Bekijk wat is afgerond"
        in told
    )
    assert set(filters.EMPTY) == set(filters.VIEWS)
    for view, (title, text, _next, action) in filters.EMPTY.items():
        assert f"{title} {text} {action}" in words_of(page(joris, LIST, weergave=view))


def test_on_a_phone_the_search_is_one_press_away(page, joris):
    html = page(joris).content.decode()
    assert 'href="/werk/dossiers/#q"' in html
    assert 'id="q"' in page(joris, LIST).content.decode()


def test_what_waits_for_the_complainant_stands_last_and_what_may_close_just_before(story, names, at):
    waits, done = story("Wacht", days=60), story("Klaar", days=60)
    for dossier in (waits, done):
        promises.refresh_due(change(dossier, step=7, decide_by=at.date() - timedelta(days=18)))
    evaluate(done, handling=8, solution=8, comment="", by=complainant(done), at=at)
    story("Later")
    story("Vandaag", acknowledged=False)
    assert names() == ["Vandaag", "Later", "Klaar", "Wacht"]
    assert names(klok="te-laat") == []

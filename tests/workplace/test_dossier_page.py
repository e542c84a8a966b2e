"""The dossier: where it stands, the one thing to do now, their words beside ours, and what happened."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from dossiers.casework import actions, ending, writing
from dossiers.casework.files import attach
from dossiers.documents.uploads import Accepted
from dossiers.evaluation.actions import evaluate
from dossiers.lifecycle import CLOSINGS, MOVES
from dossiers.models import Dossier
from dossiers.permissions import dossiers_for, dossiers_to_work, may_work
from dossiers.solutions.actions import add_redress
from dossiers.timeline import SENTENCES, complainant
from dossiers.workplace import line
from dossiers.workplace.next_step import PLACES, WORDS
from tests.walk import ANALYSIS, TEXT, Walker, words_of
from tests.workplace.conftest import again, arrive

pytestmark = pytest.mark.django_db


def address(dossier):
    return reverse("dossier", args=[dossier.reference])


@pytest.fixture
def show(page, joris):
    return lambda dossier, user=None, **query: page(user or joris, address(dossier), **query)


def change(dossier, **fields):
    Dossier.objects.filter(pk=dossier.pk).update(**fields)
    return again(dossier)


def test_every_need_has_a_place_and_every_move_its_words():
    needs = {need for move in MOVES.values() for need in move.needs} | set(CLOSINGS["answered"].needs)
    assert needs <= set(PLACES)
    assert set(MOVES) | {"answered"} == set(WORDS)


def test_every_sentence_of_the_timeline_has_an_icon():
    assert set(SENTENCES) <= set(line.ICONS)


# --- the next step, for each step


def goal(response):
    """Title of the card, and where its button leads."""
    now = response.context["now"]
    return now.title, now.url.rsplit("/", 2)[-2], now.move


def test_step_2_a_confirmation_that_goes_by_itself_asks_nothing(story, show, client_for, joris, at):
    """The page looks again every five seconds until it went; without JavaScript it reads the same."""
    dossier = story(acknowledged=False, handler=None)
    told = words_of(response := show(dossier))
    assert "Nu: de bevestiging gaat nu weg Daar hoef je niets voor te doen." in told
    assert goal(response)[1:] == ("toewijzen", ""), "already choose who will help"
    assert "nog niet" not in told.split("Bij dit dossier")[0].replace("nog niemand", "")
    html = response.content.decode()
    assert 'hx-trigger="every 5s"' in html
    client, again_ = client_for(joris), {"HX-Request": "true", "HX-Trigger": "nu-kaart"}
    waiting = client.get(address(dossier), headers=again_)
    assert (waiting.status_code, waiting.content) == (204, b""), "nothing moves under somebody's hands"
    arrive(dossier, at)
    gone = client.get(address(dossier), headers=again_)
    assert gone.status_code == 286, "and then it stops looking"
    assert "maak kennis met Ria Verhoeven" in words_of(gone)
    assert "every 5s" not in show(dossier).content.decode()


def test_step_2_a_confirmation_that_is_stuck_or_late_asks_for_a_person(story, show, at):
    dossier = story(acknowledged=False, handler=None)
    url = reverse("message", args=[dossier.messages.get().pk])
    with time_machine.travel(at + timedelta(minutes=31), tick=False):
        assert goal(response := show(dossier))[0] == "zorg dat Ria Verhoeven de bevestiging krijgt"
        assert response.context["now"].url == url
        assert "Bevestigen uiterlijk wo 18 nov nog niet" in words_of(response)
    dossier.messages.update(state="failed", reason="adres onbekend")
    assert show(dossier).context["now"].url == url


def test_a_new_handler_is_told_that_the_complainant_does_not_know_him_yet(story, show, joris, people, at):
    dossier = story(days=2)
    told = "De melder kent jou nog niet. Stel je voor"
    writing.introduce(dossier, "Dag", at.date() + timedelta(days=9), by=joris, at=at - timedelta(days=1))
    assert told not in words_of(show(dossier)), "who introduced himself is known"
    marleen = people["marleen"]
    actions.assign(again(dossier), marleen, by=joris, at=at)
    assert told in words_of(response := show(dossier, marleen))
    assert (
        f'href="{reverse("introduce", args=[dossier.reference])}">Stel je voor' in response.content.decode()
    )
    assert "De melder kent Marleen Lubbers nog niet." in words_of(show(dossier))
    writing.introduce(again(dossier), "Dag", at.date() + timedelta(days=9), by=marleen, at=at)
    assert told not in words_of(show(dossier, marleen))


def test_who_has_no_name_is_called_in_lower_case_inside_a_sentence(story, show):
    dossier = story(complainant={"phone": "0600000001"}, handler=None)
    assert goal(show(dossier))[0] == "maak kennis met de melder"


def test_the_seven_steps_from_here_to_there(story, show, client_for, joris, category):
    """Each time the page shows the next thing to do, until it is closed."""
    dossier = story(handler=None)
    assert goal(show(dossier)) == ("maak kennis met Ria Verhoeven", "toewijzen", "")
    walker = Walker(client_for(joris), dossier)
    walker.done("assign", handler=joris.pk)
    assert goal(show(dossier)) == ("maak kennis met Ria Verhoeven", "kennismaken", "")
    walker.done("introduce", text="Ik hoorde over de douche.", expected_on=walker.day(14))
    assert goal(show(dossier)) == ("maak het dossier compleet", "gegevens", "")
    walker.done("details", **walker.details(occurred="14 oktober, thuis", category=category.pk))
    assert goal(show(dossier)) == ("maak het dossier compleet", "verder", "start-analyse")
    walker.done("move", move="start-analyse")
    assert goal(show(dossier)) == ("maak de analyse af", "analyse", "")
    walker.done("analyse", **ANALYSIS)
    assert goal(show(dossier)) == ("maak de analyse af", "verder", "start-oplossen")
    walker.done("move", move="start-oplossen")
    assert goal(show(dossier)) == ("los het op en antwoord", "oplossing", "")
    walker.redress()
    assert goal(show(dossier)) == ("los het op en antwoord", "antwoord", "")
    walker.answer(TEXT)
    response = show(dossier)
    assert goal(response) == ("los het op en antwoord", "verder", "start-evalueren")
    form = r'<form method="post" action="[^"]*/verder/">.*?value="start-evalueren">.*?Ga verder met evalueren</button>'
    assert re.search(form, response.content.decode(), re.S)
    walker.done("move", move="start-evalueren")
    assert goal(show(dossier)) == ("rond het af", "evaluatie", "")


def test_step_7_answered_leads_to_closing(story, show, at):
    dossier = change(story(), step=7)
    evaluate(dossier, handling=4, solution=9, comment="Nooit gebeld.", by=complainant(dossier), at=at)
    assert goal(show(dossier)) == ("bel Ria Verhoeven", "contact", ""), "a low score is heard first (R23)"
    change(dossier, last_contact_at=at + timedelta(hours=1))
    response = show(dossier)
    assert goal(response) == ("rond het af", "sluiten", "")
    told = words_of(response)
    assert "Ria Verhoeven gaf een 4 voor het contact en een 9 voor de oplossing. Nooit gebeld." in told
    assert "Bel even, en luister eerst" in told, "R23"


def test_another_kind_is_changed_or_closed(story, show):
    dossier = story(kind="vraag")
    told = words_of(response := show(dossier))
    assert "Nu te doen: handel dit af als vraag" in told
    assert "Stap 1" not in told
    html = response.content.decode()
    assert f'href="{reverse("kind", args=[dossier.reference])}">Verander de soort' in html
    assert f'href="{reverse("close", args=[dossier.reference])}">Sluit af' in html


def test_the_menu_offers_the_kind_only_where_it_can_be_changed(story, show, client_for, joris):
    dossier = story()
    for step, offered, hidden in (
        (1, "Soort veranderen", "Een stap terug"),
        (5, "Een stap terug", "Soort veranderen"),
    ):
        told = words_of(show(change(dossier, step=step)))
        assert offered in told
        assert hidden not in told
    back = words_of(client_for(joris).get(reverse("back", args=[dossier.reference])))
    assert "De soort verander je in de stap Herkennen." in back


def test_a_promise_for_today_does_not_fold_away(story, show, joris, at):
    dossier = story()
    assert not show(dossier).context["promise_due"]
    actions.make_promise(dossier, "Bellen", at.date() + timedelta(days=1), by=joris, at=at)
    assert not show(dossier).context["promise_due"]
    actions.make_promise(dossier, "Sleutel brengen", at.date(), by=joris, at=at)
    assert '<details class="kl-fold" open><summary><h2>Beloften</h2>' in show(dossier).content.decode()


def test_a_closed_dossier_says_how_and_when(story, show, joris, at):
    dossier = story()
    ending.close_dossier(dossier, "withdrawn", note="Zij wil er niet mee verder.", by=joris, at=at)
    told = words_of(show(dossier))
    assert "Gesloten: ingetrokken woensdag 18 november 2026, 10.00 uur Gesloten door Joris Bakker." in told
    assert "Zij wil er niet mee verder." in told
    assert "Heropen het dossier" in told
    assert "Nu te doen" not in told
    steps = [(s["name"], s["state"], s["when"]) for s in show(dossier).context["steps"]][2:4]
    assert steps == [("Informeren", "stop", "gesloten wo 18 nov"), ("Dossier", "next", "")]
    assert "Gesloten bij stap 3 van 7: Informeren" in told
    assert 'class="is-here"' not in show(dossier).content.decode()


@pytest.mark.parametrize("change_it", [
    str.lower, lambda r: r.replace("-0", "-O", 1), lambda r: r[:-2], lambda r: r.replace("-", ""),
    lambda r: f"{r[:4]} {int(r[5:10])}",
])  # fmt: skip
def test_a_sloppy_number_in_the_address_is_put_right(story, client_for, joris, people, change_it):
    dossier = story()
    sloppy = reverse("dossier", args=[change_it(dossier.reference)])
    response = client_for(joris).get(sloppy)
    assert (response.status_code, response["Location"]) == (302, address(dossier))
    assert client_for(people["fatma"]).get(sloppy).status_code == 404, (
        "and tells nobody else that it is there"
    )


def test_another_check_letter_in_the_address_is_no_dossier(story, client_for, joris):
    reference = story().reference
    other = reference[:-1] + ("a" if reference[-1] != "A" else "b")
    assert client_for(joris).get(reverse("dossier", args=[other])).status_code == 404


# --- who may do what


BUTTONS = (
    "schrijven",
    "toewijzen",
    "gegevens",
    "belofte",
    "sluiten",
    "verder",
    "nieuwe-link",
    "terug",
    "analyse",
)


def test_who_may_only_read_gets_no_buttons_but_may_add_a_note(story, show, people, at):
    dossier = story(by=people["balie"])
    actions.customer_writes(dossier, "Hallo", at=at)
    html = show(dossier, people["balie"]).content.decode()
    for name in BUTTONS:
        assert f"{address(dossier)}{name}/" not in html, name
    assert f"{address(dossier)}contact/" in html
    assert "gelezen/" not in html
    assert "Joris Bakker doet dit" in words_of(show(dossier, people["balie"]))


def test_a_medewerker_sees_only_what_he_logged_or_was_given(story, show, people):
    balie = people["balie"]
    assert show(story(by=balie), balie).status_code == 200
    given = show(story(handler=balie), balie)
    assert given.status_code == 200
    assert "Schrijf" in words_of(given), "and what he was given, he works on"
    assert show(story(by=people["fatma"], handler=people["fatma"]), balie).status_code == 404


def test_may_work_says_what_dossiers_to_work_says(story, people):
    stories = [
        story(by=people["balie"]),
        story(handler=people["balie"]),
        story(by=people["fatma"], handler=None),
    ]
    for user in people.values():
        for dossier in stories:
            if dossiers_for(user).filter(pk=dossier.pk).exists():
                assert may_work(user, dossier) == dossiers_to_work(user).filter(pk=dossier.pk).exists()


# --- the clocks and the route


def test_the_clocks(story, show, at):
    told = words_of(show(story(days=15)))
    assert "Antwoord uiterlijk dinsdag 15 december dag 15 van 42. Woningwet art. 55b lid 3, reglement" in told
    assert "Bevestigd dezelfde dag gehaald dinsdag 3 november, 10.00 uur" in told
    late = story(days=50)
    assert "8 dagen te laat" in words_of(show(late))
    assert "Bericht over voortgang" in words_of(show(late))


def test_the_day_that_we_named_stands_first_and_the_last_day_smaller(story, show, joris, at):
    dossier = story(days=15)
    writing.set_expected(dossier, at.date() + timedelta(days=10), by=joris, at=at)
    told = words_of(show(dossier))
    law = "uiterlijk di 15 dec, dag 15 van 42. Woningwet art. 55b lid 3, reglement"
    assert f"Antwoord beloofd zaterdag 28 november {law}" in told
    late = change(story(days=45), expected_on=at.date() - timedelta(days=4))
    told = words_of(show(late))
    assert "Antwoord beloofd zaterdag 14 november 4 dagen te laat" in told
    assert "uiterlijk zo 15 nov (3 dagen te laat), dag 45 van 42." in told


def test_later_confirmed(story, show, at):
    dossier = story(acknowledged=False)
    assert "Bevestiging gaat nu weg uiterlijk wo 18 nov" in words_of(show(dossier))
    dossier.messages.update(state="sent", sent_at=at + timedelta(days=2))
    assert "Bevestigd 2 dagen na ontvangst" in words_of(show(dossier))


def test_the_route_has_the_days_on_which_steps_were_left(story, show):
    dossier = story(days=3)
    states = [(s["name"], s["state"], s["when"]) for s in show(dossier).context["steps"]][:4]
    assert states == [
        ("Herkennen", "done", "zo 15 nov"),
        ("Bevestigen", "done", "zo 15 nov"),
        ("Informeren", "here", "sinds zo 15 nov"),
        ("Dossier", "next", ""),
    ]


# --- what stands on it


def test_their_words_stand_there_as_they_were(story, show):
    told = "Regel een.\nRegel twee <b>vet</b>.\n\nNieuwe alinea."
    html = show(story(story=told)).content.decode()
    assert "Regel een.<br>Regel twee &lt;b&gt;vet&lt;/b&gt;.</p>" in html
    assert re.search(r"<p[^>]*>Nieuwe alinea.</p>", html)


def test_an_unread_message_stands_on_top_and_goes_with_a_click(story, show, client_for, joris, at):
    dossier = story()
    contact = actions.customer_writes(dossier, "Er is nu ook een plas.", at=at)
    html = show(dossier).content.decode()
    assert html.index('id="bericht"') < html.index('id="nu"')
    client_for(joris).post(reverse("message_read", args=[dossier.reference, contact.pk]))
    html = show(dossier).content.decode()
    assert 'id="bericht"' not in html
    assert "Er is nu ook een plas." in html, "in the timeline"


def test_asked_and_offered(story, show, joris, at):
    dossier = change(story(), step=6)
    row = add_redress(dossier, "refund", "Huur terug", amount=45, due_on=at.date(), by=joris, at=at)
    response = show(dossier)
    assert "Gevraagd en geboden" in words_of(response)
    assert reverse("redress_done", args=[dossier.reference, row.pk]) in response.content.decode()


def test_promises_are_kept_by_a_person_or_by_the_fact(story, show, joris, at):
    dossier = story()
    mine = actions.make_promise(dossier, "Bellen", at.date() - timedelta(days=1), by=joris, at=at)
    writing.set_expected(dossier, at.date() + timedelta(days=9), by=joris, at=at)
    html = show(dossier).content.decode()
    assert reverse("promise_kept", args=[dossier.reference, mine.pk]) in html
    assert html.count("/gehouden/") == 1, "the answer is kept by answering"
    assert "di 17 nov, te laat" in html


def test_parties_files_and_post(story, show, joris, at):
    dossier = story()
    actions.add_party(dossier, "beklaagde", {"name": "Kees de Boer"}, by=joris, at=at)
    actions.add_party(
        dossier, "vertegenwoordiger", {"name": "Wijkteam", "phone": "0612345678"}, by=joris, at=at
    )
    photo = Accepted(SimpleUploadedFile("plas.jpg", b"x"), "plas.jpg", "image/jpeg", 1)
    [file] = attach(dossier, [photo], by=None, at=at)
    response = show(dossier)
    told = words_of(response)
    assert "Kees de Boer over wie het gaat" in told
    assert "Wijkteam spreekt namens de melder; krijgt onze post" in told
    assert reverse("attachment", args=[dossier.reference, file.pk]) in response.content.decode()
    assert reverse("message", args=[dossier.messages.get().pk]) in response.content.decode()


def test_earlier_of_this_person_and_never_of_another_team(story, show, people):
    """A2: same address, dossier of team Onderhoud."""
    ria = {"name": "Ria", "email": "Ria@post.example", "phone": "0611111111", "email_vouched": True}
    story(complainant=ria, subject="Eerder met mail")
    story(complainant={**ria, "email": "ander@post.example"}, subject="Eerder met telefoon")
    story(complainant=ria, subject="Kanarie", by=people["fatma"], handler=people["fatma"])
    story(complainant={**ria, "email": "", "phone": "0622222222"}, subject="Iemand anders")
    now = story(complainant={**ria, "email": "ria@post.example"}, subject="Nu")
    assert {d.subject for d in show(now).context["earlier"]} == {"Eerder met mail", "Eerder met telefoon"}
    assert "Kanarie" not in words_of(show(now))
    anonymous = story(complainant={"is_anonymous": True})
    assert not show(anonymous).context["earlier"]


def test_the_road_that_is_used_is_told_and_not_the_one_that_was_wished(story, show):
    """The form wishes mail unless somebody says otherwise."""
    lines = {"name": "Jan", "address": "Kerkplein 5\r\n3999 ZX Lindewaard"}
    told = words_of(show(story(complainant=lines)))
    assert "Jan melder, wij sturen een brief" in told
    assert "Jan, Kerkplein 5, 3999 ZX Lindewaard. Binnen via" in told
    assert "melder, wij mailen" in words_of(show(story()))
    assert "melder, wij bellen" in words_of(show(story(complainant={"name": "An", "phone": "0600000002"})))


# --- the timeline


def test_the_line_reads_as_sentences_newest_first(story, show, joris, at):
    dossier = story(days=1)
    with time_machine.travel(at, tick=False):
        actions.note(dossier, "phone_out", "Gebeld over de afspraak.", by=joris, at=at)
    entries = show(dossier).context["line"].entries
    assert entries[0].text == "Jij legde vast: wij belden."
    assert entries[0].event.quote == "Gebeld over de afspraak."
    assert entries[-1].event.kind == "registered"


def test_a_talk_of_days_ago_says_when_it_was(story, show, joris, at):
    dossier = story(days=9)
    was = at - timedelta(days=3)
    actions.note(dossier, "phone_out", "Gebeld.", by=joris, at=at, happened_at=was)
    actions.note(dossier, "phone_in", "Zij belde.", by=joris, at=at, happened_at=at - timedelta(minutes=40))
    newest, earlier = show(dossier, lijn="melder").context["line"].entries[:2]
    assert newest.text == "Jij legde vast: de melder belde."
    assert earlier.text == "Jij legde vast: wij belden, op zondag 15 november 2026 om 10.00 uur."


def kinds_of(response):
    return {entry.event.kind for entry in response.context["line"].entries}


def test_the_line_is_filtered_by_address(story, show, joris, at):
    """With the complainant, by us, changes, messages: each is a link, with how many there are."""
    dossier = story(handler=None)
    actions.note(dossier, "phone_out", "Gebeld", by=joris, at=at)
    actions.note(dossier, "note", "Onder ons", by=joris, at=at)
    actions.assign(dossier, joris, by=joris, at=at)
    response = show(dossier, lijn="melder")
    assert kinds_of(response) == {"registered", "contact"}
    assert [e.event.quote for e in response.context["line"].entries if e.event.kind == "contact"] == [
        "Gebeld"
    ]
    assert kinds_of(show(dossier, lijn="wijzigingen")) == {"assigned", "moved", "went_on"}
    assert kinds_of(show(dossier, lijn="berichten")) == {"posted"}
    ours = show(dossier, lijn="ons").context["line"].entries
    assert {entry.event.actor for entry in ours} == {joris}
    assert len(show(dossier, lijn="onzin").context["line"].entries) == dossier.events.count()
    for name, _label, count in response.context["line"].chips:
        assert count == len(show(dossier, lijn=name).context["line"].entries)


def test_every_kind_of_line_is_in_a_part():
    named = f"{line.MET} {line.CHANGED} {line.POST}".split()
    assert set(SENTENCES) == {*named, *line.TALKED}


def test_a_part_without_lines_says_what_could_be_next(story, show, at):
    dossier = change(story(handler=None, acknowledged=False))
    dossier.events.filter(kind__in=["assigned", "went_on", "moved"]).delete()
    assert "Er is nog niets veranderd Gaat het dossier een stap verder" in words_of(
        show(dossier, lijn="wijzigingen")
    )


def test_a_long_line_goes_on_with_what_is_older(story, show, joris, at):
    """Nothing twice and nothing left out, also where many happened at one moment."""
    dossier = story()
    for n in range(60):
        actions.note(dossier, "note", f"n{n}", by=joris, at=at)
    first = show(dossier).context["line"]
    assert (len(first.entries), first.is_first) == (50, True)
    then = show(dossier, voor=first.older).context["line"]
    assert (then.older, then.is_first) == (None, False)
    seen = [entry.event.pk for entry in first.entries + then.entries]
    assert seen == list(dossier.events.values_list("pk", flat=True))
    assert "Nieuwste" in words_of(show(dossier, voor=first.older))
    for nonsense in ("x", "0", "9" * 30, "²"):
        assert show(dossier, voor=nonsense).context["line"].is_first


def test_another_dossier_is_no_place_in_this_one(story, show):
    mine, other = story(), story("Piet Jansen")
    assert show(mine, voor=other.events.first().pk).context["line"].is_first


def test_the_line_alone_is_renewed_by_htmx(story, client_for, joris):
    """A chip asks for the whole page and takes the line out of it; only the card that waits gets "nothing new"."""
    dossier = story(acknowledged=False, handler=None)
    asked = {"HX-Request": "true", "HX-Target": "lijn"}
    answer = client_for(joris).get(address(dossier) + "?lijn=ons", headers=asked)
    assert answer.status_code == 200
    assert 'hx-select="#lijn"' in answer.content.decode()


@pytest.mark.parametrize(
    ("carrier", "own"), [("telefoon", False), ("balie", False), ("brief", True), ("email", True)]
)
def test_what_a_colleague_wrote_down_is_not_called_the_own_words(arrive_via, carrier, own):
    pages = arrive_via(carrier)
    assert ("In eigen woorden" in pages[0]) is own
    assert ["Zo vertelde de melder het" in told for told in pages] == [not own, not own]
    assert ("Zoals de melder het schreef" in pages[1]) is own
    assert ("Opgeschreven door een collega" in pages[0]) is not own


@pytest.fixture
def arrive_via(make_dossier, client_for, joris):
    def pages(carrier):
        walker = Walker(client_for(joris), make_dossier(carrier=carrier))
        return [words_of(walker.get("dossier")), words_of(walker.get("details"))]

    return pages

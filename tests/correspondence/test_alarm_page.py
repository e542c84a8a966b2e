"""What an alarm says on the screen: one line per thing to do, and a page that a beheerder can act on without a name."""

import pytest
from django.utils import timezone

from dossiers.correspondence import delivery, guard
from dossiers.correspondence.alarm_words import OTHER, WORDS, words_of
from dossiers.models import Alarm, Message
from tests.walk import words_of as words_on

pytestmark = pytest.mark.django_db
PAGE = "/werk/alarmen/"


@pytest.fixture
def refused(make_dossier, people, smtp_sink, at):
    """Three acknowledgements that the mail server refused; the guard saw it and lives."""
    found = []
    for number in range(3):
        email = f"p{number}@nergens.example"
        smtp_sink.answers[email] = "550 unknown"
        found.append(
            make_dossier(by=people["joris"], complainant={"name": f"Melder {number}", "email": email})
        )
    delivery.deliver_due(now=lambda: at)
    for name in ("worker", "beat", "guard"):
        guard.beat(name, at=timezone.now())
    guard.look(at=at)
    guard.beat("guard", at=timezone.now())
    return found


def banners_on(client, address="/werk/dossiers/"):
    return client.get(address).content.decode().split('class="kl-alarm"')[1:]


def test_three_who_know_nothing_are_one_line_and_one_press(client_for, people, refused):
    joris = client_for(people["joris"])
    [banner] = banners_on(joris)
    assert "3 melders weten (misschien) nog niet dat wij hun bericht kregen" in banner
    assert 'href="/werk/post/?toestand=wacht&amp;soort=ack"' in banner or "toestand=wacht&soort=ack" in banner
    assert len(joris.get("/werk/post/?toestand=wacht&soort=ack").context["rows"]) == 3
    first, *more = Alarm.objects.values_list("pk", flat=True)
    joris.post(f"/werk/alarm/{first}/gezien/", {"terug": "/werk/", "ook": more})
    assert set(Alarm.objects.values_list("seen_by", flat=True)) == {people["joris"].pk}
    assert "gezien door Joris Bakker" in banners_on(joris)[0]


def test_one_who_knows_nothing_says_why_and_what_to_do(client_for, people, refused):
    Alarm.objects.exclude(dossier=refused[0]).delete()
    [banner] = banners_on(client_for(people["joris"]))
    said = "de mailserver weigerde de bevestiging. Bel vandaag nog."
    assert f"De melder van {refused[0].reference} weet nog niet dat de klacht binnen is: {said}" in banner


def test_of_who_may_have_heard_it_says_perhaps(client_for, people, refused, at):
    """Uncertain, refused or held: one line for all of them names all three."""
    last = refused[0].messages.get(kind="ack")
    Message.objects.filter(pk=last.pk).update(state="uncertain", reason="geen antwoord")
    guard.look(at=at)
    guard.beat("guard", at=timezone.now())
    [banner] = banners_on(client_for(people["joris"]))
    assert "de mail is geweigerd, kwam misschien niet aan, of wacht op een mens" in banner
    Alarm.objects.exclude(dossier=refused[0]).delete()
    [banner] = banners_on(client_for(people["joris"]))
    assert "weet misschien nog niet dat de klacht binnen is: misschien kwam de bevestiging niet aan" in banner


def test_who_may_not_open_the_post_gives_no_proof_that_he_was_warned(client_for, people, refused):
    """Bea keeps the settings: she reads what it is and whom to ask, without a name, and presses nothing."""
    bea = client_for(people["beheer"])
    [banner] = banners_on(bea, "/instellingen/")
    assert f'href="{PAGE}"' in banner
    assert "Gezien" not in banner
    page = words_on(bea.get(PAGE))
    assert "vraag een behandelaar of manager om te kijken" in page
    assert not any(word in page for word in ("Melder 0", "nergens.example"))
    pk = Alarm.objects.first().pk
    said = words_on(bea.post(f"/werk/alarm/{pk}/gezien/", {"terug": PAGE}, follow=True))
    assert "Dit gaat over post die jij niet mag openen" in said
    assert not Alarm.objects.exclude(seen_at=None).exists()


def test_nor_does_a_colleague_of_another_team(client_for, people, refused):
    fatma = client_for(people["fatma"])
    pks = list(Alarm.objects.values_list("pk", flat=True))
    fatma.post(f"/werk/alarm/{pks[0]}/gezien/", {"ook": [*pks, "x", "999999"]})
    assert not Alarm.objects.exclude(seen_at=None).exists()


@pytest.mark.parametrize("cause", ["silent:worker", "silent:guard", "ack-late", "mail-late"])
def test_what_a_beheerder_can_mend_he_may_acknowledge(client_for, people, at, cause):
    guard.beat("guard", at=timezone.now())
    alarm = Alarm.objects.create(cause=cause, text="Er is iets stil.", opened_at=at)
    bea = client_for(people["beheer"])
    page = words_on(bea.get(PAGE))
    for part in ("Wat een melder merkt", "Wat je doet", "Voor ICT"):
        assert part in page
    bea.post(f"/werk/alarm/{alarm.pk}/gezien/", {"terug": PAGE})
    alarm.refresh_from_db()
    assert alarm.seen_by == people["beheer"]


def test_a_dead_guard_is_one_line_also_when_the_worker_told_it(client_for, people, at):
    client = client_for(people["joris"])
    assert "De bewaker" in banners_on(client)[0]  # nobody looked yet: the page itself found out
    Alarm.objects.create(cause="silent:guard", text="De bewaker geeft geen teken.", opened_at=at)
    assert len(banners_on(client)) == 1
    assert words_on(client.get(PAGE)).count("De bewaker is stil") == 1


def test_the_page_does_not_say_it_twice_and_is_calm_when_nothing_is_wrong(client_for, people, refused):
    joris = client_for(people["joris"])
    assert banners_on(joris, PAGE) == []
    Alarm.objects.update(closed_at=timezone.now())
    assert "Er is nu geen alarm" in words_on(joris.get(PAGE))


def test_every_cause_of_the_guard_has_its_words():
    causes = ["ack-late", "ack:2026-00017-K", "ack-stuck", "no-ack:2026-00017-K", "ack-missed", "flood"]
    causes += ["silent:worker", "silent:beat", "silent:guard", "mail-late"]
    assert OTHER not in map(words_of, causes)
    assert {words_of(cause) for cause in causes} == set(WORDS.values())

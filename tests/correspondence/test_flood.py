"""A5: the breaker, its one alarm, and thousands of held mails that are decided about together."""

import re
from datetime import timedelta

import pytest
import time_machine

from dossiers import links
from dossiers.correspondence import delivery, flood, guard
from dossiers.correspondence.portions import IN_SLOT, SLOT, plan
from dossiers.intake import caps
from dossiers.intake.actions import Report, file_complaint
from dossiers.models import Alarm, Attempt, Breaker, Dossier, Event, Filing, Message, Step

pytestmark = pytest.mark.django_db
HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)


@pytest.fixture(autouse=True)
def clock(people, at, monkeypatch):
    """A small organisation: the breaker opens above twelve complaints an hour."""
    monkeypatch.setattr(caps, "IN_ALL", 12)
    monkeypatch.setattr(flood, "CALM", 6)
    with time_machine.travel(at, tick=False) as clock:
        yield clock


@pytest.fixture
def joris(client_for, people):
    return client_for(people["joris"])


def file_one(number, at, email="", source="", proved=True):
    report = Report(
        subject="Het licht is uit", story=f"Het licht is uit, {number}.", form=[("Wat?", f"{number}")],
        carrier="formulier", received_at=at, complainant={"email": email or f"p{number}@proef.example"},
    )  # fmt: skip
    return file_complaint(report, token=f"t{number}", source=source or f"bron-{number}", proved=proved, at=at)


def flooded(at, count=20, **same):
    return [file_one(number, at, **same) for number in range(count)]


def states():
    return [m.state for m in Message.objects.filter(kind="ack").order_by("pk")]


ADDRESS = "/werk/post/samen/"
LET, STOP = f"{ADDRESS}verstuur/", f"{ADDRESS}niet-versturen/"


def form_on(page, action, heap=""):
    """What the button of a heap sends, out of the page as it was read; without a heap the one above."""
    forms = re.findall(rf'<form method="post" action="{action}">(.*?)</form>', page.content.decode(), re.S)
    fields = [dict(re.findall(r'name="(\w+)" value="([^"]*)"', form)) for form in forms]
    return next(found for found in fields if found.get("hoop", "") == heap)


def press(client, action, page, heap=""):
    return client.post(action, form_on(page, action, heap), follow=True).content.decode()


def look(at):
    for name in ("worker", "beat"):
        guard.beat(name, at=at)
    return guard.look(at=at)


def test_the_breaker_opens_and_every_mail_to_a_stranger_waits(at, smtp_sink):
    flooded(at)
    assert states() == ["held"] * 20, "also what was about to go"
    assert set(Message.objects.values_list("reason", flat=True)) == {flood.FLOOD}
    assert Dossier.objects.count() == 20
    assert Breaker.objects.get().closed_at is None
    assert delivery.deliver_due(now=lambda: at + MINUTE) == 0
    [alarm] = look(at + MINUTE)
    assert (alarm.cause, alarm.dossier) == ("flood", None)
    assert "Er wachten 20 bevestigingen" in alarm.text
    look(at + HOUR)
    assert Alarm.objects.filter(closed_at=None).count() == 1, "one alarm, also when all of them are late"


def test_vandaag_has_one_line_for_all_of_them_after_who_waits_alone(joris, make_dossier, at, smtp_sink):
    alone = make_dossier(when=at - HOUR)
    smtp_sink.answers["ria@verhoeven.example"] = "550 unknown"
    delivery.deliver_due(now=lambda: at - HOUR)
    flooded(at)
    page = joris.get("/werk/").content.decode()
    assert page.count("weten nog niet dat wij hun bericht kregen") == 1
    assert page.index(alone.complainant.called) < page.index("20 melders")
    assert '<a class="btn btn-outline-primary" href="/werk/post/samen/">Beslis samen' in page


def test_to_known_addresses_everything_goes_on(at, make_dossier):
    flooded(at)
    assert make_dossier().messages.get(kind="ack").state == "queued"


def test_it_closes_by_itself_when_the_flood_is_over_and_nothing_waits(at, joris, smtp_sink):
    flooded(at)
    look(at + 2 * HOUR)
    assert flood.open_breaker(), "something waits"
    Message.objects.update(state="suppressed", reason="Zo besloten.")
    assert flood.settle(at=at + 30 * MINUTE), "the flood is not over"
    look(at + 2 * HOUR)
    assert Breaker.objects.get().closed_at == at + 2 * HOUR
    assert not Alarm.objects.filter(closed_at=None, cause="flood").exists()


def test_one_button_lets_them_go_in_portions(at, joris, people, smtp_sink, clock):
    flooded(at)
    seen = joris.get(ADDRESS)
    page = seen.content.decode()
    assert ">10.00 uur</span>" in page, "one minute is said once"
    assert "De post staat stil" in page
    assert "Laat ze gaan (20)" in page
    assert "Laten gaan: 20." in press(joris, LET, seen)
    assert Breaker.objects.get().closed_by == people["joris"]
    assert states() == ["queued"] * 20
    assert Event.objects.filter(kind="released", actor=people["joris"]).count() == 20
    delivery.deliver_due(now=lambda: at + MINUTE)
    assert len(smtp_sink.mails) == 20
    assert file_one(99, at).messages.get().state == "queued", "from here on it is counted anew"
    assert not look(at + 2 * MINUTE)


def test_a_flood_that_goes_on_opens_it_again(at, people):
    flooded(at)
    flood.close(by=people["joris"], at=at + MINUTE)
    for number in range(30, 43):
        file_one(number, at + 2 * MINUTE)
    assert Breaker.objects.count() == 2
    assert flood.open_breaker()


def test_a_heap_says_what_it_is_and_what_is_in_it(at, joris, clock):
    """One reads before one decides; no word of the machine."""
    flooded(at, 16, source="slecht")
    page = joris.get("/werk/post/samen/").content.decode()
    for said in (
        "Eén aansluiting is één plek op internet",
        "jullie eigen balie",
        "Lees er 10",
        "alle met een gewone browser",
    ):
        assert said in page
    [heap] = joris.get("/werk/post/samen/").context["heaps"]
    assert len(heap.some) == 10
    assert all(
        f'href="/werk/dossiers/{d.reference}/">{d.reference}</a> {d.subject}' in page for d in heap.some
    )
    assert not any(word in page for word in ("Hoop", "Plek "))


@pytest.mark.parametrize("way", ["plek", "adres", "uur"])
def test_what_an_ordinary_browser_sent_is_read_first_and_marked(at, joris, way):
    """The one real complaint among the rest is found, also as the newest of them all."""
    same = {"email": "slachtoffer@proef.example", "source": "slecht"}
    flooded(at, 12, proved=False, **same)
    real = file_one(50, at, **same)
    assert states() == ["held"] * 13
    page = joris.get(f"{ADDRESS}?hoe={way}")
    [heap] = page.context["heaps"]
    assert [heap.some[0], len(heap.some)] == [real, 10]
    said = page.content.decode()
    assert "1 met een gewone browser" in said
    assert said.count("(met een gewone browser)") == 1
    assert f"{real.reference}</a> {real.subject} <strong>(met een gewone browser)</strong>" in said


def test_heaps_by_place_by_address_and_by_hour(at, joris, clock):
    flooded(at, 16, source="slecht")
    for number in range(50, 54):
        file_one(number, at, email="slachtoffer@proef.example", source=f"elders-{number}")
    found = joris.get("/werk/post/samen/").context["heaps"]
    assert [heap.count for heap in found] == [16, 1, 1, 1, 1]
    found = joris.get("/werk/post/samen/?hoe=adres").context["heaps"]
    assert (found[0].label, found[0].count, found[0].proved) == ("slachtoffer@proef.example", 4, 4)
    assert [heap.count for heap in joris.get("/werk/post/samen/?hoe=uur").context["heaps"]] == [20]
    assert joris.get("/werk/post/samen/?hoe=zomaar").context["way"] == "plek"
    assert "Beslis daar samen over" in joris.get("/werk/post/").content.decode()


def test_one_suspicious_place_is_not_written_to_and_the_rest_is(at, joris, people, smtp_sink):
    flooded(at, 16, source="slecht")
    for number in range(50, 54):
        file_one(number, at)
    seen = joris.get(ADDRESS)
    assert "Niet verstuurd: 16." in press(joris, STOP, seen, "slecht")
    press(joris, LET, joris.get(ADDRESS))
    delivery.deliver_due(now=lambda: at + MINUTE)
    assert len(smtp_sink.mails) == 4
    assert states().count("suppressed") == 16
    lines = Event.objects.filter(kind="not_sent", actor=people["joris"])
    assert lines.count() == 16
    assert lines[0].words["reason"] == "samen besloten: te veel klachten tegelijk"
    assert not Attempt.objects.filter(message__state="suppressed").exists(), "nothing was tried"
    assert set(Dossier.objects.values_list("step", flat=True)) == {Step.INFORMEREN}, "the complaints go on"


def test_who_comes_second_reads_who_decided_when_and_what(at, joris, client_for, people, smtp_sink, clock):
    flooded(at, 13, source="slecht")
    late = client_for(people["marleen"])
    seen = late.get(ADDRESS)
    press(joris, STOP, joris.get(ADDRESS), "slecht")
    assert "Joris Bakker besloot hier net over: niet versturen." in press(late, LET, seen, "slecht")
    delivery.deliver_due(now=lambda: at + MINUTE)
    file_one(60, at, source="slecht")
    told = press(late, STOP, seen, "slecht")
    assert "Van wat je zag, wacht niets meer. Joris Bakker besloot hierover op woensdag" in told
    assert "10.01 uur: niet versturen. Er kwam er intussen 1 bij" in told
    assert "Jij besloot hierover op woensdag" in press(joris, LET, seen, "slecht")
    clock.shift(2 * MINUTE)
    seen = late.get(ADDRESS)
    press(joris, LET, joris.get(ADDRESS), "slecht")
    assert "10.02 uur: laten gaan." in press(late, STOP, seen, "slecht")


def test_a_decision_covers_what_was_on_the_screen_and_nothing_that_came_after(at, joris, smtp_sink):
    """Who looks at eleven and stops them, stops eleven; the twelfth may be somebody real."""
    flooded(at, 25, source="balie")
    seen = joris.get(ADDRESS)
    file_one(99, at, source="balie", email="echt@proef.example")
    told = press(joris, STOP, seen, "balie")
    assert "Niet verstuurd: 25." in told
    assert "Er kwam er intussen 1 bij: daar beslis je apart over." in told
    assert Message.objects.get(to_address="echt@proef.example").state == "held"
    seen = joris.get(ADDRESS)
    for number in (100, 101):
        file_one(number, at, source="balie")
    told = press(joris, LET, seen, "balie")
    assert "Laten gaan: 1." in told
    assert "Er kwamen er intussen 2 bij: daar beslis je apart over." in told
    seen = joris.get(ADDRESS)
    file_one(102, at, source="elders")
    told = press(joris, LET, seen)
    assert "Laten gaan: 2." in told
    assert "Er kwam er intussen 1 bij" in told
    assert states() == ["suppressed"] * 25 + ["queued"] * 3 + ["held"]
    assert not flood.open_breaker()


def test_older_mail_that_came_to_a_halt_meanwhile_is_not_decided_about_unseen(at, joris):
    """What was about to go is held when the breaker opens, and it is older than the last one on the screen."""
    flooded(at, 12, source="balie")
    Message.objects.filter(dossier__filing__token="t11").update(state="held", reason=flood.FROM_SOURCE)
    seen = joris.get(ADDRESS)
    file_one(50, at, source="elders")
    assert states() == ["held"] * 13
    for action in (STOP, LET):
        assert "Er wacht hier nu meer dan je zag." in press(joris, action, seen, "balie")
    assert states() == ["held"] * 13
    assert "Niet verstuurd: 12." in press(joris, STOP, joris.get(ADDRESS), "balie")


def test_nothing_on_the_screen_and_one_came_the_post_goes_on_and_that_one_waits(at, joris):
    flooded(at)
    Message.objects.update(state="suppressed", reason="Zo besloten.")
    seen = joris.get(ADDRESS)
    file_one(50, at)
    assert "Er kwam er intussen 1 bij" in press(joris, LET, seen)
    assert not flood.open_breaker()
    assert states().count("held") == 1


def test_an_hour_together(at, joris, clock, smtp_sink):
    flooded(at)
    clock.shift(HOUR)
    for number in range(50, 60):
        file_one(number, at + HOUR)
    seen = joris.get("/werk/post/samen/?hoe=uur")
    heaps = seen.context["heaps"]
    assert [heap.count for heap in heaps] == [20, 10]
    press(joris, STOP, seen, heaps[0].key)
    assert states().count("suppressed") == 20
    for wrong in (
        {"hoe": "uur", "hoop": "gisteren"},
        {"hoe": "uur", "hoop": "2026-11-18"},
        {"hoe": "x", "hoop": "y"},
        {"hoe": "uur", "hoop": heaps[1].key, "tot": "veel", "aantal": "-1"},
        {"hoe": "uur", "hoop": heaps[1].key, "tot": "9" * 30, "aantal": "10"},
        {},
    ):
        joris.post("/werk/post/samen/niet-versturen/", wrong)
        joris.post("/werk/post/samen/verstuur/", wrong)
    assert states().count("held") == 10


def test_another_team_decides_about_nothing_of_ours(at, client_for, people):
    flooded(at)
    fatma = client_for(people["fatma"])
    assert fatma.get("/werk/post/samen/").context["waiting"] == 0
    source = Filing.objects.first().source
    for address in ("verstuur", "niet-versturen"):
        for wanted in ({"hoe": "plek", "hoop": source}, {"hoe": "alles"}):
            fatma.post(f"/werk/post/samen/{address}/", {**wanted, "tot": "999999", "aantal": "999"})
    assert states() == ["held"] * 20
    assert flood.open_breaker()


def test_many_alarms_of_one_kind_are_one_alarm(at):
    flooded(at)
    Message.objects.update(reason=flood.ROBOT)
    flood.close(by=None, at=at)
    assert len(look(at + 45 * MINUTE)) == 20
    file_one(60, at)
    Message.objects.update(state="failed", reason="550 nee")
    [alarm] = look(at + 46 * MINUTE)
    assert alarm.text.startswith("Van 21 klachten weet de melder (misschien) nog niet")


def test_portions_keep_the_caps():
    """A day of letting go: never more than three an hour and ten a day to a mailbox, five hundred an hour in all."""
    start = flood_start()
    mails = [(n, "victim" if n % 2 else f"box{n}") for n in range(2000)]
    moments = plan(mails, {"victim"}, at=start)
    boxes = dict(mails)
    assert all(len(keys) <= IN_SLOT for keys in moments.values())
    to_victim = [moment for moment, keys in moments.items() for key in keys if boxes[key] == "victim"]
    assert to_victim == [start + n * SLOT for n in range(2, 12)], (
        "not in the hour in which it got one already"
    )
    assert sum(map(len, moments.values())) == 1010
    assert max(moments) < start + timedelta(days=1)


def flood_start():
    from datetime import UTC, datetime

    return datetime(2026, 11, 18, 10, tzinfo=UTC)


def test_who_gets_no_mail_reads_that_and_is_told_of_none(at, joris, client, smtp_sink):
    """Whoever filed still has the receipt and the link: they say what is true, before and after the decision."""
    flooded(at)
    secret = links.secret_of(Dossier.objects.first(), at=at)
    pages = [f"/ontvangen/{secret}/", f"/volg/{secret}/"]
    for address in pages:
        said = client.get(address).content.decode()
        assert "Een collega kijkt nog of wij u kunnen mailen" in said
        assert "onderweg" not in said
    assert "Hebt u op donderdag 19 november 2026 nog niets van ons gehoord? Bel ons dan." in said
    press(joris, STOP, joris.get(f"{ADDRESS}?hoe=adres"), Filing.objects.first().mailbox)
    for _told in ("at once", "and after the dossier was told"):
        receipt, follow = [client.get(address).content.decode() for address in pages]
        assert "Uw klacht is bij ons. U krijgt daarvan geen mail." in receipt
        assert f"/volg/{secret}/</a>" in receipt, "the only road back"
        assert "U kreeg daarvan geen mail. Uw klacht is bij ons." in follow
        for untrue in (
            "U krijgt een mail",
            "Wij sturen hem nu",
            "Geen mail gekregen",
            "U kreeg onze bevestiging",
        ):
            assert untrue not in receipt + follow
        delivery.deliver_due(now=lambda: at + MINUTE)
    assert Dossier.objects.first().step == Step.INFORMEREN
    assert "You did not get an email about it." in client.get(f"/en/volg/{secret}/").content.decode()

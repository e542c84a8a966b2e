"""A medewerker answers the phone about a dossier of his team that he may not read: he passes the message on (R29, R31)."""

import pytest

from dossiers.models import Contact, Dossier, RegisterDraft
from tests.conftest import RIA
from tests.intake.test_register import told
from tests.walk import words_of

pytestmark = pytest.mark.django_db
KNOWN, PASS_ON = "/werk/registreren/bekend/", "/werk/registreren/doorgeven/"
PHONE = "06 12 34 56 78"
SAID = "De monteur kwam weer niet."


@pytest.fixture
def desk(client_for, people):
    """Ruben, medewerker of team onderhoud."""
    return client_for(people["balie"])


@pytest.fixture
def dossier(make_dossier, people):
    """Of Fatma, in his team."""
    made = make_dossier(by=people["fatma"], complainant=RIA | {"phone": PHONE})
    Dossier.objects.filter(pk=made.pk).update(handler=people["fatma"])
    return Dossier.objects.get(pk=made.pk)


@pytest.mark.parametrize("typed", [{"phone": "+31 6 12345678"}, {"email": RIA["email"].upper()}])
def test_who_may_not_read_it_learns_with_whom_it_is_and_no_more(desk, dossier, people, typed):
    answer = desk.post(KNOWN, typed)
    assert "Er loopt al iets van deze melder bij Fatma" in words_of(answer)
    for kept in (dossier.reference, dossier.subject, "Verhoeven"):
        assert kept not in answer.content.decode()
    assert desk.get(f"/werk/dossiers/{dossier.reference}/").status_code == 404


@pytest.mark.parametrize(
    "typed", [{"phone": "06 1234"}, {"email": "ria"}, {"name": "Ria Verhoeven"}, {"phone": PHONE, "is_anonymous": "on"}]
)  # fmt: skip
def test_a_guess_tells_nothing(desk, dossier, typed):
    assert "Er loopt al iets" not in words_of(desk.post(KNOWN, typed))


def test_a2_nothing_of_another_team_and_nothing_twice(desk, client_for, people, make_dossier):
    other = make_dossier(by=people["joris"], complainant=RIA | {"phone": PHONE})
    assert "Er loopt al iets" not in words_of(desk.post(KNOWN, {"phone": PHONE}))
    assert desk.post(PASS_ON, told(phone=PHONE, aan=other.pk)).status_code == 404
    reads = client_for(people["joris"]).post(KNOWN, {"phone": PHONE})
    assert "Er loopt al iets" not in words_of(reads), "he reads the dossier itself"


def test_the_message_is_passed_on_and_stays_on_vandaag_until_it_is_read(desk, dossier, client_for, people):
    asked = desk.post(PASS_ON, told(story="", phone=PHONE, aan=dossier.pk), follow=True)
    assert "Schrijf eerst op wat de melder zegt." in words_of(asked)
    done = desk.post(PASS_ON, told(story=SAID, phone=PHONE, aan=dossier.pk), follow=True)
    assert "Doorgegeven aan Fatma" in words_of(done)
    row = dossier.contacts.get()
    assert (row.kind, row.by, row.text.startswith(SAID)) == (Contact.Kind.PHONE_IN, people["balie"], True)
    assert Dossier.objects.count() == 1
    assert not RegisterDraft.objects.filter(fields__story=[SAID]).exists()

    fatma = client_for(people["fatma"])
    assert "Ria Verhoeven belde" in words_of(fatma.get("/werk/"))
    page = words_of(fatma.get(f"/werk/dossiers/{dossier.reference}/"))
    assert "Ria Verhoeven belde" in page
    assert "opgeschreven door Ruben Post" in page
    fatma.post(f"/werk/dossiers/{dossier.reference}/gelezen/{row.pk}/")
    assert "Ria Verhoeven belde" not in words_of(fatma.get("/werk/"))


def test_nothing_found_shows_a_medewerker_the_road(desk, dossier):
    told = words_of(desk.get("/werk/dossiers/?q=Verhoeven"))
    assert "Registreer het gesprek" in told
    assert "Bedoelde" not in told

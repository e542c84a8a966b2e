"""Who reads and changes which dossier. The canary is a dossier of another team (A2)."""

import pytest

from dossiers.permissions import dossiers_for, dossiers_to_work

pytestmark = pytest.mark.django_db


@pytest.fixture
def dossiers(make_dossier, people, teams):
    """One of each team, and one that the desk logged for the other team."""
    return {
        "klant": make_dossier(by=people["joris"]),
        "onderhoud": make_dossier(by=people["fatma"]),
        "logged": make_dossier(by=people["balie"], complainant={"email": "x@y.example"}),
    }


READ = {
    "joris": {"klant"},
    "marleen": {"klant"},
    "fatma": {"onderhoud", "logged"},
    "directeur": {"klant", "onderhoud", "logged"},
    "balie": {"logged"},
    "beheer": set(),
    "niets": set(),
}


@pytest.mark.parametrize("who", READ)
def test_everybody_reads_his_own(dossiers, people, who):
    found = set(dossiers_for(people[who]).values_list("reference", flat=True))
    assert found == {dossiers[name].reference for name in READ[who]}


def test_r29_a_medewerker_follows_what_he_logged_but_works_only_on_what_he_was_given(dossiers, people):
    assert not dossiers_to_work(people["balie"]).exists()
    dossiers["klant"].handler = people["balie"]
    dossiers["klant"].save()
    assert list(dossiers_to_work(people["balie"])) == [dossiers["klant"]]


def test_who_left_reads_nothing(dossiers, people):
    people["directeur"].is_active = False
    assert not dossiers_for(people["directeur"]).exists()

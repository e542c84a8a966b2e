"""axe finds nothing on any page, in light and dark, wide and narrow; nothing scrolls sideways."""

import pytest

JORIS = "joris@woonstede.example"
PUBLIC = ["/", "/en/", "/procedure/", "/privacy/", "/toegankelijkheid/", "/account/inloggen/",
          "/account/wachtwoord-vergeten/", "/volg/onbekend/", "/bestaat-niet/"]  # fmt: skip
STAFF = ["/werk/", "/werk/dossiers/", "/werk/dossiers/?q=lekt", "/werk/registreren/", "/werk/post/"]
OF_A_DOSSIER = ["", "toewijzen/", "gegevens/", "contact/", "betrokkene/", "belofte/", "kennismaken/", "schrijven/",
                "soort/",
                "terug/", "sluiten/", "analyse/", "oplossing/", "antwoord/", "evaluatie/"]  # fmt: skip
SETTINGS = ["/instellingen/", "/instellingen/mensen/", "/instellingen/mensen/nieuw/", "/instellingen/teams/",
            "/instellingen/onderwerpen/"]  # fmt: skip
SCREENS = [("light", 1280), ("dark", 360)]


def look(page, addresses, axe_of):
    wrong = []
    for address in addresses:
        page.goto(address)
        wrong += axe_of(page)
        if page.evaluate("document.documentElement.scrollWidth > window.innerWidth"):
            wrong.append(f"{address} scrolls sideways")
    return wrong


@pytest.mark.parametrize(("scheme", "width"), SCREENS)
def test_public_pages(visit, axe_of, scheme, width):
    page = visit(color_scheme=scheme, viewport={"width": width, "height": 900})
    assert not look(page, PUBLIC, axe_of)


@pytest.mark.parametrize(("scheme", "width"), SCREENS)
def test_staff_pages(product, staff, axe_of, scheme, width):
    page = staff(JORIS, color_scheme=scheme, viewport={"width": width, "height": 900})
    reference = product.script(
        "from dossiers.models import Dossier\n"
        "mine = Dossier.objects.filter(step=6, closed_at=None, handler__email='joris@woonstede.example')\n"
        "print(mine.first().reference)"
    ).split()[-1]
    addresses = STAFF + [f"/werk/dossiers/{reference}/{part}" for part in OF_A_DOSSIER]
    assert not look(page, addresses, axe_of)


@pytest.mark.parametrize(("scheme", "width"), SCREENS)
def test_settings_pages(product, staff, axe_of, scheme, width):
    email = product.script(
        "from dossiers.models import User\nprint(next(u.email for u in User.objects.all() if 'beheerder' in u.roles))"
    ).split()[-1]
    page = staff(email, color_scheme=scheme, viewport={"width": width, "height": 900})
    assert not look(page, SETTINGS, axe_of)

"""A colleague's work: log a call, and take one dossier from the form to its closing letter."""

import re
from datetime import date, timedelta

from tests.journeys.test_customer import file_complaint, words_of

JORIS, MARLEEN = "joris@woonstede.example", "marleen@woonstede.example"
SOON = (date.today() + timedelta(days=14)).isoformat()


def test_r29_a_call_is_logged_by_keyboard(product, staff, axe_of):
    page = staff(JORIS)
    page.goto("/werk/registreren/")
    assert not axe_of(page)
    page.keyboard.type("Mevrouw belt: de lift staat al drie dagen stil en niemand zegt iets.")
    page.fill("#id_name", "Mevrouw De Boer")
    page.fill("#id_email", "deboer@bel.example")
    page.get_by_role("button", name="Leg vast").last.click()
    page.wait_for_url(re.compile(r"/werk/dossiers/\d{4}-\d{5}-[A-Z]/"))
    reference = page.url.rstrip("/").split("/")[-1]
    assert reference in page.locator("[role=status]").first.inner_text()
    [mail] = product.until(lambda: product.mail_to("deboer@bel.example"), 40)
    assert "Beste mevrouw De Boer" in mail.get_body(("plain",)).get_content()


def press(page, name):
    page.get_by_role("button", name=name).first.click()


def test_from_the_form_to_the_closing_letter(product, visit, staff, axe_of):
    """All seven steps; the customer's part by link."""
    customer = visit()
    email = "hele@weg.example"
    reference = file_complaint(
        customer, email, "De verwarming doet het al een week niet en niemand belt terug."
    )
    product.until(lambda: product.mail_to(email), 40)
    page = staff(JORIS)
    here = f"/werk/dossiers/{reference}/"

    # 3 informeren: a person and a date
    page.goto(here + "toewijzen/")
    page.locator("#id_handler").select_option(label="Joris Bakker (jij)")
    press(page, "Wijs aan")
    page.goto(here + "kennismaken/")
    page.fill(
        "#id_text", "U schreef dat de verwarming het al een week niet doet en dat niemand u terugbelde."
    )
    page.fill("#id_expected_on", SOON)
    assert not axe_of(page)
    press(page, "Verstuur")
    # 4 dossier: what is still missing
    page.goto(here + "gegevens/")
    page.fill("#id_occurred", "Sinds vorige week maandag, Kerkstraat 3")
    page.select_option("#id_category", index=1)
    press(page, "Bewaar")
    page.goto(here)
    press(page, "Ga verder met analyseren")
    # 5 analyseren: the three questions
    page.goto(here + "analyse/")
    page.fill("#id_facts", "De verwarming doet het een week niet. Twee keer niet teruggebeld.")
    page.fill("#id_inconvenience", "Een week in de kou.")
    page.fill("#id_feeling", "Niet serieus genomen.")
    page.fill("#id_wish", "Dat de verwarming wordt gemaakt.")
    page.locator("input[name=wish_kind][value=explicit]").check()
    page.locator("input[name=diagnosis][value=both]").check()
    page.locator("input[name=expectation][value=product_fails]").check()
    page.fill("#id_cause", "De terugbelafspraak stond nergens.")
    assert not axe_of(page)
    press(page, "Bewaar de ontleding")
    page.goto(here)
    press(page, "Ga verder met oplossen")
    # 6 oplossen: what we do, and the answer
    page.goto(here + "oplossing/")
    page.locator("input[name=kind][value=repair]").check()
    page.fill("#id_what", "Wij maken de ketel")
    page.fill("#id_due_on", SOON)
    press(page, "Voeg toe")
    assert not axe_of(page)
    page.goto(here + "antwoord/")
    page.fill("#id_text", "U vroeg ons de verwarming te maken.\n\nU zat een week in de kou en wij belden u niet terug. "
              "Dat had niet mogen gebeuren en dat spijt ons. De afspraak om u te bellen stond bij ons nergens.")  # fmt: skip
    page.locator("button[name=show]").first.click()
    page.wait_for_url("**/voorbeeld/**")
    assert not axe_of(page)
    press(page, "Verstuur")
    answer = product.until(
        lambda: [m for m in product.mail_to(email) if "antwoord" in m["Subject"].lower()], 40
    )[0]
    [letter] = [p.get_content() for p in answer.iter_attachments()]
    assert "Wij maken de ketel" in words_of(letter)
    page.goto(here)
    press(page, "Ga verder met evalueren")
    # 7 evalueren: the customer's two questions by link
    page.goto(here + "evaluatie/")
    press(page, "Vraag het nu")
    survey = product.until(lambda: [m for m in product.mail_to(email) if "Twee vragen" in m["Subject"]], 40)[
        0
    ]
    link = re.search(r"https?://\S+/evaluatie/", survey.get_body(("plain",)).get_content())[0]
    customer.goto(link)
    assert not axe_of(customer)
    customer.locator("label[for=id_handling_7]").click()
    customer.locator("label[for=id_solution_6]").click()
    customer.fill("#id_comment", "Joris luisterde echt.")
    customer.get_by_role("button", name="Verstuur mijn antwoord").click()
    customer.get_by_text("Dank").first.wait_for()

    page.goto(here + "sluiten/")
    page.locator("input[name=closing][value=answered]").check()
    assert not axe_of(page)
    press(page, "Sluit het dossier")
    closing = product.until(
        lambda: [m for m in product.mail_to(email) if "alles op een rij" in m["Subject"]], 40
    )[0]
    [letter] = [p.get_content() for p in closing.iter_attachments()]
    assert "U gaf een 8 voor het contact en een 7 voor de oplossing." in words_of(letter)
    page.goto(here)
    assert "Ga verder" not in page.content()
    assert not axe_of(page)


def test_mail_down_shows_a_banner_to_everybody(product, visit, staff):
    """F7, small: nobody took the mail for half an hour; every colleague reads it."""
    product.kill("sink")
    product.kill("guard")  # its clock is today's; ours is half an hour ahead
    try:
        file_complaint(visit(), "dicht@server.example", "De bel doet het niet en dat zei ik al drie keer.")
        product.script(
            "from datetime import timedelta; from django.utils import timezone\n"
            "from dossiers.correspondence import guard; guard.look(at=timezone.now() + timedelta(minutes=31))"
        )
        page = staff(MARLEEN)
        page.goto("/werk/")
        assert "niet weg" in page.locator(".kl-alarm").first.inner_text()
    finally:
        product.start("sink")
        product.start("guard")

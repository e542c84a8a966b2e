"""A customer files, sees that it arrived, and follows; with and without JavaScript (R54-R56, R61, R100)."""

from io import BytesIO
from re import search

from playwright.sync_api import expect
from pypdf import PdfReader

STORY = "Op 6 oktober meldde ik dat de douche lekt. Twee keer kwam er niemand. Ik bleef er vrij voor."


def words_of(pdf):
    return " ".join(" ".join(p.extract_text() for p in PdfReader(BytesIO(pdf)).pages).split())


def file_complaint(page, email, story=STORY, with_script=True):
    page.goto("/")
    page.fill("#id_story", story)
    page.fill("#id_email", email)
    page.get_by_label("Ik voel me niet gehoord").check()
    page.get_by_label("Dat het wordt gemaakt").check()
    if with_script:  # while somebody types, his browser does its work
        page.locator("[data-answer][value*=',']").wait_for(state="attached")
    page.get_by_role("button", name="Verstuur mijn klacht").click()
    page.wait_for_url("**/ontvangen/**")
    return page.locator(".kl-copyref .ref").inner_text().strip()


def test_a_customer_files_and_follows(product, visit, axe_of):
    page = visit()
    reference = file_complaint(page, "ria@reis.example")
    assert not axe_of(page)
    [mail] = product.until(lambda: product.mail_to("ria@reis.example"), 40)
    assert reference in mail["Subject"]
    text = mail.get_body(("plain",)).get_content()
    assert "douche" not in text, "no typed word in a mail to an address that nobody proved"
    [pdf] = [p.get_content() for p in mail.iter_attachments()]
    assert STORY in words_of(pdf)

    page.get_by_role("link", name="Volg uw klacht").first.click()
    page.wait_for_url("**/volg/**")
    assert not axe_of(page)
    page.fill("#id_text", "Ik heb nog een foto van het plafond.")
    page.get_by_role("button", name="Stuur bericht").click()
    page.get_by_text("Ik heb nog een foto van het plafond.").wait_for()


def test_everything_works_without_javascript(product, visit):
    page = visit(java_script_enabled=False)
    reference = file_complaint(page, "zonder@script.example", with_script=False)
    [mail] = product.until(lambda: product.mail_to("zonder@script.example"), 40)
    assert not list(mail.iter_attachments())
    page.get_by_role("link", name="Volg uw klacht").first.click()
    expect(page.get_by_text(reference).first).to_be_visible()
    page.goto(search(r"http\S+/adres/\S+", mail.get_body(("plain",)).get_content())[0])
    page.get_by_role("button", name="Ja, dit is mijn mailadres").click()
    copy = page.get_by_role("link", name="Bewaar de kopie (pdf)").get_attribute("href")
    assert STORY in words_of(page.request.get(copy).body())


def test_an_error_keeps_what_was_typed(visit, axe_of):
    page = visit(viewport={"width": 360, "height": 740})
    page.goto("/")
    page.fill("#id_story", STORY)
    page.fill("#id_email", "ria@reis")
    page.get_by_role("button", name="Verstuur mijn klacht").click()
    assert page.input_value("#id_story") == STORY
    page.locator(".kl-errors a").first.click()
    assert page.evaluate("document.activeElement.id") == "id_email"
    assert not axe_of(page)


def test_in_english(product, visit):
    page = visit()
    page.goto("/en/")
    page.fill("#id_story", "The lift has been broken for three weeks.")
    page.fill("#id_email", "english@reader.example")
    page.locator("form.kl-sheet button.btn-primary").click()
    page.wait_for_url("**/en/ontvangen/**")
    [mail] = product.until(lambda: product.mail_to("english@reader.example"), 40)
    text = mail.get_body(("plain",)).get_content()
    assert "complaint" in text
    assert "klacht" not in text.replace("Klant en klacht", "").replace(
        "klachten", ""
    )  # a team and a mail address


def test_who_goes_back_and_writes_it_better_has_one_complaint(product, visit):
    """This browser asks for the page anew on the way back; the page still belongs to what was sent (F18)."""
    page = visit()
    reference = file_complaint(page, "terug@reis.example")
    page.go_back()
    page.locator("#id_story").wait_for()
    page.fill("#id_story", "Ook de kraan lekt. Dat schreef ik er niet bij.")
    page.fill("#id_email", "terug@reis.example")
    page.get_by_role("button", name="Verstuur mijn klacht").click()
    page.wait_for_url("**/ontvangen/**")
    assert page.locator(".kl-copyref .ref").inner_text().strip() == reference
    expect(page.get_by_text("ook bij ons")).to_be_visible()
    page.goto("/")  # a fresh form is a fresh complaint
    assert file_complaint(page, "terug@reis.example", "Iets heel anders: de lift staat stil.") != reference

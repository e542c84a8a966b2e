"""On every page there is: axe finds nothing, nothing scrolls sideways, nothing is refused by the policy, and little is sent."""

import contextlib
import itertools

import pytest
from django.urls import resolve

from tests.conventions.test_access import OURS
from tests.pages import pages

FIRST, NEXT = 150_000, 40_000  # bytes as they cross the line
REQUESTS = 12
# not pages: files, parts of a page, and what only answers a press
NO_PAGE = {
    # these ask for a code that somebody set up: tests/organisation/test_two_factor.py
    "mfa_authenticate", "mfa_deactivate_totp", "mfa_generate_recovery_codes", "mfa_index", "mfa_reauthenticate",
    "mfa_view_recovery_codes", "person_reset_code",
    "flood_release", "flood_stop", "message_anew", "message_arrived", "message_called", "message_on_paper", "appearance", "style_sample", "stylesheet", "style_logo", "style_icon",
    "account_inactive", "account_logout", "account_reset_password_done", "account_reset_password_from_key",
    "account_reset_password_from_key_done", "alarm_seen", "answer_preview", "ask_now", "absence", "attachment", "document",
    "first_start", "follow_copy", "follow_document", "follow_file", "form_copy", "health", "message_look", "message_read",
    "alarm_try", "log_out_everywhere", "mail_try", "message_release", "message_sent", "message_suppress", "move", "party_change", "party_remove", "person_invite",
    "promise_kept", "promise_move", "promise_withdraw", "redress_done", "redress_remove", "register_add", "register_pass_on",
    "not_reached", "message_not_reached", "register_draft", "register_draft_drop", "register_known", "register_near", "mail_near", "reopen",
}  # fmt: skip


@pytest.fixture(scope="module")
def every(there):
    return pages(there)


@pytest.fixture
def reader(visit, staff):
    """A visitor, or a colleague who came through the log-in page; with no colour half-way to another."""

    def make(who, width):
        look = {
            "viewport": {"width": width, "height": 900},
            "color_scheme": "light",
            "reduced_motion": "reduce",
        }
        return staff(who, anew=True, **look) if who else visit(**look)

    return make


def groups(every):
    return [(who, list(group)) for who, group in itertools.groupby(every, key=lambda page: page.who)]


def test_the_list_leaves_no_page_behind(every):
    dutch = [p for p in every if p.name != "niet-gevonden" and not p.address.startswith("/en/")]
    listed = {resolve(page.address.split("?")[0]).url_name for page in dutch}
    assert {entry.name for _path, entry in OURS} - listed == NO_PAGE


def look(page, address, axe_of, most):
    """What is wrong with one page. By night only the colours differ, so only they are looked at again."""
    with crossing_the_line(page) as sizes:
        page.goto(address)
        wrong = axe_of(page)
        page.wait_for_load_state("networkidle")  # long since, after axe
    page.emulate_media(color_scheme="dark")
    wrong += axe_of(page, only="color-contrast")
    page.emulate_media(color_scheme="light")
    if page.evaluate("document.documentElement.scrollWidth > window.innerWidth"):
        wrong.append(f"{address} scrolls sideways")
    if not 0 < sum(sizes) <= most or len(sizes) > REQUESTS:
        wrong.append(f"{address} sends {sum(sizes)} bytes in {len(sizes)} requests")
    return wrong


@contextlib.contextmanager
def crossing_the_line(page):
    """Bytes per request; what the browser had already costs nothing."""
    line, sizes = page.context.new_cdp_session(page), []
    line.send("Network.enable")
    line.on("Network.loadingFinished", lambda done: sizes.append(done["encodedDataLength"]))
    yield sizes
    line.detach()
    sizes[:] = [size for size in sizes if size]


def test_at_a_desk_axe_finds_nothing_and_a_next_page_is_light(every, reader, axe_of):
    """The browser keeps what it got: at most 40 kB more. The first page of each reader is a first page."""
    wrong = []
    for who, group in groups(every):
        page = reader(who, 1280)
        for number, (_name, address, _who) in enumerate(group):
            wrong += look(page, address, axe_of, NEXT if number else FIRST)
    assert not wrong


def test_on_a_phone_axe_finds_nothing_and_a_first_page_is_light(every, reader, axe_of):
    """Each public page in a fresh browser that has nothing yet: at most 150 kB and 12 requests."""
    wrong = []
    for who, group in groups(every):
        page = reader(who, 360) if who else None
        for _name, address, _who in group:
            seen = page or reader(who, 360)
            wrong += look(seen, address, axe_of, FIRST)
            if not who:
                seen.context.close()
    assert not wrong

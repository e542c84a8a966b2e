"""On every page there is: axe finds nothing, nothing scrolls sideways, nothing is refused by the policy, and little is sent."""

import pytest
from django.urls import resolve

from tests.conventions.test_access import OURS
from tests.pages import ADMINISTRATOR, HANDLER, pages

FIRST, NEXT = 150_000, 40_000  # bytes as they cross the line
REQUESTS = 12
DESK, PHONE = 1280, 360  # pixels
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
        look = {"viewport": size(width), "color_scheme": "light", "reduced_motion": "reduce"}
        return staff(who, anew=True, **look) if who else visit(**look)

    return make


def size(width):
    return {"width": width, "height": 900}


def addresses(every, who):
    return [page.address for page in every if page.who == who]


def test_the_list_leaves_no_page_behind(every):
    dutch = [p for p in every if p.name != "niet-gevonden" and not p.address.startswith("/en/")]
    listed = {resolve(page.address.split("?")[0]).url_name for page in dutch}
    assert {entry.name for _path, entry in OURS} - listed == NO_PAGE


def seen_wrong(page, axe_of):
    """By night only the colours differ, so only they are looked at again."""
    wrong = axe_of(page)
    page.emulate_media(color_scheme="dark")
    wrong += axe_of(page, only="color-contrast")
    page.emulate_media(color_scheme="light")
    if page.evaluate("document.documentElement.scrollWidth > window.innerWidth"):
        wrong.append(f"{page.url} scrolls sideways")
    return wrong


def weighed(page, address, most):
    """Open it. Bytes per request as they cross the line; what the browser had already costs nothing."""
    line, begun, sizes = page.context.new_cdp_session(page), set(), {}
    line.send("Network.enable")
    line.on("Network.requestWillBeSent", lambda sent: begun.add(sent["requestId"]))
    line.on(
        "Network.loadingFinished", lambda done: sizes.update({done["requestId"]: done["encodedDataLength"]})
    )
    line.on("Network.loadingFailed", lambda failed: sizes.update({failed["requestId"]: 0}))
    page.goto(address)
    while begun - sizes.keys():
        page.wait_for_timeout(10)
    line.detach()
    crossed = [number for number in sizes.values() if number]
    fits = 0 < sum(crossed) <= most and len(crossed) <= REQUESTS
    return [] if fits else [f"{address} sends {sum(crossed)} bytes in {len(crossed)} requests"]


@pytest.mark.parametrize("who", ["", HANDLER, ADMINISTRATOR], ids=["visitor", "handler", "administrator"])
def test_axe_finds_nothing_at_a_desk_and_on_a_phone_and_a_next_page_is_light(every, reader, axe_of, who):
    """The browser keeps what it got: at most 40 kB more. The first page of each reader is a first page."""
    page, wrong = reader(who, DESK), []
    for number, address in enumerate(addresses(every, who)):
        wrong += weighed(page, address, NEXT if number else FIRST)
        for width in (DESK, PHONE):
            page.set_viewport_size(size(width))
            wrong += seen_wrong(page, axe_of)
    assert not wrong


def test_a_first_page_is_light(every, reader):
    """Each public page in a fresh browser that has nothing yet: at most 150 kB and 12 requests."""
    wrong = []
    for address in addresses(every, ""):
        page = reader("", PHONE)
        wrong += weighed(page, address, FIRST)
        page.context.close()
    assert not wrong

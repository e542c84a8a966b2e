"""On every page there is: axe finds nothing, nothing scrolls sideways, nothing is refused by the policy, and little is sent."""

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
    "flood_release", "flood_stop", "message_anew", "message_called", "message_on_paper", "appearance", "style_sample", "stylesheet", "style_logo", "style_icon",
    "account_inactive", "account_logout", "account_reset_password_done", "account_reset_password_from_key",
    "account_reset_password_from_key_done", "alarm_seen", "answer_preview", "ask_now", "absence", "attachment", "document",
    "first_start", "follow_copy", "follow_document", "follow_file", "form_copy", "health", "message_look", "message_read",
    "alarm_try", "log_out_everywhere", "mail_try", "message_release", "message_sent", "message_suppress", "move", "party_change", "party_remove", "person_invite",
    "promise_kept", "promise_move", "promise_withdraw", "redress_done", "redress_remove", "register_add", "register_pass_on",
    "register_draft", "register_draft_drop", "register_known", "register_near", "mail_near", "reopen",
}  # fmt: skip


@pytest.fixture(scope="module")
def every(product):
    return pages(product)


@pytest.fixture
def reader(visit, staff):
    """A visitor, or a colleague who is logged in."""
    return lambda who, **options: staff(who, **options) if who else visit(**options)


def groups(every):
    return [(who, list(group)) for who, group in itertools.groupby(every, key=lambda page: page.who)]


def test_the_list_leaves_no_page_behind(every):
    dutch = [p for p in every if p.name != "niet-gevonden" and not p.address.startswith("/en/")]
    listed = {resolve(page.address.split("?")[0]).url_name for page in dutch}
    assert {entry.name for _path, entry in OURS} - listed == NO_PAGE


@pytest.mark.parametrize("width", [1280, 360])
def test_axe_finds_nothing_and_nothing_scrolls_sideways(every, reader, axe_of, width):
    """By day and by night; at night only the colours differ, so only they are looked at again."""
    wrong = []
    for who, group in groups(every):
        still = {"color_scheme": "light", "reduced_motion": "reduce"}  # no colour half-way to another
        page = reader(who, viewport={"width": width, "height": 900}, **still)
        for _name, address, _who in group:
            page.goto(address)
            wrong += axe_of(page)
            page.emulate_media(color_scheme="dark")
            wrong += axe_of(page, only="color-contrast")
            page.emulate_media(color_scheme="light")
            if page.evaluate("document.documentElement.scrollWidth > window.innerWidth"):
                wrong.append(f"{address} scrolls sideways")
    assert not wrong


def weighed(page, address):
    """How many bytes crossed the line, in how many requests; what the browser had already costs nothing."""
    line, sizes = page.context.new_cdp_session(page), []
    line.send("Network.enable")
    line.on("Network.loadingFinished", lambda done: sizes.append(done["encodedDataLength"]))
    page.goto(address, wait_until="networkidle")
    line.detach()
    sizes = [size for size in sizes if size]
    return sum(sizes), len(sizes)


def test_a_first_page_is_light(every, reader):
    """At most 150 kB and 12 requests with nothing kept in the browser."""
    heavy = []
    for _name, address, who in every:
        if who:
            continue
        size, requests = weighed(page := reader(""), address)
        page.context.close()
        if size > FIRST or requests > REQUESTS:
            heavy.append((address, size, requests))
    assert not heavy


def test_a_next_page_is_lighter(every, reader):
    heavy = []
    for who, group in groups(every):
        page = reader(who)
        page.goto(group[0].address, wait_until="networkidle")
        for _name, address, _who in group[1:]:
            size, _requests = weighed(page, address)
            if size > NEXT:
                heavy.append((address, size))
    assert not heavy

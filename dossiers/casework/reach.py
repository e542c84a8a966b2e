"""How somebody can be reached: what is wrong with a mail address or a phone number, in a sentence that helps."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from phonenumbers import Leniency, PhoneNumberMatcher

COUNTRY = "NL"  # of a number without a country in front
MOST_PHONE = 30  # characters, as the columns
MOST_MAIL = 254


def mail_address(typed: str) -> str:
    """The address as a mail server takes it: a domain with other letters in its plain form. "" when impossible."""
    name, _at, domain = typed.strip().rpartition("@")
    try:
        address = f"{name}@{domain.encode('idna').decode()}"
    except UnicodeError:
        return ""
    return address if len(address) <= MOST_MAIL else ""


def _is_no_address(typed: str) -> bool:
    try:
        validate_email(mail_address(typed))
    except ValidationError:
        return True
    return "[" in typed


# in this order: the first that is true is told
MAIL_TROUBLES = (
    (lambda t: "@" not in t, _("In dit mailadres ontbreekt het apenstaartje (@). Kijk het nog even na.")),
    (lambda t: t.count("@") > 1, _("In dit mailadres staat twee keer een apenstaartje (@). Eén is genoeg.")),
    (lambda t: " " in t, _("In dit mailadres staat een spatie. Haal die weg.")),
    (
        lambda t: "." not in t.rpartition("@")[2].strip("."),
        _("In dit mailadres ontbreekt het stuk na de punt, zoals .nl. Kijk het nog even na."),
    ),
    (_is_no_address, _("Dit mailadres klopt nog niet. Kijk het nog even na.")),
)


def mail_trouble(typed: str) -> str | Promise:
    """What is wrong with a mail address, or nothing."""
    return next((sentence for wrong, sentence in MAIL_TROUBLES if wrong(typed.strip())), "")


def phone_trouble(typed: str) -> str | Promise:
    """What is wrong with a phone number, or nothing; words beside a number ("na 18 uur") are fine."""
    if PhoneNumberMatcher(typed, COUNTRY, leniency=Leniency.POSSIBLE).has_next():
        return ""
    if not any(letter.isdigit() for letter in typed):
        return _("Een telefoonnummer heeft alleen cijfers.")
    return _("Dit telefoonnummer klopt nog niet. Kijk of er een cijfer te veel of te weinig staat.")


def odd_number(typed: str) -> str:
    """What was typed, when it can be dialled but nobody has such a number: perhaps a figure too few. Else ""."""
    typed = typed.strip()
    if not typed or phone_trouble(typed):
        return ""
    return "" if PhoneNumberMatcher(typed, COUNTRY, leniency=Leniency.VALID).has_next() else typed


ROADS = {"email": "email", "letter": "address", "phone": "phone"}  # a preference, and what it goes along


def settle_road(said: dict[str, Any]) -> None:
    """No preference for a road that is not there, where another one is: as the post goes (carrier_for)."""
    there = [road for road, name in ROADS.items() if said.get(name)]
    if there and said.get("preference") and said["preference"] not in there:
        said["preference"] = there[0]

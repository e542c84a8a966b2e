"""What templates may say: icons, dates in words, money, paragraphs. Load with `{% load klachten %}`."""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal
from typing import Any

from django import template
from django.templatetags.static import static
from django.utils import timezone, translation
from django.utils.html import format_html, linebreaks
from django.utils.safestring import SafeString, mark_safe

from dossiers import dates, typed
from dossiers.documents import filenames

register = template.Library()
# six digits or more, with what people put between them; a word or a second number behind it ends it
NUMBER = re.compile(r"\+?\(?\d(?:[ .\u00a0-]*\d|[/)][ .-]*\d){5,}")


@register.simple_tag
def icon(name: str, extra: str = "") -> SafeString:
    """An icon from the sprite, beside a word: {% icon "phone" %}, {% icon "warning" "ico-stop" %}."""
    classes = f"i {extra}".strip()
    href = f"{static('icons.svg')}#i-{name}"
    return format_html('<svg class="{}" aria-hidden="true"><use href="{}"/></svg>', classes, href)


def _is_typed_anew(widget: Any) -> bool:
    is_password = getattr(widget, "input_type", "") == "password"
    return is_password or widget.attrs.get("autocomplete") == "one-time-code"


@register.filter
def forgets(form: Any) -> str:
    """What a form that comes back lost: "" nothing; a browser is never sent a password back ("some", or "all").

    A code holds for half a minute: that is typed anew too.
    """
    hidden = [_is_typed_anew(field.field.widget) for field in form.visible_fields()]
    return "" if not any(hidden) else "all" if all(hidden) else "some"


@register.filter
def marked(text: str, words: list[str]) -> SafeString:
    """What was searched for, in yellow."""
    return typed.marked(text, words)


@register.filter
def day(value: dt.date | None) -> str:
    return dates.day(value)


@register.filter
def day_year(value: dt.date | None) -> str:
    return dates.day_year(value)


@register.filter
def long_day(value: dt.date | None) -> str:
    return dates.long_day(value)


@register.filter
def moment(value: dt.datetime | None) -> str:
    return dates.moment(value)


@register.filter
def clock(value: dt.datetime | None) -> str:
    return dates.clock(value)


@register.filter
def dagen(value: dt.date | None) -> str:
    """gisteren, vandaag, morgen, di 10 nov: for a list that is read now, never for what is stored."""
    return dates.near_day(value or None, timezone.localdate())


@register.filter
def human_size(size: int) -> str:
    """Bytes for people: 340 kB."""
    return filenames.human_size(size)


@register.filter
def paragraphs(text: str | None) -> SafeString:
    """Plain text of a person as <p> and <br>, each from its own side; always escaped, also what was called safe."""
    if not text:
        return mark_safe("")
    return mark_safe(linebreaks(str(text), autoescape=True).replace("<p>", '<p dir="auto">'))


@register.filter
def euro(amount: Decimal | int | None) -> str:
    """€ 45, € 45,50, € 1.250 (with a space that does not break); English: €45.50."""
    if amount is None or amount == "":
        return ""
    cents = Decimal(amount).quantize(Decimal("0.01"))
    text = f"{cents:,.2f}".removesuffix(".00")
    if translation.get_language() == "en":
        return f"€{text}"
    return "€\u00a0" + text.translate(str.maketrans(",.", ".,"))


@register.filter
def tel(number: str | None) -> str:
    """The part behind `tel:`: the first number there, digits and a leading plus, without the (0) of +31 (0)6."""
    typed = str(number or "").replace("(0)", "")
    first = NUMBER.search(typed)
    return re.sub(r"(?!^\+)\D", "", first[0] if first else typed.strip())


@register.filter
def in_fours(secret: str) -> str:
    """ABCD EFGH …: what somebody copies letter by letter."""
    return " ".join(secret[at : at + 4] for at in range(0, len(secret), 4))

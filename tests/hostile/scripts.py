"""Three hundred strings that want to run, and a way to put them in every text that a person can fill in."""

from __future__ import annotations

import itertools

from django.apps import apps
from django.db import models, transaction

from dossiers.models import Step

# each calls kanarie(), which the browser of the test knows, or leaves an element <b data-kanarie>
WAYS = [
    "<script>kanarie()</script>", "<b data-kanarie=1>x</b>", "<img src=x onerror=kanarie()>", "<svg onload=kanarie()>",
    "<svg/onload=kanarie()>", "<body onload=kanarie()>", "<details open ontoggle=kanarie()>x", "<input autofocus onfocus=kanarie()>",
    "<video><source onerror=kanarie()></video>", "<marquee onstart=kanarie()>x", "<object data='javascript:kanarie()'>",
    "<iframe src='javascript:parent.kanarie()'>", "<iframe srcdoc='<script>parent.kanarie()</script>'>", "javascript:kanarie()",
    "<a href=javascript:kanarie()>x</a>", "<style>@import'//x';b{color:red}</style>", "<link rel=stylesheet href=//x>",
    "<base href=//x>", "<meta http-equiv=refresh content='0;url=javascript:kanarie()'>", "<form action=javascript:kanarie()>",
    "{{7*7}}<script>kanarie()</script>", "{% now 'Y' %}<b data-kanarie=1>", "</textarea><script>kanarie()</script>",
    "</title><script>kanarie()</script>", "</script><script>kanarie()</script>", "--><script>kanarie()</script>",
    "]]><script>kanarie()</script>", "<math><mtext><script>kanarie()</script>", "<template><b data-kanarie=1></template><b data-kanarie=1>",
    "<div hx-get=/ hx-trigger=load hx-on::load=kanarie()>x", "<div hx-on:click=kanarie() autofocus>x", "<scr<script>ipt>kanarie()</script>",
    "<SCRIPT>kanarie()</SCRIPT>", "<script\n>kanarie()</script\n>", "<img src=`x`onerror=kanarie()>", "<p style=background:url(x)>x",
    "&lt;script&gt;kanarie()&lt;/script&gt;", "&#60;script&#62;kanarie()&#60;/script&#62;", "%3Cscript%3Ekanarie()%3C/script%3E",
    "\\u003cscript\\u003ekanarie()", "＜script＞kanarie()＜/script＞", "x onmouseover=kanarie()", "<script src=//x></script>",
    "<b data-kanarie=1", "<noscript><p title='</noscript><b data-kanarie=1>'>", "<embed src=javascript:kanarie()>", "<table background=x>",
    "<button formaction=javascript:kanarie()>x", "<a href='data:text/html,<script>kanarie()</script>'>x</a>", "${kanarie()}",
]  # fmt: skip
TURNS = ["{}", '">{}', "'>{}", "\n- {}\n\n", '" autofocus onfocus="kanarie()" x="{}', "`;kanarie();//{}"]
STRINGS = [turn.format(way) for way, turn in itertools.product(WAYS, TURNS)]

# what the product makes itself; a letter's HTML is made from what is filled in here
OWN = {
    "reference", "once", "message_id", "secret", "token", "claim", "source", "sha256", "content_type", "password", "html",
    "sender", "reply_to", "language", "template", "kind", "closing", "absence", "about", "cause", "rung", "road", "outcome",
    "letter", "country", "external_body_url", "website", "repair_url", "sender_email", "colour", "marking", "logo",
    "style_version",
}  # fmt: skip
STEPS = {step.label for step in Step}
KEPT = {
    "LastChange": {"field"},
    "PersonKey": {"key"},
    "User": {"email"},
    "Heartbeat": {"name"},
    "Analysis": set(),
    "Document": {"name"},
}


@transaction.atomic
def fill() -> int:
    """Every text of every row of every table. Returns how many."""
    turn, count = itertools.cycle(STRINGS), 0
    for model in apps.get_app_config("dossiers").get_models():
        names = [f for f in model._meta.concrete_fields if _is_text(f) and f.name not in _kept(model)]
        for row in model._base_manager.all():
            changes = {f.name: _fits(next(turn), f, row.pk) for f in names if _may_be_filled(row, f.name)}
            changes |= _in_json(row, turn)
            model._base_manager.filter(pk=row.pk).update(**changes)
            count += len(changes)
    return count


def _kept(model: type[models.Model]) -> set[str]:
    """A cause is a key of an alarm, and words of a colleague in an analysis."""
    return (OWN if model.__name__ != "Analysis" else set()) | KEPT.get(model.__name__, set())


def _may_be_filled(row: models.Model, name: str) -> bool:
    """What hangs together with another column is only replaced where there is something."""
    return bool(getattr(row, name)) or not (row._meta.model_name == "complainant" or name == "keep_why")


def _is_text(field: models.Field) -> bool:
    return isinstance(field, models.CharField | models.TextField) and not field.choices


def _fits(text: str, field: models.Field, pk: int) -> str:
    text = f"{pk}{text}" if field.unique else text
    return text[: field.max_length] if field.max_length else text


def _in_json(row: models.Model, turn: itertools.cycle) -> dict[str, object]:
    if row._meta.model_name == "dossier":
        return {"form": [[question, next(turn)] for question, _ in row.form]}
    if row._meta.model_name == "event":
        return {"words": {name: word if word in STEPS else next(turn) for name, word in row.words.items()}}
    return {}

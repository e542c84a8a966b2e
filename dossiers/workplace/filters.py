"""What stands around the worklist: views with counts, filters to choose from, chips to take away, sorting."""

from __future__ import annotations

from typing import Any

from django.db.models import Exists, OuterRef, Value

from dossiers.models import Carrier, Category, Kind, Step, User
from dossiers.workplace.listparts import FILTERS, TERMS, VIEWS
from dossiers.workplace.liststate import ListState
from dossiers.workplace.worklist import Worklist

Choices = dict[str, list[tuple[str, str]]]
SORT_WORDS = {
    "termijn": "Eerste termijn",
    "ontvangen": "Ontvangen",
    "contact": "Laatste contact",
    "stap": "Stap",
}

# how each view reads after a number: "12 dossiers die open zijn"; and after one, where that differs
VIEW_WORDS = {
    "mijn": "van mij", "open": "die open zijn", "zonder": "zonder behandelaar", "week": "met een termijn deze week",
    "stil": "waar het te lang stil is", "gesloten": "die gesloten zijn",
}  # fmt: skip
ONE = {"open": "dat open is", "gesloten": "dat gesloten is"}
# an empty view: what is good about it, what could be next, and where that is
EMPTY = {
    "mijn": ("Jij hebt nu geen open dossiers", "Misschien wacht er nog een klacht op iemand.", "zonder",
             "Bekijk wat nog niemand heeft"),
    "open": ("Er staat niets open", "Iedereen heeft antwoord. Bel eens iemand die tevreden was.", "gesloten",
             "Bekijk wat is afgerond"),
    "zonder": ("Elke klacht heeft een behandelaar", "Zo weet elke melder wie hij kan bellen.", "stil",
               "Bekijk waar het stil is"),
    "week": ("Deze week loopt er geen termijn af", "Tijd om te bellen voordat iemand jou belt.", "stil",
             "Bekijk waar het stil is"),
    "stil": ("Niemand wacht te lang op een bericht", "Hier staat niets, en dat is goed nieuws.", "gesloten",
             "Bekijk wat is afgerond"),
    "gesloten": ("Er is nog niets afgerond", "Een dossier dat dicht is, vind je hier altijd terug.", "mijn",
                 "Bekijk jouw dossiers"),
}  # fmt: skip
ORDERS = {
    "termijn": "Eerste termijn bovenaan", "-termijn": "Laatste termijn bovenaan", "-ontvangen": "Nieuwste bovenaan",
    "ontvangen": "Oudste bovenaan", "contact": "Langst geen contact bovenaan", "-contact": "Laatst gesproken bovenaan",
    "stap": "Eerste stap bovenaan", "-stap": "Laatste stap bovenaan",
}  # fmt: skip


def views(page: Worklist) -> list[dict[str, Any]]:
    """Each view keeps what was searched for; the filters start afresh."""
    kept = ListState({"q": page.state.get("q")} if page.state.get("q") else {})
    return [
        {"name": label, "count": page.counts[name], "query": kept.changed(weergave=name),
         "is_here": name == page.state.view}
        for name, (label, _) in VIEWS.items()
    ]  # fmt: skip


def view_words(view: str, count: int) -> str:
    return ONE.get(view, VIEW_WORDS[view]) if count == 1 else VIEW_WORDS[view]


def choices(page: Worklist) -> Choices:
    """The options of each filter; people and subjects in one query."""
    has_dossier = Exists(page.mine.filter(closed_at=None, handler=OuterRef("pk")))
    people = User.objects.filter(has_dossier).exclude(pk=page.reader.user.pk).order_by()
    subjects = Category.objects.filter(is_active=True).order_by()
    both = people.values_list("pk", "name", Value("wie")).union(
        subjects.values_list("pk", "name", Value("onderwerp")), all=True
    )
    found = [(sort, (str(pk), name)) for pk, name, sort in both.order_by("name")]
    return {
        "stap": [(str(s.value), f"{s.value} {s.label}") for s in Step],
        "wie": [("ik", "Ik"), ("niemand", "Nog niemand"), *(row for sort, row in found if sort == "wie")],
        "klok": [(name, label) for name, (label, _) in TERMS.items()],
        "kanaal": list(Carrier.choices),
        "soort": list(Kind.choices),
        "onderwerp": [row for sort, row in found if sort == "onderwerp"],
        "sorteer": list(ORDERS.items()),
    }


def chips(state: ListState, options: Choices) -> list[dict[str, str]]:
    """What is switched on, each with the address without it."""
    on = [(name, state.get(name)) for name in FILTERS if state.get(name)]
    return [
        {"text": dict(options.get(name, [])).get(value, value), "query": state.changed(**{name: ""})}
        for name, value in on
    ]


def sorting(state: ListState) -> dict[str, dict[str, str]]:
    """A link per column; a second press turns the order round."""
    links = {}
    for name, word in SORT_WORDS.items():
        here = state.sort.removeprefix("-") == name
        turned = f"-{name}" if here and not state.descending else name
        way = ("descending" if state.descending else "ascending") if here else ""
        links[name] = {"word": word, "query": state.changed(sorteer=turned), "aria": way}
    return links

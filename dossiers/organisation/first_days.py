"""What a beheerder still has to do before complaints can come in safely, computed from facts: nobody ticks anything."""

from __future__ import annotations

from dataclasses import dataclass

from dossiers.correspondence import roads
from dossiers.models import Category, Message, Role, User


@dataclass(frozen=True)
class Task:
    """One line of the list; `url` is the name of the page where it is done."""

    is_done: bool
    what: str
    why: str
    url: str


def first_days() -> list[Task]:
    """All of them, done or not. Three queries."""
    people = list(User.objects.who_come_in().only("pk", "roles", "is_active"))
    proved = Message.objects.filter(kind=Message.Kind.TEST, state=Message.State.SENT).exists()
    return [
        Task(
            proved, "Stuur jezelf een proefmail", "Werkt de mail niet, dan hoort geen melder iets.", "mail"
        ),
        Task(
            _has(people, Role.MANAGER), "Zorg voor een manager die kan inloggen",
            "Die krijgt bericht als post blijft liggen.", "people",
        ),
        Task(
            Category.objects.filter(is_active=True).exists(), "Maak onderwerpen",
            "Dan gaat een klacht naar het team dat meestal helpt.", "categories",
        ),
        Task(
            _has(people, Role.BEHEERDER, 2), "Zorg voor een tweede beheerder",
            "Raak jij je telefoon kwijt, dan wist die je inlogcode.", "people",
        ),
        Task(
            bool(roads.configured()), "Laat een tweede weg voor waarschuwingen instellen",
            "Valt onze mail uit, dan hoort iemand het toch. Dit doet wie de server beheert.", "mail",
        ),
    ]  # fmt: skip


def _has(people: list[User], role: Role, count: int = 1) -> bool:
    return sum(user.has_role(role) for user in people) >= count

"""Fills an empty database through the same actions that people use, at moments in the past."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from dossiers.analysis.actions import save_analysis
from dossiers.casework import actions as casework
from dossiers.casework import details, ending, writing
from dossiers.correspondence.letter import in_language
from dossiers.deadlines import days_off
from dossiers.demo.post import goes
from dossiers.demo.words import with_dates
from dossiers.evaluation.actions import evaluate, note_absence, start_evaluation
from dossiers.intake.actions import Report, file_complaint, register
from dossiers.intake.at_once import solve_at_once
from dossiers.intake.questions import FEELINGS, WISHES, as_filled
from dossiers.lifecycle import make_move
from dossiers.models import Category, Dossier, Organisation, Step, Team, User
from dossiers.solutions.actions import add_redress, finish_redress, save_draft, send_answer
from dossiers.timeline import colleague, complainant
from dossiers.together import empty
from dossiers.workdays import add_workdays, roll

FILE = Path(__file__).with_name("complaints.json")
ANSWERED_AFTER = 12  # days after receipt, or later: an answer tells as past what is past
PAST = re.compile(r"(?:[Ss]inds|ging op|schreef ik op) \{\+(\d+)\}")


@dataclass
class Story:
    """One dossier of the file, walking through time; never past now."""

    row: dict[str, Any]
    now: datetime
    people: dict[str, User]
    received_at: datetime = field(init=False)
    at: datetime = field(init=False)
    answered_after: int = field(init=False)
    count: int = 0

    def __post_init__(self) -> None:
        day = timezone.localdate(self.now) - timedelta(days=self.row["days_ago"])
        clock = time.fromisoformat(self.row["time"])
        moment = timezone.make_aware(datetime.combine(day, clock))
        self.received_at = min(moment, self.now - timedelta(minutes=20))
        self.at = self.received_at
        told = [int(day) + 1 for day in PAST.findall(self.row["answer"] or "")]
        self.answered_after = max([ANSWERED_AFTER, *told])
        local = timezone.localdate(self.received_at)
        self.row = with_dates(self.row, local, self.row["complainant"].get("language", "nl"))

    def later(self, **span: float) -> datetime:
        """Move on, but not past now."""
        self.at = min(self.at + timedelta(**span), self.now)
        return self.at

    def day(self, after: int) -> datetime:
        """In office hours, so many days after receipt; not before what already happened, not past now."""
        self.count += 7
        clock = time(9 + (self.count + self.row["days_ago"]) % 8, (self.count * 11) % 60)
        moment = timezone.make_aware(datetime.combine(_workday(self, after), clock))
        self.at = min(max(moment, self.at + timedelta(minutes=5)), self.now)
        return self.at

    @property
    def is_fresh(self) -> bool:
        """What came in today is acknowledged for real, to the mail catcher."""
        return timezone.localdate(self.received_at) == timezone.localdate(self.now)

    @property
    def handler(self) -> User:
        return self.people.get(self.row["handler"]) or self.people["joris@woonstede.example"]

    @property
    def goal(self) -> int:
        """The step to reach; closed counts as eight."""
        return 8 if self.row["step"] == "closed" else int(self.row["step"])


@transaction.atomic
def load(*, now: datetime) -> int:
    """Organisation, people and dossiers; how many dossiers."""
    data = json.loads(FILE.read_text(encoding="utf-8"))
    teams = _teams(data)
    _organisation(data, teams)
    people = _people(data, teams)
    for row in data["categories"]:
        Category.objects.create(name=row["name"], team=teams[row["team"]])
    stories = sorted((Story(row, now, people) for row in data["dossiers"]), key=lambda s: s.received_at)
    for story in stories:
        tell(story)
    return len(stories)


def _teams(data: dict[str, Any]) -> dict[str, Team]:
    rows = [{**row, "is_top": row.get("top", False)} for row in data["teams"]]
    columns = ("name", "name_en", "email", "phone", "hours", "hours_en", "is_top")
    return {row["name"]: Team.objects.create(**{c: row[c] for c in columns}) for row in rows}


def _organisation(data: dict[str, Any], teams: dict[str, Team]) -> None:
    row = data["organisation"]
    columns = (
        "name",
        "phone",
        "email",
        "address",
        "opening_hours",
        "opening_hours_en",
        "website",
        "external_body",
        "external_body_en",
        "external_body_url",
    )
    values = {c: row[c] for c in columns}
    intake = teams["Klant en klacht"]
    Organisation.objects.create(
        pk=1, sender_email=row["email"], repair_url=row.get("repair_url", ""), intake_team=intake, **values
    )


def _people(data: dict[str, Any], teams: dict[str, Team]) -> dict[str, User]:
    people = {}
    for row in data["users"]:
        user = User.objects.create_user(
            row["email"],
            settings.DEMO_PASSWORD,
            name=row["name"],
            phone=row["phone"],
            hours=row["hours"],
            hours_en=row.get("hours_en", ""),
            roles=row["roles"],
        )
        user.teams.set(teams[name] for name in row["teams"])
        people[user.email] = user
    return people


# --- one story, step by step


def tell(story: Story) -> None:
    dossier = _comes_in(story)
    for step, act in WALK.items():
        if (
            story.goal > step
            and dossier.kind == "klacht"
            and story.row.get("closing") in (None, "", "answered")
        ):
            act(story, dossier)
            dossier.refresh_from_db()
    _contacts(story, dossier, upto=None)
    _ending(story, dossier)
    if story.is_fresh:
        dossier.messages.filter(state="queued").update(created_at=story.now, due_at=story.now)
    else:
        goes(dossier, by=story.handler, upto=story.now)


def _comes_in(story: Story) -> Dossier:
    row = story.row
    person = {k: v for k, v in row["complainant"].items() if k != "language"}
    is_form = row["carrier"] == "formulier"
    if person.get("anonymous") or person.get("is_anonymous"):
        person = {"is_anonymous": True}
    person.pop("anonymous", None)
    if not is_form and not person.get("is_anonymous"):
        person["email_vouched"] = True
    language = row["complainant"].get("language", "nl")
    with in_language(language):
        form = as_filled(_answers(row))
    report = Report(
        subject=row["subject"], story=row["story"], form=form, carrier=row["carrier"], received_at=story.received_at,
        complainant=person, kind=row["kind"], language=language, representative=row.get("representative"),
        facts={"occurred": row["occurred"][:300], "customer_proposal": row["proposal"], "better": row["better"],
               "level": row["level"], "route": row["route"]},
    )  # fmt: skip
    dossier = _take(story, report, is_form)
    if not story.is_fresh:
        _post_goes(story, dossier)
    return dossier


def _take(story: Story, report: Report, is_form: bool) -> Dossier:
    if is_form:
        token = f"demo-{story.row['days_ago']}-{story.row['time']}-{len(story.row['story'])}"
        return file_complaint(
            report, token=token, source=f"demo-{token}"[:64], proved=True, at=story.received_at
        )
    desk = story.people.get(story.row["handler"]) or next(iter(story.people.values()))
    intake = Organisation.current().intake_team
    return register(report, by=desk, team=intake, at=story.later(minutes=12))


def _answers(row: dict[str, Any]) -> dict[str, Any]:
    return {
        "story": row["story"], "name": row["complainant"].get("name", ""), "email": row["complainant"].get("email", ""),
        "phone": row["complainant"].get("phone", ""), "occurred": row["occurred"],
        "feelings": [str(FEELINGS[f]) for f in row["feelings"]], "wishes": [str(WISHES[w]) for w in row["wishes"]],
        "proposal": row["proposal"], "better": row["better"],
    }  # fmt: skip


def _post_goes(story: Story, dossier: Dossier) -> None:
    """What was due by now in the story."""
    goes(dossier, by=story.handler, upto=story.at)


def _contacts(story: Story, dossier: Dossier, upto: int | None) -> None:
    """What was said in between, in order; `upto` days after receipt (None: all that is left)."""
    while (rows := story.row["contacts"]) and (upto is None or rows[0]["days_after"] <= upto):
        row = rows.pop(0)
        at = story.day(row["days_after"])
        if row["kind"] == "customer_message":
            contact = casework.customer_writes(dossier, row["text"], at=at)
            if at < story.now - timedelta(days=3):
                casework.read_message(contact, at=at + timedelta(hours=2))
        else:
            casework.note(dossier, row["kind"], row["text"], by=story.handler, at=at)


def _workday(story: Story, after: int) -> date:
    """A day that one would promise: nobody comes on a Sunday."""
    return roll(timezone.localdate(story.received_at) + timedelta(days=after), days_off())


def _inform(story: Story, dossier: Dossier) -> None:
    """Step 3: somebody introduces himself, with a date."""
    casework.assign(dossier, story.handler, by=story.handler, at=story.later(hours=3))
    expected = _workday(story, story.row["expected_in_days"])
    if not dossier.complainant.is_anonymous:
        writing.introduce(dossier, story.row["introduction"], expected, by=story.handler, at=story.day(1))
    _post_goes(story, dossier)


def _gather(story: Story, dossier: Dossier) -> None:
    """Step 4: everything together."""
    _contacts(story, dossier, upto=3)
    category = Category.objects.select_related("team").get(name=story.row["category"])
    details.categorise(dossier, category, category.team, by=story.handler, at=story.day(2))
    make_move(dossier, "start-analyse", by=colleague(story.handler), at=story.day(3))


def _analyse(story: Story, dossier: Dossier) -> None:
    _contacts(story, dossier, upto=7)
    answers = story.row["analysis"]
    save_analysis(dossier, answers, opened=empty(answers), by=story.handler, at=story.day(7))
    make_move(dossier, "start-oplossen", by=colleague(story.handler), at=story.day(8))


def _solve(story: Story, dossier: Dossier) -> None:
    _offer(story, dossier)
    _deliver(story, dossier, upto=story.answered_after)
    send_answer(dossier, story.row["answer"], by=story.handler, at=story.day(story.answered_after))
    _post_goes(story, dossier)
    start_evaluation(dossier, by=story.handler, at=story.later(hours=1))


def _offer(story: Story, dossier: Dossier) -> None:
    for row in story.row["redress"]:
        due = _workday(story, row["due_days_after"])
        if not row["done"]:
            due = max(due, _workday(story, story.answered_after + 1))
        if story.goal == Step.OPLOSSEN:  # still to be offered: not for a day that has been
            due = max(due, add_workdays(timezone.localdate(story.now), 5, days_off()))
        amount = Decimal(str(row["amount"])) if row["amount"] else None
        add_redress(
            dossier,
            row["kind"],
            row["what"][:200],
            amount=amount,
            due_on=due,
            by=story.handler,
            at=story.day(10),
        )


def _deliver(story: Story, dossier: Dossier, upto: int = 10**6) -> None:
    """What was promised and done, each on its day; `upto` days after receipt."""
    rows = [row for row in story.row["redress"] if row["done"] and row["due_days_after"] <= upto]
    done = {row["what"][:200]: row["due_days_after"] for row in rows}
    for row in dossier.redress.filter(what__in=done).order_by("due_on"):
        at = story.day(done[row.what])
        _post_goes(story, dossier)
        finish_redress(row, by=story.handler, at=at)


WALK = {
    Step.INFORMEREN: _inform,
    Step.DOSSIER: _gather,
    Step.ANALYSEREN: _analyse,
    Step.OPLOSSEN: _solve,
}


def _ending(story: Story, dossier: Dossier) -> None:
    row, handler = story.row, story.handler
    if story.goal == Step.OPLOSSEN and dossier.kind == "klacht":
        _offer(story, dossier)
        if row["answer"]:
            save_draft(dossier, row["answer"], opened=empty(["text"]), by=handler, at=story.now)
    if story.goal < Step.EVALUEREN:
        return
    _look_back(story, dossier)
    if row["step"] == "closed":
        _close(story, dossier)


def _look_back(story: Story, dossier: Dossier) -> None:
    _deliver(story, dossier)
    said = story.row["evaluation"]
    if said and dossier.step == Step.EVALUEREN:
        at = story.day(story.answered_after + 16)
        _post_goes(story, dossier)
        evaluate(
            dossier, handling=said["handling"], solution=said["solution"], comment=said["comment"],
            by=complainant(dossier), at=at,
        )  # fmt: skip
    elif story.row["step"] == "closed" and dossier.step == Step.EVALUEREN:
        at, why = (
            story.day(story.answered_after + 24),
            story.row["absence"][:200] or "Geen reactie op twee vragen.",
        )
        _post_goes(story, dossier)
        note_absence(dossier, why, by=story.handler, at=at)


def _close(story: Story, dossier: Dossier) -> None:
    row, at = story.row, story.day(story.answered_after + 25)
    if row["closing"] == "solved_at_once":
        solve_at_once(
            dossier, happened=row["analysis"]["facts"], done=row["closing_note"], words=row["closing_words"],
            by=story.handler, at=story.later(minutes=20),
        )  # fmt: skip
    else:
        ending.close_dossier(
            dossier, row["closing"], note=row["closing_note"] if row["closing"] != "answered" else "",
            words=row["closing_words"], by=story.handler, at=at,
        )  # fmt: skip
    _post_goes(story, dossier)

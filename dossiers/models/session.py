"""Who is logged in where. Django's sessions with one more column: whose it is, so that all of them can be ended."""

from __future__ import annotations

from typing import Any

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as Database
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.db.models import F
from django.utils import timezone

from dossiers.models.user import User

BROWSER, SINCE = "browser", "since"  # what a log-in writes in the session, for the list of "Mijn account"


class Session(AbstractBaseSession):
    """A row that is gone is a log-in that has ended: the next request of that browser comes as a stranger."""

    user = models.ForeignKey(User, models.CASCADE, null=True, related_name="sessions")
    browser = models.CharField(max_length=60, blank=True)
    since = models.DateTimeField(null=True)

    @classmethod
    def get_session_store_class(cls) -> type[SessionStore]:
        return SessionStore


class SessionStore(Database):
    """Named by SESSION_ENGINE. One query brings the session, whose it is, and his teams."""

    carried: User | None = None  # who came along with the row; not trusted before his password was compared

    @classmethod
    def get_model_class(cls) -> type[Session]:  # type: ignore[override]
        return Session

    def _get_session_from_db(self) -> Session | None:
        """One row per team of the user: the same session each time."""
        rows = Session.objects.filter(session_key=self.session_key, expire_date__gt=timezone.now())
        teams = {"team": F("user__teams"), "is_top": F("user__teams__is_top")}
        found = list(rows.select_related("user").annotate(**teams).order_by("user__teams__name"))
        if not found:
            self._session_key = None
            return None
        if user := found[0].user:
            user.carried_teams = [(row.team, row.is_top) for row in found if row.team]  # type: ignore[attr-defined]
        self.carried = user
        return found[0]

    def create_model_instance(self, data: dict[str, Any]) -> Session:  # type: ignore[override]
        row: Session = super().create_model_instance(data)  # type: ignore[assignment]
        row.user_id = int(data[SESSION_KEY]) if SESSION_KEY in data else None
        row.browser, row.since = data.get(BROWSER, ""), data.get(SINCE)
        return row

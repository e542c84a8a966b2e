"""The tables, one file per concept."""

from dossiers.models.alarm import Alarm, Heartbeat, Offered
from dossiers.models.analysis import Analysis
from dossiers.models.attachment import Attachment
from dossiers.models.breaker import Breaker
from dossiers.models.calendar import Holiday
from dossiers.models.complainant import Complainant
from dossiers.models.contact import Contact
from dossiers.models.dossier import Carrier, Counter, Dossier, Kind, Level, Period, Route, Step
from dossiers.models.evaluation import Evaluation
from dossiers.models.filing import Filing
from dossiers.models.last_change import LastChange
from dossiers.models.letter import Draft
from dossiers.models.link import Confirmation, Link, Miss
from dossiers.models.message import Attempt, Document, Message
from dossiers.models.organisation import Category, Organisation
from dossiers.models.party import Party
from dossiers.models.person_key import PersonKey
from dossiers.models.promise import Promise
from dossiers.models.redress import Redress
from dossiers.models.register_draft import RegisterDraft
from dossiers.models.session import Session
from dossiers.models.timeline import Event
from dossiers.models.user import PersonChange, Role, Team, User

__all__ = [
    "Alarm", "Analysis", "Attachment", "Attempt", "Breaker", "Carrier", "Category", "Complainant", "Confirmation",
    "Contact", "Counter", "Document", "Dossier", "Draft", "Evaluation", "Event", "Filing", "Heartbeat", "Holiday",
    "Kind", "LastChange", "Level", "Link", "Message", "Miss",
    "Offered", "Organisation", "Party", "Period", "PersonChange", "PersonKey", "Promise", "Redress", "RegisterDraft",
    "Role", "Route", "Session", "Step", "Team", "User",
]  # fmt: skip

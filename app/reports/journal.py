"""Who took a workbook away: read from the audit trail."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from app.auth.models import Organisation, User
from app.core.clock import day_of
from app.core.db import db
from app.core.models import AuditEvent
from app.referrals.queries.kept import Offer
from app.reports.choices import read_choice
from app.reports.figures import Period
from app.reports.models import ExportRequest
from app.reports.queries import within
from app.reports.workbooks.reading import say_choice

EXPORTED, NAMES_EXPORTED = "workbook.exported", "names.exported"
SHOWN = 20


@dataclass(frozen=True, slots=True)
class PastExport:
    """One export: when, who, which file, narrowed to what; why, when it has names."""

    at: datetime
    who: str
    name: str
    said: str
    reason: str


def list_past_exports(territory_id: int, period: Period, offer: Offer) -> list[PastExport]:
    """Return the last exports of a territory in a period, newest first.

    Args:
        offer: the words of the filters.
    """
    with_names = AuditEvent.action == NAMES_EXPORTED
    rows = db.session.execute(
        select(
            AuditEvent.at,
            User.name,
            func.coalesce(ExportRequest.name, AuditEvent.subject),
            ExportRequest.query,
            AuditEvent.changes,
            func.coalesce(ExportRequest.reason, ""),
        )
        .join(User, User.id == AuditEvent.actor_id)
        .join(Organisation, Organisation.id == AuditEvent.organisation_id)
        .outerjoin(ExportRequest, with_names & (ExportRequest.reference == AuditEvent.subject))
        .where(
            AuditEvent.action.in_((EXPORTED, NAMES_EXPORTED)),
            Organisation.territory_id == territory_id,
            within(AuditEvent.at, period),
        )
        .order_by(AuditEvent.id.desc())
        .limit(SHOWN)
    )
    return [
        PastExport(at, who, name, _say(query or changes.get("filters"), at, offer), reason)
        for at, who, name, query, changes, reason in rows
    ]


def _say(query: dict[str, str] | None, at: datetime, offer: Offer) -> str:
    """Return what a workbook was narrowed to, "" when the trail does not tell it."""
    return say_choice(read_choice(query, day_of(at)), offer) if query else ""

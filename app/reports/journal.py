"""Who took a workbook away: read from the audit trail."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from app.auth.models import Organisation, User
from app.core.db import db
from app.core.models import AuditEvent
from app.reports.figures import Period
from app.reports.models import ExportRequest
from app.reports.queries import within

EXPORTED, NAMES_EXPORTED = "workbook.exported", "names.exported"
SHOWN = 20


@dataclass(frozen=True, slots=True)
class PastExport:
    """One export: when, who, which file; why, when it has names."""

    at: datetime
    who: str
    name: str
    reason: str


def list_past_exports(territory_id: int, period: Period) -> list[PastExport]:
    """Return the last exports of a territory in a period, newest first."""
    with_names = AuditEvent.action == NAMES_EXPORTED
    rows = db.session.execute(
        select(
            AuditEvent.at,
            User.name,
            func.coalesce(ExportRequest.name, AuditEvent.subject),
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
    return [PastExport(*row) for row in rows]

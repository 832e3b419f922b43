"""How the taken places of a programme are used: one SELECT.

The proposals belong to the package on the left: here they are read by their table, as the ledger's
foreign key already does, never by their model.
"""

from sqlalchemy import column, func, select, table

from app.capacity.models import Programme
from app.core.db import db

AWAITING = ("proposed", "info_requested")
_assignment = table("assignment", column("id"), column("programme_id"), column("state"))


def count_reserved(territory_id: int) -> dict[int, int]:
    """Return per programme id the places held by a proposal that waits for its answer."""
    rows = db.session.execute(
        select(_assignment.c.programme_id, func.count(_assignment.c.id))
        .join(Programme, Programme.id == _assignment.c.programme_id)
        .where(Programme.territory_id == territory_id, _assignment.c.state.in_(AWAITING))
        .group_by(_assignment.c.programme_id)
    )
    return dict(rows.all())

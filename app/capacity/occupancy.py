"""How the taken places of a programme are used: held by a proposal, or occupied.

The proposals belong to the package on the left: here they are read by their table, as the ledger's
foreign key already does, never by their model. Whoever shows places counts the reserved ones here.
"""

from sqlalchemy import ScalarSelect, column, func, select, table

from app.capacity.models import Programme

AWAITING = ("proposed", "info_requested")
_assignment = table("assignment", column("id"), column("programme_id"), column("state"))


def reserved_places() -> ScalarSelect[int]:
    """Return a column of a SELECT on programmes: the places that wait for an answer."""
    return (
        select(func.count(_assignment.c.id))
        .where(_assignment.c.programme_id == Programme.id, _assignment.c.state.in_(AWAITING))
        .correlate(Programme)
        .scalar_subquery()
    )

"""What the clock does for places: figures, closures and sheets whose day has come."""

from functools import partial

from sqlalchemy import select

from app.capacity import service as capacity
from app.capacity.models import Programme
from app.core import audit
from app.core.db import db, transactional
from app.core.rounds import sum_each
from app.steering.queries.places import list_ids_to_follow
from app.steering.service.due import apply_due
from app.steering.service.sheets import put_in_force


def follow_calendar() -> int:
    """Apply what was decided for a day that has come, each programme in a transaction of its own.

    Done late, twice, or in several workers at once, it changes nothing a second time.

    Returns:
        How many programmes changed.
    """
    return sum_each(partial(_follow, *ids) for ids in list_ids_to_follow())


@transactional
def _follow(programme_id: int, territory_id: int) -> bool:
    """Apply the figures that are due in their order, then the closures, then the sheet."""
    capacity.lock_places(territory_id)
    statement = select(Programme).where(Programme.id == programme_id)
    programme = db.session.scalars(statement.execution_options(populate_existing=True)).one()
    has_changed = apply_due(programme)
    has_new_sheet = put_in_force(programme)
    if has_new_sheet:
        audit.record("sheet.in_force", None, "programme", programme.slug)
    return has_changed or has_new_sheet

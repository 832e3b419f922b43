"""Figures and closures whose day has come: applied by the clock, or by an act that comes first."""

from app.capacity import service as capacity
from app.capacity.history import list_plans
from app.capacity.models import Programme
from app.core import audit, clock
from app.core.db import db
from app.referrals.service.rerouting import serve_and_tell


def apply_due(programme: Programme) -> bool:
    """Apply the figures that are due in their order, then the closures, and serve who waits.

    Joins the caller's act, that holds the places. A figure stated today then never comes before one
    that was planned for an earlier day.

    Returns:
        Whether the programme changed.
    """
    today = clock.today()
    due = [plan for plan in list_plans(programme.id) if plan.effective_on <= today]
    for plan in due:
        capacity.apply_plan(plan)
        audit.record("places.plan_applied", None, "programme", programme.slug, stated=plan.stated)
    was_open = programme.is_open
    has_opened = capacity.follow_closures(programme, today)
    db.session.flush()
    if due or has_opened:
        serve_and_tell(programme.id)
    if was_open is not programme.is_open:
        act = "programme.reopened" if has_opened else "programme.closed"
        audit.record(act, None, "programme", programme.slug)
    return bool(due) or was_open is not programme.is_open

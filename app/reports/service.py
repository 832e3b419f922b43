"""What the pages of the reports ask for."""

from datetime import date

from app.auth.closed_days import list_school_holidays
from app.auth.rules import Actor
from app.reports import queries
from app.reports.figures import Period, school_year_until
from app.reports.links import Links
from app.reports.presenting import Dashboard, Sources, present


def read_dashboard(actor: Actor, on: date) -> Dashboard:
    """Return the dashboard of the reader's territory, from 1 September to that day."""
    period = school_year_until(on)
    sources = Sources(
        occupations=queries.list_occupations(actor.territory_id, on),
        answers=queries.read_answers(actor.territory_id, period),
        counts=queries.count_referrals(actor.territory_id, period, on),
        holidays=[Period(*days) for days in list_school_holidays(actor.territory_id, period.start)],
    )
    return present(sources, Links(actor, period), on)

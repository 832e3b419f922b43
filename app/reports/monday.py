"""The point of the week for those who run the service: written on Mondays, once a manager."""

from datetime import date, datetime, timedelta
from functools import partial

from app.auth import mailing
from app.auth.service.mails import MORNING, claim_weekly_readers
from app.auth.territories import list_territories
from app.core import audit, clock
from app.core.db import transactional
from app.core.rounds import sum_each
from app.referrals.service.notifications import MondayPoint, tell_monday
from app.referrals.statuses import TO_ASSIGN
from app.reports.figures import Period
from app.reports.queries import count_referrals

MONDAY = 0


def send_monday_points() -> int:
    """Tell each manager the week that ended, on Monday from seven o'clock on.

    Done late in the day, twice or in two workers at once, it tells nobody a second time.

    Returns:
        How many managers were told.
    """
    today = clock.today()
    morning = datetime.combine(today, MORNING, clock.PARIS)
    if today.weekday() != MONDAY or clock.now() < morning:
        return 0
    return sum_each(partial(_send_point, one.id, today) for one in list_territories())


@transactional
def _send_point(territory_id: int, monday: date) -> int:
    managers = claim_weekly_readers(territory_id, monday)
    if managers:
        mailing.post(tell_monday(read_point(territory_id, monday), managers))
        audit.record("week.told", None, "territory", str(territory_id), number=len(managers))
    return len(managers)


def read_point(territory_id: int, monday: date) -> MondayPoint:
    """Return the week before a Monday: its referrals, and what is to be done that Monday."""
    week = Period(monday - timedelta(days=7), monday - timedelta(days=1))
    counts = count_referrals(territory_id, week, monday)
    return MondayPoint(
        monday=week.start,
        received=sum(counts.statuses.values()),
        to_assign=counts.waiting[TO_ASSIGN.code],
        late=sum(counts.late.values()),
    )

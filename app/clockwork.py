"""What the worker does every hour, in order: the clock of referrals, then mail, then purges."""

from app.auth.service.cleaning import forget_expired
from app.auth.service.mails import send_digests
from app.core.delivery import purge_bodies
from app.core.jobs import Job
from app.referrals.service.class_lists import purge_old_lists
from app.referrals.service.drafts import purge_old_drafts
from app.referrals.service.expire import expire_overdue_proposals
from app.referrals.service.forgetting import forget_ended_publics
from app.referrals.service.lists import forget_searches
from app.referrals.service.offline import purge_old_returns
from app.referrals.service.reminding import remind_associations
from app.referrals.service.resuming import resume_clocks
from app.referrals.service.tension import refresh_stale_tensions
from app.reports.monday import send_monday_points
from app.reports.requests import forget_old_requests
from app.steering.service.calendar import follow_calendar

# Places stated for today count before anything else is placed.
# A question that went unanswered gives its days back before anybody is reminded, and a reminder
# leaves before a deadline is looked at.
JOBS: tuple[Job, ...] = (
    follow_calendar,
    resume_clocks,
    remind_associations,
    expire_overdue_proposals,
    refresh_stale_tensions,
    send_digests,
    send_monday_points,
    purge_old_drafts,
    purge_old_lists,
    purge_old_returns,
    forget_ended_publics,
    forget_searches,
    forget_expired,
    forget_old_requests,
    purge_bodies,
)

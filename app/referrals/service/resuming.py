"""Letting the clock go on when a question was left without an answer."""

from functools import partial

from app.auth import mailing
from app.capacity import service as capacity
from app.core import audit, clock
from app.core.db import transactional
from app.core.rounds import sum_each
from app.referrals.moves import Move
from app.referrals.queries import clockwork as queries
from app.referrals.service import news
from app.referrals.service.asking import restart_clock
from app.referrals.service.moving import check_clock
from app.referrals.service.states import add_to_thread
from app.referrals.service.telling import tell_of, tell_of_proposal


def resume_clocks() -> int:
    """Let the wait go on where nobody answered the question in time, and tell the association.

    The last day of the pause belongs to the prescriber. Each proposal is an act of its own: done
    late, twice or in two workers at once, it changes nothing more.

    Returns:
        How many clocks go on.

    Source: spec/lifecycle.md, "request_information".
    """
    unanswered = queries.list_unanswered(clock.today())
    return sum_each(partial(_resume, *one) for one in unanswered)


@transactional
def _resume(assignment_id: int, territory_id: int) -> bool:
    """Resume one clock unless the question was answered meanwhile."""
    capacity.lock_places(territory_id)
    assignment = queries.find_unanswered(assignment_id, clock.today())
    if assignment is None:
        return False
    check_clock(Move.RESUME, assignment)
    referral = assignment.referral
    restart_clock(assignment)
    add_to_thread(referral, "resumed", assignment=assignment)
    proposal = tell_of_proposal(assignment)
    mailing.post(news.tell_resumed(tell_of(referral), proposal.programme, proposal.deadline))
    audit.record(
        "proposal.resumed",
        None,
        "referral",
        referral.reference,
        programme=assignment.programme.slug,
    )
    return True

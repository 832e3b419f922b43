"""Questions and answers between an association and the prescriber; the clock waits meanwhile."""

from app.auth import mailing
from app.auth.rules import Actor
from app.core import clock
from app.core.db import transactional
from app.referrals.errors import InvalidReasonError
from app.referrals.models import Assignment
from app.referrals.moves import Move
from app.referrals.rules import AssignmentState
from app.referrals.service import notifications
from app.referrals.service.behalf import tell_association
from app.referrals.service.deadlines import days_from_now, days_until
from app.referrals.service.moving import begin, finish
from app.referrals.service.states import move_assignment
from app.referrals.service.telling import tell_of, tell_of_programme

LONGEST_PAUSE_DAYS = 10  # working days a question may stop the clock


@transactional
def request_information(
    reference: str, version: int, question: str, actor: Actor, why: str = ""
) -> Assignment:
    """Ask the prescriber a question: the place is kept, the clock stops for ten working days.

    Args:
        version: of the proposal the person had on screen.
        question: in the association's words; shown in the thread, never in a mail.

    Raises:
        NotFoundError: this association was never asked.
        StaleActError: somebody answered meanwhile, or a question is already open.
        InvalidReasonError: an empty question.
    """
    if not question.strip():
        raise InvalidReasonError("Écrivez votre question")
    act = begin(Move.REQUEST_INFORMATION, reference, version, actor, why=why, said=question)
    if act.is_repeated:
        return act.offer
    assignment, territory_id = act.offer, act.referral.territory_id
    days_left = days_until(assignment.deadline or clock.today(), territory_id)
    paused_until = days_from_now(LONGEST_PAUSE_DAYS, territory_id)
    move_assignment(assignment, AssignmentState.INFO_REQUESTED)
    assignment.days_left = days_left
    assignment.paused_until = paused_until
    finish(act, text=question)
    told = tell_of(act.referral)
    mailing.post(notifications.tell_question(told, assignment.programme.name))
    tell_association(act)
    return assignment


@transactional
def provide_information(reference: str, version: int, reply: str, actor: Actor) -> Assignment:
    """Answer the open question: the clock goes on with the days that were left, one at least.

    Args:
        version: of the proposal the question is about.

    Raises:
        NotFoundError: absent, or out of the person's reach.
        StaleActError: the question was answered, or the proposal ended meanwhile.
        InvalidReasonError: an empty answer.
    """
    if not reply.strip():
        raise InvalidReasonError("Écrivez votre réponse")
    act = begin(Move.PROVIDE_INFORMATION, reference, version, actor, said=reply)
    if act.is_repeated:
        return act.offer
    assignment = act.offer
    restart_clock(assignment)
    finish(act, text=reply)
    programme = tell_of_programme(assignment.programme, to_managers=False)
    mailing.post(notifications.tell_reply(tell_of(act.referral), programme))
    return assignment


def restart_clock(assignment: Assignment) -> None:
    """Let the wait for an answer go on with the days that were left; joins the caller's act."""
    days_left = max(1, assignment.days_left or 0)
    deadline = days_from_now(days_left, assignment.referral.territory_id)
    move_assignment(assignment, AssignmentState.PROPOSED)
    assignment.deadline = deadline

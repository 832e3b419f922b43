"""Taking proposals back from their associations: place given back, association told.

Joins the caller's act, which serves the waiting lists once it is done.
"""

from app.auth import mailing
from app.capacity import service as capacity
from app.referrals.models import Assignment, Referral
from app.referrals.rules import HOLDS_A_PLACE, AssignmentState
from app.referrals.service import news
from app.referrals.service.states import move_assignment
from app.referrals.service.telling import tell_of, tell_of_programme


def take_back(referral: Referral) -> list[int]:
    """End every live proposal of a referral.

    Returns:
        The programmes whose place was given back.
    """
    live = [one for one in referral.assignments if one.state in HOLDS_A_PLACE]
    return [take_back_one(assignment) for assignment in live]


def take_back_one(assignment: Assignment) -> int:
    """End one proposal; return the programme whose place was given back."""
    move_assignment(assignment, AssignmentState.RECALLED)
    capacity.release_place(assignment.programme_id, assignment.id, AssignmentState.RECALLED)
    programme = tell_of_programme(assignment.programme, to_managers=False)
    mailing.post(news.tell_taken_back(tell_of(assignment.referral), programme))
    return assignment.programme_id

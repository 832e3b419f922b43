"""Opening a referral, its sheet of paper, an association's inbox, the page of an answer."""

from dataclasses import dataclass
from urllib.parse import urlencode

from app.auth.rules import Actor, Role
from app.core import audit, clock
from app.core.db import transactional
from app.core.errors import NotFoundError
from app.core.school_year import school_year_start
from app.referrals.marks import read_mark
from app.referrals.moves import Move
from app.referrals.pages import presenting
from app.referrals.pages.acts import list_acts
from app.referrals.pages.batches import Batch, batches_of
from app.referrals.pages.letters import Letter, open_letter
from app.referrals.pages.referral import ReferralPage
from app.referrals.pages.sheet import Sheet, cut_to_one_sheet
from app.referrals.queries import inbox
from app.referrals.queries import referral as queries
from app.referrals.queries.inbox import PAGE_LENGTH, Activity, OwnPlaces
from app.referrals.service.moving import look
from app.referrals.service.waiting import read_wait


@dataclass(frozen=True, slots=True)
class InboxPage:
    """The inbox: one page of letters.

    `following` is where the next page begins, "" at the end; `here` the query string of this one.
    """

    letters: tuple[Letter, ...]
    following: str
    is_first: bool
    activity: Activity
    places: tuple[OwnPlaces, ...]
    batches: tuple[Batch, ...]
    here: str

    @property
    def page_picks(self) -> str:
        """Every letter of the page, as one choice."""
        return " ".join(letter.pick for letter in self.letters)


def read_referral(reference: str, actor: Actor) -> ReferralPage:
    """Return the page of a referral as the actor may read it.

    An association that reads who the young person is leaves a trace, before the page is shown.

    Raises:
        NotFoundError: absent or out of the actor's scope.
    """
    referral, now = queries.get_referral(reference, actor), clock.now()
    acts, wait = list_acts(referral, actor, now), read_wait(referral)
    page = presenting.present(referral, actor, now, acts, wait)
    if page.identity is not None and actor.role is Role.COORDINATOR:
        _record_reading(reference, actor)
    return page


def read_sheet(reference: str, actor: Actor) -> Sheet:
    """Return the sheet of paper of a referral: its page, cut; reading it leaves the same trace.

    Raises:
        NotFoundError: absent or out of the actor's scope.
    """
    return cut_to_one_sheet(read_referral(reference, actor))


def read_inbox(actor: Actor, after: str) -> InboxPage:
    """Return what an association has to answer, a page at a time.

    Args:
        after: where the page before ends; the first page when nothing comes after it.
    """
    mark = read_mark(after)
    assignments = inbox.list_to_answer(actor, mark)
    if mark and not assignments:
        mark, assignments = None, inbox.list_to_answer(actor)
    now = clock.now()
    start = school_year_start(clock.today())
    activity = inbox.read_activity(actor, clock.day_start(start), clock.today())
    shown = assignments[:PAGE_LENGTH]
    return InboxPage(
        letters=tuple(open_letter(one, now) for one in shown),
        following=str(inbox.mark_of(shown[-1])) if len(assignments) > PAGE_LENGTH else "",
        is_first=mark is None,
        activity=activity,
        places=tuple(inbox.list_own_places(actor)),
        batches=batches_of(actor.role, "referrals.list_to_answer"),
        here=urlencode({"apres": str(mark)}) if mark else "",
    )


def read_letter(reference: str, actor: Actor) -> Letter:
    """Return the proposal an association is about to decline.

    Raises:
        NotFoundError: this association was never asked.
        StaleActError: somebody answered meanwhile.
    """
    _, assignment = look(Move.DECLINE, reference, actor)
    if assignment is None:
        raise NotFoundError
    return open_letter(assignment, clock.now())


@transactional
def _record_reading(reference: str, actor: Actor) -> None:
    audit.record("referral.identity_read", actor, "referral", reference)

"""Reading what a move is about, before it is made: nothing is written."""

from app.auth.rules import Actor
from app.core import clock
from app.core.typography import typo
from app.matching import Offer, explain
from app.referrals.models import Referral
from app.referrals.moves import Move
from app.referrals.pages.preparing import Candidate, Concern, MovePage, candidate_of, prepare
from app.referrals.queries.moving import standing_of
from app.referrals.rules import AssignmentState
from app.referrals.service.moving import acts_for_association, find_concerned, look
from app.referrals.service.placement import Setting, read_setting


def read_move(move: Move, reference: str, actor: Actor, *, checks: bool = True) -> MovePage:
    """Return the page that prepares a move.

    Args:
        checks: False for a form that comes back: the act itself will check.

    Raises:
        NotFoundError: absent, or out of the person's reach.
        StaleActError: the move is not possible any more; the message says who acted and when.
    """
    return prepare(_read_concern(move, reference, actor, checks), actor, clock.now())


def read_choice(move: Move, reference: str, actor: Actor, *, checks: bool = True) -> MovePage:
    """Return the page that prepares a move to an association a manager chooses.

    Those with room come first: the engine's order, then those whose criteria do not fit, said so.

    Raises:
        NotFoundError: absent, or out of the person's reach.
        StaleActError: the move is not possible any more; the message says who acted and when.
    """
    concern = _read_concern(move, reference, actor, checks)
    setting = read_setting(concern.referral)
    out = _left_out(concern.referral, move, setting)
    candidates = [one for one in _list_candidates(setting) if one.slug not in out]
    names = {one.id: one.name for one in setting.board.programmes}
    excluded = [(names[slug], why) for slug, why in out.items()]
    return prepare(concern, actor, clock.now(), candidates, excluded)


def _read_concern(move: Move, reference: str, actor: Actor, checks: bool) -> Concern:
    read = look if checks else find_concerned
    referral, assignment = read(move, reference, actor)
    version = standing_of(move, referral, assignment).version
    return Concern(referral, assignment, version, acts_for_association(move, actor))


def _list_candidates(setting: Setting) -> list[Candidate]:
    fitting = setting.rank()
    slugs = {offer.programme_id for offer in fitting}
    others = [
        setting.offer(programme.id)
        for programme in setting.board.programmes
        if programme.id not in slugs and setting.board.places[programme.id].any_left
    ]
    return [
        *(candidate_of(one, explain(setting.profile, one, ()).why) for one in fitting),
        *(candidate_of(one, f"Hors critères : {_rule_of(one)}") for one in others if _rule_of(one)),
        *(candidate_of(one, "Déjà sollicitée") for one in others if not _rule_of(one)),
    ]


def _rule_of(offer: Offer) -> str:
    blocking = offer.eligibility.blocking
    return blocking.wanted if blocking else ""


def _left_out(referral: Referral, move: Move, setting: Setting) -> dict[str, str]:
    """Return the associations nobody may choose, with why: {slug: words}."""
    out: dict[str, str] = {}
    for slug, room in setting.board.places.items():
        if not room.any_left:
            out[slug] = "complet"
    if move is Move.TRANSFER:
        for programme in setting.board.programmes:
            if rule := _rule_of(setting.offer(programme.id)):
                out[programme.id] = typo(f"hors critères : {rule}")
    for one in referral.assignments:
        if one.state is AssignmentState.DECLINED:
            out[one.programme.slug] = "a décliné cette demande"
        elif move is Move.TRANSFER and one.state is not AssignmentState.RECALLED:
            out[one.programme.slug] = "a déjà eu cette demande"
    return out

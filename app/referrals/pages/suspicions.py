"""What managers read of two referrals that look alike: never a name."""

from dataclasses import dataclass
from datetime import date, datetime

from app.auth.rules import Actor
from app.core import clock
from app.core.formats import count, datetime_text, initials
from app.core.typography import to_name, typo
from app.matching.wording import lower_first
from app.referrals.likeness import Agreement
from app.referrals.models import Referral, Suspicion
from app.referrals.pages.meanwhile import NOTHING_CHANGED
from app.referrals.pages.phrases import class_words
from app.referrals.pages.reach import status_shown
from app.referrals.queries import suspicions as queries
from app.referrals.queries.suspicions import PAGE_SIZE
from app.referrals.references import read_reference
from app.referrals.rules import HOLDS_A_PLACE, SEES_IDENTITY, ReferralState, age_on
from app.referrals.statuses import Status, status_of
from app.referrals.suspicions import FOLLOWED, SuspicionState, can_go_on

A = Agreement
AGREEMENTS: dict[Agreement, str] = {
    A.NAME_EQUAL: "même prénom et même nom",
    A.NAMES_SWAPPED: "prénom et nom inversés",
    A.FIRST_NAME_CLOSE: "prénom écrit presque pareil",
    A.LAST_NAME_CLOSE: "nom écrit presque pareil",
    A.FIRST_NAME_HEARD: "prénom qui se prononce pareil",
    A.LAST_NAME_HEARD: "nom qui se prononce pareil",
    A.FIRST_NAME_PART: "un prénom en commun",
    A.LAST_NAME_PART: "un nom en commun",
    A.BIRTH_EQUAL: "même date de naissance",
    A.BIRTH_SWAPPED: "jour et mois de naissance inversés",
    A.BIRTH_ONE_DIGIT: "dates de naissance à un chiffre près",
}
VERDICTS = {SuspicionState.DISMISSED: "deux jeunes", SuspicionState.MERGED: "le même jeune"}


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two referrals."""

    reference: str
    who: str
    details: str
    organisation: str
    status: Status
    sent_at: datetime


@dataclass(frozen=True, slots=True)
class Pair:
    """Two referrals to compare; `why` says what agrees, `outcome` how it was settled, if it was."""

    reference: str
    sides: tuple[Side, Side]
    why: str
    outcome: str = ""


@dataclass(frozen=True, slots=True)
class SuspicionsPage:
    """The likenesses to settle, and the last ones settled; `following` opens the next page."""

    pairs: tuple[Pair, ...]
    following: str
    is_first: bool
    settled: tuple[Pair, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """One referral that may go on, and what becomes of the other one."""

    reference: str
    label: str
    consequence: str


@dataclass(frozen=True, slots=True)
class MergePage:
    """The page of a merge; `refusal` says why nothing, or not the other one, may go on."""

    pair: Pair
    choices: tuple[Choice, ...]
    refusal: str
    versions: str


def read_suspicions(actor: Actor, after: str) -> SuspicionsPage:
    """Return what the managers of a territory have to settle, oldest first.

    Args:
        after: reference of the last one of the page before; the first page when "" or made up.
    """
    after = read_reference(after)
    found = queries.list_open(actor, after)
    if after and not found:
        after, found = "", queries.list_open(actor)
    today = clock.today()
    pairs = tuple(_pair(one, today) for one in found[:PAGE_SIZE])
    return SuspicionsPage(
        pairs=pairs,
        following=pairs[-1].reference if len(found) > PAGE_SIZE else "",
        is_first=not after,
        settled=() if after else tuple(_pair(one, today) for one in queries.list_settled(actor)),
    )


def read_merge(reference: str, actor: Actor) -> MergePage:
    """Return the page that asks which referral goes on.

    Raises:
        NotFoundError: absent, or of another territory.
    """
    suspicion = queries.get_suspicion(reference, actor)
    first, second = suspicion.earlier, suspicion.later
    choices, refusal = [], ""
    for kept, merged in ((first, second), (second, first)):
        if can_go_on(kept.state, merged.state):
            choices.append(_choice(kept, merged))
        else:
            refusal = unmergeable_sentence(kept, merged)
    return MergePage(
        pair=_pair(suspicion, clock.today()),
        choices=tuple(choices),
        refusal=refusal,
        versions=versions_of(suspicion),
    )


def versions_of(suspicion: Suspicion) -> str:
    """Return the versions of both referrals, as a form carries them."""
    return f"{suspicion.earlier.version}-{suspicion.later.version}"


def settled_sentence(suspicion: Suspicion) -> str:
    """Return who settled a likeness, when and how; and that nothing was changed."""
    return typo(f"{_outcome(suspicion)}. {NOTHING_CHANGED}")


def unmergeable_sentence(kept: Referral, merged: Referral) -> str:
    """Return why one referral may not go on in the place of the other."""
    ended = next((one for one in (kept, merged) if one.state not in FOLLOWED), None)
    if ended is not None:
        status = lower_first(status_of(ended.state, ended.wait_reason).label)
        return typo(
            f"La demande {ended.reference} n’est plus suivie ({status}) : "
            "il n’y a plus rien à fusionner."
        )
    return typo(
        f"L’accompagnement de la demande {merged.reference} a commencé : elle ne peut pas être "
        "retirée. L’association doit d’abord y mettre fin."
    )


def merged_sentence(kept: Referral, merged: Referral) -> str:
    """Return what a merge did, for the manager who decided it."""
    return typo(
        f"Demandes fusionnées : {kept.reference} continue, {merged.reference} est retirée. "
        "Les deux prescripteurs sont prévenus."
    )


def _pair(suspicion: Suspicion, today: date) -> Pair:
    return Pair(
        reference=suspicion.reference,
        sides=(_side(suspicion.earlier, today), _side(suspicion.later, today)),
        why=", ".join(AGREEMENTS[A(code)] for code in suspicion.agreed),
        outcome="" if suspicion.state is SuspicionState.OPEN else _outcome(suspicion),
    )


def _side(referral: Referral, today: date) -> Side:
    person = referral.young_person
    age = count("an", age_on(person.birth_date, today))
    return Side(
        reference=referral.reference,
        who=initials(person.first_name, person.last_name),
        details=f"{age}, {class_words(referral.situation)}",
        organisation=referral.organisation.name,
        status=status_of(referral.state, referral.wait_reason),
        sent_at=referral.submitted_at,
    )


def _outcome(suspicion: Suspicion) -> str:
    by = suspicion.decided_by.name if suspicion.decided_by else "La Cité éducative"
    at = f" le {datetime_text(suspicion.decided_at)}" if suspicion.decided_at else ""
    kept = next(
        (one for one in (suspicion.earlier, suspicion.later) if one.id == suspicion.kept_id), None
    )
    goes_on = f", la demande {kept.reference} continue" if kept else ""
    return typo(f"{by} a décidé{at} : {VERDICTS[suspicion.state]}{goes_on}")


def _choice(kept: Referral, merged: Referral) -> Choice:
    held = [one for one in kept.assignments if one.state in HOLDS_A_PLACE]
    status = lower_first(status_shown(kept, held[-1] if held else None).label)
    if held and held[-1].state in SEES_IDENTITY:
        status = f"{status} ({held[-1].programme.name})"
    return Choice(
        reference=kept.reference,
        label=f"{kept.reference}, {kept.organisation.name}, {status}",
        consequence=typo(_consequence(kept, merged)),
    )


def _consequence(kept: Referral, merged: Referral) -> str:
    names = [one.programme.name for one in merged.assignments if one.state in HOLDS_A_PLACE]
    sentence = f"Si {kept.reference} continue, {merged.reference} est retirée comme doublon"
    if not names:
        return f"{sentence}."
    verb = "avait accepté" if merged.state is ReferralState.ACCEPTED else "étudiait"
    return (
        f"{sentence} et la place tenue {to_name(names[0])} est rendue : un courriel l’en "
        f"prévient. L’association {verb} la demande."
    )

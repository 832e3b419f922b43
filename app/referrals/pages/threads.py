"""The thread of a referral as people read it, newest first."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from app.core.typography import of_name, to_name, typo, with_article
from app.matching.wording import lower_first
from app.referrals.models import ThreadEntry
from app.referrals.pages.wording import WAIT_REASONS
from app.referrals.reasons import DECLINE_REASONS
from app.referrals.rules import ReferralState, WaitReason
from app.referrals.statuses import status_of

AUTOMATIC = "Affectation automatique"
TITLES: dict[str, str] = {
    "submitted": "Demande envoyée",
    "proposed": "Proposée {to}",
    "reminded_by_hand": "Relance de la Cité éducative",
    "accepted": "Acceptée par {it}",
    "declined": "Déclinée par {it}",
    "expired": "Sans réponse {of}",
    "withdrawn": "Demande retirée",
}
BY_THE_PRESCRIBER = frozenset({"submitted"})


@dataclass(frozen=True, slots=True)
class Knot:
    """One event: what, who, when, with what words; `refused` draws it as a refusal."""

    title: str
    who: str
    at: datetime
    quote: str = ""
    refused: bool = False


def tell_thread(entries: Sequence[ThreadEntry], writer: str, *, notes: bool) -> tuple[Knot, ...]:
    """Return the knots of a thread.

    Args:
        entries: oldest first.
        writer: who sent the referral, as the reader may know it.
        notes: whether the reader sees what an association wrote beside its reason: the prescriber
            does; another association and the manager, who read no name, do not.
    """
    return tuple(_knot(entry, writer, notes) for entry in reversed(entries))


def _knot(entry: ThreadEntry, writer: str, notes: bool) -> Knot:
    return Knot(
        title=_title(entry),
        who=_who(entry, writer),
        at=entry.at,
        quote=_quote(entry, notes),
        refused=entry.kind == "declined",
    )


def _title(entry: ThreadEntry) -> str:
    if entry.kind == "waitlisted":
        return status_of(ReferralState.WAITLISTED, _wait_reason(entry)).label
    association = entry.assignment.programme.name if entry.assignment else "une association"
    said = TITLES.get(entry.kind, "Suivi de la demande")
    words = {"to": to_name(association), "it": with_article(association)}
    return typo(said.format(**words, of=of_name(association)))


def _who(entry: ThreadEntry, writer: str) -> str:
    if entry.kind in BY_THE_PRESCRIBER:
        return writer
    return entry.actor.name if entry.actor else AUTOMATIC


def _quote(entry: ThreadEntry, notes: bool) -> str:
    if entry.kind == "waitlisted":
        awaited = _wait_reason(entry)
        return f"{WAIT_REASONS[awaited]}." if awaited else ""
    if entry.kind == "declined" and entry.assignment and entry.assignment.decline_reason:
        reason = lower_first(DECLINE_REASONS[entry.assignment.decline_reason].label)
        said = f" {entry.text}" if notes and entry.text else ""
        return typo(f"Motif : {reason}.") + said
    return ""


def _wait_reason(entry: ThreadEntry) -> WaitReason | None:
    return WaitReason(entry.text) if entry.text in set(WaitReason) else None

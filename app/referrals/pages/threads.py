"""The thread of a referral as one person reads it, newest first: who, what, when, why."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from app.auth.rules import Actor, OrganisationCategory, Role
from app.core.typography import of_name, to_name, typo, with_article
from app.matching.wording import lower_first
from app.referrals.corrections import changed_words
from app.referrals.endings import CLOSE_REASONS, COMPLETIONS, END_REASONS, WITHDRAW_REASONS
from app.referrals.models import ThreadEntry
from app.referrals.pages.wording import WAIT_REASONS
from app.referrals.reasons import DECLINE_REASONS
from app.referrals.rules import ReferralState, WaitReason
from app.referrals.statuses import status_of

AUTOMATIC = "Affectation automatique"
CLOCK = "Échéance automatique"
TITLES: dict[str, str] = {
    "submitted": "Demande envoyée",
    "proposed": "Proposée {to}",
    "asked": "Question {of}",
    "replied": "Réponse du prescripteur",
    "resumed": "Question restée sans réponse : le délai reprend",
    "reminded": "Relance envoyée {to}",
    "reminded_by_hand": "Relance de la Cité éducative",
    "accepted": "Acceptée par {it}",
    "declined": "Déclinée par {it}",
    "expired": "Sans réponse {of}",
    "recalled": "Reprise par la Cité éducative",
    "assigned": "Affectée à la main",
    "transfer_asked": "Transfert demandé",
    "transfer_cancelled": "Transfert annulé",
    "handed_over": "Relais passé par {it}",
    "started": "Accompagnement commencé avec {it}",
    "continued": "Accompagnement prolongé",
    "completed": "Accompagnement terminé",
    "ended_early": "Accompagnement interrompu",
    "reassigned": "Une autre association est demandée",
    "withdrawn": "Demande retirée",
    "resubmitted": "Demande relancée",
    "widened": "Toutes les rencontres sont acceptées",
    "corrected": "Demande corrigée",
    "prioritised": "Priorité changée",
    "closed_unplaced": "Clôturée sans solution",
    "reopened": "Demande rouverte",
    "undone": "Action annulée",
    "merged": "Retirée : réunie à une autre demande",
    "merged_from": "Une autre demande lui est réunie",
}
REFUSALS = frozenset({"declined", "expired", "ended_early", "closed_unplaced"})
BY_THE_CLOCK = frozenset({"expired", "resumed", "reminded"})
LABELS: Mapping[str, Mapping[str, str]] = {
    "declined": {code: facts.label for code, facts in DECLINE_REASONS.items()},
    "withdrawn": {str(code): label for code, label in WITHDRAW_REASONS.items()},
    "closed_unplaced": {str(code): label for code, label in CLOSE_REASONS.items()},
    "ended_early": {str(code): label for code, label in END_REASONS.items()},
    "completed": {str(code): label for code, label in COMPLETIONS.items()},
}
"""What the codes of an entry's kind say."""
PRIORITY = {"first": "Servie la première", "none": "Rang habituel"}
MERGERS = frozenset({"merged", "merged_from"})
MERGED_WORDS = "La Cité éducative suit ce jeune par une autre demande."


@dataclass(frozen=True, slots=True)
class Knot:
    """One event: what, who, when, with what words; `refused` draws it as a refusal.

    `see` is the other referral of a merge, whose story goes with this one; "" for who may not know.
    """

    title: str
    who: str
    at: datetime
    quote: str = ""
    refused: bool = False
    see: str = ""


@dataclass(frozen=True, slots=True)
class Listener:
    """Who reads a thread: `writer` is who sent the referral, as they may know it; `hides_origin`
    when nobody of the prescriber's may be named."""

    actor: Actor
    writer: str
    hides_origin: bool = False


def tell_thread(entries: Sequence[ThreadEntry], listener: Listener) -> tuple[Knot, ...]:
    """Return the knots of a thread.

    Args:
        entries: oldest first.
    """
    titles = {entry.id: title_of(entry) for entry in entries}
    return tuple(_knot(entry, listener, titles) for entry in reversed(entries))


def _knot(entry: ThreadEntry, listener: Listener, titles: Mapping[int, str]) -> Knot:
    title = titles[entry.id]
    if entry.undoes_id is not None:
        undone = titles.get(entry.undoes_id, "")
        title = typo(f"{title} : {lower_first(undone)}") if undone else title
    return Knot(
        title=title,
        who=_who(entry, listener),
        at=entry.at,
        quote="\n".join(_words(entry, listener)),
        refused=entry.kind in REFUSALS,
        see=entry.text if listener.actor.role is Role.MANAGER and entry.kind in MERGERS else "",
    )


def title_of(entry: ThreadEntry) -> str:
    """Return what an entry tells, in a few words: « Acceptée par l’Afev »."""
    if entry.kind == "waitlisted":
        return status_of(ReferralState.WAITLISTED, _wait_reason(entry)).label
    association = entry.assignment.programme.name if entry.assignment else "une association"
    said = TITLES.get(entry.kind, "Suivi de la demande")
    words = {"to": to_name(association), "it": with_article(association)}
    return typo(said.format(**words, of=of_name(association)))


def _who(entry: ThreadEntry, listener: Listener) -> str:
    if entry.actor is None:
        return CLOCK if entry.kind in BY_THE_CLOCK else AUTOMATIC
    if entry.kind == "submitted":
        return listener.writer
    side = entry.organisation.category if entry.organisation else None
    if side is OrganisationCategory.PRESCRIBER and listener.hides_origin:
        return listener.writer
    if entry.on_behalf is not None:
        return f"{entry.actor.name} (Cité éducative), pour {with_article(entry.on_behalf.name)}"
    return entry.actor.name


def _words(entry: ThreadEntry, listener: Listener) -> Iterator[str]:
    """Give the reason, then what the person wrote to whoever may read it."""
    if entry.kind == "waitlisted":
        awaited = _wait_reason(entry)
        if awaited:
            yield f"{WAIT_REASONS[awaited]}."
        return
    if reason := _reason(entry):
        what = "Issue" if entry.kind == "completed" else "Motif"
        yield typo(f"{what} : {lower_first(reason)}.")
    if entry.kind == "prioritised":
        yield f"{PRIORITY.get(entry.reason, '')}."
    if entry.kind == "corrected":
        facts = (entry.before or {}).get("facts", [])
        yield typo(f"Corrigé : {changed_words(facts)}.")
    if entry.kind == "merged":
        yield MERGED_WORDS
    if entry.kind in MERGERS:
        return
    if entry.text and _reads_words(entry, listener.actor):
        yield entry.text


def _reason(entry: ThreadEntry) -> str:
    label = LABELS.get(entry.kind, {}).get(entry.reason, "")
    if not label and entry.kind == "declined" and entry.assignment is not None:
        kept = entry.assignment.decline_reason
        label = DECLINE_REASONS[kept].label if kept else ""
    return label


def _reads_words(entry: ThreadEntry, reader: Actor) -> bool:
    """Whoever wrote them; the prescriber; an association, of its own proposal.

    Managers read no name, and words may hold one: they read their own only. Why a manager puts
    somebody first may speak of others: it stays with managers.
    """
    if entry.organisation_id == reader.organisation_id:
        return True
    if reader.role is Role.PRESCRIBER:
        return entry.kind != "prioritised"
    if reader.role is Role.COORDINATOR and entry.assignment is not None:
        return entry.assignment.programme.organisation_id == reader.organisation_id
    return False


def _wait_reason(entry: ThreadEntry) -> WaitReason | None:
    return WaitReason(entry.reason) if entry.reason in set(WaitReason) else None

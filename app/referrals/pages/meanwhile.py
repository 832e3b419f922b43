"""Who acted before a late form, and when: nothing was overwritten, and the page says so."""

from collections.abc import Sequence
from datetime import datetime

from app.auth.rules import Actor, OrganisationCategory
from app.core.clock import PARIS, day_of
from app.core.formats import date_text, time_text
from app.core.typography import typo
from app.referrals.models import ThreadEntry

NOTHING_CHANGED = "Rien n’a été changé."
CHANGED = f"Cette demande a changé depuis que vous l’avez ouverte. {NOTHING_CHANGED}"
DONE: dict[str, str] = {
    "accepted": "accepté cette demande",
    "declined": "décliné cette demande",
    "asked": "posé une question sur cette demande",
    "replied": "répondu à la question",
    "recalled": "repris cette demande",
    "assigned": "affecté cette demande",
    "transfer_asked": "demandé un transfert",
    "transfer_cancelled": "annulé le transfert",
    "started": "déclaré le début de l’accompagnement",
    "continued": "prolongé l’accompagnement",
    "completed": "clos l’accompagnement",
    "ended_early": "interrompu l’accompagnement",
    "reassigned": "relancé cette demande",
    "withdrawn": "retiré cette demande",
    "resubmitted": "relancé cette demande",
    "widened": "élargi cette demande",
    "corrected": "corrigé cette demande",
    "prioritised": "changé la priorité de cette demande",
    "closed_unplaced": "clôturé cette demande",
    "reopened": "rouvert cette demande",
    "undone": "annulé la dernière action",
}
BY_ITSELF: dict[str, str] = {
    "expired": "Le délai de réponse est passé : la place a été rendue et la demande est repartie.",
    "resumed": "La question est restée sans réponse : le délai de réponse a repris.",
    "handed_over": "Une autre association a pris le relais.",
}
SIDES = {
    OrganisationCategory.PRESCRIBER: "Le prescripteur",
    OrganisationCategory.ASSOCIATION: "L’association",
    OrganisationCategory.AUTHORITY: "La Cité éducative",
}


def tell_meanwhile(entries: Sequence[ThreadEntry], reader: Actor, now: datetime) -> str:
    """Return what happened since the reader opened the page, and that nothing was changed.

    Args:
        entries: what the reader may hear of, oldest first.
    """
    told = [entry for entry in entries if entry.kind in DONE or entry.kind in BY_ITSELF]
    if not told:
        return CHANGED
    last = told[-1]
    if last.kind in BY_ITSELF:
        return typo(f"{BY_ITSELF[last.kind]} {NOTHING_CHANGED}")
    what = f"{_who(last, reader)} a déjà {DONE[last.kind]} {moment_words(last.at, now)}."
    return typo(f"{what} {NOTHING_CHANGED}")


def _who(entry: ThreadEntry, reader: Actor) -> str:
    """Name a colleague; of the other side, only the side."""
    if entry.actor is not None and entry.organisation_id == reader.organisation_id:
        return entry.actor.name
    return SIDES[entry.organisation.category] if entry.organisation else "Quelqu’un"


def moment_words(at: datetime, now: datetime) -> str:
    """Return when something happened: « ce matin à 9 h 12 », « le 4 septembre 2026 à 8 h »."""
    local, today = at.astimezone(PARIS), day_of(now)
    if local.date() == today:
        moment = "ce matin" if local.hour < 12 else "aujourd’hui"
    else:
        moment = f"le {date_text(local.date())}"
    return f"{moment} à {time_text(local)}"

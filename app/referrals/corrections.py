"""What may be corrected of a referral already sent, and what a correction changes. Pure.

Source: spec/trust.md, B (« Edit referral »).
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from app.referrals.likeness import Identity, compare
from app.referrals.rules import ReferralState, is_adult

FACT_LABELS: Mapping[str, str] = {
    "first_name": "prénom",
    "last_name": "nom",
    "birth_date": "date de naissance",
    "situation": "classe ou situation",
    "school_id": "établissement fréquenté",
    "qpv": "quartier prioritaire",
    "objectives": "objectifs",
    "meeting": "rencontres",
    "note": "ce que le mentor doit savoir",
    "guardian_name": "responsable légal",
    "phone": "téléphone",
    "email": "adresse électronique",
}
"""Every fact that may be corrected, in the order of the form, as the thread names it."""
IDENTITY = frozenset({"first_name", "last_name", "birth_date"})
HIDDEN = frozenset({"first_name", "last_name", "note", "guardian_name", "phone", "email"})
"""What an association reads only once it has accepted."""
CRITERIA = frozenset({"birth_date", "situation", "school_id", "qpv", "objectives", "meeting"})
"""What the choice of an association rests on."""
BEFORE_ACCEPTANCE = frozenset(
    {ReferralState.SUBMITTED, ReferralState.WAITLISTED, ReferralState.PROPOSED}
)


def list_correctable(state: ReferralState) -> frozenset[str]:
    """Return the facts that may still be corrected.

    Once an association has accepted, what it accepted stands; the way to reach the family does not.
    """
    facts = frozenset(FACT_LABELS)
    return facts if state in BEFORE_ACCEPTANCE else facts - CRITERIA


def is_somebody_else(before: Mapping[str, Any], after: Mapping[str, Any]) -> bool:
    """Return whether a corrected name is not the same person's, differently spelled."""
    born = before["birth_date"]
    one, other = (
        Identity(facts["first_name"], facts["last_name"], born) for facts in (before, after)
    )
    return not compare(one, other).same


def is_of_age_otherwise(before: Mapping[str, Any], after: Mapping[str, Any], day: date) -> bool:
    """Return whether a corrected birth date changes who has to agree: the family, or they alone."""
    return is_adult(before["birth_date"], day) is not is_adult(after["birth_date"], day)


def list_changed(before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the facts that differ, in the order of the form."""
    return tuple(name for name in FACT_LABELS if before[name] != after[name])


def changed_words(facts: list[str]) -> str:
    """Return the facts of a correction as the thread says them: « nom, téléphone »."""
    return ", ".join(FACT_LABELS[name] for name in facts if name in FACT_LABELS)

"""What a prescriber types in the form, and reads back."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import func, select

from app.core.db import db
from app.referrals.models import Referral
from tests.support.client import Browser
from tests.support.page import Page

FORM = "/demandes/nouvelle"
LINA: dict[str, Any] = {
    "first_name": "Lina",
    "last_name": "Carpentier",
    "birth_date": "08/03/2013",
    "situation": "4e",
    "qpv": "yes",
    "objectives": ["scolaire", "confiance"],
    "meeting": "presentiel",
    "note": "Libre le mercredi.",
    "guardian_name": "Nadège Carpentier",
    "phone": "06 39 98 12 34",
    "agreement": True,
}


def fill(browser: Browser, without: Iterable[str] = (), **changes: Any) -> Page:
    """Send the form for Lina, 13, in 4e, with these answers changed or left out."""
    answers = {name: said for name, said in {**LINA, **changes}.items() if name not in without}
    return browser.submit(FORM, answers, "Envoyer")


def count_referrals() -> int:
    """Return how many referrals the base holds now."""
    db.session.rollback()
    return db.session.scalars(select(func.count(Referral.id))).one()


def only_referral() -> Referral:
    """Return the one referral of the base."""
    db.session.rollback()
    return db.session.scalars(select(Referral)).one()


def decline(
    browser: Browser, referral: Referral, reason: str, note: str = "", status: int = 200
) -> Page:
    """Decline a request from its page, with a reason."""
    path = f"/demandes/{referral.reference}/decliner"
    return browser.submit(path, {"reason": reason, "note": note}, "Confirmer le refus", status)

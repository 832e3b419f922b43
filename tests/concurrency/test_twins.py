"""Two colleagues send the same child at the same instant: one referral, and one question."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import func, select

from app.core.db import db
from app.core.errors import StaleError
from app.referrals.errors import UnseenTwinError
from app.referrals.models import Referral, Suspicion
from app.referrals.pages.suspicions import versions_of
from app.referrals.queries.suspicions import get_suspicion
from app.referrals.service.settling import dismiss_suspicion, merge_referrals
from app.referrals.service.submit import submit_referral
from app.reports.doctor import examine
from tests.factories import make_draft, make_manager
from tests.referrals.scenes import actor_of, proposals_of, send_lina, send_lina_again

pytestmark = pytest.mark.both_databases
NAMES = ("Adam", "Basile", "Chloé", "Djibril", "Elif", "Fanny", "Gabin", "Hugo", "Inès", "Jade")


def send(item: tuple[str, str, str]) -> str:
    """Send a child as somebody does, each from a form of their own; say who was asked."""
    who, first_name, key = item
    draft = make_draft(first_name=first_name, last_name="Wattel", submission_key=key)
    try:
        submit_referral(draft, actor_of(who))
    except UnseenTwinError as asked:
        return f"asked {asked.code[:7]}"
    return "sent"


def test_a_child_sent_by_two_colleagues_at_once_makes_one_referral_and_one_question(
    race_on: Callable[..., Any], roubaix: int
) -> None:
    items = [("samira.haddad", name, f"{name}-{form}") for name in NAMES for form in "ab"]

    finish = race_on(send, items, 2)

    assert finish.errors == []
    assert sorted(finish.results) == ["asked double-"] * 10 + ["sent"] * 10
    assert db.session.scalars(select(func.count(Referral.id))).one() == 10


def test_a_child_sent_by_two_organisations_at_once_is_noted_once(
    race_on: Callable[..., Any], roubaix: int
) -> None:
    people = ("samira.haddad", "marc.vermeulen")
    items = [(who, name, f"{name}-{who}") for name in NAMES for who in people]

    finish = race_on(send, items, 2)

    assert finish.errors == []
    assert finish.results == ["sent"] * 20
    assert db.session.scalars(select(func.count(Suspicion.id))).one() == 10


def settle(item: tuple[str, str]) -> str:
    """Merge, or tell apart when it is the colleague; say who came too late."""
    who, reference = item
    actor = actor_of(who)
    suspicion = get_suspicion(reference, actor)
    versions, kept = versions_of(suspicion), suspicion.earlier.reference
    try:
        if who == "helene.vasseur":
            merge_referrals(reference, kept, versions, actor)
        else:
            dismiss_suspicion(reference, actor)
    except StaleError:
        return "too late"
    return who


def test_one_of_two_managers_at_the_same_instant_decides(
    race_on: Callable[..., Any], roubaix: int
) -> None:
    make_manager(email="colleague@example.org")
    for name in NAMES:
        send_lina(first_name=name)
        send_lina_again(first_name=name)
    doubts = db.session.scalars(select(Suspicion).order_by(Suspicion.id)).all()
    items = [(who, d.reference) for d in doubts for who in ("helene.vasseur", "colleague")]

    finish = race_on(settle, items, 2)

    assert finish.errors == []
    assert finish.results.count("too late") == len(doubts) == 10
    merged = [proposals_of(d.later)[0][1] for d in doubts].count("recalled")
    assert merged == finish.results.count("helene.vasseur")
    assert not [fault for fault in examine() if "Courriels" not in fault]

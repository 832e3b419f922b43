"""The dashboard of the demonstration, and a territory with as many referrals as one wishes."""

import itertools
import re
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask

from app.auth.rules import Actor
from app.capacity.models import Programme
from app.core import clock
from app.core.db import db
from app.demo.people import birth_date_for
from app.referrals.endings import CloseReason, WithdrawReason
from app.referrals.models import Assignment, Referral, YoungPerson
from app.referrals.rules import AssignmentState, ReferralState, WaitReason
from tests import factories
from tests.support.client import Browser

LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"


@pytest.fixture
def demo_manager(demo_app: Flask) -> Browser:
    """The browser of Hélène Vasseur in the demonstration."""
    browser = Browser(demo_app)
    browser.get("/connexion")
    browser.post("/connexion/demo", {"email": "helene.vasseur@example.org"})
    browser.signed_in = True
    return browser


@pytest.fixture
def record(roubaix: int) -> Callable[..., Referral]:
    """Enter a referral in any state, sent now: `record(ReferralState.MENTORING)`."""
    references = ("".join(letters) for letters in itertools.product(LETTERS, repeat=6))
    author = factories.make_prescriber()

    def enter(state: ReferralState, **facts: Any) -> Referral:
        referral = _referral(next(references), author, state, **facts)
        db.session.add(referral)
        return referral

    return enter


@pytest.fixture
def fill(record: Callable[..., Referral]) -> Callable[[int], None]:
    """Enter many accepted referrals at once: `fill(1_000)`; volume only, no ledger."""
    programme = factories.get_programme("article1")

    def enter(how_many: int) -> None:
        for _ in range(how_many):
            referral = record(ReferralState.ACCEPTED)
            db.session.add(_acceptance(referral, programme))
        db.session.commit()

    return enter


def _referral(
    reference: str, author: Actor, state: ReferralState, wait_reason: WaitReason | None = None
) -> Referral:
    at = clock.now()
    young_person = YoungPerson(
        first_name="Lina",
        last_name="Carpentier",
        name_key="carpentier lina",
        birth_date=birth_date_for(13, clock.today()),
    )
    return Referral(
        reference=reference,
        territory_id=author.territory_id,
        organisation_id=author.organisation_id,
        author_id=author.user_id,
        young_person=young_person,
        state=state,
        wait_reason=wait_reason,
        withdraw_reason=(WithdrawReason.MOVED_AWAY if state is ReferralState.WITHDRAWN else None),
        close_reason=(CloseReason.ALL_DECLINED if state is ReferralState.CLOSED_UNPLACED else None),
        waiting_since=at if wait_reason else None,
        situation="4e",
        objectives=["scolaire"],
        meeting="indifferent",
        agreement_at=at,
        submission_key=reference,
        submitted_at=at,
    )


def _acceptance(referral: Referral, programme: Programme) -> Assignment:
    return Assignment(
        referral=referral,
        programme_id=programme.id,
        state=AssignmentState.ACCEPTED,
        proposed_at=referral.submitted_at,
        answered_at=referral.submitted_at,
        answer_days=1,
        decision={},
    )


def count_of(text: str) -> int:
    """Return the first number of a text: « 27 demandes » gives 27."""
    found = re.search(r"\d[\d\s]*", text)
    assert found is not None, text
    return int(re.sub(r"\s", "", found.group()))

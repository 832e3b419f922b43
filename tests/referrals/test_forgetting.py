"""What is erased once a referral has ended, when undoing is not possible any more."""

from datetime import UTC, datetime, timedelta

import pytest

from app.capacity import queries as capacity_queries
from app.referrals.decisions import ErasedFactError, replay
from app.referrals.reasons import DeclineReason, Refusal
from app.referrals.service.forgetting import forget_ended_publics, forget_own_public
from tests import factories as make

pytestmark = pytest.mark.both_databases


def test_an_association_s_own_public_is_erased_a_day_after_the_end(app, frozen):
    make.make_roubaix()
    referral = make.make_referral(make.make_prescriber(), confirmed=frozenset({"afev"}))
    association = make.get_last_assignment(referral).programme.slug
    refusal = Refusal(DeclineReason.ALREADY_SUPPORTED)
    make.decline(referral, make.make_coordinator(association), refusal)
    assert (forget_ended_publics(), referral.confirmed) == (0, ["afev"])

    frozen(datetime.now(UTC) + timedelta(hours=25))

    assert (forget_ended_publics(), forget_ended_publics()) == (1, 0)
    assert referral.confirmed == []
    assert make.get_last_assignment(referral).decision["profile"]["confirmed"] == []


def test_what_was_erased_cannot_be_told_again(app):
    territory = make.make_roubaix()
    referral = make.make_referral(make.make_prescriber())
    first = make.get_last_assignment(referral).programme
    make.decline(referral, make.make_coordinator(first.slug), Refusal(DeclineReason.NOT_INTERESTED))
    forget_own_public(referral)
    sheets = {s.programme.slug: s.sheet for s in capacity_queries.list_sheets(territory.id)}

    with pytest.raises(ErasedFactError, match="confirmed"):
        replay(make.get_last_assignment(referral).decision, sheets)

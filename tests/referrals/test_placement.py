"""A place is held with each proposal; a freed place serves whoever waits."""

import pytest
from sqlalchemy import select

from app.capacity import queries as capacity_queries
from app.capacity import service as capacity
from app.core.db import db
from app.core.models import AuditEvent, OutboxMessage
from app.referrals.decisions import replay
from app.referrals.endings import WithdrawReason
from app.referrals.models import Referral, WaitingOption
from app.referrals.reasons import DeclineReason, Refusal
from app.referrals.rules import AssignmentState, ReferralState, WaitReason
from tests import factories as make

pytestmark = pytest.mark.both_databases
NO_MENTOR = Refusal(DeclineReason.NO_SUITABLE_MENTOR)


@pytest.fixture
def primary_school(app):
    """A primary school outside priority education: only LA CLE works with it."""
    make.make_roubaix()
    return make.make_prescriber(make.ECOLE)


@pytest.fixture
def lacle(primary_school):
    """LA CLE's coordinator, LA CLE having a single place."""
    make.state_places("lacle", 1)
    return make.make_coordinator("lacle")


def pupil(prescriber, **answers):
    return make.make_referral(prescriber, situation="CM1", age=9, **answers)


def test_a_proposal_holds_a_place(primary_school):
    referral = pupil(primary_school)

    assert referral.state is ReferralState.PROPOSED
    assert make.get_programme("lacle").taken == 1


def test_a_full_association_is_not_offered(primary_school, lacle):
    pupil(primary_school)

    second = pupil(primary_school)

    assert second.state is ReferralState.WAITLISTED
    assert second.wait_reason is WaitReason.NO_PLACE_LEFT
    assert make.get_programme("lacle").taken == 1


def test_a_referral_no_association_fits_is_left_to_the_manager(primary_school):
    referral = make.make_referral(primary_school, situation="GS", age=5)

    assert referral.wait_reason is WaitReason.NO_ELIGIBLE_ASSOCIATION


def test_a_decline_gives_the_place_back_and_asks_the_next_association(app):
    make.make_roubaix()
    referral = make.make_referral(make.make_prescriber())
    first = make.get_last_assignment(referral).programme

    following = make.decline(referral, make.make_coordinator(first.slug), NO_MENTOR)

    assert following.programme.slug != first.slug
    assert make.get_programme(first.slug).taken == 0
    assert make.get_programme(following.programme.slug).taken == 1


def test_an_association_that_declined_is_not_asked_again(primary_school, lacle):
    referral = pupil(primary_school)

    following = make.decline(referral, lacle, NO_MENTOR)

    assert following is None
    assert referral.wait_reason is WaitReason.ALL_DECLINED


def test_a_freed_place_serves_the_waiting_list_in_the_same_act(primary_school, lacle):
    first, second = pupil(primary_school), pupil(primary_school)

    make.decline(first, lacle, NO_MENTOR)

    assert second.state is ReferralState.PROPOSED
    assert make.get_last_assignment(second).state is AssignmentState.PROPOSED
    assert make.get_programme("lacle").taken == 1
    assert db.session.scalars(select(WaitingOption.referral_id)).all() == []


def test_who_waits_longest_is_served_first(primary_school, lacle):
    first, second, third = (pupil(primary_school) for _ in range(3))

    make.decline(first, lacle, NO_MENTOR)

    assert (second.state, third.state) == (ReferralState.PROPOSED, ReferralState.WAITLISTED)


def test_who_has_fewest_associations_is_served_before_who_waits_longest(primary_school, lacle):
    college = make.make_prescriber()
    for slug in ("afev", "proxite", "telemaque"):
        make.state_places(slug, 0)
    served = pupil(primary_school)
    many_options = make.make_referral(college, situation="5e", age=12)
    single_option = pupil(primary_school)

    make.decline(served, lacle, NO_MENTOR)

    assert many_options.wait_reason is WaitReason.NO_PLACE_LEFT
    assert single_option.state is ReferralState.PROPOSED
    assert many_options.state is ReferralState.WAITLISTED


def test_someone_the_association_cannot_reach_goes_back_to_the_prescriber(primary_school, lacle):
    referral = pupil(primary_school)

    make.decline(referral, lacle, Refusal(DeclineReason.UNREACHABLE))

    assert referral.wait_reason is WaitReason.AWAITING_AGREEMENT
    assert [knot.kind for knot in referral.thread][-2:] == ["declined", "waitlisted"]


def test_someone_already_accompanied_is_not_proposed_elsewhere(app):
    make.make_roubaix()
    referral = make.make_referral(make.make_prescriber(), confirmed=frozenset({"afev"}))
    association = make.get_last_assignment(referral).programme.slug

    refusal = Refusal(DeclineReason.ALREADY_SUPPORTED)
    following = make.decline(referral, make.make_coordinator(association), refusal)

    assert following is None
    assert referral.state is ReferralState.WITHDRAWN
    assert referral.withdraw_reason is WithdrawReason.NEED_MET_ELSEWHERE


def test_an_open_ended_programme_gives_places_beyond_the_stated_figure(app):
    make.make_roubaix()
    make.state_places("article1", 0)
    programme = make.get_programme("article1")
    programme.open_ended = True
    db.session.commit()

    lycee = make.make_prescriber(make.LYCEE_PRO)
    referral = make.make_referral(lycee, situation="Tle_PRO", age=17, wish="article1")

    assert make.get_last_assignment(referral).programme.slug == "article1"
    assert make.get_programme("article1").count.beyond == 1


def test_the_same_decision_can_be_told_again_word_for_word(app):
    territory = make.make_roubaix()
    referral = make.make_referral(make.make_prescriber())
    db.session.expire_all()
    decision = make.get_last_assignment(referral).decision

    sheets = {s.programme.slug: s.sheet for s in capacity_queries.list_sheets(territory.id)}

    assert replay(decision, sheets) == decision["explanation"]
    assert db.session.scalars(select(Referral)).one().reference == decision["profile"]["id"]


def test_a_decision_that_no_longer_stands_cannot_be_told_again(app):
    territory = make.make_roubaix()
    decision = make.get_last_assignment(make.make_referral(make.make_prescriber())).decision
    sheets = {s.programme.slug: s.sheet for s in capacity_queries.list_sheets(territory.id)}

    with pytest.raises(LookupError):
        replay({**decision, "programme": "article1"}, sheets)


def test_the_next_explanation_says_who_declined(app):
    make.make_roubaix()
    referral = make.make_referral(make.make_prescriber())
    first = make.get_last_assignment(referral).programme

    following = make.decline(referral, make.make_coordinator(first.slug), NO_MENTOR)

    others = {o["programme_id"]: o for o in following.decision["explanation"]["not_retained"]}
    assert "déclin" in others[first.slug]["sentence"]


def test_an_association_that_says_it_is_full_is_not_sent_the_next_at_once(primary_school, lacle):
    first, second = pupil(primary_school), pupil(primary_school)

    make.decline(first, lacle, Refusal(DeclineReason.NO_PLACE_LEFT))

    assert second.state is ReferralState.WAITLISTED
    assert make.get_programme("lacle").taken == 0
    (asked,) = db.session.scalars(
        select(OutboxMessage).where(OutboxMessage.template == "correct_places")
    )
    assert asked.subject == "Places à corriger\u00a0: LA CLE"
    assert "1\u00a0place libre sur 1" in asked.body


def test_a_proposal_and_a_wait_are_written_to_the_trail(primary_school, lacle):
    pupil(primary_school)
    pupil(primary_school)

    made = [e for e in db.session.scalars(select(AuditEvent)) if e.subject_type == "referral"]
    told = [(e.action, e.changes, e.actor_id) for e in made if e.actor_id is None]
    assert told == [
        ("proposal.made", {"programme": "lacle"}, None),
        ("referral.waitlisted", {"reason": "no_place_left"}, None),
    ]


def test_a_place_given_back_is_seen_by_the_next_placement_of_the_same_act(primary_school):
    assignment = make.get_last_assignment(pupil(primary_school))
    programme = assignment.programme
    assert programme.taken == 1

    capacity.release_place(programme.id, assignment.id, "pour un test")

    places = capacity_queries.read_board(primary_school.territory_id).places["lacle"]
    assert places.free == programme.stated

"""Two referrals that look alike: two young people, or one."""

from datetime import datetime

import pytest
from sqlalchemy import select

from app.core.clock import PARIS
from app.core.db import db
from app.core.errors import NotFoundError, StaleError
from app.core.models import AuditEvent, OutboxMessage
from app.referrals.errors import AlreadySettledError, UnmergeableError
from app.referrals.models import Referral, Suspicion
from app.referrals.pages.suspicions import versions_of
from app.referrals.reasons import DeclineReason, Refusal
from app.referrals.rules import AssignmentState, ReferralState
from app.referrals.service.settling import dismiss_suspicion, merge_referrals
from app.referrals.service.states import move_assignment, move_referral
from app.reports.doctor import examine
from tests.factories import (
    accept,
    decline,
    get_programme,
    make_manager,
    make_referral,
    state_places,
)
from tests.referrals.scenes import (
    LINA,
    SECRETS,
    actor_of,
    proposals_of,
    send_lina,
    send_lina_again,
    state_of,
)

pytestmark = pytest.mark.both_databases


@pytest.fixture(autouse=True)
def november(frozen):
    frozen(datetime(2026, 11, 23, 9, tzinfo=PARIS))


@pytest.fixture
def helene(roubaix):
    return actor_of("helene.vasseur")


@pytest.fixture
def pair(roubaix):
    """Lina, sent by a collège then by the ASE, proposed twice to the Afev."""
    earlier = send_lina()
    return earlier, send_lina_again()


def doubt():
    db.session.rollback()
    return db.session.scalars(select(Suspicion)).one()


def merge(kept: Referral, actor, versions=None):
    one = doubt()
    return merge_referrals(one.reference, kept.reference, versions or versions_of(one), actor)


def mails(template):
    found = select(OutboxMessage).where(OutboxMessage.template == template)
    return db.session.scalars(found.order_by(OutboxMessage.id)).all()


def test_two_young_people_go_on_each(helene, pair):
    dismiss_suspicion(doubt().reference, helene)

    one = doubt()
    assert (one.state, one.decided_by_id, one.kept_id) == ("dismissed", helene.user_id, None)
    assert one.decided_at is not None
    assert {state_of(referral) for referral in pair} == {"proposed"}


def test_a_merge_withdraws_one_and_gives_its_place_back(helene, pair):
    earlier, later = pair

    merge(later, helene)

    assert (state_of(earlier), state_of(later)) == ("withdrawn", "proposed")
    assert earlier.withdraw_reason == "duplicate"
    assert earlier.merged_into_id == later.id
    assert proposals_of(earlier) == [("afev", "recalled")]
    assert get_programme("afev").taken == 1
    assert examine() == []


def test_the_place_given_back_serves_who_waits(helene, pair):
    earlier, later = pair
    state_places("afev", 2)
    waiting = send_waiting()

    merge(later, helene)

    assert proposals_of(waiting) == [("afev", "proposed")]
    assert get_programme("afev").taken == 2
    assert earlier.reference not in " ".join(mail.body for mail in mails("new_proposal")[-1:])


def send_waiting():
    """Return a request of another pupil that waits for the Afev and LA CLE, both full."""
    state_places("lacle", 0)
    facts = {**LINA, "first_name": "Noé", "last_name": "Petit", "age": 8, "situation": "CE2"}
    referral = make_referral(actor_of("samira.haddad"), **facts)
    assert referral.state is ReferralState.WAITLISTED
    return referral


def test_an_acceptance_is_taken_back_and_the_association_told(helene, pair):
    earlier, later = pair
    accept(later, actor_of("theo.marchand"))

    merge(earlier, helene)

    told = {mail.recipient for mail in mails("news")}
    assert "theo.marchand@example.org" in told
    assert proposals_of(later) == [("afev", "recalled")]


def test_both_prescribers_are_told_without_a_name_nor_the_other(helene, pair):
    earlier, later = pair

    merge(earlier, helene)

    (goes_on,), (ended,) = mails("merged_from"), mails("merged")
    assert goes_on.recipient == "samira.haddad@example.org"
    assert ended.recipient == "isabelle.carlier@example.org"
    written = " ".join(mail.subject + mail.body for mail in (goes_on, ended, *mails("news")))
    assert not [word for word in (*SECRETS, "Rosa Parks", "ASE", "Nord") if word in written]
    assert earlier.reference not in ended.body
    assert later.reference not in goes_on.body


def test_each_thread_names_the_other_for_managers(helene, pair):
    earlier, later = pair

    merge(earlier, helene)

    kinds = {(entry.kind, entry.text) for one in pair for entry in one.thread[-1:]}
    assert kinds == {("merged_from", later.reference), ("merged", earlier.reference)}


def test_a_merge_leaves_a_trace_without_a_name(helene, pair):
    earlier = pair[0]

    merge(earlier, helene)

    events = db.session.scalars(select(AuditEvent).order_by(AuditEvent.id.desc()).limit(20)).all()
    found = {event.action: event.changes for event in events if event.actor_id == helene.user_id}
    assert found["suspicion.merged"] == {"into": earlier.reference}
    assert found["referral.withdrawn"]["reason"] == "duplicate"


def test_a_mentoring_that_started_is_never_withdrawn(helene, pair):
    earlier, later = pair
    accept(later, actor_of("theo.marchand"))
    start(later)

    with pytest.raises(UnmergeableError, match="a commencé"):
        merge(earlier, helene)

    assert state_of(later) == "mentoring"
    merge(later, helene)
    assert state_of(earlier) == "withdrawn"


def start(referral: Referral) -> None:
    """Let the pair meet, as the association says it did."""
    db.session.rollback()
    assignment = referral.assignments[-1]
    move_assignment(assignment, AssignmentState.STARTED)
    assignment.started_on = assignment.expected_end = datetime.now(PARIS).date()
    assignment.modality = "remote"
    move_referral(referral, ReferralState.MENTORING)
    db.session.commit()


def test_what_was_withdrawn_meanwhile_is_not_merged(helene, pair):
    earlier, later = pair
    seen = versions_of(doubt())
    decline(later, actor_of("theo.marchand"), Refusal(DeclineReason.NOT_INTERESTED))

    with pytest.raises(StaleError, match="a changé"):
        merge(earlier, helene, seen)
    with pytest.raises(UnmergeableError, match="n’est plus suivie"):
        merge(earlier, helene)

    assert state_of(earlier) == "proposed"


def test_a_second_click_changes_nothing(helene, pair):
    earlier, later = pair
    one = doubt()
    seen = versions_of(one)
    merge(earlier, helene, seen)

    merge(earlier, helene, seen)

    assert len(mails("merged")) == 1
    assert [entry.kind for entry in later.thread].count("merged") == 1


def test_another_manager_is_told_who_decided_and_when(helene, pair):
    dismiss_suspicion(doubt().reference, helene)
    colleague = make_manager()

    with pytest.raises(AlreadySettledError) as refused:
        merge(pair[0], colleague)

    said = refused.value.message.replace("\u00a0", " ")
    assert said == (
        "Hélène Vasseur a décidé le 23 novembre 2026 à 9 h : deux jeunes. Rien n’a été changé."
    )


def test_a_page_older_than_the_referrals_changes_nothing(helene, pair):
    seen = versions_of(doubt())
    accept(pair[1], actor_of("theo.marchand"))

    with pytest.raises(StaleError, match="a changé depuis"):
        merge(pair[0], helene, seen)

    assert state_of(pair[1]) == "accepted"


def test_only_one_of_the_two_may_be_kept(helene, pair):
    one = doubt()

    with pytest.raises(NotFoundError):
        merge_referrals(one.reference, "ZZZZZZ", versions_of(one), helene)
    with pytest.raises(NotFoundError):
        dismiss_suspicion("ZZZZZZ", helene)

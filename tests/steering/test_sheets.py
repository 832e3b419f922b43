"""Another sheet: asked, its impact foretold, approved from a day on; old proposals replay."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from app.capacity.models import ProgrammeVersion
from app.capacity.queries import get_newest_version, get_sheet
from app.core import clock
from app.core.db import db
from app.core.errors import NotFoundError
from app.referrals.decisions import replay
from app.referrals.models import Referral
from app.referrals.rules import WaitReason
from app.steering.errors import OutdatedPageError, RefusedActError
from app.steering.service import sheets
from app.steering.service.calendar import follow_calendar
from tests import factories as make
from tests.referrals.scenes import count_events
from tests.steering.scenes import PUPIL

pytestmark = pytest.mark.both_databases


@pytest.fixture
def manager(app):
    """A manager of the Cité éducative, in Roubaix."""
    make.make_roubaix()
    return make.make_manager()


@pytest.fixture
def lacle(manager):
    """The coordinator of LA CLE."""
    return make.make_coordinator("lacle")


def ask(actor, slug="lacle", base=None, **changes):
    """Ask for another sheet: the one of today with some changes."""
    newest = get_newest_version(make.get_programme(slug).id)
    sheet = {**newest.sheet, **changes}
    return sheets.propose(slug, base or newest.version, sheet, "pour un test", actor)


def sheet_in_force(slug):
    """Return the sheet proposals are made with now."""
    return get_sheet(make.get_programme(slug).territory_id, slug).sheet


def pupils(number):
    """Send primary pupils no association takes but LA CLE."""
    school = make.make_prescriber(make.ECOLE)
    return [make.make_referral(school, **PUPIL) for _ in range(number)]


def reasons(referrals):
    """Return where each referral stands: its wait, or its state."""
    db.session.expire_all()
    return [(one.wait_reason or one.state).value for one in referrals]


def test_a_change_asked_changes_nothing_until_it_is_approved(lacle):
    ask(lacle, age_max=12)

    assert sheet_in_force("lacle")["age_max"] != 12
    assert make.get_programme("lacle").rules_version == 1


def test_an_approved_sheet_opens_to_those_who_waited(lacle, manager):
    first = ask(lacle, age_min=15)
    sheets.approve(first.id, clock.today(), manager)
    waiting = pupils(2)
    second = ask(lacle, age_min=6)

    impact = sheets.foresee_sheet(second)
    before = reasons(waiting)
    sheets.approve(second.id, clock.today(), manager)

    assert before == [WaitReason.NO_ELIGIBLE_ASSOCIATION.value] * 2
    assert (impact.opened, impact.closed, impact.served) == (2, 0, 2)
    assert reasons(waiting) == ["proposed", "proposed"]


def test_a_stricter_sheet_closes_to_those_who_waited_and_says_so(lacle, manager):
    make.state_places("lacle", 1)
    sent = pupils(3)
    asked = ask(lacle, age_min=15)

    impact = sheets.foresee_sheet(asked)
    sheets.approve(asked.id, clock.today(), manager)

    assert (impact.opened, impact.closed) == (0, 2)
    assert reasons(sent) == ["proposed", "no_eligible_association", "no_eligible_association"]


def test_only_as_many_as_places_are_served(lacle, manager):
    sheets.approve(ask(lacle, age_min=15).id, clock.today(), manager)
    make.state_places("lacle", 1)
    waiting = pupils(3)
    asked = ask(lacle, age_min=6)

    impact = sheets.foresee_sheet(asked)
    sheets.approve(asked.id, clock.today(), manager)

    assert (impact.opened, impact.served) == (3, 1)
    assert reasons(waiting) == ["proposed", "no_place_left", "no_place_left"]


def test_a_proposal_keeps_the_version_it_was_decided_with(lacle, manager):
    (referral,) = pupils(1)
    decision = make.get_last_assignment(referral).decision

    sheets.approve(ask(lacle, age_min=15).id, clock.today(), manager)

    versions = dict(decision["rules"])
    rows = db.session.scalars(select(ProgrammeVersion).where(ProgrammeVersion.version == 1))
    told = {row.sheet["id"]: row.sheet for row in rows}
    assert versions["lacle"] == 1
    assert replay(decision, told) == decision["explanation"]


def test_a_version_takes_effect_on_its_day(lacle, manager, frozen):
    asked = ask(lacle, age_max=12)
    sheets.approve(asked.id, clock.today() + timedelta(days=3), manager)

    follow_calendar()
    before = sheet_in_force("lacle")["age_max"]
    frozen(clock.now() + timedelta(days=3))
    changed = [follow_calendar(), follow_calendar()]

    assert (before == 12, sheet_in_force("lacle")["age_max"], changed) == (False, 12, [1, 0])


def test_no_version_takes_effect_before_the_one_it_follows(lacle, manager):
    later = clock.today() + timedelta(days=30)
    sheets.approve(ask(lacle, age_max=12).id, later, manager)
    second = ask(lacle, age_max=13)

    with pytest.raises(RefusedActError, match="prend effet le"):
        sheets.approve(second.id, clock.today(), manager)


def test_a_second_request_takes_the_place_of_the_first(lacle, manager):
    first, second = ask(lacle, age_max=12), ask(lacle, age_max=13)

    with pytest.raises(OutdatedPageError):
        sheets.approve(first.id, clock.today(), manager)
    sheets.approve(second.id, clock.today(), manager)

    assert sheet_in_force("lacle")["age_max"] == 13


def test_the_second_click_asks_once(lacle):
    first, second = ask(lacle, age_max=12), ask(lacle, age_max=12)

    assert first.id == second.id
    assert count_events("sheet.proposed") == 1


def test_a_request_made_from_an_old_sheet_is_refused(lacle, manager):
    sheets.approve(ask(lacle, age_max=12).id, clock.today(), manager)

    with pytest.raises(OutdatedPageError, match="a changé pendant ce temps"):
        ask(lacle, base=1, age_max=14)


def test_the_second_click_approves_once(lacle, manager):
    asked = ask(lacle, age_max=12)

    for _ in range(2):
        sheets.approve(asked.id, clock.today(), manager)

    assert get_newest_version(make.get_programme("lacle").id).version == 2


def test_a_request_that_says_nothing_new_is_refused(lacle):
    with pytest.raises(RefusedActError, match="Rien n’a été changé"):
        ask(lacle)


def test_a_refused_request_changes_nothing_and_keeps_its_answer(lacle, manager):
    asked = ask(lacle, age_max=12)

    sheets.refuse(asked.id, "La brochure vient d’être imprimée.", manager)

    assert asked.answer.startswith("La brochure")
    with pytest.raises(OutdatedPageError, match="déjà reçu sa réponse"):
        sheets.approve(asked.id, clock.today(), manager)


def test_an_association_touches_no_other_s_request(lacle, manager):
    asked = ask(manager, slug="afev", age_max=12)

    with pytest.raises(NotFoundError):
        sheets.withdraw(asked.id, lacle)
    with pytest.raises(NotFoundError):
        ask(lacle, slug="afev", age_max=12)


def test_whoever_waits_for_news_of_the_family_is_not_concerned(lacle, manager):
    sheets.approve(ask(lacle, age_min=15).id, clock.today(), manager)
    (referral,) = pupils(1)
    row = db.session.get_one(Referral, referral.id)
    row.wait_reason = WaitReason.AWAITING_AGREEMENT
    db.session.commit()

    assert sheets.foresee_sheet(ask(lacle, age_min=6)).opened == 0

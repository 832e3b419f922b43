"""Closing to new young people, and moving free places: the sum and the people stay."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from app.capacity.history import list_closures, list_places_on
from app.core import clock
from app.core.db import db
from app.core.models import OutboxMessage
from app.reports.doctor import sum_places
from app.steering.errors import OutdatedPageError, RefusedActError
from app.steering.queries.places import get_steered, seen_of
from app.steering.service.calendar import follow_calendar
from app.steering.service.closing import Days, close, reopen
from app.steering.service.moving_places import Transfer, foresee_transfer, move_places
from tests import factories as make
from tests.steering.scenes import PUPIL, fill_lacle

pytestmark = pytest.mark.both_databases


@pytest.fixture
def lacle(app):
    """The coordinator of LA CLE."""
    make.make_roubaix()
    return make.make_coordinator("lacle")


@pytest.fixture
def manager(lacle):
    """A manager of the Cité éducative."""
    return make.make_manager()


def days(first, last=None):
    """Return days of closure, counted from today."""
    today = clock.today()
    end = None if last is None else today + timedelta(days=last)
    return Days(today + timedelta(days=first), end, "les mentors sont en examen")


def send_pupil():
    """Return the state of a pupil just sent, whom only LA CLE takes."""
    referral = make.make_referral(make.make_prescriber(make.ECOLE), **PUPIL)
    return referral.state.value


def move(number, source="afev", target="lacle"):
    """Return places to move."""
    return Transfer(source, target, number, "la demande du primaire")


def seen(slug, actor):
    """Return what a page about a programme is made from."""
    return seen_of(get_steered(slug, actor))


def test_a_closed_association_is_sent_nobody(lacle):
    close("lacle", days(0), lacle)

    assert send_pupil() == "waitlisted"


def test_a_reopened_association_serves_whoever_waited(lacle):
    close("lacle", days(0), lacle)
    referral = make.make_referral(make.make_prescriber(make.ECOLE), **PUPIL)
    (closure,) = list_closures(make.get_programme("lacle").id, clock.today())

    reopen("lacle", closure.id, lacle)

    db.session.expire_all()
    assert referral.state.value == "proposed"


def test_days_to_come_close_and_open_by_themselves(lacle, frozen):
    close("lacle", days(2, 3), lacle)

    said = []
    for _ in range(5):
        follow_calendar()
        said.append(make.get_programme("lacle").is_open)
        frozen(clock.now() + timedelta(days=1))

    assert said == [True, True, False, False, True]


def test_opening_by_itself_serves_whoever_waited(lacle, frozen):
    close("lacle", days(0, 1), lacle)
    referral = make.make_referral(make.make_prescriber(make.ECOLE), **PUPIL)

    frozen(clock.now() + timedelta(days=2))
    follow_calendar()

    db.session.expire_all()
    assert referral.state.value == "proposed"


@pytest.mark.parametrize("wrong", [(-1, 3), (3, 1), (0, 0), (0, 900), (900, None)])
def test_days_past_too_far_reversed_or_already_closed_are_refused(lacle, wrong):
    if wrong == (0, 0):
        close("lacle", days(0, 5), lacle)

    with pytest.raises(RefusedActError):
        close("lacle", days(*wrong), lacle)


def test_the_second_click_closes_once(lacle):
    for _ in range(2):
        close("lacle", days(1, 3), lacle)

    assert len(list_closures(make.get_programme("lacle").id, clock.today())) == 1


def test_the_ledger_tells_who_was_closed_on_a_past_day(lacle, frozen):
    close("lacle", days(0, 1), lacle)
    closed_on = clock.today()
    frozen(clock.now() + timedelta(days=3))
    follow_calendar()

    def was_open(day):
        places = list_places_on(make.get_programme("lacle").territory_id, day)
        return next(one.is_open for one in places if one.slug == "lacle")

    assert (was_open(closed_on), was_open(clock.today())) == (False, True)


def test_moved_places_keep_the_sum_and_serve_whoever_waits(lacle, manager):
    pupils = fill_lacle(3)
    before = make.get_programme("afev").stated + make.get_programme("lacle").stated

    move_places(seen("afev", manager), move(2), manager)

    db.session.expire_all()
    assert [one.state.value for one in pupils] == ["proposed"] * 3
    assert make.get_programme("afev").stated + make.get_programme("lacle").stated == before
    assert all(sums.agree for sums in sum_places())


def test_what_a_move_foretells_is_what_happens(lacle, manager):
    fill_lacle(3)

    source, target = foresee_transfer(move(1), manager)
    move_places(seen("afev", manager), move(1), manager)

    assert (source.effect.after.stated, target.effect.after.stated) == (89, 2)
    assert (
        target.effect.served == make.get_programme("lacle").taken - target.effect.before.taken == 1
    )


@pytest.mark.parametrize(
    "number, source, target",
    [(91, "afev", "lacle"), (0, "afev", "lacle"), (1, "afev", "afev")],
)
def test_only_free_places_move_and_elsewhere(lacle, manager, number, source, target):
    with pytest.raises(RefusedActError):
        move_places(seen("afev", manager), move(number, source, target), manager)

    assert make.get_programme("afev").stated == 90


def test_a_page_older_than_a_move_moves_nothing(lacle, manager):
    old = seen("afev", manager)
    move_places(old, move(1), make.make_manager())

    for other in (move(1), move(2)):
        with pytest.raises(OutdatedPageError):
            move_places(old, other, manager)


def test_the_second_click_moves_once(lacle, manager):
    old = seen("afev", manager)

    for _ in range(2):
        move_places(old, move(1), manager)

    assert make.get_programme("afev").stated == 89
    with pytest.raises(OutdatedPageError):
        move_places(old, move(2), manager)


def test_both_associations_are_told_of_a_move(lacle, manager):
    make.make_coordinator("afev", email="afev@example.org")

    move_places(seen("afev", manager), move(2), manager)

    told = {one.recipient: one.body for one in db.session.scalars(select(OutboxMessage))}
    assert "2\u00a0places" in told["afev@example.org"]
    assert len(told) == 2

"""Entering the school holidays of years to come; what people changed stays unless asked."""

from datetime import date, datetime

import pytest

from app.auth.closed_days import list_periods, list_school_holidays
from app.auth.holidays import Source, import_holidays, preview_holidays
from app.auth.rules import ClosedKind
from app.auth.service.calendar import NewPeriod, change_period, stamp
from app.auth.territories import open_territory
from app.core.clock import PARIS
from app.core.db import db
from tests.auth.test_school_calendar import COLUMNS, LINES
from tests.factories import make_manager
from tests.referrals.scenes import count_events

pytestmark = pytest.mark.both_databases

SINCE = date(2026, 9, 1)
TOUSSAINT = (date(2026, 10, 17), date(2026, 11, 1))
SUMMER = (date(2027, 7, 3), date(2027, 8, 31))
OLD = "Vacances;-;2020-10-16T22:00:00+00:00;2020-11-01T23:00:00+00:00;Lille;Zone B;x"


@pytest.fixture
def territory(app, frozen):
    """A territory that knows no holidays, on 23 November 2026."""
    frozen(datetime(2026, 11, 23, 9, tzinfo=PARIS))
    return open_territory("ailleurs", "Cité éducative d’ailleurs").id


@pytest.fixture
def source(tmp_path):
    return write(tmp_path / "calendrier.csv", *LINES, OLD)


def write(file, *lines):
    file.write_text("\n".join([COLUMNS, *lines]), encoding="utf-8")
    return Source(file, "Lille", "B")


def move_toussaint(territory):
    """Let somebody give other days to the holidays of the Toussaint."""
    period = list_periods(territory, SINCE)[0]
    actor = make_manager()
    new = NewPeriod(ClosedKind.SCHOOL_HOLIDAY, "Toussaint", date(2026, 10, 19), date(2026, 11, 30))
    return change_period(period.id, new, stamp(period), actor)


def test_a_preview_tells_and_writes_nothing(territory, source):
    lines = preview_holidays(territory, source, False).lines()

    assert "  Vacances de la Toussaint\u00a0: du 17/10/2026 au 01/11/2026" in lines
    assert "Vacances entrées\u00a0: 2" in lines
    assert "Années passées, laissées\u00a0: 1" in lines
    assert list_school_holidays(territory, SINCE) == []


def test_an_import_enters_what_is_missing_and_says_what_its_preview_said(territory, source):
    preview = preview_holidays(territory, source, False).lines()

    assert import_holidays(territory, source, False).lines() == preview
    assert list_school_holidays(territory, SINCE) == [TOUSSAINT, SUMMER]
    assert count_events("calendar.imported") == 1


def test_the_same_calendar_twice_changes_nothing(territory, source):
    import_holidays(territory, source, False)

    again = import_holidays(territory, source, True)

    assert (again.created, again.corrected, len(again.unchanged)) == ([], [], 2)
    assert count_events("calendar.imported") == 1


def test_days_that_somebody_changed_stay_unless_asked(roubaix, frozen, source):
    frozen(datetime(2026, 11, 23, 9, tzinfo=PARIS))
    move_toussaint(roubaix)

    left = import_holidays(roubaix, source, False)
    asked = import_holidays(roubaix, source, True)

    assert "(ici du 19/10/2026 au 30/11/2026)" in left.different[0]
    assert "(c’était du 19/10/2026 au 30/11/2026)" in asked.corrected[0]
    db.session.rollback()
    assert TOUSSAINT in list_school_holidays(roubaix, SINCE)


def test_holidays_that_meet_two_others_are_left_even_when_asked(territory, source, tmp_path):
    import_holidays(territory, source, False)
    wide = "Vacances;-;2026-10-30T22:00:00+00:00;2027-01-03T23:00:00+00:00;Lille;Zone B;x"
    noel = "Noël;-;2026-12-18T23:00:00+00:00;2027-01-03T23:00:00+00:00;Lille;Zone B;x"
    import_holidays(territory, write(tmp_path / "noel.csv", noel), False)

    report = import_holidays(territory, write(tmp_path / "large.csv", wide), True)

    assert len(report.different) == 1
    assert len(list_school_holidays(territory, SINCE)) == 3


def test_holidays_that_were_moved_leave_room_for_others(roubaix, frozen, tmp_path):
    frozen(datetime(2026, 11, 23, 9, tzinfo=PARIS))
    move_toussaint(roubaix)
    bridge = "Vacances;-;2026-11-20T22:00:00+00:00;2026-11-25T23:00:00+00:00;Lille;Zone B;x"
    source = write(tmp_path / "deux.csv", LINES[0], bridge)

    report = import_holidays(roubaix, source, True)
    again = import_holidays(roubaix, source, True)

    assert (len(report.corrected), len(report.created)) == (1, 1)
    assert (again.created, again.corrected, len(again.unchanged)) == ([], [], 2)
    assert TOUSSAINT in list_school_holidays(roubaix, SINCE)


def test_a_line_that_cannot_be_entered_leaves_the_others_in(territory, tmp_path):
    summer = "Début des Vacances d'Été;-;2028-07-03T22:00:00+00:00;2028-07-03;Lille;Zone B;x"

    report = import_holidays(territory, write(tmp_path / "x.csv", LINES[0], summer), False)

    assert report.lines()[0].startswith("Ligne 3\u00a0: «\u00a0Début des Vacances d’Été\u00a0»")
    assert list_school_holidays(territory, SINCE) == [TOUSSAINT]


def test_two_lines_of_a_file_that_meet_make_one_period(territory, tmp_path):
    other = LINES[0].replace("2026-10-16T22", "2026-10-23T22")

    report = import_holidays(territory, write(tmp_path / "deux.csv", LINES[0], other), True)

    assert "recouvre une autre ligne du fichier" in report.different[0]
    assert list_school_holidays(territory, SINCE) == [TOUSSAINT]

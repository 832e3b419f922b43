"""A sheet approved for a day to come can be given up; a proposal says what became of it."""

from datetime import timedelta

import pytest

from app.auth.queries import list_addresses
from app.auth.rules import Role
from app.capacity.queries import get_newest_version, get_sheet
from app.core import clock
from app.core.errors import NotFoundError
from app.steering.errors import OutdatedPageError, RefusedActError
from app.steering.queries.sheets import list_versions
from app.steering.service import sheets
from app.steering.service.calendar import follow_calendar
from tests import factories as make
from tests.referrals.every_mail import outbox

MONTH = timedelta(days=30)


@pytest.fixture
def manager(app):
    """A manager of the Cité éducative, in Roubaix."""
    make.make_roubaix()
    return make.make_manager()


@pytest.fixture
def lacle(manager):
    """The coordinator of LA CLE."""
    return make.make_coordinator("lacle")


def ask(actor, slug="lacle", **changes):
    """Ask for another sheet: the newest one with some changes."""
    newest = get_newest_version(make.get_programme(slug).id)
    sheet = {**newest.sheet, **changes}
    return sheets.propose(slug, newest.version, sheet, "pour un test", actor)


def approve(actor, manager, days=30, **changes):
    """Approve another sheet for a day to come."""
    day = clock.today() + timedelta(days=days)
    return sheets.approve(ask(actor, **changes).id, day, manager)


def sheet_in_force():
    """Return the sheet proposals are made with now."""
    return get_sheet(make.get_programme("lacle").territory_id, "lacle").sheet


def last_mail():
    """Return the subject and the words of the last mail."""
    mail = outbox("places_changed")[-1]
    return mail.subject.replace("\u00a0", " "), mail.body.replace("\u00a0", " ")


@pytest.mark.both_databases
def test_a_version_to_come_is_given_up_and_the_sheet_in_force_stays(lacle, manager, frozen):
    before = sheet_in_force()
    approve(lacle, manager, age_max=12)

    sheets.give_up("lacle", 2, manager)
    frozen(clock.now() + 2 * MONTH)
    changed = follow_calendar()

    assert (changed, sheet_in_force()) == (0, before)
    assert last_mail()[0] == "LA CLE : la fiche approuvée pour le 27 décembre 2026 est abandonnée"


def test_after_a_version_was_given_up_another_may_count_at_once(lacle, manager):
    approve(lacle, manager, 600, age_max=12)
    sheets.give_up("lacle", 2, manager)

    sheets.approve(ask(lacle, age_max=13).id, clock.today(), manager)

    assert sheet_in_force()["age_max"] == 13


def test_every_version_to_come_is_given_up_at_once_and_once(lacle, manager):
    approve(lacle, manager, 30, age_max=12)
    approve(lacle, manager, 60, age_max=13)

    for number in (3, 3, 2):
        sheets.give_up("lacle", number, manager)

    versions = list_versions(make.get_programme("lacle").id)
    given_up = [one.number for one in versions if one.is_given_up(versions)]
    assert (versions[0].number, given_up) == (4, [3, 2])


def test_a_page_older_than_the_last_approval_gives_nothing_up(lacle, manager):
    approve(lacle, manager, 30, age_max=12)
    approve(lacle, manager, 60, age_max=13)

    with pytest.raises(OutdatedPageError, match="Une autre version"):
        sheets.give_up("lacle", 2, manager)


@pytest.mark.both_databases
def test_a_version_whose_day_has_come_is_not_given_up(lacle, manager, frozen):
    approve(lacle, manager, age_max=12)
    frozen(clock.now() + MONTH)

    with pytest.raises(OutdatedPageError, match="déjà pris effet"):
        sheets.give_up("lacle", 2, manager)


def test_only_a_version_that_exists_is_given_up(lacle, manager):
    with pytest.raises(NotFoundError):
        sheets.give_up("lacle", 9, manager)


def test_a_proposal_made_from_a_version_given_up_is_outdated(lacle, manager):
    approve(lacle, manager, age_max=12)
    asked = ask(lacle, age_max=13)
    sheets.give_up("lacle", 2, manager)

    with pytest.raises(OutdatedPageError, match="a changé depuis"):
        sheets.approve(asked.id, clock.today(), manager)


@pytest.mark.parametrize("days, accepted", [(2 * 366, True), (2 * 366 + 1, False)])
def test_a_sheet_takes_effect_within_two_years(lacle, manager, days, accepted):
    if accepted:
        approve(lacle, manager, days, age_max=12)
    else:
        with pytest.raises(RefusedActError, match="dans les deux ans"):
            approve(lacle, manager, days, age_max=12)

    assert len(list_versions(make.get_programme("lacle").id)) == 1 + accepted


def test_the_other_side_is_told_of_what_is_withdrawn(lacle, manager):
    sheets.withdraw(ask(lacle, age_max=12).id, manager)

    assert f"La modification de la fiche de {lacle.name} est retirée." in last_mail()[1]
    told = list_addresses(make.get_programme("lacle").organisation_id, Role.COORDINATOR)
    assert outbox("places_changed")[-1].recipient in told


def test_the_mail_of_a_refusal_says_why(lacle, manager):
    sheets.refuse(ask(lacle, age_max=12).id, "La brochure\nest imprimée.", manager)

    subject, words = last_mail()
    assert subject == "LA CLE : la modification de la fiche n’est pas retenue"
    assert "Raison donnée : La brochure est imprimée." in words
    assert "Changement fait par : Cité éducative de Roubaix" in words


def test_the_mail_of_a_second_proposal_says_whose_it_replaces(lacle, manager):
    first = ask(lacle, age_max=12)
    ask(manager, age_max=13)

    assert f"à la place de celle de {lacle.name}" in last_mail()[0]
    assert "Raison donnée : pour un test" in last_mail()[1]
    assert first.settled_by_id == manager.user_id

"""The mails about places say what changed, for which association, and why."""

import pytest

from app.auth.rules import Role
from app.capacity.rules import Statement
from app.core import clock
from app.steering.queries.places import get_steered, seen_of
from app.steering.service.closing import Days, close
from app.steering.service.moving_places import Transfer, move_places
from app.steering.service.opening import NewProgramme, open_programme
from tests import factories as make
from tests.referrals.every_mail import outbox
from tests.steering.scenes import say

WHY = "deux mentores de plus"


@pytest.fixture
def manager(app):
    """A manager, the two associations having somebody to write to."""
    make.make_roubaix()
    for slug in ("afev", "lacle"):
        make.make_coordinator(slug)
    return make.make_manager()


def subjects():
    """Return the subjects of the mails, once each was seen to say why."""
    mails = outbox("places_changed")
    assert [
        mail.body for mail in mails if WHY not in mail.body and "pour un test" not in mail.body
    ] == []
    return [mail.subject.replace("\u00a0", " ") for mail in mails]


def test_a_move_is_told_plainly_to_both(manager):
    seen = seen_of(get_steered("afev", manager))

    move_places(seen, Transfer("afev", "lacle", 3, WHY), manager)

    assert subjects() == [
        "Afev : 3 places sont déplacées vers LA CLE",
        "LA CLE : 3 places sont déplacées ici, depuis l’Afev",
    ]


def test_one_place_moves_in_the_singular(manager):
    seen = seen_of(get_steered("afev", manager))

    move_places(seen, Transfer("afev", "lacle", 1, WHY), manager)

    assert subjects()[0] == "Afev : 1 place est déplacée vers LA CLE"


def test_figures_closures_and_programmes_say_why(manager):
    say("afev", 95, manager)
    close("afev", Days(clock.today(), None, WHY), manager)
    open_programme(NewProgramme("afev", "Afev, lycées", Statement(4), WHY), manager)

    assert subjects() == [
        "Afev : 95 places au lieu de 90, dès aujourd’hui",
        "Afev : aucun nouveau jeune du 27 novembre 2026 jusqu’à sa réouverture",
        "Afev, lycées : un nouveau programme est ouvert",
    ]


def test_an_association_that_acts_is_named_once_as_the_author(manager):
    coordinator = make.make_person("afev", Role.COORDINATOR)

    say("afev", 95, coordinator)

    body = outbox("places_changed")[-1].body.replace("\u00a0", " ")
    assert "Changement fait par : Afev" in body
    assert "pour l’Afev" not in body

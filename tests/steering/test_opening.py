"""Opening a second programme of an association: its name, its address, and whom it serves."""

import pytest

from app.capacity.rules import Statement
from app.core.db import db
from app.steering.errors import RefusedActError
from app.steering.service.opening import (
    NewProgramme,
    foresee_opening,
    open_programme,
    slug_of,
)
from tests import factories as make
from tests.referrals.scenes import count_events
from tests.steering.scenes import PUPIL

LONG = "Afev accompagnement des lycéens professionnels du "


@pytest.fixture
def manager(app):
    """A manager of the Cité éducative, in Roubaix."""
    make.make_roubaix()
    return make.make_manager()


def a_programme(name, stated=1, reason="pour un test"):
    """Return a programme to open, on the model of LA CLE."""
    return NewProgramme("lacle", name, Statement(stated), reason)


@pytest.mark.both_databases
def test_a_new_programme_serves_those_who_suit_it_and_wait(manager):
    make.state_places("lacle", 0)
    school = make.make_prescriber(make.ECOLE)
    waiting = [make.make_referral(school, **PUPIL) for _ in range(2)]
    new = a_programme("La Clé des petits")

    effect = foresee_opening(new, manager)
    opened = open_programme(new, manager)

    db.session.expire_all()
    assert (opened.slug, effect.waiting, effect.served) == ("la-cle-des-petits", 2, 1)
    assert [one.state.value for one in waiting] == ["proposed", "waitlisted"]


@pytest.mark.parametrize(
    "name, taken, slug",
    [
        ("Afev lycée", set(), "afev-lycee"),
        ("Afev lycée", {"afev-lycee", "afev-lycee-2"}, "afev-lycee-3"),
        ("a" * 50, {"a" * 40}, "a" * 38 + "-2"),
    ],
)
def test_an_address_that_is_taken_is_numbered(name, taken, slug):
    assert slug_of(name, taken) == slug


@pytest.mark.parametrize("name", ["Nouveau", "Déplacer", "Demandes"])
def test_no_programme_takes_the_address_of_a_page(manager, name):
    assert open_programme(a_programme(name), manager).slug == f"{slug_of(name)}-2"


@pytest.mark.both_databases
def test_two_long_names_that_begin_alike_are_two_programmes(manager):
    north, south = (open_programme(a_programme(LONG + end), manager) for end in ("nord", "sud"))

    assert south.slug == north.slug[:38].strip("-") + "-2"


@pytest.mark.parametrize("name", ["LA CLE", "la clé", "Lacle", "Afev", "قلم", "…"])
def test_a_name_that_is_taken_or_unreadable_opens_nothing(manager, name):
    if name == "قلم":
        open_programme(a_programme("qlm"), manager)

    for act in (foresee_opening, open_programme):
        with pytest.raises(RefusedActError):
            act(a_programme(name), manager)


@pytest.mark.both_databases
def test_the_second_click_opens_once(manager):
    first, second = (open_programme(a_programme("La Clé des petits"), manager) for _ in range(2))

    assert first.id == second.id
    assert count_events("programme.added") == 1


@pytest.mark.parametrize("other", [{"stated": 2}, {"reason": "une autre raison"}])
def test_another_programme_of_that_name_is_no_second_click(manager, other):
    open_programme(a_programme("La Clé des petits"), manager)

    with pytest.raises(RefusedActError, match="s’appelle déjà"):
        open_programme(a_programme("La Clé des petits", **other), manager)

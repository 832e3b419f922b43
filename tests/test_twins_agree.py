"""What two rooms must write each for itself, because one may not import the other, is the same."""

import pytest

from app.auth import rules as people
from app.capacity.occupancy import AWAITING
from app.core import typography
from app.matching import criteria, vocabulary, wording
from app.referrals import models
from app.referrals.rules import AWAITS_ANSWER, HOLDS_A_PLACE


def test_the_engine_and_the_pages_hide_the_same_prescribers():
    assert vocabulary.SENSITIVE_KINDS == people.SENSITIVE_KINDS
    assert criteria.AUTHORISED_PARTNER == people.SENSITIVE_LABEL


@pytest.mark.parametrize(
    "name",
    [
        *("Afev", "Article 1", "C’Possible", "Œuvre", "Île", "Fondation FACE", "Association Élan"),
        *("Mission Possible", "LA CLE", "Proxité", "DUO for a JOB", "La Cravate Solidaire"),
    ],
)
def test_the_engine_and_the_pages_name_associations_alike(name):
    assert wording.with_article(name) == typography.with_article(name)
    assert wording.of_name(name) == typography.of_name(name)


def test_the_reserved_places_are_those_that_await_an_answer():
    assert set(AWAITING) == {state.value for state in AWAITS_ANSWER}


def test_one_live_proposal_at_most_is_one_that_holds_a_place():
    held = sorted(state.value for state in HOLDS_A_PLACE)

    index = next(i for i in models.Assignment.__table__.indexes if "live" in str(i.name))

    told = str(index.dialect_options["sqlite"]["where"])
    states, beside = told.split("(")[1].split(")")
    assert sorted(states.replace("'", "").split(", ")) == held
    assert beside == " AND NOT pending_transfer"  # the only second one

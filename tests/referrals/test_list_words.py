"""What people write in the cells of a class list is understood, or asked again, never guessed."""

import pytest

from app.referrals.forms import choices
from app.referrals.list_words import (
    MEETING_LABELS,
    QPV_LABELS,
    meeting_of,
    objectives_of,
    qpv_of,
    school_of,
    situation_of,
    with_zero,
)
from app.referrals.pages.phrases import NEED_WORDS, OFFERED_NEEDS
from app.referrals.situations import SITUATIONS

CLASSES = {
    "4ème": "4e",
    "4°B": "4e",
    "4B": "4e",
    "4e3": "4e",
    "403": "4e",
    "6EME SEGPA": "6e",
    "sixième 2": "6e",
    "CM2 A": "CM2",
    "3e prépa métiers": "3PM",
    "2nde GT": "2de_GT",
    "2nde pro MELEC": "2de_PRO",
    "1ère générale": "1re_G",
    "Tle STMG": "Tle_T",
    "Terminale pro": "Tle_PRO",
    "1CAP": "CAP1",
    "CAP 2e année": "CAP2",
    "Bac +2 (BTS)": "BAC+2",
    "Apprentie": "APPRENTI",
    "Seconde": None,
    "Tle": None,
    "13": None,
    "4 ans": None,
    "44": None,
    "CAP": None,
    "maternelle": None,
    "": None,
}
SCHOOLS = {"12": "college rosa parks", "13": "college anne frank", "14": "ecole anne frank"}


@pytest.mark.parametrize("text", CLASSES, ids=repr)
def test_a_class_is_understood_or_asked(text):
    assert situation_of(text) == CLASSES[text]


@pytest.mark.parametrize("situation", SITUATIONS, ids=lambda s: s.code)
def test_every_class_of_the_form_is_understood(situation):
    assert situation_of(situation.label) == situation.code
    assert situation_of(situation.code) == situation.code


def test_every_answer_of_the_form_is_understood():
    assert {str(c.value): c.label for c in choices.QPV_CHOICES} == QPV_LABELS
    assert {str(c.value): c.label for c in choices.MEETING_CHOICES} == MEETING_LABELS
    assert [qpv_of(label) for label in QPV_LABELS.values()] == list(QPV_LABELS)
    assert [meeting_of(label) for label in MEETING_LABELS.values()] == list(MEETING_LABELS)


@pytest.mark.parametrize("code", OFFERED_NEEDS)
def test_every_objective_of_the_form_is_understood(code):
    assert objectives_of(NEED_WORDS[code]) == ([code], [])


def test_objectives_are_read_one_after_the_other():
    read = objectives_of("Scolarité et méthode ; orientation, orientation / foot")

    assert read == (["scolaire", "orientation"], ["foot"])


def test_an_answer_that_means_nothing_is_none():
    assert qpv_of("peut-être") is None
    assert meeting_of("mardi") is None
    assert qpv_of("OUI") == "yes"
    assert meeting_of("Visio") == "distanciel_seul"


def test_a_school_is_named_whole_or_by_a_part_no_other_has():
    assert school_of("collège rosa-parks", SCHOOLS) == "12"
    assert school_of("Rosa Parks", SCHOOLS) == "12"
    assert school_of("Anne Frank", SCHOOLS) is None
    assert school_of("École Anne Frank", SCHOOLS) == "14"
    assert school_of("Aucun", SCHOOLS) == "none"
    assert school_of("", SCHOOLS) is None


def test_a_number_gets_back_the_zero_a_sheet_drops():
    assert with_zero("639981234") == "0639981234"
    assert with_zero("6 39 98 12 34") == "0639981234"
    assert with_zero("06 39 98 12 34") == "06 39 98 12 34"
    assert with_zero("12345") == "12345"

"""Programmes and young people come from data, and go back to data."""

import json

import pytest
from hypothesis import given

from app.matching import (
    Criterion,
    Profile,
    UnknownCriterionError,
    load_programmes,
    profile_from_data,
    profile_to_data,
    programme_from_data,
)
from app.matching.vocabulary import stage_of
from tests.matching.builders import BY_ID, CATALOGUE, PROGRAMMES, UNKNOWN, profiles


def test_the_catalogue_states_432_places():
    assert sum(programme.capacity for programme in PROGRAMMES) == 432
    assert [p.id for p in PROGRAMMES if p.open_ended] == ["article1"]


def test_a_catalogue_is_read_from_a_text_path_as_well():
    assert load_programmes(str(CATALOGUE)) == PROGRAMMES


def test_each_entry_of_the_catalogue_makes_its_programme():
    entries = json.loads(CATALOGUE.read_text(encoding="utf-8"))["programmes"]

    assert tuple(programme_from_data(entry) for entry in entries) == PROGRAMMES


def test_a_sheet_with_a_name_only_welcomes_everybody():
    programme = programme_from_data({"id": "new", "nom": "Nouvelle"})

    assert programme.criteria == ()
    assert programme.capacity == 0


def test_meetings_in_person_only_make_a_criterion():
    programme = programme_from_data({"id": "new", "nom": "Nouvelle", "modalites": ["presentiel"]})

    assert programme.criteria == (Criterion("meeting", values=("presentiel",)),)


@pytest.mark.parametrize(
    "public", [{"critere": "gauchers"}, {"critere": "qpv", "force": "souhaitable"}]
)
def test_a_criterion_no_rule_knows_is_refused(public):
    with pytest.raises(UnknownCriterionError, match=public["critere"]):
        programme_from_data({"id": "new", "nom": "Nouvelle", "publics": [public]})


def test_a_doubtful_frequency_is_not_told():
    assert BY_ID["article1"].frequency == ""
    assert BY_ID["afev"].frequency == "2h/semaine"


@given(profiles())
def test_a_profile_is_stored_and_read_back(profile):
    data = json.loads(json.dumps(profile_to_data(profile)))

    assert profile_from_data(data) == profile


def test_a_profile_with_an_id_only_knows_nothing():
    assert profile_from_data({"id": "p"}) == Profile(id="p", **UNKNOWN)


def test_codes_come_in_any_collection():
    listed = Profile(**{**UNKNOWN, "id": "p", "kinds": ["ase"], "needs": ("scolaire",)})

    assert listed.kinds == frozenset({"ase"})
    assert hash(listed) == hash(profile_from_data(profile_to_data(listed)))


@pytest.mark.parametrize(
    "level,stage",
    [
        ("GS", "ecole"),
        ("CM2", "ecole"),
        ("6e", "college"),
        ("CAP1", "lycee"),
        ("Tle_G", "lycee"),
        ("BAC+3", "etudes"),
        ("HORS_SCOLAIRE", "vie_active"),
        ("inconnu", None),
        (None, None),
    ],
)
def test_a_level_belongs_to_a_stage(level, stage):
    assert stage_of(level) == stage

"""French turns of phrase of the engine."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.matching import Criterion, Programme, eligibility, wording
from app.matching.vocabulary import LEVEL_LABELS
from tests.matching.builders import a_profile


@pytest.mark.parametrize(
    "name,named,of",
    [
        ("Afev", "l’Afev", "de l’Afev"),
        ("Article 1", "Article\u00a01", "d’Article\u00a01"),
        ("Proxité", "Proxité", "de Proxité"),
        ("C'Possible", "C’Possible", "de C’Possible"),
        ("Fondation FACE", "la Fondation FACE", "de la Fondation FACE"),
        ("Association Élan", "l’Association Élan", "de l’Association Élan"),
        ("LA CLE", "LA CLE", "de LA CLE"),
    ],
)
def test_names_take_their_article(name, named, of):
    assert wording.with_article(name) == named
    assert wording.of_name(name) == of


@pytest.mark.parametrize(
    "kinds,said",
    [
        (["lycee_agricole"], "lycee_agricole"),
        (["lycee_agricole", "college"], "collèges, lycee_agricole"),
        (["college", "college_rep"], "collèges"),
    ],
)
def test_a_kind_of_school_nobody_knows_is_not_left_out(kinds, said):
    assert wording.kinds_phrase(kinds) == said


def test_classes_nobody_knows_are_named_by_their_codes():
    assert wording.level_range(["IME", "ULIS"]) == "IME et ULIS"


@pytest.mark.parametrize(
    "low,high,said",
    [
        (5, 18, "de 5 à 18\u00a0ans"),
        (14, None, "à partir de 14\u00a0ans"),
        (None, 25, "jusqu’à 25\u00a0ans"),
    ],
)
def test_ages_are_told_by_their_bounds(low, high, said):
    assert wording.age_range(low, high) == said


@pytest.mark.parametrize(
    "levels,said",
    [
        (["CP", "Tle_G"], "du CP à la terminale"),
        (["6e", "HORS_SCOLAIRE"], "de la 6e aux premiers pas dans la vie active"),
        (["2de_GT", "BAC+5"], "de la seconde à bac+5"),
        (["CP", "CM2"], "du CP au CM2"),
        (["HORS_SCOLAIRE"], "jeunes sortis de l’école"),
        (["CAP1", "Tle_T"], "lycées professionnels et technologiques"),
    ],
)
def test_classes_are_told_by_their_range(levels, said):
    assert wording.level_range(levels) == said


@pytest.mark.parametrize(
    "levels,level,said",
    [
        (["2de_GT", "BAC+5"], "5e", "à partir de la seconde"),
        (["CP", "Tle_G"], "BAC+1", "du CP à la terminale"),
        (["5e", "1re_G", "1re_PRO"], "1re_T", "lycée, voies générale et professionnelle"),
        (["5e", "1re_G"], "1re_T", "lycée, voie générale"),
        (["2de_GT", "BAC+1"], "2de_PRO", "lycée, voie générale"),
        (["2de_GT", "BAC+1"], "CAP1", "lycée, voie générale"),
        (["5e", "CAP1"], "2de_GT", "lycée, voie professionnelle"),
        (["CAP1"], "5e", "lycées professionnels et technologiques"),
        (["HORS_SCOLAIRE"], "5e", "jeunes sortis de l’école"),
        (["2de_GT", "BAC+5"], "ULIS", "de la seconde à bac+5"),
    ],
)
def test_a_class_not_accepted_is_told_what_is(levels, level, said):
    assert wording.level_wanted(levels, level) == said


@given(st.lists(st.sampled_from(sorted(LEVEL_LABELS)), min_size=1, unique=True))
def test_whatever_the_classes_accepted_every_other_is_told_which(levels):
    programme = Programme("x", "X", (Criterion("level", values=tuple(levels)),))

    for level in LEVEL_LABELS:
        verdict = eligibility(a_profile(level=level), programme).verdicts[0]
        assert verdict.wanted
        assert (verdict.status == "yes") == (level in levels)


@pytest.mark.parametrize(
    "kinds,said",
    [
        (["ecole_rep", "college_rep", "college_rep_plus"], "écoles REP, collèges REP et REP+"),
        (["ecole", "college", "college_rep"], "écoles et collèges"),
        (["lycee_pro", "lycee_techno"], "lycées professionnels et technologiques"),
        (["mission_locale", "pole_emploi"], "missions locales, France Travail"),
        (["maison_des_ados"], "maison_des_ados"),
    ],
)
def test_partners_are_told_by_family(kinds, said):
    assert wording.kinds_phrase(kinds) == said


@pytest.mark.parametrize(
    "text,said",
    [
        ("2h/semaine", "2\u00a0h par semaine"),
        ("toute les semaines, au lycée", "toutes les semaines, au lycée"),
        ("2 rencontres + tél/visio", "2 rencontres + tél/visio"),
    ],
)
def test_the_words_of_the_brochure_are_spelt_out(text, said):
    assert wording.rhythm(text) == said


def test_typography_is_set_once_and_for_all():
    set_once = wording.typo("l'Afev : « oui » ; 37 places, 80 %")

    assert set_once == "l’Afev\u00a0: «\u00a0oui\u00a0»\u00a0; 37\u00a0places, 80\u00a0%"
    assert wording.typo(set_once) == set_once

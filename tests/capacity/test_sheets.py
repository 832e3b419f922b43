"""A sheet in words, from the codes of its data."""

import json
from typing import Any

import pytest

from app.capacity.quotations import list_contradictions, list_quotations, mend
from app.capacity.sheets import read_facts
from config import ROOT

CATALOGUE = json.loads((ROOT / "data" / "programmes.json").read_text(encoding="utf-8"))
SHEETS: dict[str, dict[str, Any]] = {one["id"]: one for one in CATALOGUE["programmes"]}
EVERY = pytest.mark.parametrize("slug", SHEETS)


def line(slug: str, label: str) -> str:
    text = dict(read_facts(SHEETS[slug]).lines)[label]
    return text.replace("\u00a0", " ")


@EVERY
def test_every_association_says_for_whom_when_where_with_whom(slug):
    facts = read_facts(SHEETS[slug])

    labels = ["Pour qui", "Rythme", "Lieu", "Mentors", "Prescripteurs"]
    assert [label for label, text in facts.lines if text] == labels
    assert facts.needs
    assert facts.email or facts.site_label


@EVERY
def test_the_old_name_of_france_travail_is_never_written(slug):
    facts = read_facts(SHEETS[slug])
    quoted = [words for one in list_quotations(SHEETS[slug]) for words in one.words]
    said = [text for _, text in facts.lines] + quoted + list(list_contradictions(SHEETS[slug]))

    assert [text for text in said if "ôle emploi" in text or "Pble" in text] == []


@EVERY
def test_what_is_said_is_typeset(slug):
    facts = read_facts(SHEETS[slug])
    said = [text for _, text in facts.lines] + list(facts.to_confirm)
    said += list_contradictions(SHEETS[slug])

    assert [text for text in said if "'" in text or " :" in text or "« " in text] == []


@pytest.mark.parametrize(
    "slug,words",
    [
        ("afev", "Jeunes de 5 à 18 ans, en fragilité dans leur parcours"),
        ("article1", "Jeunes de la seconde à bac+5, de milieux populaires"),
        ("cpossible", "Jeunes élèves de lycées professionnels et technologiques, en priorité"),
        ("face", "Jeunes à partir de 14 ans, de quartiers prioritaires (QPV)"),
        ("cravate", "Jeunes en recherche d’emploi, de stage, de formation ou d’alternance"),
    ],
)
def test_whom_an_association_accompanies_is_read_from_its_criteria(slug, words):
    assert line(slug, "Pour qui").startswith(words)


@pytest.mark.parametrize(
    "slug,words",
    [
        ("afev", "2 h par semaine, une année scolaire ou plus"),
        ("duo", "Chaque semaine (2 h minimum), pendant 6 mois"),
        ("face", "1 fois par mois minimum pendant 6 mois"),
        ("article1", "Durée à confirmer"),
    ],
)
def test_a_rhythm_joins_how_often_and_how_long(slug, words):
    assert line(slug, "Rythme") == words


def test_stages_come_from_the_levels():
    assert read_facts(SHEETS["anaf"]).stages == ("college", "lycee", "etudes", "vie_active")
    assert read_facts(SHEETS["duo"]).stages == ("vie_active",)


def test_a_doubtful_duration_is_to_confirm_in_both_versions():
    doubts = " ".join(read_facts(SHEETS["face"]).to_confirm).replace("\u00a0", " ")

    assert "« pas d’engagement minimum » et « pendant 6 mois »" in doubts


def test_a_doubtful_frequency_is_to_confirm():
    sheet = {**SHEETS["afev"], "frequence": {"texte": "3h par mois", "douteux": True}}

    assert read_facts(sheet).to_confirm[0].startswith("Fréquence à confirmer")


def test_an_address_that_is_somebody_else_s_is_to_confirm():
    facts = read_facts(SHEETS["anaf"])

    assert facts.email == ""
    assert facts.to_confirm == ("Adresse de contact à confirmer par l’association.",)
    assert any("le courriel de l’ANAF" in note for note in list_contradictions(SHEETS["anaf"]))


def test_the_language_of_a_name_is_told():
    assert read_facts(SHEETS["duo"]).language == "en"
    assert read_facts(SHEETS["afev"]).language == "fr"


def test_a_site_without_a_scheme_is_reached_by_https():
    assert read_facts(SHEETS["duo"]).site == "https://duoforajob.fr"


def test_notes_about_the_scanning_are_not_contradictions():
    notes = " ".join(list_contradictions(SHEETS["proxite"]))

    assert "accents perdus" not in notes
    assert list_contradictions({"ambiguites": ["OCR : « interface »."]}) == ()


@pytest.mark.parametrize(
    "scanned,printed",
    [
        ("Maisons de I'emploi", "Maisons de l’emploi"),
        ("de 5 a 18 ans", "de 5 à 18 ans"),
        ("Colléges REP REP +", "Collèges REP et REP+"),
        ("une année scolaire a minima", "une année scolaire a minima"),
        ("Fréquence :1a 4 fois par mois", "Fréquence : 1 à 4 fois par mois"),
    ],
)
def test_slips_of_scanning_are_mended(scanned, printed):
    assert mend(scanned).replace("\u00a0", " ") == printed

"""A sheet in words, from the codes of its data."""

import json
import re
from typing import Any

import pytest

from app.capacity.quotations import list_doubts, list_quotations, mend
from app.capacity.sheets import read_facts
from config import ROOT

CATALOGUE = json.loads((ROOT / "data" / "programmes.json").read_text(encoding="utf-8"))
SHEETS: dict[str, dict[str, Any]] = {one["id"]: one for one in CATALOGUE["programmes"]}
EVERY = pytest.mark.parametrize("slug", SHEETS)


def line(slug: str, label: str) -> str:
    text = dict(read_facts(SHEETS[slug]).lines)[label]
    return text.replace("\u00a0", " ")


def quoted(slug: str) -> dict[str, str]:
    sheet = list_quotations(SHEETS[slug])
    return {one.topic: " | ".join(one.words).replace("\u00a0", " ") for one in sheet}


@EVERY
def test_every_association_says_for_whom_when_where_with_whom(slug):
    facts = read_facts(SHEETS[slug])

    labels = ["Pour qui", "Rythme", "Lieu", "Mentors", "Prescripteurs"]
    assert [label for label, text in facts.lines if text] == labels
    assert facts.needs
    assert facts.email or facts.site_label


@EVERY
def test_a_sheet_that_says_nothing_of_a_topic_leaves_its_line_out(slug):
    nothing = {"mentors": [], "publics": [], "prescripteurs": [], "age_min": None, "age_max": None}
    nothing |= {"frequence": {"texte": ""}, "duree": {"texte": ""}, "niveaux_explicites": False}

    facts = read_facts({**SHEETS[slug], **nothing})

    assert dict(facts.lines)["Pour qui"] == "Jeunes"
    assert [label for label, _ in facts.lines] == ["Pour qui", "Lieu"]


@EVERY
def test_the_old_name_of_france_travail_is_never_written(slug):
    facts = read_facts(SHEETS[slug])
    quoted = [words for one in list_quotations(SHEETS[slug]) for words in one.words]
    said = [text for _, text in facts.lines] + quoted + list(list_doubts(SHEETS[slug]))

    assert [text for text in said if "ôle emploi" in text or "Pble" in text] == []


@EVERY
def test_what_is_said_is_typeset(slug):
    facts = read_facts(SHEETS[slug])
    said = [text for _, text in facts.lines] + list(list_doubts(SHEETS[slug]))

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


@EVERY
def test_what_is_to_confirm_is_a_question_an_association_can_settle(slug):
    doubts = list_doubts(SHEETS[slug])

    assert len(doubts) >= 3
    assert [said for said in doubts if not said.endswith("\u00a0?")] == []
    assert [said for said in doubts if re.search("[<=→⇒@]|RGPD|OCR|puce", said)] == []


@EVERY
def test_a_card_shows_one_or_two_doubts_of_the_sheet(slug):
    shown = read_facts(SHEETS[slug]).to_confirm

    assert len(shown) in {1, 2}
    assert set(shown) <= set(list_doubts(SHEETS[slug]))


@pytest.mark.parametrize(
    "slug,words",
    [
        ("afev", "ces labels ne concernent plus les lycées"),
        ("anaf", "L’adresse électronique donnée pour l’ANAF est celle de l’Afev"),
        ("article1", "Les modalités imprimées sont celles de l’ANAF"),
        ("proxite", "Les rencontres n’ont lieu qu’en présentiel, « en entreprise »"),
        ("cpossible", "« au sein du lycée », mais la brochure dit aussi « Présentiel et Dist"),
        ("duo", "L’association accueille jusqu’à 33 ans, alors que la brochure s’arrête à 30"),
        ("face", "« pas d’engagement minimum » et « 1 fois par mois minimum pendant 6 mois »"),
        ("lacle", "239 en 2022 et « environ 220 » chaque année"),
        ("lacle", "La brochure ne donne ni adresse électronique ni téléphone"),
        ("cravate", "ne durer que 6 semaines, alors que la brochure définit le mentorat"),
        ("cravate", "ni France Travail ni la Mission locale ne sont parmi les prescripteurs"),
        ("telemaque", "12 entrées par an ou 12 accompagnements en même temps"),
    ],
)
def test_each_contradiction_of_the_brochure_is_on_the_card(slug, words):
    assert words in " ".join(read_facts(SHEETS[slug]).to_confirm).replace("\u00a0", " ")


def test_an_address_that_is_somebody_else_s_is_not_shown():
    assert read_facts(SHEETS["anaf"]).email == ""


def test_a_sheet_entered_before_the_doubts_has_none():
    assert list_doubts({"ambiguites": ["Aucun âge."]}) == ()


def test_a_need_is_said_once():
    assert read_facts(SHEETS["cravate"]).needs == ("stage ou alternance", "recherche d’emploi")
    assert read_facts({**SHEETS["cravate"], "besoins": ["stage"]}).needs == ("stage",)


@pytest.mark.parametrize(
    "slug,topic,words",
    [
        ("afev", "Besoins", "la confiance en soi, l’ouverture culturelle, la mobilité"),
        ("afev", "Capacité", "dans la Cité éducative de Roubaix : 90 jeunes"),
        ("telemaque", "Capacité", "12 jeunes"),
        ("cpossible", "Mentors", "issus du monde de l’entreprise"),
        ("lacle", "Niveaux", "du CP à la terminale de la métropole lilloise"),
        ("proxite", "Prescripteurs", "enseignement secondaire (collèges et lycées)"),
    ],
)
def test_the_fragments_of_a_phrase_are_quoted_together(slug, topic, words):
    assert words in quoted(slug)[topic]


@EVERY
def test_no_quotation_is_cut(slug):
    said = [text for one in list_quotations(SHEETS[slug]) for text in one.words]

    assert all(said)
    assert [text for text in said if text.count("(") != text.count(")")] == []
    assert [text for text in said if re.search(r"\b(?:par|de|dans|la|ou)$", text)] == []


@EVERY
def test_a_number_and_its_noun_stay_together(slug):
    said = [text for one in list_quotations(SHEETS[slug]) for text in one.words]

    assert [text for text in said if re.search(r"\d (?:\d{3}|jeunes|ans|années|mois)", text)] == []
    assert [text for text in said if " - " in text] == []


def test_the_language_of_a_name_is_told():
    assert read_facts(SHEETS["duo"]).language == "en"
    assert read_facts(SHEETS["afev"]).language == "fr"


def test_a_site_without_a_scheme_is_reached_by_https():
    assert read_facts(SHEETS["duo"]).site == "https://duoforajob.fr"


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

"""A programme's sheet as people read it: words for the facts of its JSON. Pure.

Every word comes from a table of codes: no association is named here.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from app.capacity.quotations import list_doubts, mend, set_spaces
from app.core.typography import NBSP, typo
from app.matching import programme_from_data
from app.matching.reasons import meeting_words
from app.matching.vocabulary import NEED_LABELS, STAGES, stage_of
from app.matching.wording import age_range, join_and, kinds_phrase, level_range, upper_first

PUBLIC_WORDS: dict[str, str] = {
    "fragilite_parcours": "en fragilité dans leur parcours",
    "education_prioritaire": "en éducation prioritaire (REP ou REP+)",
    "apprenti_ou_futur_apprenti": "apprentis ou futurs apprentis",
    "milieu_populaire": "de milieux populaires",
    "difficulte_ou_decrochage": "en difficulté ou en risque de décrochage",
    "qpv_ou_structure_socio_educative": "de QPV ou suivis par une structure socio-éducative",
    "eleve_lycee_pro_ou_techno": "élèves de lycées professionnels et technologiques",
    "refugie_ou_issu_immigration": "réfugiés ou issus de l’immigration",
    "recherche_emploi": "en recherche d’emploi",
    "recherche_emploi_stage_formation_alternance": (
        "en recherche d’emploi, de stage, de formation ou d’alternance"
    ),
    "qpv": "de quartiers prioritaires (QPV)",
    "difficulte_scolaire_ou_primo_arrivant": "en difficulté scolaire ou primo-arrivants",
    "metropole_lilloise": "de la métropole lilloise",
    "territoire_fragile": "de territoires fragiles",
}
MENTOR_WORDS: dict[str, str] = {
    "etudiant": "étudiants",
    "alternant": "alternants en entreprise",
    "apprenti_21_ans_2_ans_experience": "apprentis expérimentés",
    "professionnel_experimente": "professionnels expérimentés",
    "salarie": "professionnels salariés",
    "actif": "actifs du monde du travail",
    "actif_entreprise": "actifs",
    "retraite_entreprise": "retraités du monde de l’entreprise",
    "plus_de_50_ans": "personnes de plus de 50 ans",
    "retraite": "retraités",
    "benevole_actif": "bénévoles actifs",
    "benevole_rh": "bénévoles, spécialistes des ressources humaines",
    "entreprise": "mentors d’entreprise",
    "institution_publique": "mentors d’institution publique",
    "etablissement_scolaire": "mentors d’établissement scolaire",
}
# A need whose words are part of another's.
SAID_BY: dict[str, str] = {"stage": "alternance"}
ALTERNATIVES = " / "
BARE = re.compile(rf"\d+{NBSP}(?:mois|ans)")


@dataclass(frozen=True, slots=True)
class Facts:
    """What a card and a sheet say of a programme.

    `language` is the language of the name, for screen readers; `lines` are (label, sentence);
    `to_confirm` is what a reader of the card should know to be doubtful; `email` or `site` may be
    empty.
    """

    name: str
    language: str
    since: int
    stages: tuple[str, ...]
    kinds: frozenset[str]
    modes: frozenset[str]
    lines: tuple[tuple[str, str], ...]
    needs: tuple[str, ...]
    to_confirm: tuple[str, ...]
    email: str
    site: str
    accompanied: int
    accompanied_nearby: int

    @property
    def site_label(self) -> str:
        """The site's host, without « www. »."""
        return urlsplit(self.site).netloc.removeprefix("www.")


def read_facts(sheet: Mapping[str, Any]) -> Facts:
    """Return the facts of a sheet.

    Args:
        sheet: one entry of `data/programmes.json`.
    """
    contacts = sheet["contacts"]
    return Facts(
        name=typo(sheet["nom"]),
        language=sheet.get("nom_langue", "fr"),
        since=sheet["annee"],
        stages=_stages(sheet["niveaux"]),
        kinds=frozenset(sheet["prescripteurs"]),
        modes=frozenset(sheet["modalites"]),
        lines=_lines(sheet),
        needs=_needs(sheet["besoins"]),
        to_confirm=list_doubts(sheet, card=True),
        email=contacts.get("email") or "",
        site=_address(contacts.get("site") or ""),
        accompanied=sheet["mentores_2022"],
        accompanied_nearby=sheet["mentores_2022_zone"],
    )


def _needs(codes: list[str]) -> tuple[str, ...]:
    """Say each need once: « stage » is left out beside « stage ou alternance »."""
    said = {code for code in codes if SAID_BY.get(code) not in codes}
    return tuple(label for code, label in NEED_LABELS.items() if code in said)


def _stages(levels: list[str]) -> tuple[str, ...]:
    reached = {stage_of(level) for level in levels}
    return tuple(stage for stage in STAGES if stage in reached)


def _lines(sheet: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    mentors = [MENTOR_WORDS[code] for code in sheet["mentors"]]
    lines = (
        ("Pour qui", _people(sheet)),
        ("Rythme", _rhythm(sheet)),
        ("Lieu", meeting_words(programme_from_data(sheet))),
        ("Mentors", join_and(mentors) if mentors else ""),
        ("Prescripteurs", kinds_phrase(sheet["prescripteurs"])),
    )
    return tuple((label, set_spaces(upper_first(text))) for label, text in lines if text)


def _people(sheet: Mapping[str, Any]) -> str:
    """« Jeunes de 5 à 18 ans, en fragilité dans leur parcours »."""
    publics = [
        ("en priorité " if public["force"] == "prioritaire" else "")
        + PUBLIC_WORDS[public["critere"]]
        for public in sheet["publics"]
    ]
    low, high = sheet.get("age_min"), sheet.get("age_max")
    range_of_levels = level_range(sheet["niveaux"]) if sheet["niveaux_explicites"] else ""
    if low is not None or high is not None:
        who = f"jeunes {age_range(low, high)}"
    elif range_of_levels.startswith(("du ", "de ")):
        who = f"jeunes {range_of_levels}"
    else:
        who = f"jeunes {publics.pop(0)}" if publics else "jeunes"
    return ", ".join([who, *publics])


def _rhythm(sheet: Mapping[str, Any]) -> str:
    frequency = sheet["frequence"]
    told = frequency["texte"] and not frequency.get("douteux")
    said = [mend(frequency["texte"])] if told else []
    durations = _durations(sheet)
    if len(durations) == 1 and durations[0] not in "".join(said):
        said += [f"pendant {durations[0]}" if BARE.fullmatch(durations[0]) else durations[0]]
    if len(durations) > 1 and not any(duration in "".join(said) for duration in durations):
        said += ["durée à confirmer"]
    return ", ".join(said)


def _durations(sheet: Mapping[str, Any]) -> list[str]:
    """The duration; two when the brochure contradicts itself, its notes left out."""
    versions = sheet["duree"]["texte"].split(ALTERNATIVES)
    if len(versions) == 1:
        return [mend(versions[0])]
    return [mend(version.partition(" (")[0]) for version in versions]


def _address(site: str) -> str:
    return site if not site or "://" in site else f"https://{site}"

"""The public a programme is meant for: one function per criterion, three answers each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.matching.vocabulary import (
    SEEKING_LABELS,
    SENSITIVE_KINDS,
    SOCIO_EDUCATIONAL_KINDS,
    VOCATIONAL_AND_TECHNOLOGICAL_LEVELS,
    is_priority_education,
)

if TYPE_CHECKING:
    from app.matching.facts import Profile, Status

Finding = tuple["Status", str]
"""An answer, and the fact it rests on; no fact when the answer holds for every referral."""

UNKNOWN: Finding = ("to_verify", "")
ALWAYS: Finding = ("yes", "")


@dataclass(frozen=True, slots=True)
class Public:
    """One kind of public: its words, and the function that answers for a young person.

    Args:
        label: the short name of the row on screen.
        wanted: who the programme is for, in the plural.
        find: the answer for a profile and a programme id.
        reads: the facts of the profile it reads, and no other.
        to_check: what a person still has to check when the fact is unknown.
    """

    label: str
    wanted: str
    find: Callable[[Profile, str], Finding]
    reads: tuple[str, ...] = ()
    to_check: str = ""


def _any_referral(_profile: Profile, _programme_id: str) -> Finding:
    """A referral is asked for a young person in difficulty, of the territory: nothing to check."""
    return ALWAYS


def _priority_education(profile: Profile, _programme_id: str) -> Finding:
    if any(map(is_priority_education, profile.kinds)):
        return "yes", "Établissement en éducation prioritaire (REP ou REP+)"
    return ("no", "Établissement hors éducation prioritaire") if profile.kinds else UNKNOWN


def _priority_neighbourhood(profile: Profile, _programme_id: str) -> Finding:
    if profile.qpv is None:
        return UNKNOWN
    return ("yes", "Adresse en QPV") if profile.qpv else ("no", "Adresse hors QPV")


def _apprentice(profile: Profile, _programme_id: str) -> Finding:
    if profile.apprentice:
        return "yes", "Apprenti ou futur apprenti"
    if "alternance" in profile.needs:
        return "yes", "Objectif « stage ou alternance »"
    if profile.seeking == "alternance":
        return "yes", "En recherche d’alternance"
    return UNKNOWN if profile.apprentice is None else ("no", "Ni apprenti ni futur apprenti")


def _modest_background(profile: Profile, programme_id: str) -> Finding:
    for find in (_priority_neighbourhood, _priority_education):
        status, seen = find(profile, programme_id)
        if status == "yes":
            return status, seen
    if profile.modest_background:
        return "yes", "Milieu populaire signalé par le prescripteur"
    return UNKNOWN


def _neighbourhood_or_socio_educational(profile: Profile, programme_id: str) -> Finding:
    status, seen = _priority_neighbourhood(profile, programme_id)
    if status == "yes":
        return status, seen
    services = profile.kinds & SOCIO_EDUCATIONAL_KINDS
    if services:
        shown = services - SENSITIVE_KINDS
        return ("yes", "Orientation par une structure socio-éducative") if shown else ALWAYS
    return (status, seen) if profile.kinds else UNKNOWN


def _fragile_area(profile: Profile, programme_id: str) -> Finding:
    for find in (_priority_neighbourhood, _priority_education):
        status, seen = find(profile, programme_id)
        if status == "yes":
            return status, seen
    unknown = profile.qpv is None or not profile.kinds
    return UNKNOWN if unknown else ("no", "Ni QPV ni éducation prioritaire")


def _vocational_or_technological(profile: Profile, _programme_id: str) -> Finding:
    if profile.level is None:
        return UNKNOWN
    if profile.level in VOCATIONAL_AND_TECHNOLOGICAL_LEVELS:
        return "yes", "Voie professionnelle ou technologique"
    return "no", "Autre voie"


def _seeking(profile: Profile, kinds: frozenset[str], needs: frozenset[str]) -> Finding:
    if profile.seeking in kinds:
        return "yes", f"En {SEEKING_LABELS[profile.seeking]}"
    if profile.needs & needs:
        return "yes", "Objectif de recherche coché dans la demande"
    stated = bool(profile.needs) or profile.seeking is not None
    return ("no", "Aucune recherche signalée") if stated else UNKNOWN


def _seeking_a_job(profile: Profile, _programme_id: str) -> Finding:
    return _seeking(profile, frozenset({"emploi"}), frozenset({"insertion"}))


def _seeking_work_or_placement(profile: Profile, _programme_id: str) -> Finding:
    needs = frozenset({"insertion", "alternance", "stage"})
    return _seeking(profile, frozenset(SEEKING_LABELS), needs)


def _own_public(profile: Profile, programme_id: str) -> Finding:
    """Never asked, never stored, never named: only the prescriber's confirmation counts."""
    return ALWAYS if programme_id in profile.confirmed else UNKNOWN


PUBLICS: dict[str, Public] = {
    "fragilite_parcours": Public("Public", "jeunes en fragilité dans leur parcours", _any_referral),
    "difficulte_ou_decrochage": Public(
        "Public", "jeunes en difficulté ou en risque de décrochage", _any_referral
    ),
    "difficulte_scolaire_ou_primo_arrivant": Public(
        "Public", "élèves en difficulté ou qui apprennent le français", _any_referral
    ),
    "metropole_lilloise": Public("Territoire", "jeunes de la métropole lilloise", _any_referral),
    "education_prioritaire": Public(
        "Éducation prioritaire",
        "éducation prioritaire, REP ou REP+",
        _priority_education,
        ("kinds",),
        "le classement REP ou REP+ de l’établissement",
    ),
    "qpv": Public(
        "Quartier",
        "jeunes des quartiers prioritaires",
        _priority_neighbourhood,
        ("qpv",),
        "l’adresse en quartier prioritaire (QPV)",
    ),
    "apprenti_ou_futur_apprenti": Public(
        "Apprentissage",
        "apprentis et futurs apprentis",
        _apprentice,
        ("apprentice", "needs", "seeking"),
        "le projet d’apprentissage",
    ),
    "milieu_populaire": Public(
        "Milieu",
        "jeunes de milieu populaire",
        _modest_background,
        ("qpv", "kinds", "modest_background"),
        "l’appartenance à un milieu populaire",
    ),
    "qpv_ou_structure_socio_educative": Public(
        "Quartier",
        "jeunes des QPV ou suivis par une structure socio-éducative",
        _neighbourhood_or_socio_educational,
        ("qpv", "kinds"),
        "l’adresse en quartier prioritaire (QPV)",
    ),
    "territoire_fragile": Public(
        "Territoire",
        "jeunes de territoires fragiles",
        _fragile_area,
        ("qpv", "kinds"),
        "l’adresse en quartier prioritaire (QPV)",
    ),
    "eleve_lycee_pro_ou_techno": Public(
        "Voie",
        "lycées professionnels et technologiques",
        _vocational_or_technological,
        ("level",),
        "la voie suivie au lycée",
    ),
    "recherche_emploi": Public(
        "Recherche",
        "jeunes en recherche d’emploi",
        _seeking_a_job,
        ("seeking", "needs"),
        "la recherche d’un emploi",
    ),
    "recherche_emploi_stage_formation_alternance": Public(
        "Recherche",
        "jeunes en recherche d’emploi, de stage ou d’alternance",
        _seeking_work_or_placement,
        ("seeking", "needs"),
        "la recherche d’un emploi, d’un stage ou d’une alternance",
    ),
    "refugie_ou_issu_immigration": Public(
        "Public",
        "public propre à cette association",
        _own_public,
        ("confirmed",),
        "le public propre à cette association",
    ),
}
"""Every public the brochure names, by the code of the data."""

"""The words of the codes: needs, levels, prescriber kinds, stages, shortage. No sentence."""

from __future__ import annotations

NEED_LABELS: dict[str, str] = {
    "scolaire": "scolarité",
    "confiance": "confiance en soi",
    "orientation": "orientation",
    "decouverte_pro": "découverte des métiers",
    "alternance": "stage ou alternance",
    "stage": "stage",
    "insertion": "recherche d’emploi",
    "francais_fls": "français",
    "ouverture_culturelle": "ouverture culturelle",
    "autonomie": "autonomie",
    "mobilite": "mobilité",
    "parentalite": "parentalité",
}
"""Every need of the brochure; the form asks for eight of them (`referrals.forms.choices`)."""

LEVEL_LABELS: dict[str, str] = {
    "PS": "petite section",
    "MS": "moyenne section",
    "GS": "grande section",
    "CP": "CP",
    "CE1": "CE1",
    "CE2": "CE2",
    "CM1": "CM1",
    "CM2": "CM2",
    "6e": "6e",
    "5e": "5e",
    "4e": "4e",
    "3e": "3e",
    "2de_GT": "seconde générale et technologique",
    "1re_G": "première générale",
    "Tle_G": "terminale générale",
    "1re_T": "première technologique",
    "Tle_T": "terminale technologique",
    "CAP1": "CAP 1re année",
    "CAP2": "CAP 2e année",
    "2de_PRO": "seconde professionnelle",
    "1re_PRO": "première professionnelle",
    "Tle_PRO": "terminale professionnelle",
    "BAC+1": "bac+1",
    "BAC+2": "bac+2",
    "BAC+3": "bac+3",
    "BAC+4": "bac+4",
    "BAC+5": "bac+5",
    "HORS_SCOLAIRE": "hors scolarité",
}

LEVEL_YEARS: dict[str, int] = {
    **{code: year for year, code in enumerate(("PS", "MS", "GS"), start=-2)},
    **{code: year for year, code in enumerate(("CP", "CE1", "CE2", "CM1", "CM2"), start=1)},
    **{code: year for year, code in enumerate(("6e", "5e", "4e", "3e"), start=6)},
    **dict.fromkeys(("2de_GT", "2de_PRO", "CAP1"), 10),
    **dict.fromkeys(("1re_G", "1re_T", "1re_PRO", "CAP2"), 11),
    **dict.fromkeys(("Tle_G", "Tle_T", "Tle_PRO"), 12),
    **{f"BAC+{year}": 12 + year for year in range(1, 6)},
    "HORS_SCOLAIRE": 18,
}
"""Years of schooling, CP = 1: what orders the levels whatever the track."""

YEAR_WORDS: dict[int, str] = {10: "seconde", 11: "première", 12: "terminale"}

VOCATIONAL_AND_TECHNOLOGICAL_LEVELS: frozenset[str] = frozenset(
    {"1re_T", "Tle_T", "CAP1", "CAP2", "2de_PRO", "1re_PRO", "Tle_PRO"}
)

STAGES: dict[str, str] = {
    "ecole": "école",
    "college": "collège",
    "lycee": "lycée",
    "etudes": "études",
    "vie_active": "vie active",
}

KIND_LABELS: dict[str, str] = {
    "ecole": "école",
    "ecole_rep": "école REP",
    "ecole_rep_plus": "école REP+",
    "college": "collège",
    "college_rep": "collège REP",
    "college_rep_plus": "collège REP+",
    "lycee": "lycée",
    "lycee_pro": "lycée professionnel",
    "lycee_techno": "lycée technologique",
    "lycee_rep": "lycée REP",
    "lycee_rep_plus": "lycée REP+",
    "etab_superieur": "établissement d’enseignement supérieur",
    "association": "association",
    "ase": "aide sociale à l’enfance (ASE)",
    "pjj": "protection judiciaire de la jeunesse (PJJ)",
    "centre_social": "centre social",
    "mission_locale": "mission locale",
    "maison_emploi": "maison de l’emploi",
    "pole_emploi": "France Travail",
}

KIND_PLURALS: dict[str, str] = {
    "etab_superieur": "établissements d’enseignement supérieur",
    "association": "associations",
    "ase": "aide sociale à l’enfance",
    "pjj": "protection judiciaire de la jeunesse",
    "centre_social": "centres sociaux",
    "mission_locale": "missions locales",
    "maison_emploi": "maisons de l’emploi",
    "pole_emploi": "France Travail",
}

SENSITIVE_KINDS: frozenset[str] = frozenset({"ase", "pjj"})
"""Kinds that say something about the young person's life: shown as « partenaire habilité »."""

SOCIO_EDUCATIONAL_KINDS: frozenset[str] = frozenset({"ase", "association", "centre_social", "pjj"})

PLACE_WORDS: dict[str, str] = {
    "domicile": "au domicile du jeune",
    "lieu_tiers": "dans un lieu tiers",
    "entreprise": "en entreprise",
    "etablissement": "dans l’établissement",
    "la_cle": "dans les locaux de l’association",
}
"""Where meetings take place; « à distance » comes from the modes, not from here."""

SEEKING_LABELS: dict[str, str] = {
    "stage": "recherche d’un stage",
    "alternance": "recherche d’une alternance",
    "emploi": "recherche d’un emploi",
}

PLENTIFUL_BELOW, RARE_ABOVE = 0.5, 2.0


def stage_of(level: str | None) -> str | None:
    """Return the stage of a level, a key of `STAGES`; None when the level is unknown."""
    year = LEVEL_YEARS.get(level or "")
    if year is None:
        return None
    bounds = ((5, "ecole"), (9, "college"), (12, "lycee"), (17, "etudes"), (18, "vie_active"))
    return next(stage for last, stage in bounds if year <= last)


def is_priority_education(kind: str) -> bool:
    """Whether a kind is a school of the priority networks (REP or REP+)."""
    return kind.endswith(("_rep", "_rep_plus"))


def shortage_word(tension: float) -> str:
    """Return the one word that says a tension on screen.

    Args:
        tension: young people still expected per free place.

    Returns:
        "disponible" below 0.5, "rare" above 2, "tendue" in between.
    """
    if tension < PLENTIFUL_BELOW:
        return "disponible"
    return "rare" if tension > RARE_ABOVE else "tendue"

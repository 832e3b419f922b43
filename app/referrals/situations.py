"""Classes and situations a prescriber chooses from, and what each tells the matching. Pure.

Source: data/niveaux_situations.csv (usual ages), data/programmes.json (level codes).
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Situation:
    """One line of the select box.

    `level` is a level code of the matching, None when the answer does not tell it; `ages` are the
    usual ages in years, both ends included; `seeking` is what the person looks for, if it says so.
    """

    code: str
    label: str
    group: str
    level: str | None
    ages: tuple[int, int]
    apprentice: bool = False
    seeking: str | None = None


_PRIMARY, _MIDDLE = "École", "Collège"
_GENERAL, _VOCATIONAL = "Lycée général et technologique", "Lycée professionnel"
_HIGHER, _ACTIVE = "Études supérieures", "Apprentissage et vie active"

SITUATIONS: tuple[Situation, ...] = (
    Situation("GS", "Grande section", _PRIMARY, "GS", (5, 6)),
    Situation("CP", "CP", _PRIMARY, "CP", (6, 7)),
    Situation("CE1", "CE1", _PRIMARY, "CE1", (7, 8)),
    Situation("CE2", "CE2", _PRIMARY, "CE2", (8, 9)),
    Situation("CM1", "CM1", _PRIMARY, "CM1", (9, 10)),
    Situation("CM2", "CM2", _PRIMARY, "CM2", (10, 11)),
    Situation("6e", "6e", _MIDDLE, "6e", (11, 12)),
    Situation("5e", "5e", _MIDDLE, "5e", (12, 13)),
    Situation("4e", "4e", _MIDDLE, "4e", (13, 14)),
    Situation("3e", "3e", _MIDDLE, "3e", (14, 15)),
    Situation("3PM", "3e prépa-métiers", _MIDDLE, "3e", (14, 16)),
    Situation("2de_GT", "Seconde générale et technologique", _GENERAL, "2de_GT", (15, 16)),
    Situation("1re_G", "Première générale", _GENERAL, "1re_G", (16, 17)),
    Situation("Tle_G", "Terminale générale", _GENERAL, "Tle_G", (17, 18)),
    Situation("1re_T", "Première technologique", _GENERAL, "1re_T", (16, 17)),
    Situation("Tle_T", "Terminale technologique", _GENERAL, "Tle_T", (17, 18)),
    Situation("CAP1", "CAP, 1re année", _VOCATIONAL, "CAP1", (15, 17)),
    Situation("CAP2", "CAP, 2e année", _VOCATIONAL, "CAP2", (16, 18)),
    Situation("2de_PRO", "Seconde professionnelle", _VOCATIONAL, "2de_PRO", (15, 16)),
    Situation("1re_PRO", "Première professionnelle", _VOCATIONAL, "1re_PRO", (16, 17)),
    Situation("Tle_PRO", "Terminale professionnelle", _VOCATIONAL, "Tle_PRO", (17, 19)),
    Situation("BAC+1", "Bac +1 (BTS, BUT, licence, prépa)", _HIGHER, "BAC+1", (18, 25)),
    Situation("BAC+2", "Bac +2 (BTS, BUT, licence, prépa)", _HIGHER, "BAC+2", (19, 26)),
    Situation("BAC+3", "Bac +3 (BUT, licence)", _HIGHER, "BAC+3", (20, 26)),
    Situation("BAC+4", "Bac +4 (master, école)", _HIGHER, "BAC+4", (20, 30)),
    Situation("BAC+5", "Bac +5 (master, école)", _HIGHER, "BAC+5", (21, 30)),
    Situation("APPRENTI", "Apprentissage, sous contrat", _ACTIVE, None, (15, 30), apprentice=True),
    Situation(
        "ALTERNANCE",
        "En recherche de stage, de formation ou d’alternance",
        _ACTIVE,
        "HORS_SCOLAIRE",
        (16, 33),
        seeking="alternance",
    ),
    Situation(
        "EMPLOI", "En recherche d’emploi", _ACTIVE, "HORS_SCOLAIRE", (16, 33), seeking="emploi"
    ),
    Situation("SORTI", "Sorti de l’école, sans formation", _ACTIVE, "HORS_SCOLAIRE", (16, 25)),
)

BY_CODE: dict[str, Situation] = {situation.code: situation for situation in SITUATIONS}


def is_unusual_age(situation: Situation, age: int) -> bool:
    """Return whether the age is more than two years away from what is usual there."""
    youngest, oldest = situation.ages
    return not youngest - 2 <= age <= oldest + 2

"""What people write in the cells of a class list, and the answer of the form it means. Pure."""

import re
from collections.abc import Mapping

from app.referrals.situations import SITUATIONS
from app.referrals.texts import folded

_SITUATIONS: dict[str, str] = {
    **{folded(situation.code): situation.code for situation in SITUATIONS},
    **{folded(situation.label): situation.code for situation in SITUATIONS},
    **{folded(s.label.partition(" (")[0]): s.code for s in SITUATIONS},
}
# The name of a class says its level: 4e B, 4eme3, 403, Tle pro MELEC, 1CAP.
_CLASSES: tuple[tuple[str, str], ...] = (
    ("3PM", r"3 ?(e|eme)? ?(prepa ?(metiers|pro)?|pm)"),
    *(
        (f"{year}e", rf"{year}(?: ?[a-z]| ?0[0-9])?|{year} ?(?:e|eme|deg)(?: .*|[a-z0-9]{{1,2}})?")
        for year in "6543"
    ),
    ("6e", r"sixieme.*"),
    ("5e", r"cinquieme.*"),
    ("4e", r"quatrieme.*"),
    ("3e", r"troisieme.*"),
    *((code, rf"{code.lower()}(?: .*|[a-z0-9])?") for code in ("CP", "CE1", "CE2", "CM1", "CM2")),
    ("GS", r"grande section.*"),
    ("2de_PRO", r"(2n?de|seconde) ?(bac )?pro\b.*"),
    ("1re_PRO", r"(1e?re|premiere) ?(bac )?pro\b.*"),
    ("Tle_PRO", r"(t(er)?m?le|terminale) ?(bac )?pro\b.*"),
    ("2de_GT", r"(2n?de|seconde) ?(gt|g|generale.*)"),
    ("1re_G", r"(1e?re|premiere) ?(g|generale)"),
    ("Tle_G", r"(t(er)?m?le|terminale) ?(g|generale)"),
    ("1re_T", r"(1e?re|premiere) ?(t|techno.*|stmg|st2s|sti2d|stl)"),
    ("Tle_T", r"(t(er)?m?le|terminale) ?(t|techno.*|stmg|st2s|sti2d|stl)"),
    ("CAP1", r"1(e?re)? ?cap.*|cap ?1.*"),
    ("CAP2", r"2(e|eme|nde)? ?cap.*|cap ?2.*"),
    *((f"BAC+{year}", rf"bac ?\+ ?{year}.*") for year in "12345"),
    ("APPRENTI", r"apprenti.*"),
    ("EMPLOI", r"(recherche d )?emploi"),
    ("SORTI", r"(sortie? de l ecole|decrocheu[rs]e?|descolarisee?).*"),
)
_PATTERNS = tuple((code, re.compile(pattern)) for code, pattern in _CLASSES)

QPV_LABELS: Mapping[str, str] = {"yes": "Oui", "no": "Non", "unknown": "Je ne sais pas"}
MEETING_LABELS: Mapping[str, str] = {
    "presentiel": "Sur place",
    "distanciel_seul": "À distance",
    "indifferent": "Peu importe",
}
_QPV = {
    "yes": ("oui", "o", "yes", "x", "1", "vrai", "qpv"),
    "no": ("non", "n", "no", "0", "faux", "hors qpv"),
    "unknown": ("je ne sais pas", "ne sait pas", "nsp", "?", "inconnu", "a verifier"),
}
_MEETINGS = {
    "presentiel": ("sur place", "presentiel", "en presentiel", "presence"),
    "distanciel_seul": (
        "a distance",
        "distance",
        "distanciel",
        "en distanciel",
        "visio",
        "en visio",
    ),
    "indifferent": ("peu importe", "indifferent", "les deux", "sans preference"),
}
_NEEDS: tuple[tuple[str, str], ...] = (
    ("alternance", r"alternance|apprentissage|\bstages?\b"),
    ("decouverte_pro", r"metiers?\b|decouverte"),
    ("insertion", r"emploi|insertion"),
    ("francais_fls", r"francais|\bfl[es]\b|langue"),
    ("ouverture_culturelle", r"cultur"),
    ("confiance", r"confiance"),
    ("orientation", r"orientation"),
    ("scolaire", r"scolari|scolaire|methode|devoirs|soutien"),
)
_BETWEEN_NEEDS = re.compile(r"[,;/+|\n]| et ")
NO_SCHOOL = "none"
NO_SCHOOL_WORDS = "Aucun ou hors de Roubaix"
_NO_SCHOOL = frozenset({"aucun", "aucune", "hors de roubaix", "aucun ou hors de roubaix", "non"})


def situation_of(text: str) -> str | None:
    """Return the code of a class or situation, None when the words name none for sure.

    « Seconde » alone does not say which: it is asked.
    """
    words = folded(text)
    if words in _SITUATIONS:
        return _SITUATIONS[words]
    return next((code for code, pattern in _PATTERNS if pattern.fullmatch(words)), None)


def qpv_of(text: str) -> str | None:
    """Return the answer about the address: a key of `QPV_LABELS`, None when it is none."""
    return _among(_QPV, text)


def meeting_of(text: str) -> str | None:
    """Return the wish of meetings: a key of `MEETING_LABELS`, None when it is none."""
    return _among(_MEETINGS, text)


def objectives_of(text: str) -> tuple[list[str], list[str]]:
    """Return the codes of the objectives a cell names, and the words that name none."""
    codes: list[str] = []
    strange: list[str] = []
    for part in filter(str.strip, _BETWEEN_NEEDS.split(text)):
        words = folded(part)
        code = next((code for code, pattern in _NEEDS if re.search(pattern, words)), None)
        if code is None:
            strange.append(part.strip())
        elif code not in codes:
            codes.append(code)
    return codes, strange


def school_of(text: str, names: Mapping[str, str]) -> str | None:
    """Return the school a cell names, None when no school does, or several.

    Args:
        names: the answer of the form -> the name of the school, `folded`.
    """
    words = folded(text)
    if words in _NO_SCHOOL:
        return NO_SCHOOL
    found = [answer for answer, name in names.items() if words == name]
    found = found or [answer for answer, name in names.items() if words in name]
    return found[0] if words and len(found) == 1 else None


def with_zero(phone: str) -> str:
    """Return a number as the family says it: a sheet of figures drops the zero it begins with."""
    digits = re.sub(r"[\s.\-/]", "", phone)
    return f"0{digits}" if re.fullmatch(r"[1-9][0-9]{8}", digits) else phone


def _among(answers: Mapping[str, tuple[str, ...]], text: str) -> str | None:
    words = folded(text)
    return next((code for code, said in answers.items() if words in said), None)

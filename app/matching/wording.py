"""French turns of phrase: ranges, lists, articles and typography. No decision is taken here."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from app.matching.vocabulary import (
    KIND_LABELS,
    KIND_PLURALS,
    LEVEL_LABELS,
    LEVEL_YEARS,
    VOCATIONAL_AND_TECHNOLOGICAL_LEVELS,
    YEAR_WORDS,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

NBSP = "\u00a0"
_SCHOOLS = {"ecole": "écoles", "college": "collèges", "lycee": "lycées"}
_TRACKS = {
    "générale": ("_G", "_GT"),
    "technologique": ("_T",),
    "professionnelle": ("_PRO", "CAP1", "CAP2"),
}
"""How the codes of a lycée's classes end, by track."""
_QUALIFIERS = {
    "_pro": "professionnels",
    "_techno": "technologiques",
    "_rep": "REP",
    "_rep_plus": "REP+",
}


_SAID_AS_SCHOOLS = {family + end for family in _SCHOOLS for end in ("", *_QUALIFIERS)}


@lru_cache(maxsize=1 << 12)
def typo(text: str) -> str:
    """Set French typography: curly apostrophes, no-break spaces before : ; ! ? » % and after «.

    A text that is a name keeps the number that ends it (Article 1).
    """
    text = text.replace("'", "’")
    text = re.sub(r"^([A-ZÀ-Þ]\D*) (?=\d{1,3}$)", r"\1" + NBSP, text)
    text = re.sub(r"[ \u00a0]*([;!?»%]|:(?=\s|$))", NBSP + r"\1", text)
    text = re.sub(r"«[ \u00a0]*", "«" + NBSP, text)
    return re.sub(r"(\d) (?=(?:ans?|h|places?|libres?|jeunes?)\b)", r"\1" + NBSP, text)


def upper_first(text: str) -> str:
    """Capitalise the first letter only."""
    return text[:1].upper() + text[1:]


def lower_first(text: str) -> str:
    """Put the first letter in lower case, to go on a sentence."""
    return text[:1].lower() + text[1:]


def plural(number: int, noun: str) -> str:
    """Return « 1 an », « 12 ans »: French nouns take an s from two on."""
    return f"{number}{NBSP}{noun}{'s' if abs(number) >= 2 else ''}"


def join_and(words: Sequence[str]) -> str:
    """Return « a, b et c »."""
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} et {words[-1]}"


def wanted_people(wanted: str) -> str:
    """Return what a programme asks for as a group: « les jeunes de 5 à 18 ans »."""
    return f"les {wanted}" if wanted.startswith(("jeunes", "lycées")) else f"les jeunes {wanted}"


def with_article(name: str) -> str:
    """Return the name as it stands in a sentence: « l’Afev », « la Fondation FACE », « Proxité ».

    One word that begins with a vowel takes l’; a common noun (fondation, association, mission)
    takes its article; other names go without.
    """
    name = typo(name)
    first = re.split(rf"[ {NBSP}]", name)[0]
    if first == name and _begins_with_vowel(name):
        return f"l’{name}"
    if first.lower() in {"fondation", "mission"}:
        return f"la {name}"
    return f"l’{name}" if first.lower() == "association" else name


def of_name(name: str) -> str:
    """Return « de l’Afev », « d’Article 1 », « de Proxité »."""
    named = with_article(name)
    if named != typo(name):
        return f"de {named}"
    return f"d’{named}" if _begins_with_vowel(named) else f"de {named}"


def age_range(low: int | None, high: int | None) -> str:
    """Return « de 5 à 18 ans », « à partir de 14 ans », « jusqu’à 18 ans »."""
    if low is None:
        return f"jusqu’à {high}{NBSP}ans"
    return f"à partir de {low}{NBSP}ans" if high is None else f"de {low} à {high}{NBSP}ans"


def level_range(levels: Sequence[str]) -> str:
    """Return « du CP à la terminale », « de la 6e aux premiers pas dans la vie active »."""
    if levels and VOCATIONAL_AND_TECHNOLOGICAL_LEVELS.issuperset(levels):
        return "lycées professionnels et technologiques"
    years = sorted(LEVEL_YEARS[level] for level in levels if level in LEVEL_YEARS)
    if levels and not years:
        return join_and(levels)
    if not years or years[0] == LEVEL_YEARS["HORS_SCOLAIRE"]:
        return "jeunes sortis de l’école"
    first, last = _year_words(levels, years[0]), _year_words(levels, years[-1])
    if years[-1] == LEVEL_YEARS["HORS_SCOLAIRE"]:
        return f"{_contract('de', first)} aux premiers pas dans la vie active"
    return f"{_contract('de', first)} {_contract('à', last)}"


def level_wanted(levels: Sequence[str], level: str) -> str:
    """Say which levels are accepted, to somebody whose level may be before the first of them.

    Args:
        level: the class of the young person; any code, even one the vocabulary does not know.
    """
    years = sorted(LEVEL_YEARS[code] for code in levels if code in LEVEL_YEARS)
    year = LEVEL_YEARS.get(level)
    special = not years or years[0] == LEVEL_YEARS["HORS_SCOLAIRE"]
    special = special or VOCATIONAL_AND_TECHNOLOGICAL_LEVELS.issuperset(levels)
    if year is None or level in levels or special:
        return level_range(levels)
    if year < years[0]:
        return f"à partir {_contract('de', _year_words(levels, years[0]))}"
    return (year in years and _tracks(levels)) or level_range(levels)


def kinds_phrase(kinds: Iterable[str]) -> str:
    """Return « écoles, collèges et lycées REP et REP+ », « missions locales et associations »."""
    kinds = list(kinds)
    families: dict[str, list[str]] = {}
    for family, word in _SCHOOLS.items():
        if family in kinds:
            families.setdefault("", []).append(word)
            continue
        said = [said for end, said in _QUALIFIERS.items() if family + end in kinds]
        if said:
            families.setdefault(" " + join_and(said), []).append(word)
    schools = [join_and(words) + suffix for suffix, words in families.items()]
    others = [
        KIND_PLURALS.get(kind, KIND_LABELS.get(kind, kind))
        for kind in kinds
        if kind not in _SAID_AS_SCHOOLS
    ]
    return ", ".join([*schools, *others])


def family_of(kind: str) -> str | None:
    """Return the family of a school's kind: "ecole", "college" or "lycee"; None for the others."""
    return next((family for family in _SCHOOLS if kind.startswith(family)), None)


def rhythm(text: str) -> str:
    """Spell an association's own words on frequency: « 2h/semaine » is « 2 h par semaine »."""
    text = re.sub(r"(\d)\s*h\b", r"\1 h", text)
    text = re.sub(r"/(?=semaine|mois|an)", " par ", text)
    return typo(text.replace("toute les", "toutes les"))


def _begins_with_vowel(text: str) -> bool:
    return text[:1].lower() in "aeiouyàâäéèêëîïôöùûüœæ"


def _year_words(levels: Sequence[str], year: int) -> str:
    if year in YEAR_WORDS:
        return YEAR_WORDS[year]
    return next(LEVEL_LABELS[code] for code in levels if LEVEL_YEARS.get(code) == year)


def _tracks(levels: Sequence[str]) -> str:
    """Return « lycée, voies générale et professionnelle »; "" when no class is of a track."""
    tracks = [word for word, ends in _TRACKS.items() if any(code.endswith(ends) for code in levels)]
    if len(tracks) > 1:
        return f"lycée, voies {join_and(tracks)}"
    return f"lycée, voie {tracks[0]}" if tracks else ""


def _contract(preposition: str, word: str) -> str:
    """Return « du CP », « de la 6e », « à la terminale », « à bac+2 »."""
    if word.startswith("bac"):
        return f"{preposition} {word}"
    if word[0] == "C":
        return "du " + word if preposition == "de" else "au " + word
    return f"{preposition} la {word}"

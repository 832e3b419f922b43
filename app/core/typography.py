"""French typography: spaces, apostrophes, and the articles of names. Pure.

NBSP is the only special space of the project: our two fonts have no glyph for U+202F, and Excel
shows it badly.
"""

import re

from markupsafe import Markup

NBSP = "\u00a0"
VOWELS = "aeiouyàâäéèêëîïôöùûüœæAEIOUYÀÂÄÉÈÊËÎÏÔÖÙÛÜŒÆ"
MUTE_H = {
    *("hélène", "héloïse", "henri", "henriette", "hervé", "hortense", "hubert", "hugo", "hugues"),
}
"""First names that begin with the sound of a vowel; other names in H keep « de » (de Hakim)."""
NAME_AND_NUMBER = re.compile(r"^([A-ZÀ-Þ]\D*) (?=\d{1,3}$)")


def with_article(name: str) -> str:
    """l’Afev, la Fondation FACE, Article 1: the name of an association as a sentence says it.

    One word that begins with a vowel takes l’; a common noun (fondation, association, mission)
    takes its article; other names go without. A number never leaves the name it ends.
    """
    name = _keep_number(name)
    first = re.split(rf"[ {NBSP}]", name)[0]
    if first == name and first[:1] in VOWELS:
        return f"l’{name}"
    if first.lower() in {"fondation", "mission"}:
        return f"la {name}"
    return f"l’{name}" if first.lower() == "association" else name


def of_name(name: str) -> str:
    """de l’Afev, d’Article 1, de Proxité."""
    name = _keep_number(name)
    if with_article(name) != name:
        return f"de {with_article(name)}"
    return f"d’{name}" if name[:1] in VOWELS else f"de {name}"


def to_name(name: str) -> str:
    """à l’Afev, à Proxité."""
    return f"à {with_article(name)}"


def of_person(name: str) -> str:
    """d’Élodie Morelle, d’Hélène, de Yacine, de Samira; initials too: d’É. L., de L. C.

    Any name that takes no article is said so, the product’s as well: de Navette.
    """
    first = name.partition(" ")[0].partition("-")[0].lower()
    sounds_like_a_vowel = name[:1] in VOWELS and not _begins_as_yacine(first)
    return f"d’{name}" if sounds_like_a_vowel or first in MUTE_H else f"de {name}"


def typo(text: str) -> str:
    """Set French typography on a text of ours; never on what a person typed.

    Before : ; ! ? » % and after « stands one NBSP, and before the number that ends a name
    (Article 1); a straight apostrophe becomes ’. Addresses and times (10:30) are left alone, and so
    are the tags and entities of a Markup, which stays one.
    """
    if not isinstance(text, Markup):
        return _set_spaces(text)
    pieces = re.split(r"(<[^>]*>)", str(text))
    spaced = "".join(p if p.startswith("<") else _set_spaces(p) for p in pieces)
    return Markup(spaced)  # noqa: S704 - it was Markup already


def _begins_as_yacine(first: str) -> bool:
    """A y before a vowel is a consonant: de Yacine, but d’Yves."""
    return len(first) > 1 and first[0] == "y" and first[1] in VOWELS


def _keep_number(text: str) -> str:
    return NAME_AND_NUMBER.sub(rf"\1{NBSP}", text)


def _set_spaces(text: str) -> str:
    def widen(match: re.Match[str]) -> str:
        entity, mark = match.groups()
        return entity or f"{NBSP}{mark}"

    text = _keep_number(text.replace("'", "’"))
    text = re.sub(rf"(&#?\w+;)|[ {NBSP}]*([:;!?]+)(?=[\s)»…]|$)", widen, text)
    text = re.sub(rf"[ {NBSP}]*»", f"{NBSP}»", text)
    text = re.sub(rf"(?<=\d)[ {NBSP}]*%", f"{NBSP}%", text)
    return re.sub(rf"«[ {NBSP}]*", f"«{NBSP}", text)

"""Which passwords are refused. Pure.

Length is the rule, not composition (spec/trust.md, F). The usual lists of common passwords hold
almost nothing of 15 characters, so we refuse by construction instead: what is left of a password
once the words and the runs everybody types are taken out must still be worth something.
"""

import re
import unicodedata
from collections.abc import Iterable
from enum import StrEnum

SHORTEST = 15
LONGEST = 128
SHORTEST_DIGITS = 16
LEFT_OVER = 6
_KNOWN = """
1jeune1mentor abcdef access admin administrateur afev amour anniversaire article azerty
azertyuiop bienvenue bonjour cafe camille changeme chocolat chouchou cite citeeducative college
collectif connexion coucou demo direction doudou dragon ecole educative education educnat eleve
enseignant etablissement football france helloworld iloveyou jetaime jeune jeunes juillet julien
kevin lacle letmein lille login loulou louloute lycee mairie maman marine marseille master mdp
mentor mentorat merci minou mission missionlocale monkey monmotdepasse motdepasse motdepass
navette nicolas nord olivier papa paris pass passe passw0rd password prescripteur princess
princesse proviseur proxite qsdfgh qsdfghjklm qwerty qwertyuiop roubaix secret secretariat
septembre service soleil sunshine superman temporaire test tourcoing toto user utilisateur
vacances vacation welcome wxcvbn zupdeco
"""
WORDS = frozenset(_KNOWN.split())
ROWS = ("azertyuiop", "qsdfghjklm", "wxcvbn", "qwertyuiop", "asdfghjkl", "zxcvbnm")
SEQUENCES = ("abcdefghijklmnopqrstuvwxyz", "01234567890", *ROWS)
LEET = str.maketrans("013457@$", "oieastas")
SHORTEST_RUN = 3


class PasswordFault(StrEnum):
    """Why a password is refused; the value is what the person reads."""

    SHORT = "Choisissez un mot de passe de 15\u00a0caractères ou plus, par exemple quatre mots"
    LONG = "Le mot de passe doit compter 128\u00a0caractères au plus"
    DIGITS = "Un mot de passe fait de chiffres seulement doit en compter 16 ou plus"
    COMMON = (
        "Ce mot de passe se devine\u00a0: ajoutez des mots sans lien avec vous ni avec ce service"
    )


def find_fault(password: str, about: Iterable[str] = ()) -> PasswordFault | None:
    """Return why a password is refused, None when it is a good one.

    Args:
        about: what anybody knows of the person: name, e-mail address, organisation.
    """
    if len(password) < SHORTEST:
        return PasswordFault.SHORT
    if len(password) > LONGEST:
        return PasswordFault.LONG
    if password.isdecimal() and len(password) < SHORTEST_DIGITS:
        return PasswordFault.DIGITS
    return PasswordFault.COMMON if _is_common(password, about) else None


def _is_common(password: str, about: Iterable[str]) -> bool:
    known = WORDS | {word for text in about for word in _words(text)}
    plain = _plain(password)
    return any(_worth(text, known) < LEFT_OVER for text in {plain, plain.translate(LEET)})


def _worth(text: str, known: frozenset[str]) -> int:
    """Return how many different characters remain once known words and runs are taken out."""
    for word in sorted(known, key=lambda word: (-len(word), word)):
        text = text.replace(word, " ")
    if text.replace(" ", "").isdecimal() and " " in text:
        return 0  # known words and figures only: roubaix2026mentorat
    for run in _runs(text):
        text = text.replace(run, " ")
    return len(set(re.sub(r"[\W_]", "", text)))


def _runs(text: str) -> list[str]:
    """Return the pieces that follow the alphabet, the figures or a row of the keyboard."""
    lines = [line for sequence in SEQUENCES for line in (sequence, sequence[::-1])]
    found, start = [], 0
    for end in range(1, len(text) + 1):
        if end < len(text) and any(text[start : end + 1] in line for line in lines):
            continue
        if end - start >= SHORTEST_RUN:
            found.append(text[start:end])
        start = end
    return sorted(found, key=len, reverse=True)


def _words(text: str) -> list[str]:
    return [word for word in re.split(r"[\W_]+", _plain(text)) if len(word) > SHORTEST_RUN]


def _plain(text: str) -> str:
    bare = unicodedata.normalize("NFKD", text.casefold())
    return "".join(character for character in bare if not unicodedata.combining(character))

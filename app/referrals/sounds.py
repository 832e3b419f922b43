"""How a name is heard: a short key for French ears and for names from everywhere. Pure.

Our own table. Two spellings a French speaker may write for one heard name get one key: Mathis and
Mathys, Dupont and Dupond, Rachid and Rashid, Ouassim and Wassim, Lefebvre and Lefèvre.
"""

import re

# In this order; a capital is a sound already heard, which no later line reads as a letter.
# E is a vowel that is pronounced, so that « Anaïs » and « Aimée » keep it at their end.
_HEARD: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in (
        (r"chael|ckael", "kael"),
        (r"(?<!s)ch(?=[lnr])", "k"),
        (r"dh?j", "J"),
        (r"tch|sch|sh|ch", "C"),
        (r"kh|ck|cqu|qu|q|c(?![eiyhC])", "k"),
        (r"ph", "f"),
        (r"gu(?=[eiy])", "G"),
        (r"g(?=[eiy])|j", "J"),
        (r"gh|g", "G"),
        (r"bv", "v"),
        (r"[cz]", "s"),
        (r"oo|ou|w", "u"),
        (r"eaux?|aux?(?![aeiouy])", "o"),
        (r"y", "i"),
        (r"ee", "E"),
        (r"a[ei]|ei", "E"),
        (r"h", ""),
        (r"m(?=[bp])", "n"),
        (r"(.)\1+", r"\1"),
        (r"(?<=[^aeiouE])es?$|(?<=[aeiouEn])ps$|(?<=[aeiouEnr])[dstxp]+$", ""),
        (r"E", "e"),
    )
)
_LOOSE = str.maketrans({"a": "e", "o": "u"})
LOOSE_LETTERS = 5


def heard(word: str) -> str:
    """Return how a word sounds.

    Args:
        word: lower case letters without accents, as `texts.name_words` gives them.

    Returns:
        A short key; "" when nothing of the word is heard.
    """
    for pattern, sound in _HEARD:
        word = pattern.sub(sound, word)
    return word.lower()


def sound_alike(first: str, second: str) -> bool:
    """Return whether two words are heard alike.

    A long name may also swap the vowels that transliteration swaps, a and e, o and ou: Mohamed and
    Mohammad, Mehdi and Mahdi. A short one may not: Lina is not Lena, nor Ana Ena.
    """
    one, other = heard(first), heard(second)
    if one == other:
        return bool(one)
    if min(len(first), len(second)) < LOOSE_LETTERS:
        return False
    return one.translate(_LOOSE) == other.translate(_LOOSE)

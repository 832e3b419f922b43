"""Text people type: what no field may hold, and the order of names. Pure.

What is refused hides, misleads or breaks exports.
"""

import unicodedata

from anyascii import anyascii

BLANK_LETTERS = frozenset("\u115f\u1160\u3164\uffa0\u2800")  # drawn as nothing at all
UNREAD = "\ufffd"  # what decoding puts where a character could not be read
REFUSED_CATEGORIES = frozenset({"Cc", "Cf", "Cs"})


def is_plain(text: str, line_breaks: bool = False) -> bool:
    """Return whether a text holds only characters that can be seen and stored everywhere.

    Args:
        line_breaks: accept ends of lines and tabs, in long texts.

    Source: spec/trust.md, A7.
    """
    allowed = "\r\n\t" if line_breaks else ""
    return not any(_is_refused(character) for character in text if character not in allowed)


def alphabetical(name: str) -> tuple[str, str]:
    """Return what a name is sorted by, as a French reader looks it up: no case, no accent.

    « École » stands with the E and « Afev » before « ANAF », on both databases alike.
    """
    return anyascii(name).casefold(), name


def _is_refused(character: str) -> bool:
    point = ord(character)
    non_character = point & 0xFFFE == 0xFFFE or 0xFDD0 <= point <= 0xFDEF
    controls = unicodedata.category(character) in REFUSED_CATEGORIES
    return non_character or controls or character in BLANK_LETTERS or character == UNREAD

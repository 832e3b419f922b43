"""Text people type: what no field accepts, because it hides, misleads or breaks exports. Pure."""

import unicodedata

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


def _is_refused(character: str) -> bool:
    point = ord(character)
    non_character = point & 0xFFFE == 0xFFFE or 0xFDD0 <= point <= 0xFDEF
    controls = unicodedata.category(character) in REFUSED_CATEGORIES
    return non_character or controls or character in BLANK_LETTERS or character == UNREAD

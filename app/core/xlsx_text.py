"""Text as a cell may hold it: readable, never a formula, never the code of another character.

Sources: OWASP ASVS 1.2.10 (the characters that open a formula); spec/trust.md, A6 and A7;
ECMA-376 part 1, 22.9.2.19 (`_x003D_` is read as the sign « = »).
"""

import re

from app.core.plain_text import BLANK_LETTERS, UNREAD, is_plain

LONGEST_TEXT = 32_767
"""Characters a cell may hold: the format's own limit."""
OPENS_A_FORMULA = tuple("=+-@\t\r\uff1d\uff0b\uff0d\uff20")
"""The last four are the full-width signs, that some programs read alike."""
_LOOKS_PRINTED = re.compile(f"[{''.join(BLANK_LETTERS)}{UNREAD}]")
_CODED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_SIGN = "_x005F_"


def clean_text(text: str) -> str:
    """Return the text without what breaks a workbook or lies about its direction.

    Control characters (line feed and tab apart), surrogates, non-characters and bidirectional
    controls are left out; what is beyond the format's limit is cut.
    """
    if text.isprintable() and (text.isascii() or not _LOOKS_PRINTED.search(text)):
        return text[:LONGEST_TEXT]
    return "".join(char for char in text if _is_readable(char))[:LONGEST_TEXT]


def inert_text(text: str) -> str:
    """Return the text a program cannot take for a formula: an apostrophe stands before its sign."""
    cleaned = clean_text(text)
    if cleaned.startswith(OPENS_A_FORMULA):
        return f"'{cleaned}"[:LONGEST_TEXT]
    return cleaned


def coded_text(text: str) -> str:
    """Return an inert text as the format writes it: `_x003D_` stays seven signs, not « = »."""
    return _CODED.sub(_SIGN, text) if "_x" in text else text


def _is_readable(char: str) -> bool:
    return char != "\r" and is_plain(char, line_breaks=True)

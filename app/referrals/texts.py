"""What people type, made safe to keep: characters, names, telephone numbers. Pure."""

import re
import unicodedata

from anyascii import anyascii

from app.core.plain_text import is_plain

NAME_KEY_LENGTH = 170
_PHONE = re.compile(r"0[1-9][0-9]{8}")


def readable(text: str, *, several_lines: bool = False) -> str:
    """Return the text without the characters that no screen shows and that break exports.

    Args:
        several_lines: line feeds and tabs are then text like any other.
    """
    return "".join(c for c in text if is_plain(c, line_breaks=several_lines))


def one_line(text: str | None) -> str:
    """Return a typed line: composed accents, no space around it, single spaces inside."""
    return re.sub(r"[ \u00a0]+", " ", unicodedata.normalize("NFC", text or "").strip())


def some_lines(text: str | None) -> str:
    """Return a typed paragraph: composed accents, line feeds only, no space around it."""
    lines = (text or "").replace("\r\n", "\n").replace("\r", "\n")
    return unicodedata.normalize("NFC", lines).strip()


def normalised_name(first_name: str, last_name: str) -> str:
    """Return the key a name is searched by: no accent, no hyphen, no case, last name first."""
    return " ".join(name_words(f"{last_name} {first_name}"))[:NAME_KEY_LENGTH]


def folded(text: str) -> str:
    """Return a heading or an answer as it is compared: no accent, no case, no punctuation."""
    return " ".join(re.findall(r"[a-z0-9+?]+", anyascii(text).casefold()))


def name_words(text: str) -> list[str]:
    """Return the words of a name as its key spells them."""
    return re.sub(r"[-'’]", " ", anyascii(text)).casefold().split()


def phone_digits(text: str) -> str | None:
    """Return the ten digits of a French number, however it was typed; None if it is not one.

    « +33 (0)6 39 98 12 34 », « 0033639981234 » and « 06.39.98.12.34 » are the same number.
    """
    compact = re.sub(r"[\s.\-/]", "", text)
    compact = re.sub(r"^(?:\+|00)33(?:\(0\)|0)?", "0", compact)
    return compact if _PHONE.fullmatch(compact) else None

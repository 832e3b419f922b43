"""Dates as people type or paste them: pure."""

import re
from datetime import date

from anyascii import anyascii

from app.core.formats import MONTHS

_DAY_FIRST = re.compile(r"([0-9]{1,2})[\s./-]+([0-9]{1,2})[\s./-]+([0-9]{4}|[0-9]{2})")
_YEAR_FIRST = re.compile(r"([0-9]{4})[\s./-]+([0-9]{1,2})[\s./-]+([0-9]{1,2})")
_WORDED = re.compile(
    r"([0-9]{1,2})(?:er)?[\s./-]+([^\W\d_]{3,9})[\s./-]+([0-9]{4}|[0-9]{2})", re.IGNORECASE
)
_PACKED = re.compile(r"([0-9]{2})([0-9]{2})([0-9]{4}|[0-9]{2})")


class UnreadableDateError(ValueError):
    """No day of the calendar can be read in the text."""


class NoSuchDayError(UnreadableDateError):
    """The text is written as a date, and the calendar has no such day: 31/02/2012."""


def read_date(text: str, today: date) -> date:
    """Return the day a person means: 27/03/2012, 27-3-12, 27032012, 2012-03-27 or 27 mars 2012.

    Args:
        text: as typed; the day comes first unless the year does, with four digits.
        today: a year of two digits is the latest one that is not after this day's.

    Raises:
        UnreadableDateError: the text is no date.
        NoSuchDayError: that day does not exist.
    """
    text = text.strip()
    if match := _YEAR_FIRST.fullmatch(text):
        year, month, day = match.groups()
    elif match := _DAY_FIRST.fullmatch(text) or _PACKED.fullmatch(text):
        day, month, year = match.groups()
    elif (match := _WORDED.fullmatch(text)) and (number := _month_number(match[2])):
        day, month, year = match[1], number, match[3]
    else:
        raise UnreadableDateError(text)
    try:
        return date(_whole_year(year, today), int(month), int(day))
    except ValueError as error:
        raise NoSuchDayError(text) from error


def _month_number(word: str) -> str:
    """Return the number of the month a word begins, « nov. » as well as « novembre »; else ""."""
    start = anyascii(word).casefold()
    found = [rank for rank, name in enumerate(MONTHS, 1) if anyascii(name).startswith(start)]
    return str(found[0]) if len(found) == 1 else ""


def _whole_year(digits: str, today: date) -> int:
    year = int(digits)
    if len(digits) > 2:
        return year
    century = today.year // 100 * 100
    return century + year if century + year <= today.year else century - 100 + year

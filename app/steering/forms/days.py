"""A day asked in an address."""

from datetime import date

from app.core import clock
from app.referrals.dates import UnreadableDateError, read_date

LONGEST = 40


def read_past_day(typed: str) -> tuple[date, str]:
    """Return the day asked, today for a day to come or none; and what could not be read."""
    today, text = clock.today(), typed.strip()[:LONGEST]
    if not text:
        return today, ""
    try:
        return min(read_date(text, today), today), ""
    except UnreadableDateError:
        return today, text

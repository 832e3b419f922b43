"""French as it is printed: dates, numbers, plurals, names. Pure.

Everything here is a Jinja filter of the same name (see FILTERS). Names ending in `_text` return
plain text for mails and Excel; the others may return Markup (`1<sup>er</sup>`).
"""

import re
from collections.abc import Callable
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from markupsafe import Markup, escape

from app.core.clock import PARIS
from app.core.typography import NBSP, of_name, of_person, to_name, typo, with_article

MINUS = "\u2212"
# ruff: noqa: SIM905 - a year of words reads better on one line
MONTHS = (
    "janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split()
)
SHORT_MONTHS = "janv. févr. mars avr. mai juin juil. août sept. oct. nov. déc.".split()
WEEKDAYS = "lundi mardi mercredi jeudi vendredi samedi dimanche".split()


def in_paris(moment: date) -> date:
    """Return a datetime in Europe/Paris; a plain date comes back as it is.

    Raises:
        ValueError: the datetime carries no time zone.
    """
    if not isinstance(moment, datetime):
        return moment
    if moment.tzinfo is None:
        raise ValueError("un instant sans fuseau horaire ne peut pas être affiché")
    return moment.astimezone(PARIS)


def day_month_text(moment: date) -> str:
    """1er septembre, 12 novembre."""
    day = in_paris(moment)
    return f"{'1er' if day.day == 1 else day.day}{NBSP}{MONTHS[day.month - 1]}"


def day_month(moment: date) -> Markup:
    """1<sup>er</sup> septembre, 12 novembre."""
    return _raise_first(day_month_text(moment))


def day_month_short(moment: date) -> str:
    """Under charts, where room is scarce: 31 août, 7 sept., 1er oct."""
    day = in_paris(moment)
    return f"{'1er' if day.day == 1 else day.day}{NBSP}{SHORT_MONTHS[day.month - 1]}"


def date_text(moment: date) -> str:
    """4 septembre 2026, 1er septembre 2026."""
    return f"{day_month_text(moment)} {in_paris(moment).year}"


def date_long(moment: date) -> Markup:
    """4 septembre 2026, 1<sup>er</sup> septembre 2026."""
    return _raise_first(date_text(moment))


def weekday_date_text(moment: date) -> str:
    """mercredi 25 novembre 2026."""
    return f"{WEEKDAYS[in_paris(moment).weekday()]} {date_text(moment)}"


def weekday_date(moment: date) -> Markup:
    """mercredi 25 novembre 2026."""
    return _raise_first(weekday_date_text(moment))


def date_short(moment: date) -> str:
    """04/09/2026, for tables."""
    return in_paris(moment).strftime("%d/%m/%Y")


def time_text(moment: datetime) -> str:
    """8 h 47, 14 h (on the hour)."""
    local = in_paris(moment)
    if not isinstance(local, datetime):
        raise TypeError("une date n’a pas d’heure")
    minutes = f"{NBSP}{local.minute:02d}" if local.minute else ""
    return f"{local.hour}{NBSP}h{minutes}"


def datetime_text(moment: datetime) -> str:
    """19 novembre 2026 à 8 h 47."""
    return f"{date_text(moment)} à {time_text(moment)}"


def datetime_long(moment: datetime) -> Markup:
    """19 novembre 2026 à 8 h 47, with 1<sup>er</sup>."""
    return _raise_first(datetime_text(moment))


def iso(moment: date) -> str:
    """For the `datetime` attribute of <time>: 2026-11-25 or 2026-11-19T08:47."""
    local = in_paris(moment)
    if isinstance(local, datetime):
        return local.strftime("%Y-%m-%dT%H:%M")
    return local.isoformat()


def number(value: float | Decimal, decimals: int = 0) -> str:
    """31 125 or, with one decimal, 2,5. Halves are rounded up, as people do; minus is U+2212."""
    exact = Decimal(str(value)).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    whole, _, rest = f"{abs(exact):,.{decimals}f}".partition(".")
    text = whole.replace(",", NBSP) + (f",{rest}" if rest else "")
    return f"{MINUS}{text}" if exact < 0 else text


def number_or_half(value: float) -> str:
    """2 or 2,5: a median has a half when the two middle values differ."""
    return number(value, 0 if value == int(value) else 1)


def percent(share: float | Decimal, decimals: int = 0) -> str:
    """0.84 gives 84 %."""
    return f"{number(Decimal(str(share)) * 100, decimals)}{NBSP}%"


def plural(noun: str, quantity: float, many: str | None = None) -> str:
    """Return the noun as `quantity` wants it; the French plural starts at 2 (0, 1.5: singular).

    Each word takes an s unless it ends in s, x or z: ("place libre", 2) gives places libres.
    Anything else is said in `many`: ("demande à traiter", 2, "demandes à traiter").
    """
    if abs(quantity) < 2:
        return noun
    return many or " ".join(w if w[-1] in "sxz" else f"{w}s" for w in noun.split(" "))


def count(noun: str, quantity: float, many: str | None = None) -> str:
    """Return number and noun that never part: ("place libre", 27) gives 27 places libres.

    A half is said: ("jour ouvré", 1.5) gives 1,5 jour ouvré.
    """
    return f"{number_or_half(quantity)}{NBSP}{plural(noun, quantity, many)}"


def or_more(text: str, open_ended: bool) -> str:
    """Add « ou plus » to a figure that is only a floor: 200 ou plus."""
    return f"{text} ou{NBSP}plus" if open_ended else text


def phone(digits: str) -> str:
    """06 39 98 12 34, from 0639981234 or +33639981234; anything else comes back unchanged."""
    national = re.sub(r"^(?:\+|00)33", "0", re.sub(r"[\s.\-]", "", digits))
    if not re.fullmatch(r"0\d{9}", national):
        return digits
    return NBSP.join(national[start : start + 2] for start in range(0, 10, 2))


def phone_link(digits: str) -> str:
    """tel:+33639981234."""
    compact = re.sub(r"\D", "", phone(digits))
    return f"tel:+33{compact[1:]}" if compact.startswith("0") else f"tel:{compact}"


def ordinal_text(rank: int, feminine: bool = False) -> str:
    """1er, 2e; feminine: 1re, 2e."""
    return ("1re" if feminine else "1er") if rank == 1 else f"{rank}e"


def ordinal(rank: int, feminine: bool = False) -> Markup:
    """1<sup>er</sup>, 2<sup>e</sup>; feminine: 1<sup>re</sup>."""
    return level(ordinal_text(rank, feminine))


def level(label: str) -> Markup:
    """Raise the endings of ordinals in a class label: 4e gives 4<sup>e</sup>, 1re année too."""
    raised = re.sub(r"\b(\d+)(er|re|e)\b", r"\1<sup>\2</sup>", str(escape(label)))
    return Markup(raised)  # noqa: S704 - escaped above


def initials(first_name: str, last_name: str = "") -> str:
    """Lina Carpentier gives L. C.; a compound name only its first letter: Sarah El Amrani, S. E.

    A full name may come as one argument; its first word is then the first name.
    """
    return NBSP.join(f"{part[0].upper()}." for part in _split_name(first_name, last_name) if part)


def monogram(first_name: str, last_name: str = "") -> str:
    """Two letters for the round badge of an account: Samira Haddad gives SH."""
    return "".join(part[0].upper() for part in _split_name(first_name, last_name) if part)


def short_name(first_name: str, last_name: str = "") -> str:
    """Lina Carpentier gives Lina C."""
    first, last = _split_name(first_name, last_name)
    return f"{first}{NBSP}{last[0].upper()}." if last else first


def _split_name(first_name: str, last_name: str) -> tuple[str, str]:
    if last_name.strip():
        return first_name.strip(), last_name.strip()
    first, _, last = first_name.strip().partition(" ")
    return first, last.strip()


def _raise_first(text: str) -> Markup:
    raised = str(escape(text)).replace(f"1er{NBSP}", f"1<sup>er</sup>{NBSP}")
    return Markup(raised)  # noqa: S704 - escaped above


FILTERS: dict[str, Callable[..., Any]] = {"datetime": datetime_long, "time": time_text} | {
    function.__name__: function
    for function in (
        count,
        date_long,
        date_text,
        date_short,
        datetime_long,
        datetime_text,
        day_month,
        day_month_short,
        day_month_text,
        initials,
        iso,
        level,
        monogram,
        number,
        of_name,
        of_person,
        or_more,
        ordinal,
        ordinal_text,
        percent,
        phone,
        phone_link,
        plural,
        short_name,
        time_text,
        to_name,
        typo,
        weekday_date,
        weekday_date_text,
        with_article,
    )
}

"""Are two names and birth dates one person? Pure.

The answer only ever asks a person: it never merges by itself. It forgives how names are typed and
heard, and holds back where twins are: same family name, same birth date, another first name.

Measured on invented pairs in benchmarks/duplicates.py; docs/adr/061 says why these rules.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from rapidfuzz.distance import OSA

from app.referrals.sounds import heard, sound_alike
from app.referrals.texts import name_words

CLOSE = 0.86  # share of letters left alone, OSA: a swap of neighbours is one slip
ONE_SLIP_LETTERS = 5  # a family name this long may differ by one slip if all the rest is equal
SLIP_LETTERS = 6  # a first name this long may have two letters changed round, or a vowel lost
TEN_YEARS = 10  # the farthest one digit can lead among the young
PARTIAL_LETTERS = 3  # a name this long may stand alone for a compound one
SOUND_KEY_LENGTH = 170
VOWELS = frozenset("aeiouy")
# Typed or not, glued or not: « Ben Salah » and « Bensalah », « El Bakkali » and « Bakkali ».
# ruff: noqa: SIM905 - a list of words reads better on two lines
PARTICLES = frozenset(
    "al ait bel ben d da dal de del della den der des di do dos du el il l la le les lo o ould the "
    "van vanden vander vom von zu".split()
)


class Agreement(StrEnum):
    """One thing two entries have in common, as a manager is told it."""

    NAME_EQUAL = "name_equal"
    FIRST_NAME_CLOSE = "first_name_close"
    LAST_NAME_CLOSE = "last_name_close"
    FIRST_NAME_HEARD = "first_name_heard"
    LAST_NAME_HEARD = "last_name_heard"
    FIRST_NAME_PART = "first_name_part"
    LAST_NAME_PART = "last_name_part"
    NAMES_SWAPPED = "names_swapped"
    BIRTH_EQUAL = "birth_equal"
    BIRTH_SWAPPED = "birth_swapped"
    BIRTH_ONE_DIGIT = "birth_one_digit"


@dataclass(frozen=True, slots=True)
class Identity:
    """What a likeness is judged on: a name as typed, and a birth date."""

    first_name: str
    last_name: str
    birth_date: date


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether two entries are likely one person; `score` 0.0 to 1.0; what agreed, name first."""

    same: bool
    score: float
    agreed: tuple[Agreement, ...] = ()


@dataclass(frozen=True, slots=True)
class _Part:
    """How two first names, or two family names, compare; `how` is "" when they do not match."""

    score: float
    how: str


_EQUAL, _HEARD, _CLOSE, _PARTIAL = "equal", "heard", "close", "part"
_NO_VERDICT = Verdict(False, 0.0)
_OF_BIRTH = {
    Agreement.BIRTH_EQUAL: 1.0,
    Agreement.BIRTH_SWAPPED: 0.95,
    Agreement.BIRTH_ONE_DIGIT: 0.9,
}


def compare(one: Identity, other: Identity) -> Verdict:
    """Return whether two entries are likely the same young person.

    The birth date must be equal, or its day and month swapped, or one digit off: names are then
    asked to be heard alike, no less. First name and family name must both match, either way round.
    """
    birth = compare_births(one.birth_date, other.birth_date)
    if birth is None or _digits(one) != _digits(other):
        return _NO_VERDICT
    turned = Identity(other.last_name, other.first_name, other.birth_date)
    verdicts = (_judge(one, other, birth), _swapped(_judge(one, turned, birth)))
    best = max(verdicts, key=lambda verdict: (verdict.same, verdict.score))
    if birth is Agreement.BIRTH_ONE_DIGIT and _key(one) != _key(other):
        return Verdict(False, best.score, best.agreed)
    return best


def compare_births(one: date, other: date) -> Agreement | None:
    """Return how two birth dates agree; None when they are too far apart to be one."""
    if one == other:
        return Agreement.BIRTH_EQUAL
    if (one.year, one.month, one.day) == (other.year, other.day, other.month):
        return Agreement.BIRTH_SWAPPED
    differing = sum(a != b for a, b in zip(f"{one:%Y%m%d}", f"{other:%Y%m%d}", strict=True))
    return Agreement.BIRTH_ONE_DIGIT if differing == 1 else None


def births_like(birth_date: date) -> tuple[list[date], list[date]]:
    """Return the dates a birth date could have been meant for.

    Returns:
        Itself, then with day and month swapped; and those one digit off.
    """
    near = [birth_date]
    turned = _date(birth_date.year, birth_date.day, birth_date.month)
    if turned is not None and turned != birth_date:
        near.append(turned)
    return near, sorted(_one_digit_off(birth_date))


def sound_key(first_name: str, last_name: str) -> str:
    """Return the key under which a person is looked for by ear, whichever name came first."""
    return _key(Identity(first_name, last_name, date.min))


def _key(identity: Identity) -> str:
    parts = (_letters(identity.first_name), _letters(identity.last_name))
    return " ".join(sorted(heard("".join(words)) for words in parts))[:SOUND_KEY_LENGTH]


def _one_digit_off(birth_date: date) -> Iterator[date]:
    typed = f"{birth_date:%Y%m%d}"
    for place, digit in enumerate(typed):
        for other in "0123456789":
            changed = typed[:place] + other + typed[place + 1 :]
            found = _date(int(changed[:4]), int(changed[4:6]), int(changed[6:]))
            if other != digit and found and abs(found.year - birth_date.year) <= TEN_YEARS:
                yield found


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _digits(identity: Identity) -> str:
    """« Jeune 1 » and « Jeune 2 » are two."""
    return "".join(c for c in f"{identity.first_name} {identity.last_name}" if c.isdecimal())


def _words(name: str) -> list[str]:
    words = ("".join(c for c in word if c.isalnum()) for word in name_words(name))
    return [word for word in words if word]


def _letters(name: str) -> list[str]:
    """Return the words of a name without its particles, unless it has nothing else."""
    words = _words(name)
    return [word for word in words if word not in PARTICLES] or words


def _judge(one: Identity, other: Identity, birth: Agreement) -> Verdict:
    first = _compare_first_names(one.first_name, other.first_name)
    last = _compare_last_names(one.last_name, other.last_name, exact_rest=first.how == _EQUAL)
    score = (first.score + last.score) / 2 * _OF_BIRTH[birth]
    if not first.how or not last.how:
        return Verdict(False, score)
    agreed = [*_told("first_name", first), *_told("last_name", last)]
    return Verdict(True, score, (*(agreed or [Agreement.NAME_EQUAL]), birth))


def _swapped(verdict: Verdict) -> Verdict:
    agreed = [a for a in verdict.agreed if a is not Agreement.NAME_EQUAL]
    return Verdict(verdict.same, verdict.score, (Agreement.NAMES_SWAPPED, *agreed))


def _told(which: str, part: _Part) -> list[Agreement]:
    return [] if part.how == _EQUAL else [Agreement(f"{which}_{part.how}")]


def _compare_first_names(one: str, other: str) -> _Part:
    """Compare first names: those of twins often differ by one letter, or by their ending."""
    part = _compare(one, other)
    mine, theirs = "".join(_letters(one)), "".join(_letters(other))
    if part.how in {_CLOSE, _HEARD} and _are_he_and_she(mine, theirs):
        return _Part(part.score, "")
    return _Part(part.score, _CLOSE) if not part.how and _is_slip(mine, theirs) else part


def _compare_last_names(one: str, other: str, *, exact_rest: bool) -> _Part:
    """Compare family names; one slip is forgiven when the first name and the birth date agree."""
    part = _compare(one, other)
    letters = "".join(_letters(one)), "".join(_letters(other))
    if part.how or not exact_rest or min(map(len, letters)) < ONE_SLIP_LETTERS:
        return part
    return _Part(part.score, _CLOSE) if OSA.distance(*letters) == 1 else part


def _compare(one: str, other: str) -> _Part:
    mine, theirs = _letters(one), _letters(other)
    joined, against = "".join(mine), "".join(theirs)
    if joined == against or "".join(_words(one)) == "".join(_words(other)):
        return _Part(1.0, _EQUAL)
    likeness = OSA.normalized_similarity(joined, against)
    if sound_alike(joined, against):
        return _Part(max(likeness, 0.95), _HEARD)
    if likeness >= CLOSE:
        return _Part(likeness, _CLOSE)
    if _is_part(mine, theirs) or _is_part(theirs, mine):
        return _Part(0.9, _PARTIAL)
    return _Part(likeness, "")


def _is_part(shorter: list[str], longer: list[str]) -> bool:
    """Return whether each word of a name stands in a longer one: Amine in Mohamed Amine."""
    if len(shorter) >= len(longer) or min(map(len, shorter), default=0) < PARTIAL_LETTERS:
        return False
    return all(any(word == one or sound_alike(word, one) for one in longer) for word in shorter)


def _is_slip(one: str, other: str) -> bool:
    """Return whether a short name was only typed too fast: no pair of twins is named like this.

    Two neighbours changed places (Mohmaed), or a vowel inside was forgotten (Fatma).
    """
    short, long = sorted((one, other), key=len)
    if len(long) < SLIP_LETTERS or OSA.distance(short, long) != 1:
        return False
    if len(short) == len(long):
        return sorted(short) == sorted(long)
    inside = [i for i in range(1, len(long) - 1) if long[:i] + long[i + 1 :] == short]
    return any(long[i] in VOWELS for i in inside)


def _are_he_and_she(one: str, other: str) -> bool:
    """Return whether two first names are a boy's and a girl's: Karim and Karima, Noël and Noëlle.

    « Yassin » and « Yassine » are not: a silent e comes and goes.
    """
    short, long = sorted((one, other), key=len)
    if long == f"{short}{short[-1:]}e":
        return True
    ends_in_a = one.endswith("a"), other.endswith("a")
    return one.rstrip("aeo") == other.rstrip("aeo") and ends_in_a[0] != ends_in_a[1]

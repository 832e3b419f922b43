"""The lines of a class list, each held to the checks of the one-page form."""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date

from app.auth.rules import Actor
from app.core.base import Json
from app.core.school_year import school_year_start
from app.core.typography import NBSP
from app.referrals import list_words
from app.referrals.dates import NoSuchDayError, UnreadableDateError, read_date
from app.referrals.forms.referral import ReferralForm
from app.referrals.list_lines import CELLS, Line
from app.referrals.pages.desk import Desk, list_doubts
from app.referrals.queries.class_lists import find_sent
from app.referrals.rules import Draft
from app.referrals.texts import folded, normalised_name
from app.referrals.warnings import Doubt, twin_code

Person = tuple[str, date]

LONGEST_QUOTE = 60
READ_AS_WRITTEN = ("first_name", "last_name", "birth_date", "note", "guardian_name", "email")


@dataclass(frozen=True, slots=True)
class CheckedLine:
    """A line and what the form thinks of it.

    `faults` are messages by field; `draft` is the referral it makes, None while a cell is wrong.
    """

    line: Line
    faults: Mapping[str, str]
    draft: Draft | None
    is_adult: bool

    @property
    def is_sendable(self) -> bool:
        """Whether nothing but the agreement may be missing."""
        return self.draft is not None and not self.line.sent and not self.line.new_doubts

    @property
    def is_ready(self) -> bool:
        """Whether the line can leave now."""
        return self.is_sendable and self.line.agreed


class LineForm(ReferralForm):
    """A pupil, as the cells of a line describe them; the agreement is ticked apart."""

    def __init__(self, desk: Desk, line: Line, names: Mapping[str, str]) -> None:
        """Read the words of the cells as the answers they mean.

        Args:
            names: the schools of the desk, by the answer of the form, `folded`.
        """
        typed, self.misread = read_answers(line.cells, names, desk.today)
        named = [school for school in desk.schools if str(school.id) == typed.get("school")]
        # One school is enough to check one line: a list of all, sixty times, is what takes long.
        one_desk = replace(desk, schools=named or desk.schools[:1])
        super().__init__(one_desk, typed, meta={"csrf": False})

    def list_faults(self) -> dict[str, str]:
        """Return the message of each wrong cell, in the order of the form."""
        self.validate()
        said = {name: str(messages[0]) for name, messages in self.errors.items() if name}
        said |= self.misread
        return {name: said[name] for name in CELLS if name in said}


def read_answers(
    cells: Mapping[str, str], names: Mapping[str, str], today: date
) -> tuple[Json, dict[str, str]]:
    """Return the answers of the form that cells mean, and what to say of those that mean none."""
    typed: Json = {name: cells.get(name, "") for name in READ_AS_WRITTEN}
    typed["phone"] = list_words.with_zero(cells.get("phone", ""))
    typed["agreement"] = "y"
    typed["objectives"], strange = list_words.objectives_of(cells.get("objectives", ""))
    misread = {"objectives": _unknown(strange[0], "un objectif")} if strange else {}
    for name, code, message in (
        (
            "situation",
            list_words.situation_of(cells.get("situation", "")),
            _unknown(cells.get("situation", ""), "une classe ou une situation"),
        ),
        (
            "school",
            list_words.school_of(cells.get("school", ""), names),
            _unknown(cells.get("school", ""), "un établissement"),
        ),
        (
            "qpv",
            list_words.qpv_of(cells.get("qpv", "")),
            "Écrivez Oui, Non ou Je ne sais pas",
        ),
        (
            "meeting",
            list_words.meeting_of(cells.get("meeting", "")),
            "Écrivez Sur place, À distance ou Peu importe",
        ),
    ):
        if code is not None:
            typed[name] = code
        elif cells.get(name) and (name != "school" or names):
            misread[name] = message
    try:
        read_date(cells.get("birth_date", ""), today)
    except NoSuchDayError:
        misread["birth_date"] = f"{cells['birth_date'][:LONGEST_QUOTE]} n’existe pas"
    except UnreadableDateError:
        pass  # the form says how to write a date
    return typed, misread


def check_lines(lines: Iterable[Line], desk: Desk) -> list[CheckedLine]:
    """Return what the form thinks of each line."""
    names = {str(school.id): folded(school.name) for school in desk.schools}
    return [_check(line, LineForm(desk, line, names)) for line in lines]


def _check(line: Line, form: LineForm) -> CheckedLine:
    faults = form.list_faults()
    draft = None
    if not faults:
        draft = form.to_draft()
        key = content_key(draft, form.desk.today)
        draft = replace(draft, submission_key=key, seen=frozenset(line.seen.split()))
    return CheckedLine(line, faults, draft, form.is_adult)


def examine(lines: Iterable[Line], desk: Desk, actor: Actor) -> tuple[CheckedLine, ...]:
    """Return a whole list checked: what was sent already, what is worth a second look."""
    checked = check_lines(lines, desk)
    keys = {one.draft.submission_key for one in checked if one.draft and not one.line.sent}
    sent = find_sent(keys, actor) if keys else {}
    above: dict[Person, Line] = {}
    examined = []
    for one in checked:
        line, draft = one.line, one.draft
        if draft is not None:
            line = replace(line, sent=line.sent or sent.get(draft.submission_key, ""))
            twin = above.setdefault(_person(draft), line)
            doubts = () if line.sent else _doubts(draft, line, twin, actor)
            line, draft = replace(line, doubts=doubts), _answering(draft, line, twin)
        examined.append(replace(one, line=line, draft=draft))
    return tuple(examined)


def content_key(draft: Draft, today: date) -> str:
    """Return the key that makes the same pupil, said alike, one referral a school year.

    A list read again, sent by two people or clicked twice finds the referrals it already made.
    """
    said = asdict(draft)
    del said["submission_key"], said["draft_reference"], said["seen"]
    said["first_name"] = normalised_name(said["first_name"], said.pop("last_name"))
    said |= {"objectives": sorted(draft.objectives), "confirmed": sorted(draft.confirmed)}
    year = school_year_start(today).year
    content = json.dumps(["class list", year, said], sort_keys=True, default=str)
    return hashlib.sha256(content.encode()).hexdigest()


def fill_in(lines: Iterable[Line], objectives: Sequence[str]) -> tuple[Line, ...]:
    """Return lines whose empty cells say what a silent list means, where people read it.

    Args:
        objectives: words for the pupils whose list tells none.
    """
    silent = {
        "qpv": list_words.QPV_LABELS["unknown"],
        "meeting": list_words.MEETING_LABELS["indifferent"],
        "objectives": ", ".join(objectives),
    }
    return tuple(replace(line, cells={**silent, **line.cells}) for line in lines)


def _answering(draft: Draft, line: Line, twin: Line) -> Draft:
    """Return the draft of a line; its doubt about a line above stands for the referral that made.

    A line whose doubt was not confirmed is not sent.
    """
    if twin.number == line.number or not twin.sent:
        return draft
    return replace(draft, seen=draft.seen | {twin_code(twin.sent)})


def _unknown(words: str, what: str) -> str:
    return f"«{NBSP}{words[:LONGEST_QUOTE]}{NBSP}» n’est pas {what} de la liste"


def _person(draft: Draft) -> Person:
    return normalised_name(draft.first_name, draft.last_name), draft.birth_date


def _doubts(draft: Draft, line: Line, twin: Line, actor: Actor) -> tuple[Doubt, ...]:
    """Return what is worth a second look; a twin above is named once, be it sent or not.

    Args:
        twin: the first line of that person, the line itself when there is no other.
    """
    found = list_doubts(draft, actor)
    if twin.number == line.number:
        return tuple(found)
    text = (
        f"Même nom et même date de naissance qu’à la ligne{NBSP}{twin.number}{NBSP}: retirez cette "
        "ligne, ou envoyez-la telle quelle."
    )
    others = [doubt for doubt in found if not doubt.reference or doubt.reference != twin.sent]
    return Doubt(f"ligne-{twin.number}", text), *others

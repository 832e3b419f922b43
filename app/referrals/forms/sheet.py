"""A class list as one person sees it: what is kept, what the page sent back, all of it checked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from app.auth.rules import Actor
from app.referrals.forms.class_list import CheckedLine, check_lines, examine
from app.referrals.list_lines import AGREEMENT, CELLS, LONGEST_CELL, Edits, Line, lines_from_json
from app.referrals.pages.desk import Desk, read_desk_of_lists
from app.referrals.queries.class_lists import get_list
from app.referrals.rules import Draft
from app.referrals.texts import one_line, readable


@dataclass(frozen=True, slots=True)
class Sheet:
    """A whole list as one person sees and edits it; `stored` are its lines as they are kept."""

    reference: str
    stored: tuple[Line, ...]
    checked: tuple[CheckedLine, ...]
    desk: Desk
    edits: Edits
    page: int

    @property
    def drafts(self) -> dict[int, Draft]:
        """The referral of each line that can leave, by its number."""
        return {one.line.number: one.draft for one in self.checked if one.is_ready and one.draft}


def open_sheet(reference: str, actor: Actor, page: int) -> Sheet:
    """Return a list as it is kept; its doubts are those of the last check.

    Raises:
        NotFoundError: absent, deleted, or somebody else's.
    """
    stored = lines_from_json(get_list(reference, actor).lines)
    desk = read_desk_of_lists(actor)
    checked = tuple(check_lines(stored, desk))
    return Sheet(reference, stored, checked, desk, read_edits({}, stored), page)


def read_sheet(reference: str, actor: Actor, typed: Mapping[str, str], page: int) -> Sheet:
    """Return a list with what the page sent back written over it, all of it checked.

    Args:
        typed: the fields of the page.

    Raises:
        NotFoundError: absent, deleted, or somebody else's.
    """
    stored = lines_from_json(get_list(reference, actor).lines)
    edits = read_edits(typed, stored)
    desk = read_desk_of_lists(actor)
    checked = examine(edits.applied_to(stored), desk, actor)
    found = {one.line.number: one.line for one in checked}
    lines = tuple(found.get(line.number, line) for line in edits.lines)
    return Sheet(reference, stored, checked, desk, replace(edits, lines=lines), page)


def read_edits(typed: Mapping[str, str], stored: Sequence[Line]) -> Edits:
    """Return what a page of the list says now of its lines; a line that left is edited no more."""
    shown = [line for line in stored if f"first_name-{line.number}" in typed and not line.sent]
    removed = frozenset(line.number for line in shown if typed.get(f"remove-{line.number}"))
    lines = tuple(_edited(line, typed) for line in shown if line.number not in removed)
    return Edits(lines, removed, typed.get("shown", ""))


def _edited(line: Line, typed: Mapping[str, str]) -> Line:
    number = line.number
    cells = {
        name: one_line(readable(typed.get(f"{name}-{number}", "")))[:LONGEST_CELL] for name in CELLS
    }
    said = {AGREEMENT: line.cells[AGREEMENT]} if AGREEMENT in line.cells else {}
    return replace(
        line,
        cells=cells | said,
        agreed=f"{AGREEMENT}-{number}" in typed,
        seen=typed.get(f"seen-{number}", "")[:LONGEST_CELL],
    )

"""One line of a class list, as typed, and what is known of it. Pure."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, replace

from app.core.base import Json
from app.referrals.warnings import Doubt

CELLS = (
    "first_name",
    "last_name",
    "birth_date",
    "situation",
    "school",
    "qpv",
    "objectives",
    "meeting",
    "note",
    "guardian_name",
    "phone",
    "email",
)
"""The fields people may correct, in the order of the form."""
AGREEMENT = "agreement"
"""What the list says of the agreement: shown, never taken for the agreement itself."""
LONGEST_CELL = 1_000


@dataclass(frozen=True, slots=True)
class Line:
    """A pupil of a list.

    `number` is that of the row in the sheet; `cells` are texts as typed, by field; `agreed` is the
    box ticked on the page; `seen` names the doubts the person chose to send all the same; `doubts`
    are those of the last check; `sent` is the reference of the referral, "" while it is not sent.
    """

    number: int
    cells: Mapping[str, str]
    agreed: bool = False
    seen: str = ""
    doubts: tuple[Doubt, ...] = field(default=())
    sent: str = ""

    @property
    def new_doubts(self) -> bool:
        """Whether a doubt was not seen yet; all are then shown again."""
        seen = set(self.seen.split())
        return any(doubt.code not in seen for doubt in self.doubts)

    @property
    def typed(self) -> Json:
        """What people can change of the line."""
        return {"cells": {n: t for n, t in self.cells.items() if t}, "agreed": self.agreed}


def lines_to_json(lines: Iterable[Line]) -> list[Json]:
    """Return lines as the base keeps them."""
    return [
        {
            **asdict(replace(line, cells=dict(line.cells))),
            "doubts": [asdict(d) for d in line.doubts],
        }
        for line in lines
    ]


def lines_from_json(kept: Iterable[Json]) -> tuple[Line, ...]:
    """Return the lines the base keeps."""
    return tuple(
        Line(**{**one, "doubts": tuple(Doubt(**d) for d in one["doubts"])}) for one in kept
    )


def fingerprint(lines: Iterable[Line]) -> str:
    """Return what tells whether the lines of a page were changed by somebody else meanwhile."""
    content = json.dumps([[line.number, line.typed] for line in lines], sort_keys=True)
    return hashlib.sha256(content.encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Edits:
    """What one page of the list sent back.

    `lines` are its lines as they are now, `removed` the numbers of those taken out; `shown` is the
    fingerprint of the lines when the page was shown.
    """

    lines: tuple[Line, ...]
    removed: frozenset[int]
    shown: str

    def clash_with(self, stored: Iterable[Line]) -> bool:
        """Return whether somebody else changed the same lines, and otherwise.

        A second click of the same page finds what the first one wrote: that is no clash.
        """
        numbers = {line.number for line in self.lines} | self.removed
        current = [line for line in stored if line.number in numbers]
        kept = [line for line in current if line.number not in self.removed]
        return fingerprint(current) != self.shown and fingerprint(kept) != fingerprint(self.lines)

    def applied_to(self, stored: Iterable[Line]) -> tuple[Line, ...]:
        """Return the whole list with these lines in it; what is sent stays as it was sent."""
        edited = {line.number: line for line in self.lines}
        return tuple(
            line if line.sent else edited.get(line.number, line)
            for line in stored
            if line.sent or line.number not in self.removed
        )

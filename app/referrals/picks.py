"""The rows a person selects in a list, as a form sends them. Pure."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from app.referrals.references import is_reference

MOST_PICKS = 100  # more than a page shows
_PICK = re.compile(r"(\w{6}):([0-9]{1,9})", re.ASCII)


@dataclass(frozen=True, slots=True)
class Pick:
    """A selected row, and the version the person had on screen."""

    reference: str
    version: int

    def __str__(self) -> str:
        """Return the row as its check box sends it."""
        return f"{self.reference}:{self.version}"


def read_picks(values: Iterable[str]) -> tuple[Pick, ...]:
    """Return the selected rows, each once, in the order of the page.

    Args:
        values: what the boxes hold: a row, or all those of a page, separated by spaces. What no
            box of ours sends counts for nothing.
    """
    found: dict[str, Pick] = {}
    for value in values:
        for word in value.split():
            match = _PICK.fullmatch(word)
            if match and is_reference(match[1]):
                found.setdefault(match[1], Pick(match[1], int(match[2])))
    return tuple(found.values())[:MOST_PICKS]

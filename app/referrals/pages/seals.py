"""The hidden cell of a row taken away: which proposal, in which version, for which association.

It is signed: a row nobody of ours wrote, one written over, one of another association all open
nothing, and are answered alike.
"""

import re
import secrets
from dataclasses import dataclass

from app.core.keyed import keyed_digest
from app.referrals.references import is_reference
from app.referrals.texts import folded

SIGNATURE_LENGTH, WHO_LENGTH = 20, 8
_SEAL = re.compile(
    rf"(\w{{6}})\.([0-9]{{1,9}})\.([0-9a-f]{{{WHO_LENGTH}}})\.([0-9a-f]{{{SIGNATURE_LENGTH}}})",
    re.ASCII,
)


@dataclass(frozen=True, slots=True)
class Seal:
    """What a row was when it was taken away; `who` is a digest of the words that named somebody."""

    reference: str
    version: int
    who: str

    def is_of(self, reference: str, who: str) -> bool:
        """Return whether the row still stands with its reference and its young person.

        People may empty the cell of the name: an empty one says nothing wrong.
        """
        is_same = not folded(who) or secrets.compare_digest(self.who, _digest(self.reference, who))
        return is_same and reference.upper() == self.reference


def seal_row(reference: str, version: int, who: str, organisation_id: int) -> str:
    """Return the seal of a row, for the association that takes it away."""
    said = f"{reference}.{version}.{_digest(reference, who)}"
    return f"{said}.{_sign(said, organisation_id)}"


def open_seal(text: str, organisation_id: int) -> Seal | None:
    """Return what a seal says, None when we did not make it for that association."""
    found = _SEAL.fullmatch(text)
    if found is None or not is_reference(found[1]):
        return None
    said, _, signature = text.rpartition(".")
    if not secrets.compare_digest(signature, _sign(said, organisation_id)):
        return None
    return Seal(found[1], int(found[2]), found[3])


def _sign(said: str, organisation_id: int) -> str:
    return keyed_digest("offline", f"{organisation_id}:{said}")[:SIGNATURE_LENGTH]


def _digest(reference: str, who: str) -> str:
    return keyed_digest("offline who", f"{reference}:{folded(who)}")[:WHO_LENGTH]

"""Class lists as a prescriber reads them: those in progress, and what sent lines became."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from app.auth.rules import Actor
from app.core.formats import count
from app.core.typography import to_name, typo
from app.referrals.list_lines import lines_from_json
from app.referrals.models import ClassList, Referral
from app.referrals.queries import class_lists as queries
from app.referrals.rules import HOLDS_A_PLACE
from app.referrals.statuses import Status, status_of


@dataclass(frozen=True, slots=True)
class ListRow:
    """A list in progress: « 12 jeunes, 3 envoyés », who brought it, when it was last touched."""

    reference: str
    details: str
    author: str
    updated_at: datetime


@dataclass(frozen=True, slots=True)
class SentLine:
    """What a line became; `association` is "" while it waits."""

    reference: str
    status: Status
    association: str

    @property
    def words(self) -> str:
        """« Proposée à l’Afev », « En liste d’attente »."""
        said = f" {to_name(self.association)}" if self.association else ""
        return typo(f"{self.status.label}{said}")


def list_rows(actor: Actor) -> list[ListRow]:
    """Return the lists of the person's organisation, the latest ones first."""
    return [row_of_list(kept) for kept in queries.list_lists(actor)]


def read_list_row(reference: str, actor: Actor) -> ListRow:
    """Return the line of one list.

    Raises:
        NotFoundError: absent, deleted, or somebody else's.
    """
    return row_of_list(queries.get_list(reference, actor))


def row_of_list(kept: ClassList) -> ListRow:
    """Return the line of a list."""
    lines = lines_from_json(kept.lines)
    sent = sum(bool(line.sent) for line in lines)
    told = [count("jeune", len(lines)), *([count("envoyé", sent)] if sent else [])]
    return ListRow(kept.reference, ", ".join(told), kept.author.name, kept.updated_at)


def read_sent_lines(references: Iterable[str], actor: Actor) -> dict[str, SentLine]:
    """Return what referrals became, by reference; one out of scope is left out."""
    asked = {reference for reference in references if reference}
    found = queries.list_referrals_of(asked, actor) if asked else ()
    return {referral.reference: _sent_line(referral) for referral in found}


def _sent_line(referral: Referral) -> SentLine:
    live = [one for one in referral.assignments if one.state in HOLDS_A_PLACE]
    return SentLine(
        reference=referral.reference,
        status=status_of(referral.state, referral.wait_reason),
        association=live[-1].programme.name if live else "",
    )

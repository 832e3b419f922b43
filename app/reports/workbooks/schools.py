"""The workbook by school or service: what its referrals became, then one line each."""

from collections import Counter
from collections.abc import Iterable, Iterator

from app.auth.rules import SENSITIVE_LABEL, is_sensitive
from app.core.xlsx import Column, Kind, Row, Sheet
from app.matching.vocabulary import KIND_LABELS
from app.matching.wording import upper_first
from app.referrals.statuses import STATUSES
from app.reports.fates import Sender, list_senders
from app.reports.workbooks.order import Order
from app.reports.workbooks.referrals import referral_sheet

SENDER_COLUMNS = (
    Column("Établissement ou service", width=44, wraps=True),
    Column("Type", width=36, wraps=True),
    Column("Demandes", Kind.WHOLE, 11),
    *(Column(status.plural, Kind.WHOLE, 16) for status in STATUSES),
)


def school_sheets(order: Order) -> tuple[Sheet, ...]:
    """Return what the referrals of the period became, by whoever sent them, then themselves."""
    senders = hide_sensitive(list_senders(order.wanted))
    rows = [_sender_row(sender) for sender in senders]
    return (
        Sheet("Établissements", "Etablissements", SENDER_COLUMNS, rows),
        referral_sheet(order),
    )


def hide_sensitive(senders: Iterable[Sender]) -> Iterator[Sender]:
    """Yield the senders one may name, then all the others as one."""
    hidden: Counter[str] = Counter()
    for sender in senders:
        if is_sensitive(sender.kinds):
            hidden += sender.statuses
        else:
            yield sender
    if hidden:
        yield Sender(upper_first(SENSITIVE_LABEL), frozenset(), hidden)


def _sender_row(sender: Sender) -> Row:
    kinds = ", ".join(KIND_LABELS.get(kind, kind) for kind in sorted(sender.kinds))
    counts = [sender.statuses[status.code] for status in STATUSES]
    return (sender.name, upper_first(kinds) or "Autre partenaire", sum(counts), *counts)

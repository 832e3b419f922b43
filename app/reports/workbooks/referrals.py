"""The sheet « Demandes »: one line a referral, without a name; or with names, under a banner."""

from collections.abc import Iterator

from app.auth.rules import SENSITIVE_LABEL, is_sensitive
from app.core.xlsx import Column, Kind, Row, Sheet, day_in_cell
from app.matching.vocabulary import KIND_LABELS
from app.matching.wording import upper_first
from app.referrals.origins import STAGE_LABELS, stage_of_situation
from app.referrals.pages.phrases import MEETING_LABELS, QPV_WORDS, need_labels
from app.referrals.pages.wording import WAIT_REASONS
from app.referrals.situations import BY_CODE
from app.referrals.statuses import status_of
from app.reports.rows import ReferralRow, list_named_rows, list_rows
from app.reports.workbooks.order import Order

REFERRAL_COLUMNS = (
    Column("Référence", width=12),
    Column("Envoyée le", Kind.DATE, 12),
    Column("Type de prescripteur", width=36, wraps=True),
    Column("Prescripteur", width=40, wraps=True),
    Column("Année de naissance", Kind.YEAR, 12),
    Column("Classe ou situation", width=34, wraps=True),
    Column("Étape du parcours", width=14),
    Column("Quartier prioritaire", width=13),
    Column("Objectifs", width=44, wraps=True),
    Column("Rencontres", width=14),
    Column("Statut", width=26),
    Column("Motif d’attente", width=40, wraps=True),
    Column("Association", width=22),
    Column("Proposée le", Kind.DATE, 12),
    Column("Réponse le", Kind.DATE, 12),
    Column("Délai de réponse (jours ouvrés)", Kind.WHOLE, 16),
    Column("Accompagnement commencé le", Kind.DATE, 18),
)
NAME_COLUMNS = (
    Column("Nom", width=24),
    Column("Prénom", width=20),
    Column("Date de naissance", Kind.DATE, 13),
)


def referral_sheet(order: Order) -> Sheet:
    """Return the sheet of referrals; who they are about is in it only under a banner."""
    if order.banner:
        columns = (REFERRAL_COLUMNS[0], *NAME_COLUMNS, *REFERRAL_COLUMNS[1:])
        return Sheet("Demandes", "Demandes", columns, order.watch(_named(order)), order.banner)
    rows = (_referral_row(row) for row in list_rows(order.wanted))
    return Sheet("Demandes", "Demandes", REFERRAL_COLUMNS, order.watch(rows))


def _named(order: Order) -> Iterator[Row]:
    for row, person in list_named_rows(order.wanted):
        reference, *others = _referral_row(row)
        yield (reference, *person, *others)


def _referral_row(row: ReferralRow) -> Row:
    kind, organisation = _prescriber(row)
    situation = BY_CODE[row.situation]
    return (
        row.reference,
        day_in_cell(row.submitted_at),
        kind,
        organisation,
        row.birth_year,
        situation.label,
        STAGE_LABELS[stage_of_situation(situation)],
        QPV_WORDS[row.qpv],
        ", ".join(need_labels(row.objectives)),
        MEETING_LABELS[row.meeting],
        status_of(row.state, row.wait_reason).label,
        WAIT_REASONS[row.wait_reason] if row.wait_reason else None,
        row.association,
        day_in_cell(row.proposed_at),
        day_in_cell(row.answered_at),
        row.answer_days,
        row.started_on,
    )


def _prescriber(row: ReferralRow) -> tuple[str, str]:
    """Return kind and name; both hidden when they say too much about a young person."""
    if is_sensitive(frozenset(row.kinds)):
        return upper_first(SENSITIVE_LABEL), upper_first(SENSITIVE_LABEL)
    kinds = ", ".join(KIND_LABELS.get(kind, kind) for kind in sorted(row.kinds))
    return upper_first(kinds) or "Autre partenaire", row.organisation

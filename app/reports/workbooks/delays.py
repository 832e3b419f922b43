"""The sheet « Délais »: how fast each association answers."""

from collections.abc import Mapping, Sequence

from app.core.xlsx import Column, Kind, Row, Sheet
from app.referrals.rules import ANSWER_OBJECTIVE_DAYS
from app.reports import queries
from app.reports.figures import Delay
from app.reports.workbooks.order import Order

DELAY_COLUMNS = (
    Column("Association", width=24),
    Column("Réponses", Kind.WHOLE, 11),
    Column("Délai médian (jours ouvrés)", Kind.NUMBER, 16),
    Column("Objectif (jours ouvrés)", Kind.WHOLE, 14),
    Column("Réponses au-delà de l’objectif", Kind.WHOLE, 18),
    Column("Objectif tenu", width=22),
    Column("En attente aujourd’hui au-delà de l’objectif", Kind.WHOLE, 20),
)


def delays_sheet(order: Order) -> Sheet:
    """Return the delays of one association or of all, in the period."""
    answers = queries.read_answers(order.territory_id, order.period)
    late = queries.count_referrals(order.territory_id, order.period, order.on).late
    wanted = order.choice.filters.programme
    return answers_sheet([d for d in answers.delays if wanted in {"", d.slug}], late)


def answers_sheet(delays: Sequence[Delay], late: Mapping[str, int]) -> Sheet:
    """Return the delays.

    Args:
        late: answers awaited beyond the objective today, by slug; absent for none.
    """
    rows = [_delay_row(delay, late.get(delay.slug, 0)) for delay in delays]
    return Sheet("Délais", "Delais", DELAY_COLUMNS, rows)


def _delay_row(delay: Delay, waiting_late: int) -> Row:
    kept = "Oui" if delay.in_time else "Non"
    return (
        delay.name,
        delay.answers,
        delay.median,
        ANSWER_OBJECTIVE_DAYS,
        delay.late,
        "Trop peu de réponses" if delay.median is None else kept,
        waiting_late,
    )

"""The workbook by association: what each was offered, then one line a proposal."""

from app.core.xlsx import Column, Kind, Row, Sheet, day_in_cell
from app.referrals.endings import COMPLETIONS, END_REASONS
from app.referrals.reasons import DECLINE_REASONS
from app.referrals.rules import AWAITS_ANSWER, WAS_ACCEPTED, AssignmentState
from app.reports.fates import Fates, Proposal, list_fates, list_proposals
from app.reports.queries import read_answers
from app.reports.workbooks.order import Order

A = AssignmentState
STATE_LABELS: dict[AssignmentState, str] = {
    A.PROPOSED: "En attente de réponse",
    A.INFO_REQUESTED: "En attente d’un complément",
    A.ACCEPTED: "Acceptée, mentor recherché",
    A.STARTED: "Accompagnement en cours",
    A.COMPLETED: "Accompagnement terminé",
    A.ENDED_EARLY: "Accompagnement interrompu",
    A.TRANSFERRED: "Passée à une autre association",
    A.DECLINED: "Déclinée",
    A.EXPIRED: "Sans réponse",
    A.RECALLED: "Reprise",
}
FATE_COLUMNS = (
    Column("Association", width=24),
    Column("Propositions", Kind.WHOLE, 13),
    Column("Attendent une réponse", Kind.WHOLE, 13),
    Column("Acceptées", Kind.WHOLE, 11),
    Column("Déclinées", Kind.WHOLE, 11),
    Column("Sans réponse", Kind.WHOLE, 11),
    Column("Reprises", Kind.WHOLE, 11),
    Column("Accompagnements commencés", Kind.WHOLE, 18),
    Column("Terminés", Kind.WHOLE, 11),
    Column("Interrompus", Kind.WHOLE, 13),
    Column("Délai médian (jours ouvrés)", Kind.NUMBER, 16),
)
PROPOSAL_COLUMNS = (
    Column("Référence", width=12),
    Column("Association", width=24),
    Column("Proposée le", Kind.DATE, 12),
    Column("Réponse le", Kind.DATE, 12),
    Column("Délai de réponse (jours ouvrés)", Kind.WHOLE, 16),
    Column("État", width=30),
    Column("Motif du refus", width=34, wraps=True),
    Column("Accompagnement commencé le", Kind.DATE, 18),
    Column("Terminé le", Kind.DATE, 12),
    Column("Motif de fin", width=34, wraps=True),
)


def association_sheets(order: Order) -> tuple[Sheet, ...]:
    """Return what associations were offered in the period: counted, then listed."""
    scope = (order.territory_id, order.period, order.choice.filters.programme)
    delays = read_answers(order.territory_id, order.period).delays
    medians = {delay.slug: delay.median for delay in delays}
    fates = [_fate_row(one, medians.get(one.slug)) for one in list_fates(*scope)]
    proposals = (_proposal_row(one) for one in list_proposals(*scope))
    return (
        Sheet("Associations", "Associations", FATE_COLUMNS, fates),
        Sheet("Propositions", "Propositions", PROPOSAL_COLUMNS, order.watch(proposals)),
    )


def _fate_row(fates: Fates, median: float | None) -> Row:
    states = fates.states
    return (
        fates.name,
        states.total(),
        sum(states[state] for state in AWAITS_ANSWER),
        sum(states[state] for state in WAS_ACCEPTED),
        states[A.DECLINED],
        states[A.EXPIRED],
        states[A.RECALLED],
        fates.started,
        states[A.COMPLETED],
        states[A.ENDED_EARLY],
        median,
    )


def _proposal_row(one: Proposal) -> Row:
    completed = COMPLETIONS[one.completion] if one.completion else None
    return (
        one.reference,
        one.association,
        day_in_cell(one.proposed_at),
        day_in_cell(one.answered_at),
        one.answer_days,
        STATE_LABELS[one.state],
        DECLINE_REASONS[one.decline_reason].label if one.decline_reason else None,
        one.started_on,
        one.ended_on,
        END_REASONS[one.end_reason] if one.end_reason else completed,
    )

"""The workbook the managers take away: the figures of the screen, and pseudonymous lines."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime

from app.auth.rules import SENSITIVE_LABEL, is_sensitive
from app.auth.territories import read_territory
from app.core.clock import PARIS
from app.core.formats import date_text
from app.core.typography import NBSP
from app.core.web import product_name
from app.core.xlsx import Column, Kind, Row, Sheet, StackedBars, write_workbook
from app.matching.vocabulary import KIND_LABELS
from app.matching.wording import upper_first
from app.referrals.origins import STAGE_LABELS, stage_of_situation
from app.referrals.pages.phrases import MEETING_LABELS, QPV_WORDS, need_labels
from app.referrals.pages.wording import WAIT_REASONS
from app.referrals.rules import ANSWER_OBJECTIVE_DAYS
from app.referrals.situations import BY_CODE
from app.referrals.statuses import status_of
from app.reports import queries
from app.reports.figures import Delay, Occupation, Period, school_year_until
from app.reports.rows import ReferralRow, list_rows
from app.reports.summary import Summary, list_lines

CHART_ANCHOR = "F2"

SUMMARY_COLUMNS = (
    Column("Rubrique", width=30),
    Column("Indicateur", width=42),
    Column("Nombre", Kind.NUMBER, 10),
    Column("Part", Kind.SHARE, 8),
)
PLACE_COLUMNS = (
    Column("Association", width=24),
    Column("Places déclarées", Kind.WHOLE, 11),
    Column("Ou plus", width=9),
    Column("Occupées", Kind.WHOLE, 11),
    Column("Réservées", Kind.WHOLE, 11),
    Column("Libres", Kind.WHOLE, 9),
    Column("Au-delà", Kind.WHOLE, 9),
    Column("Taux d’occupation", Kind.SHARE, 13),
    Column("Jeunes attendus d’ici juillet", Kind.WHOLE, 15),
    Column("Tension", width=12),
)
REFERRAL_COLUMNS = (
    Column("Référence", width=12),
    Column("Envoyée le", Kind.DATE, 12),
    Column("Type de prescripteur", width=36),
    Column("Prescripteur", width=40),
    Column("Année de naissance", Kind.WHOLE, 12),
    Column("Classe ou situation", width=34),
    Column("Étape du parcours", width=14),
    Column("Quartier prioritaire", width=13),
    Column("Objectifs", width=44),
    Column("Rencontres", width=14),
    Column("Statut", width=26),
    Column("Motif d’attente", width=40),
    Column("Association", width=22),
    Column("Proposée le", Kind.DATE, 12),
    Column("Réponse le", Kind.DATE, 12),
    Column("Délai de réponse (jours ouvrés)", Kind.WHOLE, 16),
    Column("Accompagnement commencé le", Kind.DATE, 18),
)
DELAY_COLUMNS = (
    Column("Association", width=24),
    Column("Réponses", Kind.WHOLE, 11),
    Column("Délai médian (jours ouvrés)", Kind.NUMBER, 16),
    Column("Objectif (jours ouvrés)", Kind.WHOLE, 14),
    Column("Réponses au-delà de l’objectif", Kind.WHOLE, 18),
    Column("Objectif tenu", width=22),
    Column("En attente au-delà de l’objectif", Kind.WHOLE, 18),
)


def build_workbook(territory_id: int, on: date) -> bytes:
    """Return the workbook of a territory, from 1 September to a day.

    Sheets: Synthèse (the figures of the dashboard and a chart of places), Places, Demandes (no
    name, no contact, no note, no date of birth, nothing an own public confirmed), Délais.
    """
    period = school_year_until(on)
    occupations = queries.list_occupations(territory_id, on)
    answers = queries.read_answers(territory_id, period)
    counts = queries.count_referrals(territory_id, period, on)
    summary = Summary(period, occupations, answers, counts)
    sheets = (
        Sheet("Synthèse", "Synthese", SUMMARY_COLUMNS, list_lines(summary)),
        Sheet("Places", "Places", PLACE_COLUMNS, [_place_row(o) for o in occupations]),
        Sheet("Demandes", "Demandes", REFERRAL_COLUMNS, _referral_rows(territory_id, period)),
        Sheet(
            "Délais",
            "Delais",
            DELAY_COLUMNS,
            [_delay_row(d, counts.late[d.slug]) for d in answers.delays],
        ),
    )
    title = f"{product_name()}, {read_territory(territory_id).name}, situation au {date_text(on)}"
    return write_workbook(title, product_name(), sheets, _charts(occupations))


def _charts(occupations: Sequence[Occupation]) -> tuple[StackedBars, ...]:
    if not occupations:
        return ()
    return (
        StackedBars(
            shown_on="Synthèse",
            anchor=CHART_ANCHOR,
            source="Places",
            title=f"Qui a encore de la place{NBSP}?",
            names=1,
            series=(4, 6),
            colours=("0E4F4D", "F2B134", "FFFFFF"),
            count=len(occupations),
        ),
    )


def _place_row(places: Occupation) -> Row:
    return (
        places.name,
        places.stated,
        "Oui" if places.open_ended else "Non",
        places.occupied,
        places.reserved,
        places.free,
        places.beyond,
        places.occupied / places.stated if places.stated else None,
        round(places.expected),
        places.shortage,
    )


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


def _referral_rows(territory_id: int, period: Period) -> Iterator[Row]:
    return (_referral_row(row) for row in list_rows(territory_id, period))


def _referral_row(row: ReferralRow) -> Row:
    kind, organisation = _prescriber(row)
    situation = BY_CODE[row.situation]
    return (
        row.reference,
        _day(row.submitted_at),
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
        _day(row.proposed_at),
        _day(row.answered_at),
        row.answer_days,
        row.started_on,
    )


def _prescriber(row: ReferralRow) -> tuple[str, str]:
    """Return kind and name; both hidden when they say too much about a young person."""
    if is_sensitive(frozenset(row.kinds)):
        return upper_first(SENSITIVE_LABEL), upper_first(SENSITIVE_LABEL)
    kinds = ", ".join(KIND_LABELS.get(kind, kind) for kind in sorted(row.kinds))
    return upper_first(kinds) or "Autre partenaire", row.organisation


def _day(moment: datetime | None) -> date | None:
    return moment.astimezone(PARIS).date() if moment else None

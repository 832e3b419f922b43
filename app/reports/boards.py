"""What the pages of figures ask for: the dashboard, the reports, the indicators."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from app.auth.closed_days import list_school_holidays
from app.auth.rules import Actor
from app.core.errors import NotFoundError
from app.reports import queries
from app.reports.association_queries import count_proposals, find_own_slugs, get_programme_name
from app.reports.association_report import (
    AssociationReport,
    AssociationSources,
    present_association,
)
from app.reports.breakdowns import Tally, association_grid, crossed_grid, grid_of
from app.reports.dimensions import NEED, ORIGIN, QPV, STAGE, by_school
from app.reports.figures import Occupation, Period
from app.reports.grids import Grid
from app.reports.indicators import Indicator, list_indicators, publics_grid
from app.reports.links import Links
from app.reports.pair_queries import list_pairs
from app.reports.periods import Chosen
from app.reports.presenting import Dashboard, Sources, present
from app.reports.territory_queries import count_territory
from app.reports.territory_report import TerritoryReport, TerritorySources, present_territory


@dataclass(frozen=True, slots=True)
class IndicatorsPage:
    """The indicators with their formulas, and the tables they are broken down in."""

    indicators: tuple[Indicator, ...]
    grids: tuple[Grid, ...]


@dataclass(frozen=True, slots=True)
class CommitteePaper:
    """What a committee reads: both pages, and the figures of the pairs as (label, value)."""

    board: Dashboard
    report: TerritoryReport
    figures: tuple[tuple[str, str], ...]


def read_dashboard(actor: Actor, chosen: Chosen, on: date) -> Dashboard:
    """Return the dashboard of the reader's territory over a period."""
    occupations = queries.list_occupations(actor.territory_id, on)
    return _dashboard(Links(actor, chosen.period, chosen.query), occupations, on)


def read_territory_report(actor: Actor, chosen: Chosen, on: date) -> TerritoryReport:
    """Return the report of the reader's territory over a period."""
    occupations = queries.list_occupations(actor.territory_id, on)
    links = Links(actor, chosen.period, chosen.query)
    return _report(links, read_tally(actor.territory_id, chosen.period, occupations), occupations)


def read_committee_paper(actor: Actor, chosen: Chosen, on: date) -> CommitteePaper:
    """Return what a committee reads of the reader's territory, without a link: it is printed."""
    occupations = queries.list_occupations(actor.territory_id, on)
    tally = read_tally(actor.territory_id, chosen.period, occupations)
    links = Links(actor, chosen.period, for_paper=True)
    return CommitteePaper(
        _dashboard(links, occupations, on),
        _report(links, tally, occupations),
        tuple((it.label, it.with_unit) for it in list_indicators(tally)),
    )


def _dashboard(links: Links, occupations: list[Occupation], on: date) -> Dashboard:
    territory, period = links.actor.territory_id, links.period
    sources = Sources(
        occupations=occupations,
        answers=queries.read_answers(territory, period),
        counts=queries.count_referrals(territory, period, on),
        holidays=[Period(*days) for days in list_school_holidays(territory, period.start)],
    )
    return present(sources, links, on)


def _report(links: Links, tally: Tally, occupations: list[Occupation]) -> TerritoryReport:
    counts = count_territory(links.actor.territory_id, links.period)
    sources = TerritorySources(occupations, counts, tally)
    return present_territory(sources, {it.slug: links.to_report(it.slug) for it in occupations})


def read_indicators(actor: Actor, chosen: Chosen, on: date) -> IndicatorsPage:
    """Return the indicators of the reader's territory over a period."""
    tally = read_tally(
        actor.territory_id, chosen.period, queries.list_occupations(actor.territory_id, on)
    )
    links = Links(actor, chosen.period, chosen.query)
    urls = {slug: links.to_report(slug) for slug in tally.names}
    return IndicatorsPage(list_indicators(tally), list_grids(tally, urls))


def read_schools(actor: Actor, chosen: Chosen, on: date) -> IndicatorsPage:
    """Return the indicators of the reader's territory by school attended."""
    tally = read_tally(
        actor.territory_id, chosen.period, queries.list_occupations(actor.territory_id, on)
    )
    return IndicatorsPage((), (grid_of(by_school(tally.pairs), tally),))


def read_own_report(actor: Actor, chosen: Chosen, on: date) -> AssociationReport:
    """Return the report of the reader's own association: all its programmes.

    Raises:
        NotFoundError: the association has no programme.
    """
    slugs = find_own_slugs(actor.organisation_id)
    if not slugs:
        raise NotFoundError
    return _read_report(actor, actor.organisation_name, slugs, chosen, on)


def read_report_of(actor: Actor, slug: str, chosen: Chosen, on: date) -> AssociationReport:
    """Return the report of one association of the reader's territory.

    Raises:
        NotFoundError: no such association there.
    """
    name = get_programme_name(actor.territory_id, slug)
    return _read_report(actor, name, [slug], chosen, on)


def read_tally(territory_id: int, period: Period, occupations: list[Occupation]) -> Tally:
    """Return the pairs of a period; their associations are those that have places."""
    names = {it.slug: it.name for it in occupations}
    return Tally(list_pairs(territory_id, period), period, names)


def list_grids(tally: Tally, urls: Mapping[str, str]) -> tuple[Grid, ...]:
    """Return the tables of a period, schools apart; `urls` leads to each association's report."""
    qpv, stage = grid_of(QPV, tally), grid_of(STAGE, tally)
    return (
        association_grid(tally, urls),
        stage,
        crossed_grid(STAGE, tally),
        qpv,
        grid_of(NEED, tally),
        grid_of(ORIGIN, tally),
        publics_grid(tally, qpv, stage),
    )


def _read_report(
    actor: Actor, name: str, slugs: list[str], chosen: Chosen, on: date
) -> AssociationReport:
    territory, period = actor.territory_id, chosen.period
    occupations = queries.list_occupations(territory, on)
    return present_association(
        AssociationSources(
            name,
            slugs,
            occupations,
            queries.read_answers(territory, period).delays,
            count_proposals(territory, slugs, period),
            read_tally(territory, period, occupations),
        )
    )

"""What the pages of figures ask for: the dashboard, the reports, the indicators."""

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
from app.reports.indicators import Indicator, list_indicators
from app.reports.links import Links
from app.reports.pair_queries import list_pairs
from app.reports.people import People, present_people
from app.reports.periods import Chosen, choose_year_around, year_label
from app.reports.presenting import Dashboard, Sources, present
from app.reports.publics import publics_grid
from app.reports.territory_queries import count_territory
from app.reports.territory_report import TerritoryReport, TerritorySources, present_territory


@dataclass(frozen=True, slots=True)
class IndicatorsPage:
    """The indicators with their formulas, and the tables they are broken down in.

    `year` names the school year of these tables, when the period is another one.
    """

    indicators: tuple[Indicator, ...]
    grids: tuple[Grid, ...]
    year: str = ""


@dataclass(frozen=True, slots=True)
class CommitteePaper:
    """What a committee reads: both pages, and the figures of the pairs as (label, value).

    `year` names the school year of the report.
    """

    board: Dashboard
    report: TerritoryReport
    figures: tuple[tuple[str, str], ...]
    year: str


def read_dashboard(actor: Actor, chosen: Chosen, on: date) -> Dashboard:
    """Return the dashboard of the reader's territory over a period."""
    occupations = queries.list_occupations(actor.territory_id, on)
    return _dashboard(Links(actor, chosen.period, chosen.query), occupations, on)


def read_territory_report(actor: Actor, chosen: Chosen, on: date) -> TerritoryReport:
    """Return the report of the reader's territory over a school year."""
    occupations = queries.list_occupations(actor.territory_id, on)
    tally = read_tally(actor.territory_id, chosen.period, occupations)
    return _report(Links(actor, chosen.period, chosen.query), tally, occupations)


def read_committee_paper(actor: Actor, chosen: Chosen, on: date) -> CommitteePaper:
    """Return what a committee reads of the reader's territory, without a link: it is printed."""
    occupations = queries.list_occupations(actor.territory_id, on)
    tally = read_tally(actor.territory_id, chosen.period, occupations)
    year = read_around(actor.territory_id, tally, on)
    links = Links(actor, chosen.period, for_paper=True)
    return CommitteePaper(
        _dashboard(links, occupations, on),
        _report(links, year, occupations),
        tuple((it.label, it.with_unit) for it in list_indicators(tally)),
        year_label(year.period.start.year),
    )


def _dashboard(links: Links, occupations: list[Occupation], on: date) -> Dashboard:
    territory, period = links.actor.territory_id, links.period
    counts = queries.count_referrals(territory, period, on)
    sources = Sources(
        occupations=occupations,
        answers=queries.read_answers(territory, period),
        counts=counts,
        holidays=[Period(*days) for days in list_school_holidays(territory, period.start)],
        people=None if links.open_lists else read_people(territory, period, counts, on),
    )
    return present(sources, links, on)


def read_people(territory_id: int, period: Period, counts: queries.Counts, on: date) -> People:
    """Return who refers and for which stage, over the school year around a period.

    Args:
        counts: of the period, which may be that school year.
    """
    year = choose_year_around(period, on)
    if year.period != period:
        counts = queries.count_referrals(territory_id, year.period, on)
    return present_people(counts, year.label)


def _report(links: Links, tally: Tally, occupations: list[Occupation]) -> TerritoryReport:
    counts = count_territory(links.actor.territory_id, tally.period)
    sources = TerritorySources(occupations, counts, tally)
    return present_territory(sources, {it.slug: links.to_report(it.slug) for it in occupations})


def read_indicators(actor: Actor, chosen: Chosen, on: date) -> IndicatorsPage:
    """Return the indicators of the reader's territory over a period."""
    tally = read_tally(
        actor.territory_id, chosen.period, queries.list_occupations(actor.territory_id, on)
    )
    links = Links(actor, chosen.period, chosen.query)
    urls = {slug: links.to_report(slug) for slug in tally.names}
    year = read_around(actor.territory_id, tally, on)
    grids = (association_grid(tally, urls), *list_grids(year))
    label = "" if year is tally else year_label(year.period.start.year)
    return IndicatorsPage(list_indicators(tally), grids, label)


def read_schools(actor: Actor, chosen: Chosen, on: date) -> IndicatorsPage:
    """Return the indicators of the reader's territory by school attended, over a school year."""
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


def read_around(territory_id: int, tally: Tally, on: date) -> Tally:
    """Return the pairs of the school year around those of a period: the same when it is one."""
    year = choose_year_around(tally.period, on).period
    if year == tally.period:
        return tally
    return Tally(list_pairs(territory_id, year), year, tally.names)


def list_grids(tally: Tally) -> tuple[Grid, ...]:
    """Return the tables of a school year by what the young people are, schools apart."""
    return (
        grid_of(STAGE, tally),
        crossed_grid(STAGE, tally),
        grid_of(QPV, tally),
        grid_of(NEED, tally),
        grid_of(ORIGIN, tally),
        publics_grid(tally),
    )


def _read_report(
    actor: Actor, name: str, slugs: list[str], chosen: Chosen, on: date
) -> AssociationReport:
    territory, period = actor.territory_id, chosen.period
    occupations = queries.list_occupations(territory, on)
    proposals = count_proposals(territory, slugs, period)
    tally = read_tally(territory, period, occupations)
    year = read_around(territory, tally, on)
    is_year = year is tally
    return present_association(
        AssociationSources(
            name,
            slugs,
            occupations,
            queries.read_answers(territory, period).delays,
            proposals,
            tally,
            proposals if is_year else count_proposals(territory, slugs, year.period),
            year,
            "" if is_year else year_label(year.period.start.year),
        )
    )

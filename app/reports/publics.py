"""The priority publics of the national programme, told without undoing other tables. Pure.

Each is a part of the active pairs that other tables count too: a stage, a type of prescriber, the
schools of a network. What one of them hides stays hidden here.
"""

from collections.abc import Mapping

from app.core.suppression import Cell, hide_part
from app.reports.breakdowns import Tally
from app.reports.dimensions import ACTIVE, ORIGIN, QPV, STAGE, Dimension, by_school
from app.reports.grids import Grid, Line, Mark, Value, shown
from app.reports.pairs import Measure

NOT_ASKED = "Territoire rural, personnes réfugiées, handicap, aidants"
"""Publics of the national programme that are not asked, on purpose: the base does not know them."""


def publics_grid(tally: Tally) -> Grid:
    """Return the priority publics as far as the base knows them: active pairs, and their share."""
    pairs = tally.counted[Measure.ACTIVE]
    vocational = sum(pair.is_vocational for pair in pairs)
    left_school = sum(pair.left_school for pair in pairs)
    schools, stages = by_school(tally.pairs), _cells(tally, STAGE)
    attended = _cells(tally, schools)
    networks = {name: schools.groups[name] for name in attended if name}
    cells = {
        "Quartier prioritaire (QPV)": _cells(tally, QPV)["yes"],
        "Collège ou école REP+": _network(tally, "rep_plus", networks, attended),
        "Collège ou école REP": _network(tally, "rep", networks, attended),
        "Lycée professionnel": _within(stages["lycee"], vocational),
        "Sortis de l’école sans formation": _within(stages["vie_active"], left_school),
        "Orientés par l’ASE ou la PJJ": _sensitive(tally),
    }
    return Grid(
        "publics",
        "Publics prioritaires",
        "Public",
        ("Binômes actifs", "Part (%)"),
        (
            *(_line(label, cell, len(pairs)) for label, cell in cells.items()),
            Line(NOT_ASKED, (Mark.NONE, Mark.NONE)),
        ),
    )


def _cells(tally: Tally, dimension: Dimension) -> dict[str, Cell]:
    """Return the active pairs of each value, as the table of a dimension shows them."""
    rows = zip(dimension.labels, tally.hidden(dimension), strict=True)
    return {code: row[ACTIVE] for code, row in rows}


def _within(whole: Cell, part: int) -> Cell:
    """Return a part of a stage, told only beside a stage that is told."""
    return None if whole is None else hide_part(part, whole)


def _network(
    tally: Tally, network: str, networks: Mapping[str, str], attended: Mapping[str, Cell]
) -> Cell:
    """Return the pairs of a priority network, unless they tell those of one of its schools.

    A school is listed because it counts somebody: as many hidden ones as pairs are one each.

    Args:
        networks: of each school.
        attended: the active pairs of each school, as their table shows them.
    """
    pairs = tally.counted[Measure.ACTIVE]
    own = [attended[name] for name, code in networks.items() if code == network]
    hidden = [cell for cell in own if cell is None]
    told = sum(cell or 0 for cell in own)
    count = sum(pair.network == network for pair in pairs)
    if hidden and (len(hidden) == 1 or count - told <= len(hidden)):
        return None
    return hide_part(count, len(pairs))


def _sensitive(tally: Tally) -> Cell:
    """Return the pairs the ASE or the PJJ referred: the former have their line elsewhere."""
    told, count = _cells(tally, ORIGIN), sum(p.is_sensitive for p in tally.counted[Measure.ACTIVE])
    ase, others = told["ase"], told["autres"]
    if ase is None or count == ase:
        return ase
    return None if others is None or hide_part(count - ase, others) is None else count


def _line(label: str, cell: Cell, whole: int) -> Line:
    share: Value = Mark.HIDDEN if cell is None else Mark.NONE
    if cell is not None and whole:
        share = round(100 * cell / whole)
    return Line(label, (shown(cell), share))

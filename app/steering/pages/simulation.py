"""The answer of a simulation as its page shows it: before, after, where a place is worth most."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.core.formats import number, plural
from app.matching.vocabulary import STAGES
from app.matching.wording import upper_first
from app.referrals.pages.phrases import OFFERED_NEEDS
from app.steering.address import EXPECTED, Pair, write_address
from app.steering.outlook import (
    Outlook,
    Tally,
    tally,
    tally_by_stage,
    with_a_need_met,
)
from app.steering.pages.changes import Line, address_of, list_changes
from app.steering.pages.programmes import ProgrammeLine, list_lines, most_worth_first, signed
from app.steering.pages.radar import RadarPage, present_radar
from app.steering.radar import scan
from app.steering.scenario import Offered, Scenario, World

SAME = "sans changement"
NOTHING_TRIED = "aucune hypothèse pour l’instant"
TYPICAL = "les demandes de l’année type"
LAST_YEAR = "les demandes de l’an dernier"


@dataclass(frozen=True, slots=True)
class Card:
    """A large number on top of the page."""

    label: str
    value: str
    unit: str
    note: str
    tone: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class StageLine:
    """A stage: those who wait, and those expected when they count."""

    label: str
    waiting: Tally
    expected: Tally


@dataclass(frozen=True, slots=True)
class Answer:
    """All that a scenario answers.

    Args:
        needs_met: placed where one of their needs at least is covered, before and after.
        by_worth: the programmes, where more places would bring most first.
        source: where those still expected come from, "" when they do not count.
        here: the address of this simulation; `radar_url` that of its radar.
        other_crowd: the address with those expected, or without them.
    """

    changes: tuple[Line, ...]
    cards: tuple[Card, ...]
    everybody: Tally
    needs_met: tuple[int, int]
    stages: tuple[StageLine, ...]
    programmes: tuple[ProgrammeLine, ...]
    by_worth: tuple[ProgrammeLine, ...]
    radar: RadarPage
    source: str
    here: str
    radar_url: str
    other_crowd: str
    is_identity: bool


def present(
    scenario: Scenario,
    offered: Sequence[Offered],
    worlds: tuple[World, World],
    outlook: Outlook,
    source: str,
) -> Answer:
    """Return the answer to a scenario.

    Args:
        worlds: programmes and places before and after.
        source: where those still expected come from, "" when they do not count.
    """
    before, after = worlds
    radar = scan(outlook, after.programmes, OFFERED_NEEDS)
    pairs = write_address(scenario)
    programmes = list_lines(scenario, offered, worlds, outlook, radar.could_go)
    return Answer(
        changes=list_changes(scenario, offered),
        cards=_cards(outlook, sum(radar.excluded.values()), scenario.is_identity),
        everybody=tally(outlook, outlook.people),
        needs_met=(
            with_a_need_met(outlook, outlook.before, before),
            with_a_need_met(outlook, outlook.after, after),
        ),
        stages=tuple(
            StageLine(upper_first(STAGES[stage]), *both)
            for stage, both in tally_by_stage(outlook).items()
        ),
        programmes=programmes,
        by_worth=most_worth_first(programmes),
        radar=present_radar(radar, after.programmes, pairs if scenario.is_identity else None),
        source=source,
        here=address_of(pairs),
        radar_url=address_of(pairs, "show_radar"),
        other_crowd=address_of(_other_crowd(scenario)),
        is_identity=scenario.is_identity,
    )


def _other_crowd(scenario: Scenario) -> tuple[Pair, ...]:
    pairs = write_address(scenario)
    same = tuple(pair for pair in pairs if pair[0] != EXPECTED)
    return same if scenario.with_expected else ((EXPECTED, "1"), *same)


def _cards(outlook: Outlook, excluded: int, is_identity: bool) -> tuple[Card, ...]:
    waiting = tally(outlook, (p for p in outlook.people if not p.is_expected))
    expected = tally(outlook, (p for p in outlook.people if p.is_expected))
    everybody = tally(outlook, outlook.people)
    left = everybody.total - everybody.after
    cards = [_placed("Jeunes en attente qui auraient une place", waiting)]
    if expected.total:
        cards.append(_placed("Jeunes encore attendus qui auraient une place", expected))
    moved = NOTHING_TRIED if is_identity else _moved(everybody)
    value, unit = signed(everybody.difference), plural("jeune placé", everybody.difference)
    barred = f"dont {number(excluded)} qu’aucune association ne peut accueillir"
    return (
        *cards,
        Card("Ce que changent vos hypothèses", value, unit, moved, "safran"),
        Card("Sans place, même ainsi", number(left), plural("jeune", left), barred, "prune"),
    )


def _moved(everybody: Tally) -> str:
    """Return who changes: « 8 gagnent une place, 1 la perd »."""
    gained, lost = everybody.gained, everybody.lost
    if not gained and not lost:
        return SAME
    wins, loses = plural("gagne", gained, "gagnent"), plural("perd", lost, "perdent")
    return f"{number(gained)} {wins} une place, {number(lost)} la {loses}"


def _placed(label: str, one: Tally) -> Card:
    today = SAME if one.before == one.after else f"{number(one.before)} sans vos hypothèses"
    return Card(label, number(one.after), f"sur {number(one.total)}", today)

"""What mentoring changes: the territory's closing answers, and the brochure's national figures.

Two columns that are never mixed: the national ones come from a survey of their own, among other
people. Nothing is said of fewer than five answers. Pure, the file of the brochure apart.
"""

import json
from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from functools import cache

from app.core.suppression import hide_line
from app.referrals.endings import CLOSING_QUESTIONS
from app.reports.breakdowns import Tally
from app.reports.figures import ENOUGH_ANSWERS, Period
from app.reports.grids import Mark, Value
from app.reports.pairs import Pair, has_ended
from config import ROOT

NATIONAL = ROOT / "data" / "impact_national.json"
POSITIVE = frozenset({"yes", "rather_yes"})
SILENT = "none"


@dataclass(frozen=True, slots=True)
class Impact:
    """One closing question: what the brochure says of the country, what was answered here.

    `national` and `here` are percentages; `answers` is how many answered, silences left out.
    """

    question: str
    national: int
    here: Value
    answers: Value


Answers = dict[str, Counter[str]]


def list_impacts(pairs: Iterable[Pair], period: Period) -> tuple[Impact, ...]:
    """Return the four questions, answered for the pairs that ended in a period."""
    answers = _answers(pairs, period)
    return tuple(_impact(code, answers[code]) for code in CLOSING_QUESTIONS)


def list_own_impacts(tally: Tally, slugs: Collection[str]) -> tuple[Impact, ...]:
    """Return the four questions, answered for the pairs of one association.

    When another association has too few answers to be told, one more is not: subtracting all
    associations from the territory must not give back the one that is missing.
    """
    of_each = {slug: _answers(tally.only([slug]).pairs, tally.period) for slug in tally.names}
    own = _answers(tally.only(slugs).pairs, tally.period)
    impacts = []
    for code in CLOSING_QUESTIONS:
        cells = hide_line([answers[code].total() for answers in of_each.values()])
        hidden = {slug for slug, cell in zip(of_each, cells, strict=True) if cell is None}
        impact = _impact(code, own[code])
        if hidden & set(slugs):
            impact = replace(impact, here=Mark.NONE, answers=Mark.HIDDEN)
        impacts.append(impact)
    return tuple(impacts)


def _answers(pairs: Iterable[Pair], period: Period) -> Answers:
    answers: Answers = {code: Counter() for code in CLOSING_QUESTIONS}
    for pair in pairs:
        if has_ended(pair, period):
            for code, answer in pair.outcomes.get("questions", {}).items():
                if code in answers and answer != SILENT:
                    answers[code][answer] += 1
    return answers


def _impact(code: str, answers: Counter[str]) -> Impact:
    asked = answers.total()
    label, national = CLOSING_QUESTIONS[code], read_national()[code]
    if asked < ENOUGH_ANSWERS:
        return Impact(label, national, Mark.NONE, Mark.TOO_FEW if asked else 0)
    positive = sum(answers[code] for code in POSITIVE)
    return Impact(label, national, round(100 * positive / asked), asked)


@cache
def read_national() -> dict[str, int]:
    """Return the brochure's national percentages, by code of question; read once."""
    figures: dict[str, int] = json.loads(NATIONAL.read_text(encoding="utf-8"))["pourcentages"]
    return figures

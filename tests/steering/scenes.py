"""Situations of places: an association with few places, young people who wait, who steers."""

from datetime import date

from app.auth.rules import Actor
from app.capacity.models import Programme
from app.capacity.rules import Statement
from app.core import clock
from app.referrals.models import Referral
from app.steering.queries.places import get_steered, seen_of
from app.steering.service.restating import Restatement, restate
from tests import factories as make

PUPIL = {"situation": "CM1", "age": 9}
"""A primary pupil: the Afev (REP schools) and LA CLE are the only ones to take children."""


def fill_lacle(number: int) -> list[Referral]:
    """Let one place be left at LA CLE and send pupils: the first is proposed, the others wait."""
    make.state_places("lacle", 1)
    school = make.make_prescriber(make.ECOLE)
    return [make.make_referral(school, **PUPIL) for _ in range(number)]


def restatement(stated: int, on: date | None = None, *, open_ended: bool = False) -> Restatement:
    """Return a figure, counting from today unless told otherwise."""
    return Restatement(Statement(stated, open_ended), on or clock.today(), "pour un test")


def say(slug: str, stated: int, actor: Actor, on: date | None = None) -> Programme:
    """State a figure as its page does."""
    seen = seen_of(get_steered(slug, actor))
    return restate(slug, seen, restatement(stated, on), actor)

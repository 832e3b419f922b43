"""What the demonstration tells of places: a figure restated, others to come, a sheet to approve."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from functools import partial

from app.auth.rules import Actor
from app.capacity.queries import get_newest_version
from app.capacity.rules import Statement
from app.core import clock
from app.demo.thread import Act, at
from app.steering.queries.places import get_steered, seen_of
from app.steering.service.closing import Days, close
from app.steering.service.restating import Restatement, restate
from app.steering.service.sheets import propose

MORE_PLACES, BEFORE, AFTER = 100, 12, 14
TEN_O_CLOCK = time(10)


def list_acts(answerers: dict[str, list[Actor]]) -> Iterator[tuple[datetime, Act]]:
    """Yield what coordinators do for their places, with its instant.

    The total of the brochure stays 432: what was stated is stated again on the way, or later.
    """
    today = clock.today()
    afev, lacle = answerers["afev"][0], answerers["lacle"][0]
    telemaque, proxite = answerers["telemaque"][0], answerers["proxite"][0]
    before, yesterday = today - timedelta(days=12), today - timedelta(days=1)
    later = today + timedelta(days=60)
    yield at(before, TEN_O_CLOCK), partial(_state, "telemaque", BEFORE - 2, telemaque)
    yield at(yesterday, TEN_O_CLOCK), partial(_state, "telemaque", BEFORE, telemaque)
    yield at(yesterday, TEN_O_CLOCK), partial(_state, "afev", MORE_PLACES, afev, later)
    yield at(yesterday, TEN_O_CLOCK), partial(_close, lacle, today + timedelta(days=AFTER))
    yield at(yesterday, TEN_O_CLOCK), partial(_ask, proxite)


def _state(slug: str, stated: int, actor: Actor, on: date | None = None) -> None:
    seen = seen_of(get_steered(slug, actor))
    reason = "De nouveaux mentors sont formés" if on else "Deux mentors déménagent puis reviennent"
    restate(slug, seen, Restatement(Statement(stated), on or clock.today(), reason), actor)


def _close(actor: Actor, first: date) -> None:
    last = first + timedelta(days=AFTER)
    close("lacle", Days(first, last, "Bilan de fin d’année de l’équipe"), actor)


def _ask(actor: Actor) -> None:
    newest = get_newest_version(get_steered("proxite", actor).id)
    sheet = newest.sheet | {"modalites": ["presentiel", "distanciel"], "presentiel_seul": False}
    propose("proxite", newest.version, sheet, "Des mentors peuvent suivre à distance", actor)

"""What the forms about places need beside what is typed."""

from dataclasses import dataclass
from datetime import date

from app.auth.rules import Actor
from app.capacity.models import Programme
from app.capacity.rules import Count
from app.core import clock
from app.core.formats import count
from app.core.typography import typo
from app.referrals.queries.waiting import count_waiting_for
from app.steering.queries.places import get_steered, list_steered


@dataclass(frozen=True, slots=True)
class Header:
    """A programme, and how many young people wait for it."""

    programme: Programme
    count: Count
    waiting: int
    today: date


@dataclass(frozen=True, slots=True)
class Movable:
    """The programmes places may move between: slug -> name and free places, slug -> name."""

    options: dict[str, str]
    names: dict[str, str]


def read_header(slug: str, actor: Actor) -> Header:
    """Return what a form about one programme needs.

    Raises:
        NotFoundError: no such programme, or out of the person's reach.
    """
    programme = get_steered(slug, actor)
    waiting = count_waiting_for(programme.id)
    return Header(programme, programme.count, waiting, clock.today())


def read_movable(actor: Actor) -> Movable:
    """Return the programmes a person may move places between."""
    programmes = list_steered(actor)
    return Movable(
        {one.slug: typo(f"{one.name} ({_say_free(one)})") for one in programmes},
        {one.slug: typo(one.name) for one in programmes},
    )


def _say_free(programme: Programme) -> str:
    free = count("place libre", programme.count.free)
    return free if programme.is_open else f"{free}, fermée"

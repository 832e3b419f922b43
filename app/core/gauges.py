"""The gauge of places: arithmetic of the drawing, in percent of its width. Pure."""

from dataclasses import dataclass

from app.core.formats import count, number, or_more
from app.core.typography import NBSP

OPEN_END = 0.09
"""Width of the dashed open end of « ou plus », as a share of the declared part."""
MILLIONTHS = 1_000_000


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of the gauge. `kind`: occupied, reserved, free, beyond, open; the rest: percent."""

    kind: str
    count: int
    x: float
    width: float


@dataclass(frozen=True, slots=True)
class Ticks:
    """Where the graduations stand, in places: over taken ones, at their edge, over free ones."""

    taken: tuple[int, ...]
    edge: tuple[int, ...]
    free: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Gauge:
    """A gauge ready to draw. `drawn`: places the declared part shows, over `width` percent."""

    segments: tuple[Segment, ...]
    drawn: int
    width: float
    ticks: Ticks
    beyond: int
    free: int
    label: str
    legend_free: str
    legend_reserved: str
    legend_occupied: str
    alert: str


def draw_gauge(
    name: str, *, stated: int, occupied: int, reserved: int = 0, open_ended: bool = False
) -> Gauge:
    """Return the gauge of one association.

    Args:
        name: of the association, for the accessible label.
        stated: declared places; a floor when `open_ended` (« 200 ou plus »).
        occupied: places of accepted young people.
        reserved: places held by a proposal that waits for its answer.

    Returns:
        Segments that follow each other from 0 to 100 without gap; their counts sum to the larger of
        what is stated and what is taken.

    Raises:
        ValueError: a number of places is negative.
    """
    if min(stated, occupied, reserved) < 0:
        raise ValueError("un nombre de places ne peut pas être négatif")
    taken = occupied + reserved
    limit = max(stated, taken) if open_ended else stated
    inside = min(occupied, limit)
    held = min(reserved, limit - inside)
    beyond = taken - inside - held
    free = limit - inside - held
    parts = [("occupied", inside), ("reserved", held), ("free", free), ("beyond", beyond)]
    segments = _lay_out(parts, open_ended=open_ended)
    return Gauge(
        segments=segments,
        drawn=limit,
        width=round(100 - sum(s.width for s in segments if s.kind in {"beyond", "open"}), 4),
        ticks=_ticks(limit, inside),
        beyond=beyond,
        free=free,
        label=_label(name, stated, occupied, reserved, (free, beyond), open_ended=open_ended),
        legend_free=places_left("libre", free, open_ended),
        legend_reserved=count("réservée", reserved),
        legend_occupied=or_more(f"{count('occupée', occupied)} sur {number(stated)}", open_ended),
        alert=f"{count('jeune', beyond)} au-delà de la capacité déclarée" if beyond else "",
    )


def places_left(noun: str, free: int, open_ended: bool) -> str:
    """27 places libres; of a floor, 96 places libres ou plus; past it, places encore ouvertes.

    Args:
        noun: « libre » or « place libre ».
        free: places left below the stated figure.
    """
    if open_ended and not free:
        return f"places encore{NBSP}ouvertes"
    return or_more(count(noun, free), open_ended)


def _lay_out(parts: list[tuple[str, int]], *, open_ended: bool) -> tuple[Segment, ...]:
    """Place the parts end to end; edges are whole millionths, so the widths sum to 100 exactly."""
    total = sum(size for _, size in parts)
    if total == 0:
        parts, total = [("free", 0)], 0
    room = round(MILLIONTHS / (1 + OPEN_END)) if open_ended else MILLIONTHS
    segments, passed, left = [], 0, 0
    for kind, size in parts:
        passed += size
        right = round(room * passed / total) if total else room
        if right > left:
            segments.append(Segment(kind, size, left / 10_000, (right - left) / 10_000))
        left = right
    if open_ended:
        segments.append(Segment("open", 0, room / 10_000, (MILLIONTHS - room) / 10_000))
    return tuple(segments)


def _ticks(limit: int, taken: int) -> Ticks:
    """One tick per place up to 40 places, per 10 up to 100, per 20 beyond."""
    step = 1 if limit <= 40 else 10 if limit <= 100 else 20
    at = range(step, limit, step)
    return Ticks(
        tuple(place for place in at if place < taken),
        tuple(place for place in at if place == taken),
        tuple(place for place in at if place > taken),
    )


def _label(
    name: str, stated: int, occupied: int, reserved: int, left: tuple[int, int], *, open_ended: bool
) -> str:
    free, beyond = left
    rest = places_left("libre", free, open_ended)
    if beyond:
        rest = f"{number(beyond)} au-delà de la capacité déclarée"
    elif open_ended and free:
        rest = f"au moins {count('libre', free)}"
    declared = or_more(number(stated), open_ended)
    return (
        f"{name}{NBSP}: {count('place occupée', occupied)}, {count('réservée', reserved)}, {rest}, "
        f"sur {declared}{NBSP}{'déclarée' if stated < 2 and not open_ended else 'déclarées'}"
    )

"""Where a point of the map stands: inside a shape or not, and how far from it. Pure.

A point is a longitude and a latitude, in degrees (WGS 84). A shape is the `coordinates` of a
GeoJSON MultiPolygon: polygons, each an outer ring then its holes.
"""

import math
from collections.abc import Iterator, Sequence

Point = Sequence[float]
Ring = Sequence[Point]
Shape = Sequence[Sequence[Ring]]

EARTH_RADIUS = 6_371_000
"""Metres, on average."""


def is_inside(shape: Shape, point: Point) -> bool:
    """Return whether a point stands in a shape; a hole is outside.

    A line drawn from the point to the east crosses the rings of its polygon an odd number of times.
    On the very edge the answer may be either.
    """
    return any(
        sum(_crosses(start, end, point) for ring in polygon for start, end in _sides(ring)) % 2
        for polygon in shape
    )


def metres_to(shape: Shape, point: Point) -> float:
    """Return how far a point is from a shape, 0 inside it; infinity from an empty one.

    The earth is taken as flat around the point: true to 1 % at ten kilometres.
    """
    if is_inside(shape, point):
        return 0.0
    sides = (side for polygon in shape for ring in polygon for side in _sides(ring))
    return min(
        (_metres_to_side(_flat(start, point), _flat(end, point)) for start, end in sides),
        default=math.inf,
    )


def _sides(ring: Ring) -> Iterator[tuple[Point, Point]]:
    """Yield the sides of a ring, whether its last point repeats the first or not."""
    return ((ring[number - 1], point) for number, point in enumerate(ring))


def _crosses(start: Point, end: Point, point: Point) -> bool:
    longitude, latitude = point[0], point[1]
    if (start[1] > latitude) == (end[1] > latitude):
        return False
    share = (latitude - start[1]) / (end[1] - start[1])
    return longitude < start[0] + share * (end[0] - start[0])


def _flat(place: Point, around: Point) -> tuple[float, float]:
    """Return metres to the east and to the north of `around`."""
    degree = math.radians(EARTH_RADIUS)
    east = (place[0] - around[0]) * degree * math.cos(math.radians(around[1]))
    return east, (place[1] - around[1]) * degree


def _metres_to_side(start: tuple[float, float], end: tuple[float, float]) -> float:
    """Return how far the origin is from the segment between two points."""
    along, up = end[0] - start[0], end[1] - start[1]
    length = along * along + up * up
    share = -(start[0] * along + start[1] * up) / length if length else 0.0
    share = min(1.0, max(0.0, share))
    return math.hypot(start[0] + share * along, start[1] + share * up)

"""Where a point stands, held against another way of counting."""

import itertools
import math

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from app.core.geometry import EARTH_RADIUS, is_inside, metres_to

SQUARE = [[[[3.0, 50.0], [3.1, 50.0], [3.1, 50.1], [3.0, 50.1], [3.0, 50.0]]]]
HOLE = [[3.04, 50.04], [3.06, 50.04], [3.06, 50.06], [3.04, 50.06], [3.04, 50.04]]
RING = [[SQUARE[0][0], HOLE]]
TWO = [*SQUARE, [[[4.0, 50.0], [4.1, 50.0], [4.1, 50.1], [4.0, 50.0]]]]

radii = st.lists(st.floats(0.01, 0.1), min_size=3, max_size=12)
degrees = st.floats(-0.12, 0.12)


def star(lengths):
    """Return a closed ring around (3, 50) with a corner at each length, turning once."""
    step = 2 * math.pi / len(lengths)
    ring = [
        [3 + length * math.cos(turn * step), 50 + length * math.sin(turn * step)]
        for turn, length in enumerate(lengths)
    ]
    return [*ring, ring[0]]


def turns(ring, point):
    """Return how many times a ring turns around a point: the sum of the angles it is seen under."""
    seen = [math.atan2(y - point[1], x - point[0]) for x, y in ring]
    steps = [(after - before) for before, after in itertools.pairwise(seen)]
    return round(sum((step + math.pi) % (2 * math.pi) - math.pi for step in steps) / (2 * math.pi))


def walk(ring, pieces=400):
    """Yield many points along a ring."""
    for (x, y), (u, v) in itertools.pairwise(ring):
        for piece in range(pieces + 1):
            share = piece / pieces
            yield x + share * (u - x), y + share * (v - y)


def haversine(one, other):
    """Return the metres between two points of the globe."""
    (x, y), (u, v) = (tuple(map(math.radians, point)) for point in (one, other))
    a = math.sin((v - y) / 2) ** 2 + math.cos(y) * math.cos(v) * math.sin((u - x) / 2) ** 2
    return 2 * EARTH_RADIUS * math.asin(math.sqrt(a))


@given(radii, degrees, degrees)
def test_a_point_is_inside_when_the_ring_turns_around_it(lengths, east, north):
    ring, point = star(lengths), [3 + east, 50 + north]
    assume(min(haversine(point, corner) for corner in walk(ring, 50)) > 1)

    assert is_inside([[ring]], point) == (turns(ring, point) != 0)


@given(radii, degrees, degrees)
def test_the_distance_is_that_of_the_nearest_point_of_the_edge(lengths, east, north):
    ring, point = star(lengths), [3 + east, 50 + north]
    assume(not is_inside([[ring]], point))

    nearest = min(haversine(point, place) for place in walk(ring))

    assert metres_to([[ring]], point) == pytest.approx(nearest, rel=0.01, abs=40)


@given(radii, degrees, degrees)
def test_the_way_a_ring_turns_and_its_last_point_change_nothing(lengths, east, north):
    ring, point = star(lengths), [3 + east, 50 + north]

    for same in (ring[::-1], ring[:-1]):
        assert metres_to([[same]], point) == pytest.approx(metres_to([[ring]], point))


@pytest.mark.parametrize(
    "shape, point, inside",
    [
        (SQUARE, (3.05, 50.05), True),
        (SQUARE, (3.15, 50.05), False),
        (SQUARE, (3.05, 49.9), False),
        (RING, (3.05, 50.05), False),
        (RING, (3.02, 50.05), True),
        (TWO, (4.08, 50.02), True),
        ([], (3.05, 50.05), False),
    ],
)
def test_a_hole_is_outside_and_each_part_counts(shape, point, inside):
    assert is_inside(shape, point) is inside


@pytest.mark.parametrize(
    "shape, point, metres",
    [
        (SQUARE, (3.05, 50.05), 0),
        (SQUARE, (3.05, 50.101), 111),
        (SQUARE, (3.101, 50.05), 71),
        (RING, (3.041, 50.05), 71),
        (TWO, (3.999, 50.0), 71),
        ([[[[3.0, 50.0], [3.0, 50.0], [3.0, 50.0], [3.0, 50.0]]]], (3.0, 50.001), 111),
    ],
)
def test_the_distance_is_in_metres(shape, point, metres):
    assert round(metres_to(shape, point)) == metres


def test_nothing_is_near_an_empty_shape():
    assert metres_to([], (3.0, 50.0)) == math.inf

"""The gauge of places never lies: its segments tell every place, once."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.gauges import Gauge, draw_gauge
from app.core.typography import NBSP

PLACES = st.integers(min_value=0, max_value=500)


def counts(gauge: Gauge) -> dict[str, int]:
    """Return how many places each kind of segment stands for."""
    return {segment.kind: segment.count for segment in gauge.segments}


@given(stated=PLACES, occupied=PLACES, reserved=PLACES, open_ended=st.booleans())
def test_segments_follow_each_other_from_0_to_100(
    stated: int, occupied: int, reserved: int, open_ended: bool
) -> None:
    gauge = draw_gauge(
        "Afev", stated=stated, occupied=occupied, reserved=reserved, open_ended=open_ended
    )

    edges = [segment.x for segment in gauge.segments]
    ends = [round(segment.x + segment.width, 4) for segment in gauge.segments]
    assert edges == [0, *ends[:-1]]
    assert ends[-1] == 100


@given(stated=PLACES, occupied=PLACES, reserved=PLACES, open_ended=st.booleans())
def test_counts_sum_to_what_is_stated_or_taken(
    stated: int, occupied: int, reserved: int, open_ended: bool
) -> None:
    gauge = draw_gauge(
        "Afev", stated=stated, occupied=occupied, reserved=reserved, open_ended=open_ended
    )

    assert sum(counts(gauge).values()) == max(stated, occupied + reserved)


def test_an_empty_gauge_is_one_free_stretch() -> None:
    gauge = draw_gauge("Afev", stated=0, occupied=0)

    assert [(s.kind, s.x, s.width) for s in gauge.segments] == [("free", 0, 100)]


def test_a_full_gauge_shows_no_free_place() -> None:
    gauge = draw_gauge("Télémaque", stated=12, occupied=12)

    assert counts(gauge) == {"occupied": 12}
    assert gauge.legend_free == f"0{NBSP}libre"


def test_what_is_beyond_the_stated_capacity_stands_apart_and_is_said() -> None:
    gauge = draw_gauge("LA CLE", stated=10, occupied=11)

    assert counts(gauge) == {"occupied": 10, "beyond": 1}
    assert gauge.alert == f"1{NBSP}jeune au-delà de la capacité déclarée"
    assert "1 au-delà de la capacité déclarée, sur 10" in gauge.label


def test_a_reserved_place_may_be_the_one_beyond() -> None:
    gauge = draw_gauge("LA CLE", stated=10, occupied=8, reserved=4)

    assert counts(gauge) == {"occupied": 8, "reserved": 2, "beyond": 2}


def test_an_open_capacity_ends_with_a_dashed_stretch() -> None:
    gauge = draw_gauge("Article 1", stated=200, occupied=96, reserved=8, open_ended=True)

    assert gauge.segments[-1].kind == "open"
    assert gauge.legend_free == f"96{NBSP}libres ou{NBSP}plus"
    assert f"au moins 96{NBSP}libres, sur 200 ou{NBSP}plus{NBSP}déclarées" in gauge.label


def test_an_open_capacity_is_never_exceeded() -> None:
    gauge = draw_gauge("Article 1", stated=200, occupied=230, open_ended=True)

    assert gauge.beyond == 0
    assert counts(gauge) == {"occupied": 230, "open": 0}
    assert gauge.legend_free == f"places encore{NBSP}ouvertes"
    assert f"places encore{NBSP}ouvertes, sur 200" in gauge.label


def test_the_label_agrees_in_number() -> None:
    gauge = draw_gauge("DUO for a JOB", stated=1, occupied=1)

    assert gauge.label == (
        f"DUO for a JOB{NBSP}: 1{NBSP}place occupée, 0{NBSP}réservée, 0{NBSP}libre, "
        f"sur 1{NBSP}déclarée"
    )


@pytest.mark.parametrize("stated, ticks", [(12, 11), (40, 39), (90, 8), (200, 9), (1, 0)])
def test_graduations_stay_readable(stated: int, ticks: int) -> None:
    gauge = draw_gauge("Afev", stated=stated, occupied=0)

    assert len(gauge.ticks.free) == ticks


def test_graduations_tell_taken_places_from_free_ones() -> None:
    gauge = draw_gauge("DUO for a JOB", stated=5, occupied=3)

    assert (gauge.ticks.taken, gauge.ticks.edge, gauge.ticks.free) == ((1, 2), (3,), (4,))


def test_a_negative_number_of_places_is_refused() -> None:
    with pytest.raises(ValueError, match="négatif"):
        draw_gauge("Afev", stated=-1, occupied=0)

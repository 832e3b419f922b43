"""Each association has its cloth."""

from hypothesis import given
from hypothesis import strategies as st

from app.core.weaves import drawn, weave


def test_the_ten_cloths_of_the_brochure_are_drawn_by_hand() -> None:
    assert len(drawn()) == 10
    assert weave("article-1") == weave("article1")
    assert weave("afev").ground == "#0e4f4d"


@given(slug=st.text(min_size=1))
def test_any_association_gets_a_cloth_of_two_threads_on_a_ground(slug: str) -> None:
    cloth = weave(slug)

    assert cloth == weave(slug)
    assert all(band.colour != cloth.ground for band in cloth.bands)
    assert all(0 <= band.start <= 52 for band in cloth.bands)

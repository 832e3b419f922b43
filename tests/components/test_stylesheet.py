"""The stylesheet and the script keep their budgets; every drawn pair of colours can be read."""

import re

import pytest

from config import ROOT

SHEET = (ROOT / "static" / "navette.css").read_text()
TOKENS = dict(re.findall(r"--([a-z]+(?:-\d+)?): (#[0-9a-f]{6});", SHEET))
TEXT_PAIRS = [
    ("encre-900", "lin-50"),
    ("encre-700", "blanc"),
    ("encre-700", "lin-100"),
    ("encre-500", "blanc"),
    ("encre-500", "lin-50"),
    ("canard-700", "blanc"),
    ("canard-700", "lin-50"),
    ("canard-700", "canard-50"),
    ("canard-700", "canard-100"),
    ("blanc", "canard-700"),
    ("blanc", "canard-900"),
    ("encre-900", "safran-500"),
    ("safran-900", "safran-100"),
    ("brique-700", "blanc"),
    ("brique-700", "brique-100"),
    ("denim-700", "denim-100"),
    ("prune-700", "prune-100"),
    ("canard-900", "canard-300"),
]


def luminance(colour: str) -> float:
    """Return the relative luminance of WCAG 2.2."""
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(first: str, second: str) -> float:
    """Return the contrast of two tokens, 1 to 21."""
    low, high = sorted(luminance(TOKENS[name]) for name in (first, second))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("text, ground", TEXT_PAIRS)
def test_text_can_be_read_on_its_ground(text: str, ground: str) -> None:
    assert contrast(text, ground) >= 5.3


def test_the_edge_of_a_control_can_be_seen() -> None:
    assert contrast("lin-500", "blanc") >= 3


def test_stylesheet_and_script_keep_their_budgets() -> None:
    script = (ROOT / "static" / "navette.js").read_text()

    assert len(SHEET.encode()) <= 45_000
    assert len(script.encode()) <= 15_000
    assert len(script.splitlines()) <= 100


def test_nothing_comes_from_another_site() -> None:
    addresses = re.findall(r"url\(\"?([^)\"]+)", SHEET)

    assert all(address.startswith(("fonts/", "data:image/svg+xml")) for address in addresses)


def test_colours_of_pages_are_tokens_with_a_known_contrast() -> None:
    assert {name for pair in TEXT_PAIRS for name in pair} <= set(TOKENS)

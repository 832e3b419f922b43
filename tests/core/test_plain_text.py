"""Characters that no field accepts."""

import pytest

from app.core.plain_text import alphabetical, is_plain

HIDDEN = (
    "\x00",
    "\x07",
    "\x0b",
    "\x7f",
    "\x85",
    "\ud800",
    "\ufffe",
    "\uffff",
    "\U0001fffe",
    "\ufdd0",
    "\u200b",
    "\ufeff",
    "\u3164",
    "\ufffd",
)


@pytest.mark.parametrize(
    "character", [*HIDDEN, "\u202e", "\u2066", "\u200f", "\n", "\t"], ids=ascii
)
def test_a_character_nobody_sees_is_refused(character):
    assert not is_plain(f"Li{character}na")


@pytest.mark.parametrize("text", ["", "Lina", "Zoë Łukasz", "O’Brien", "😀 ş ğ", "a\u00a0b"])
def test_names_of_everywhere_are_accepted(text):
    assert is_plain(text)


def test_a_long_text_may_have_lines():
    assert is_plain("une ligne\r\n\tune autre", line_breaks=True)
    assert not is_plain("une ligne\x0b", line_breaks=True)


def test_names_stand_in_the_order_of_a_french_dictionary() -> None:
    names = ["Lycée Baudelaire", "École Buffon", "ANAF", "Zup de Co", "Afev", "Institut", "l’ENVOL"]

    found = sorted(names, key=alphabetical)

    assert found == ["Afev", "ANAF", "École Buffon", "Institut", "l’ENVOL", *names[:1], "Zup de Co"]

"""What waits for the managers, in one sentence."""

from app.reports.tasks import _named


def test_three_associations_are_named_the_most_concerned_first():
    assert _named({"Afev": 1}) == "Afev (1)"
    assert _named({"Afev": 1, "ANAF": 2}) == "ANAF (2) et Afev (1)"
    assert _named({"C": 1, "B": 1, "A": 1}) == "A (1), B (1) et C (1)"


def test_the_others_are_counted():
    late = {"A": 4, "B": 3, "C": 2, "D": 1, "E": 1}

    assert _named(late) == "A (4), B (3), C (2) et 2\u00a0autres"

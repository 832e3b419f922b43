"""Lines of a list are kept as typed, and two people who edit them lose nothing."""

from dataclasses import replace

from app.referrals.list_lines import Edits, Line, fingerprint, lines_from_json, lines_to_json
from app.referrals.warnings import Doubt

LINA = Line(3, {"first_name": "Lina", "note": ""})
AMIR = Line(4, {"first_name": "Amir"})
STORED = (LINA, AMIR)


def edit(line: Line, name: str) -> Line:
    return replace(line, cells={**line.cells, "first_name": name})


def edits(*lines: Line, removed: frozenset[int] = frozenset(), shown=STORED) -> Edits:
    return Edits(lines, removed, fingerprint(shown))


def test_a_line_is_kept_whole():
    doubtful = replace(
        LINA, agreed=True, seen="a b", doubts=(Doubt("a", "Vérifiez"),), sent="7K3Q9M"
    )

    assert lines_from_json(lines_to_json([doubtful, AMIR])) == (doubtful, AMIR)


def test_a_doubt_is_new_until_it_is_seen():
    doubtful = replace(LINA, doubts=(Doubt("a", ""), Doubt("b", "")))

    assert doubtful.new_doubts
    assert replace(doubtful, seen="a").new_doubts
    assert not replace(doubtful, seen="b a").new_doubts


def test_edits_are_written_over_the_list():
    changed = edits(edit(LINA, "Lena"), removed=frozenset({4}))

    assert changed.applied_to(STORED) == (edit(LINA, "Lena"),)


def test_what_is_sent_is_neither_changed_nor_removed():
    sent = (replace(LINA, sent="7K3Q9M"), replace(AMIR, sent="7K3Q9N"))

    assert edits(edit(LINA, "Lena"), removed=frozenset({4})).applied_to(sent) == sent


def test_the_same_lines_changed_by_two_people_clash():
    theirs = (edit(LINA, "Léna"), AMIR)

    assert edits(edit(LINA, "Lena"), AMIR).clash_with(theirs)


def test_a_second_click_does_not_clash_with_the_first():
    mine = edits(edit(LINA, "Lena"), AMIR)

    assert not mine.clash_with(mine.applied_to(STORED))


def test_lines_of_another_page_do_not_clash():
    theirs = (LINA, edit(AMIR, "Amine"))

    assert not edits(edit(LINA, "Lena"), shown=(LINA,)).clash_with(theirs)


def test_an_agreement_ticked_by_somebody_else_clashes():
    theirs = (replace(LINA, agreed=True), AMIR)

    assert edits(LINA, AMIR).clash_with(theirs)
    assert not edits(LINA, AMIR).clash_with(STORED)

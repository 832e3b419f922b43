"""Tables people bring are read, and files made to hurt are refused with one sentence."""

import pytest

from app.core import spreadsheet_reader as reader
from app.core import spreadsheets
from app.core.spreadsheets import UnreadableTableError, read_pasted, read_workbook
from tests.support import bombs


@pytest.mark.parametrize("content", bombs.BOMBS.values(), ids=bombs.BOMBS)
def test_a_file_made_to_hurt_is_refused_with_a_sentence(content):
    with pytest.raises(UnreadableTableError) as refused:
        read_workbook(content)

    assert refused.value.message in spreadsheets.REFUSALS.values()
    assert refused.value.status == 422


def test_merged_cells_are_not_looked_at():
    assert read_workbook(bombs.MERGED) == [["Nom"]]


def test_a_workbook_is_read_as_texts():
    rows = [["Nom", "Né le", "Tél."], ["Carpentier", "08/03/2013", 639981234]]

    assert read_workbook(bombs.workbook(rows)) == [
        ["Nom", "Né le", "Tél."],
        ["Carpentier", "08/03/2013", "639981234"],
    ]


def test_a_workbook_of_libreoffice_is_read():
    table = bombs.ods_row("Nom", "Prénom") + bombs.ods_row("Carpentier", "Lina")

    assert read_workbook(bombs.spreadsheet(table)) == [["Nom", "Prénom"], ["Carpentier", "Lina"]]


def test_a_list_of_two_thousand_rows_is_read():
    rows = read_workbook(bombs.workbook([["Nom"] * 40, *[["Lina"]] * 1_999]))

    assert (len(rows), len(rows[0])) == (2_000, 40)


def test_rows_keep_the_number_of_their_sheet():
    rows = read_workbook(bombs.workbook([[], [], ["", "Nom"]]))

    assert rows == [[""], [""], ["Nom"]]


def test_a_file_of_the_machine_is_never_read(tmp_path):
    secret = tmp_path / "secret"
    secret.write_text(bombs.SECRET, encoding="utf-8")

    with pytest.raises(UnreadableTableError) as refused:
        read_workbook(bombs.external_entity(str(secret)))

    assert bombs.SECRET not in refused.value.message


def test_the_reader_takes_no_more_memory_than_it_is_given():
    too_much = reader.LARGEST_MEMORY

    assert bombs.run_bounded("bytearray(1024)") == 0
    assert bombs.run_bounded(f"bytearray({too_much})") != 0


def test_the_reader_works_no_longer_than_it_is_given():
    assert bombs.run_bounded("next(n for n in iter(int, 1) if n)") < 0


def test_the_reader_writes_no_file(tmp_path):
    assert (
        bombs.run_bounded(f"import pathlib; pathlib.Path({str(tmp_path / 'x')!r}).write_text('x')")
        != 0
    )


def test_a_reader_that_never_answers_is_not_waited_for(monkeypatch):
    monkeypatch.setattr(spreadsheets, "LONGEST_WAIT", 0)

    with pytest.raises(UnreadableTableError) as refused:
        read_workbook(bombs.workbook([["Nom"]]))

    assert refused.value.message == spreadsheets.REFUSALS["too_much"]


def test_cells_are_pasted_between_tabs_as_excel_does():
    pasted = 'Nom\tPrénom\r\n"El\nAmrani"\t"dit ""Sam"""\r\n'

    assert read_pasted(pasted) == [["Nom", "Prénom"], ["El\nAmrani", 'dit "Sam"']]


def test_cells_are_pasted_between_semicolons():
    assert read_pasted("Nom;Prénom\nCarpentier;Lina") == [["Nom", "Prénom"], ["Carpentier", "Lina"]]


def test_a_quote_that_never_closes_swallows_nobody() -> None:
    pasted = 'Nom\tPrénom\n"Bob Martin\tB\nDurand\tC\nPetit\tD'

    rows = read_pasted(pasted)

    assert [row[0] for row in rows] == ["Nom", '"Bob Martin', "Durand", "Petit"]


@pytest.mark.parametrize(
    "pasted",
    ["Nom\n" * 2_001, "\t".join(["Nom"] * 41), "x" * 1_000_001, f'Nom\t"{"x" * 200_000}'],
    ids=["rows", "columns", "characters", "one cell"],
)
def test_too_much_to_paste_is_refused(pasted):
    with pytest.raises(UnreadableTableError):
        read_pasted(pasted)


@pytest.mark.parametrize("name", ["too many members", "an external entity", "behind a password"])
def test_the_guard_refuses_before_anything_reads(name):
    with pytest.raises(reader.RefusedFileError):
        reader.guard(bombs.BOMBS[name])


def test_the_first_sheet_people_see_is_read():
    assert reader.read_rows(bombs.workbook([["Nom", True, 4.0, 4.5]])) == [
        ["Nom", "oui", "4", "4.5"]
    ]

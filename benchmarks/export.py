"""Our workbooks against openpyxl's two modes and XlsxWriter: the same rows, in the same run.

Run as `python -m benchmarks.export`. Each writer has a process of its own, so that its memory is
its own; rows come one at a time from the same generator, whose cost is in every figure.
"""

from __future__ import annotations

import multiprocessing
import random
import resource
import sys
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.machine import keep_section, machine_line, markdown_table

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

SIZES = (10_000, 150_000)
CPU_BUDGET, MEMORY_BUDGET = 8.0, 120
"""Seconds of processor and MB of the whole process, at 150,000 rows (issue 4, point 7)."""
TEXTS, DATES, NUMBERS = 14, 5, 6
HEADER = [f"Colonne {rank}" for rank in range(1, TEXTS + DATES + NUMBERS + 1)]
RENTREE = date(2025, 9, 1)
WORDS = (
    "Collège Albert Samain",
    "Lycée professionnel Jean Moulin",
    "Scolarité et méthode, Orientation, Confiance en soi",
    "Les associations possibles sont complètes",
    "Accompagnement en cours",
    "Seconde générale et technologique",
    "Oui",
    "Peu importe",
    "Afev",
)
FIRST, LAST = ("Inès", "Jean-Baptiste", "Aïssatou", "Noé"), ("D’Œuvre", "Ben Ali", "Lefèbvre")
NOTE = (
    "{rows} rows of 25 columns: three texts of their own (a reference, a name, a first name), "
    "eleven that repeat, five dates (one cell in five empty), six numbers. Processor seconds, the "
    "generator of rows and the compression included; MB of the whole process at its highest, and "
    "before it begins to write: ours starts with the whole application loaded, the others with "
    "their library alone. Ours holds each text to the rules of `app/core/xlsx_text.py`, which the "
    "others are spared, and is an Excel table with filters, which XlsxWriter cannot make in "
    "constant memory. Processors differ: what counts is the ratio in the same run."
)
Value = str | int | float | date | None


@dataclass(frozen=True, slots=True)
class Cost:
    """What a workbook costs: processor seconds, MB before and at the highest, kB of the file."""

    seconds: float
    before: float
    peak: float
    size: int


def draw_rows(count: int) -> Iterator[list[Value]]:
    """Yield the rows, the same for all writers."""
    chance = random.Random(4)
    days = [RENTREE + timedelta(days=n) for n in range(365)]
    for number in range(count):
        name = f"{chance.choice(LAST)} {number % 9_973}"
        texts = [f"{number:06X}", name, f"{chance.choice(FIRST)} {number % 997}"]
        texts += chance.choices(WORDS, k=TEXTS - len(texts))
        moments = [
            None if (number + rank) % 5 == 0 else days[(number * 7 + rank) % len(days)]
            for rank in range(DATES)
        ]
        numbers = (number, number % 20, number % 7, 2010 + number % 8, number * 0.5, 1)
        yield [*texts, *moments, *numbers]


def write_ours(path: Path, count: int) -> None:
    """Write with the service's own writer, which streams a table of this size."""
    from app.core.xlsx import Column, Kind, Sheet, save_workbook  # noqa: PLC0415 - its own process

    kinds = [Kind.TEXT] * TEXTS + [Kind.DATE] * DATES + [Kind.NUMBER] * NUMBERS
    columns = [Column(title, kind) for title, kind in zip(HEADER, kinds, strict=True)]
    with path.open("wb") as out:
        save_workbook(out, "Essai", "Essai", [Sheet("Essai", "Essai", columns, draw_rows(count))])


def write_only(path: Path, count: int) -> None:
    """Write with openpyxl's write-only mode, one object a dated cell for its format."""
    from openpyxl import Workbook  # noqa: PLC0415 - its own process
    from openpyxl.cell import WriteOnlyCell  # noqa: PLC0415 - its own process

    book = Workbook(write_only=True)
    page = book.create_sheet("Essai")
    page.append(HEADER)
    for row in draw_rows(count):
        cells: list[object] = list(row)
        for rank in range(TEXTS, TEXTS + DATES):
            cells[rank] = cell = WriteOnlyCell(page)
            cell.value = row[rank]
            cell.number_format = "dd/mm/yyyy"
        page.append(cells)
    book.save(path)


def write_normal(path: Path, count: int) -> None:
    """Write with openpyxl's normal mode: every cell in memory."""
    from openpyxl import Workbook  # noqa: PLC0415 - its own process

    book = Workbook()
    page = book.worksheets[0]
    page.append(HEADER)
    for number, row in enumerate(draw_rows(count), start=2):
        page.append(row)
        for rank in range(TEXTS + 1, TEXTS + DATES + 1):
            page.cell(number, rank).number_format = "dd/mm/yyyy"
    book.save(path)


def write_xlsxwriter(path: Path, count: int) -> None:
    """Write with XlsxWriter in constant memory."""
    import xlsxwriter  # noqa: PLC0415 - its own process

    book = xlsxwriter.Workbook(str(path), {"constant_memory": True})
    page, dated = book.add_worksheet("Essai"), book.add_format({"num_format": "dd/mm/yyyy"})
    page.write_row(0, 0, HEADER)
    for number, row in enumerate(draw_rows(count), start=1):
        for rank, value in enumerate(row):
            if isinstance(value, str):
                page.write_string(number, rank, value)
            elif isinstance(value, date):
                page.write_datetime(number, rank, value, dated)
            elif value is not None:
                page.write_number(number, rank, value)
    book.close()


WRITERS: dict[str, Callable[[Path, int], None]] = {
    "**Navette**, streamed": write_ours,
    "openpyxl, write-only": write_only,
    "openpyxl, normal": write_normal,
    "XlsxWriter, constant memory": write_xlsxwriter,
}


def measure(name: str, count: int) -> Cost:
    """Return what one writer costs; called in a process of its own."""
    # Only OR-Tools, a yardstick, brings numpy: the service runs without it, so openpyxl does too.
    sys.modules["numpy"] = None  # type: ignore[assignment]  # the documented way to forbid an import
    writer = WRITERS[name]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "essai.xlsx"
        writer(path, 1)  # what is imported and prepared once
        before = _peak()
        start = time.process_time()
        writer(path, count)
        seconds = time.process_time() - start
        return Cost(seconds, before, _peak(), path.stat().st_size // 1024)


def _peak() -> float:
    highest = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return highest / (1024**2 if sys.platform == "darwin" else 1024)


def _in_new_process(name: str, count: int) -> Cost:
    fresh = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(max_workers=1, mp_context=fresh) as pool:
        return pool.submit(measure, name, count).result()


def _row(name: str, count: int, cost: Cost, ours: Cost) -> tuple[str, ...]:
    return (
        f"{name}, {count:,} rows",
        f"{cost.seconds:.2f}",
        f"{cost.seconds / ours.seconds:.1f}",
        f"{cost.before:.0f}",
        f"{cost.peak:.0f}",
        f"{cost.size:,}",
    )


def main() -> None:
    """Measure every writer at every size, print the table and keep it."""
    rows = []
    for count in SIZES:
        costs = {name: _in_new_process(name, count) for name in WRITERS}
        ours = next(iter(costs.values()))
        rows += [_row(name, count, cost, ours) for name, cost in costs.items()]
    header = ("writer", "s of processor", "× ours", "MB before", "MB at most", "kB of the file")
    kept = ours.seconds <= CPU_BUDGET and ours.peak <= MEMORY_BUDGET
    verdict = (
        f"At {SIZES[-1]:,} rows: {ours.seconds:.1f} s of {CPU_BUDGET:.0f}, {ours.peak:.0f} MB of "
        f"{MEMORY_BUDGET}: {'within' if kept else 'BEYOND'} what was promised."
    )
    note = NOTE.format(rows=" and ".join(f"{count:,}" for count in SIZES))
    versions = machine_line("openpyxl", "lxml", "xlsxwriter")
    body = "\n\n".join((markdown_table(header, rows), verdict, note, versions))
    print(body)
    keep_section("Export", body)


if __name__ == "__main__":
    main()

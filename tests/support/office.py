"""LibreOffice, as a person who opens our workbook: what it shows, sheet by sheet."""

import csv
import subprocess
from pathlib import Path

# ; between fields, " around texts, UTF-8, from line 1, cells as shown, every sheet.
CSV = "csv:Text - txt - csv (StarCalc):59,34,76,1,,0,false,true,false,false,false,-1"

Line = dict[str, str]


def open_workbook(content: bytes, folder: Path) -> dict[str, list[Line]]:
    """Return the lines of each sheet, as LibreOffice shows them: header -> words."""
    _convert(content, folder, CSV, folder)
    sheets = sorted(folder.glob("classeur-*.csv"))
    return {file.stem.removeprefix("classeur-"): _read(file) for file in sheets}


def save_again(content: bytes, folder: Path, kind: str = "xlsx") -> bytes:
    """Return a workbook as LibreOffice saves it: `kind` is xlsx or ods."""
    saved = folder / "enregistré"
    _convert(content, folder, kind, saved)
    return (saved / f"classeur.{kind}").read_bytes()


def _convert(content: bytes, folder: Path, kind: str, into: Path) -> None:
    workbook = folder / "classeur.xlsx"
    workbook.write_bytes(content)
    subprocess.run(
        [
            "soffice",
            f"-env:UserInstallation=file://{folder / 'profile'}",
            "--headless",
            "--norestore",
            "--convert-to",
            kind,
            "--outdir",
            str(into),
            str(workbook),
        ],
        check=True,
        capture_output=True,
        timeout=120,
    )


def _read(file: Path) -> list[Line]:
    with file.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter=";"))

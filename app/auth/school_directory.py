"""Reading the official directory of schools (data.education.gouv.fr, « annuaire de l’éducation »).

Both generations of its header are read: `data/annuaire_education_colonnes.json` lists them.
Nothing is written here.
"""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from app.core.plain_text import is_plain
from app.core.text_files import UNREAD, UnreadableFileError, guess_encoding

UAI_LETTERS = "ABCDEFGHJKLMNPRSTUVWXYZ"
ALIASES = {"Code postal": "Code_postal"}
NEEDED = (
    "Identifiant_de_l_etablissement",
    "Nom_etablissement",
    "Type_etablissement",
    "Code_commune",
    "Code_postal",
    "Nom_commune",
    "Adresse_1",
    "Appartenance_Education_Prioritaire",
    "code_nature",
    "etat",
)
OPEN_STATES = frozenset({"OUVERT", "A FERMER"})
NAME_LENGTH = 160
LABELS = {"REP": "_rep", "REP+": "_rep_plus"}
STAGES = {"Ecole": "ecole", "École": "ecole", "Collège": "college"}
NATURES = {
    **dict.fromkeys(("101", "103", "151", "153", "162"), frozenset({"ecole"})),
    "340": frozenset({"college"}),
    "300": frozenset({"lycee", "lycee_techno"}),
    "301": frozenset({"lycee_techno"}),
    "302": frozenset({"lycee"}),
    "306": frozenset({"lycee", "lycee_techno", "lycee_pro"}),
    "320": frozenset({"lycee_pro"}),
    "334": frozenset({"lycee_pro"}),
    "335": frozenset({"lycee", "lycee_techno"}),
    "370": frozenset({"college", "lycee_pro"}),
    "400": frozenset({"etab_superieur"}),
}
TRACKS = {
    "Voie_generale": "lycee",
    "Voie_technologique": "lycee_techno",
    "Voie_professionnelle": "lycee_pro",
}


@dataclass(frozen=True, slots=True)
class School:
    """One establishment of the directory; `kinds` are codes of the brochure's prescribers.

    `point` is its longitude and its latitude, in degrees (WGS 84), None when the file has not both.
    """

    uai: str
    name: str
    kinds: frozenset[str]
    address: str
    postcode: str
    city: str
    is_open: bool
    point: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True)
class Fault:
    """A line that could not be read: its number in the file, and why, in French."""

    line: int
    reason: str


def read_schools(file: Path, communes: frozenset[str]) -> Iterator[School | Fault]:
    """Yield the establishments of some communes, and the lines that cannot be read.

    Establishments that orient nobody (administration, medical care…) are left out. A line is read
    at a time: the whole of France (150,000 lines) takes no memory.

    Args:
        communes: INSEE codes.

    Raises:
        UnreadableFileError: a column is missing.
    """
    encoding = guess_encoding(file)
    with file.open(encoding=encoding, errors="replace", newline="") as stream:
        lines = _split(stream)
        _, titles = next(lines, (1, []))
        header = [ALIASES.get(title.strip(), title.strip()) for title in titles]
        missing = [name for name in NEEDED if name not in header]
        if missing:
            raise UnreadableFileError(
                f"Ce fichier n’est pas l’annuaire officiel\u00a0: colonne {missing[0]} absente."
            )
        for line, cells in lines:
            found = _read_line(line, header, cells)
            if isinstance(found, Fault):
                yield found
            elif found["Code_commune"].strip() in communes:
                school = _read_school(found, line)
                if school is not None:
                    yield school


def _split(stream: TextIO) -> Iterator[tuple[int, list[str]]]:
    """Yield the number and the cells of each line; no cell at all for a broken line."""
    reader = csv.reader(stream, delimiter=";", strict=True)
    while True:
        line = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error:
            yield line, []
            continue
        if cells:
            yield line, cells


def _read_line(line: int, header: list[str], cells: list[str]) -> dict[str, str] | Fault:
    if not cells:
        return Fault(line, "guillemets mal fermés\u00a0; les lignes qui suivent sont à relire")
    if len(cells) != len(header):
        return Fault(line, f"{len(cells)} colonnes au lieu de {len(header)}")
    return dict(zip(header, cells, strict=True))


def _read_school(row: dict[str, str], line: int) -> School | Fault | None:
    uai = row["Identifiant_de_l_etablissement"].strip().upper()
    name = " ".join(row["Nom_etablissement"].split())
    reason = _why_unreadable(row, uai, name)
    if reason:
        return Fault(line, reason)
    try:
        point = _read_point(row)
    except ValueError:
        return Fault(line, "coordonnées illisibles (des degrés sont attendus)")
    kinds = kinds_of(row)
    if not kinds:
        return None
    return School(
        uai=uai,
        name=name.replace("'", "’"),
        kinds=kinds,
        address=" ".join(row["Adresse_1"].split()).replace("'", "’")[:200],
        postcode=row["Code_postal"].strip()[:5],
        city=" ".join(row["Nom_commune"].split())[:80],
        is_open=row["etat"].strip().upper() in OPEN_STATES,
        point=point,
    )


def _why_unreadable(row: dict[str, str], uai: str, name: str) -> str:
    """Return what is wrong with a line, empty when it can be entered."""
    if any(UNREAD in cell for cell in row.values()):
        return "caractères illisibles (le fichier doit être en UTF-8)"
    if not is_uai(uai):
        return f"identifiant «\u00a0{uai[:20]}\u00a0» incorrect"
    if not name or len(name) > NAME_LENGTH or not name.isprintable():
        return "nom absent, trop long ou illisible"
    if not all(is_plain(row[column]) for column in ("Adresse_1", "Code_postal", "Nom_commune")):
        return "adresse illisible"
    return ""


def _read_point(row: dict[str, str]) -> tuple[float, float] | None:
    """Return longitude and latitude; None unless both are there and not both 0.

    Raises:
        ValueError: no number, or no place on earth.
    """
    cells = [row.get(column, "").strip().replace(",", ".") for column in ("longitude", "latitude")]
    if not all(cells):
        return None
    longitude, latitude = (float(cell) for cell in cells)
    if not (abs(longitude) <= 180 and abs(latitude) <= 90):
        raise ValueError(cells)
    return (longitude, latitude) if (longitude, latitude) != (0, 0) else None


def is_uai(text: str) -> bool:
    """Return whether a national number is well formed: seven digits and their control letter.

    Source: RAMSES (Éducation nationale): the letter is the number modulo 23, no I, O or Q.
    """
    digits, letter = text[:-1], text[-1:]
    if len(digits) != 7 or not digits.isdecimal() or not digits.isascii():
        return False
    return letter == UAI_LETTERS[int(digits) % len(UAI_LETTERS)]


def kinds_of(row: dict[str, str]) -> frozenset[str]:
    """Return the brochure's kinds of an establishment; empty when it orients nobody.

    The tracks of a lycée win over its nature; a label of priority education replaces the plain
    kind.
    """
    nature = NATURES.get(row["code_nature"].strip(), frozenset[str]())
    stage = STAGES.get(row["Type_etablissement"].strip())
    if not nature and stage:
        nature = frozenset({stage})
    if not nature and row["Type_etablissement"].strip() == "Lycée":
        nature = frozenset({"lycee"})
    if any(kind.startswith("lycee") for kind in nature):
        nature = _with_tracks(row, nature)
    label = LABELS.get(row["Appartenance_Education_Prioritaire"].strip().upper(), "")
    return frozenset(_labelled(kind, label) for kind in nature)


def _with_tracks(row: dict[str, str], nature: frozenset[str]) -> frozenset[str]:
    said = {kind: row.get(column, "").strip() for column, kind in TRACKS.items()}
    taught = {kind for kind, cell in said.items() if cell == "1"}
    denied = {kind for kind, cell in said.items() if cell == "0"}
    return frozenset(((nature | taught) - denied) or nature)


def _labelled(kind: str, label: str) -> str:
    return f"{kind}{label}" if kind in {"ecole", "college", "lycee"} else kind

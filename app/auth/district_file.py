"""Reading the priority districts (QPV) that the ANCT publishes as GeoJSON. Nothing is written here.

Both generations are read, 2015 (`CODE_QP`, `NOM_QP`) and 2024 (`code_qp`, `lib_qp`, one feature for
each part of a district that lies in a commune).
"""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from app.core.plain_text import is_plain
from app.core.text_files import UnreadableFileError, read_text
from app.core.typography import NBSP

CODES = ("code_qp", "code_qpv", "code_quartier", "codeqpv")
NAMES = ("lib_qp", "nom_qp", "lib_qpv", "nom_qpv", "quartier_prioritaire", "libelle", "nom")
COMMUNES = ("insee_com", "code_insee", "code_commune", "insee", "depcom")
CODE = re.compile(r"Q[A-Z]([0-9][0-9AB][0-9])[0-9A-Z]{3,4}")
SYSTEMS = re.compile(r"(CRS84|EPSG:+(\d+:)?4326|EPSG:+(\d+:)?4258)$", re.IGNORECASE)
"""Longitude and latitude; RGF93 (4258) is the same within a few centimetres."""
LONGEST_NAME = 160
DECIMALS = 6
"""Of a degree: ten centimetres."""
SHORTEST_RING = 4

Rings = list[list[list[float]]]


@dataclass(frozen=True, slots=True)
class District:
    """A priority district; `shape` is the coordinates of a MultiPolygon."""

    code: str
    name: str
    shape: list[Rings]


class _FaultError(Exception):
    """What is wrong with one feature, in French."""


def read_districts(file: Path, communes: frozenset[str]) -> list[District]:
    """Return the districts that touch some communes, by code; their parts are put together.

    Args:
        communes: INSEE codes. A feature that names no commune is kept for its department, which
            its code says.

    Raises:
        UnreadableFileError: not such a file, or a district of ours cannot be read: nothing is kept
            of a set that is not whole.
    """
    parts, faults = [], []
    for number, feature in enumerate(_read_features(file), 1):
        try:
            part = _read_part(feature, communes)
        except _FaultError as fault:
            faults.append(f"Élément {number}{NBSP}: {fault}")
            continue
        if part is not None:
            parts.append(part)
    if faults:
        raise UnreadableFileError("Rien n’est enregistré.\n" + "\n".join(faults))
    districts = _gather(parts, communes)
    if not districts:
        raise UnreadableFileError("Ce fichier n’a aucun quartier prioritaire de ces communes.")
    return districts


def _read_features(file: Path) -> list[Any]:
    try:
        content = json.loads(read_text(file))
    except (ValueError, RecursionError) as error:
        raise UnreadableFileError("Ce fichier n’est pas du JSON lisible.") from error
    features = content.get("features") if isinstance(content, dict) else None
    if not isinstance(features, list) or content.get("type") != "FeatureCollection":
        raise UnreadableFileError(
            f"Ce fichier n’est pas un GeoJSON («{NBSP}FeatureCollection{NBSP}»)."
        )
    system = str(_map(_map(content.get("crs")).get("properties")).get("name") or "")
    if system and not SYSTEMS.search(system):
        raise UnreadableFileError(
            f"Ce fichier est en «{NBSP}{system[:60]}{NBSP}»{NBSP}: prenez sa version en longitudes "
            f"et latitudes (WGS{NBSP}84, EPSG:4326)."
        )
    return features


@dataclass(frozen=True, slots=True)
class _Part:
    """What a feature draws, and where it says it lies."""

    district: District
    communes: frozenset[str]


def _read_part(feature: Any, communes: frozenset[str]) -> _Part | None:
    """Return a part of a district; None when it is certainly far from the communes."""
    said = _map(_map(feature).get("properties"))
    facts = {str(name).lower(): value for name, value in said.items()}
    code = _first(facts, CODES).upper()
    found = frozenset(re.findall(r"\b\d[0-9AB]\d{3}\b", _first(facts, COMMUNES)))
    match = CODE.fullmatch(code)
    if not match:
        if found & communes:
            raise _FaultError(_why_no_code(code))
        return None
    if match[1] not in {_department(commune) for commune in communes}:
        return None
    name = " ".join(_first(facts, NAMES).replace("'", "’").split())
    if not name or len(name) > LONGEST_NAME or not is_plain(name):
        raise _FaultError(f"{code}, nom absent, trop long ou illisible")
    return _Part(District(code, name, _read_shape(feature.get("geometry"), code)), found)


def _gather(parts: list[_Part], communes: frozenset[str]) -> list[District]:
    """Put the parts of each district together, when one of them lies in the communes."""
    ours = {part.district.code for part in parts if part.communes & communes or not part.communes}
    found: dict[str, District] = {}
    for part in parts:
        code = part.district.code
        if code in found:
            found[code] = replace(found[code], shape=found[code].shape + part.district.shape)
        elif code in ours:
            found[code] = part.district
    return [found[code] for code in sorted(found)]


def _department(commune: str) -> str:
    """Return the three characters that a district's code has for the department of a commune."""
    return commune[:3] if commune.startswith("97") else f"0{commune[:2]}"


def _why_no_code(code: str) -> str:
    if re.search(r"[,;]", code):
        return f"dessine une commune et non un quartier (codes {code[:60]})"
    return f"code «{NBSP}{code[:20]}{NBSP}» absent ou incorrect"


def _read_shape(geometry: Any, code: str) -> list[Rings]:
    kind = _map(geometry).get("type")
    if kind not in {"Polygon", "MultiPolygon"}:
        raise _FaultError(f"{code}, contour absent (Polygon ou MultiPolygon attendu)")
    drawn = geometry.get("coordinates")
    polygons = [drawn] if kind == "Polygon" else drawn
    if not isinstance(polygons, list) or not polygons:
        raise _FaultError(f"{code}, contour vide")
    return [[_read_ring(ring, code) for ring in _rings(polygon, code)] for polygon in polygons]


def _rings(polygon: Any, code: str) -> list[Any]:
    if not isinstance(polygon, list) or not polygon:
        raise _FaultError(f"{code}, contour vide")
    return polygon


def _read_ring(ring: Any, code: str) -> list[list[float]]:
    if not isinstance(ring, list) or len(ring) < SHORTEST_RING:
        raise _FaultError(f"{code}, contour de moins de quatre points")
    return [list(_read_point(point, code)) for point in ring]


def _read_point(point: Any, code: str) -> Iterator[float]:
    if not isinstance(point, list) or len(point) < 2:
        raise _FaultError(f"{code}, point illisible")
    for value, most in zip(point, (180, 90), strict=False):
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise _FaultError(f"{code}, point illisible")
        if not abs(value) <= most:  # no number at all is not within anything
            raise _FaultError(f"{code}, ni longitudes ni latitudes (WGS{NBSP}84)")
        yield round(float(value), DECIMALS)


def _first(facts: Mapping[str, Any], names: tuple[str, ...]) -> str:
    """Return the first fact that is there, as a text."""
    return next((str(facts[name]).strip() for name in names if facts.get(name)), "")


def _map(value: Any) -> dict[str, Any]:
    """Return an object of JSON; an empty one for anything else."""
    return value if isinstance(value, dict) else {}

"""Invented priority districts, drawn as squares, in the shape of the file of the ANCT."""

import json


def square(west, south, side):
    """Return the coordinates of a MultiPolygon of one square, sides in degrees."""
    east, north = west + side, south + side
    corners = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    return [[[[round(x, 6), round(y, 6)] for x, y in corners]]]


def feature(code="QN05981M", name="Nouveau Roubaix", commune="59512", shape=None, **facts):
    """Return a feature as the ANCT writes those of 2024."""
    drawn = square(3.18, 50.69, 0.02) if shape is None else shape
    return {
        "type": "Feature",
        "properties": {"code_qp": code, "lib_qp": name, "insee_com": commune, **facts},
        "geometry": {"type": "MultiPolygon", "coordinates": drawn},
    }


def write(file, *features, **members):
    """Write a file of these features, with a mark of order as Windows does."""
    collection = {"type": "FeatureCollection", "features": list(features), **members}
    file.write_text(json.dumps(collection), encoding="utf-8-sig")
    return file

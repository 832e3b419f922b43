"""What every page needs: filters, fingerprinted assets, the site's names."""

import hashlib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from flask import Flask, Response, current_app, request, url_for
from jinja2 import StrictUndefined
from werkzeug.routing import IntegerConverter, Map

from app.core.charts import GLOBALS
from app.core.formats import FILTERS
from config import Settings

LARGEST_ID = 2**31 - 1  # of PostgreSQL's integers
KEPT_STATUSES = frozenset({200, 304})
FOR_EVER = "public, max-age=31536000, immutable"
STATIC = Path(__file__).resolve().parents[2] / "static"


@dataclass(frozen=True, slots=True)
class Site:
    """The names printed on every page."""

    product: str
    territory: str
    contact: str
    demo: bool


class RowConverter(IntegerConverter):
    """The number of a row in an address: what no base could hold leads to a page not found."""

    regex = r"[0-9]{1,10}"

    def __init__(self, map: Map) -> None:  # noqa: A002 - named by Werkzeug
        """Accept the numbers of our rows."""
        super().__init__(map, max=LARGEST_ID)


def product_name() -> str:
    """Return what people call the service."""
    settings: Settings = current_app.config["SETTINGS"]
    return settings.product


def read_row_number(text: str) -> int:
    """Return the number of a row typed in an address; 0, which no row has, for anything else."""
    if not (text.isascii() and text.isdecimal()) or len(text) > len(str(LARGEST_ID)):
        return 0
    return int(text) if int(text) <= LARGEST_ID else 0


@cache
def _digest(path: Path, _changed_at: int) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()[:12]


def _fingerprint(name: str) -> str:
    path = STATIC / name
    return _digest(path, path.stat().st_mtime_ns)


def asset(name: str) -> str:
    """Return the address of a static file, with its content's fingerprint."""
    return url_for("static", filename=name, v=_fingerprint(name))


def _keep_for_ever(response: Response) -> Response:
    """Let browsers keep a static file asked by its fingerprint: another content is elsewhere."""
    version = request.args.get("v") if request.endpoint == "static" else None
    if version and response.status_code in KEPT_STATUSES:
        name = str((request.view_args or {})["filename"])
        if version == _fingerprint(name):
            response.headers["Cache-Control"] = FOR_EVER
    return response


def init_web(app: Flask, settings: Settings) -> None:
    """Give templates their filters and globals; an unknown name is an error."""
    app.url_map.converters["row"] = RowConverter
    app.after_request(_keep_for_ever)
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    app.jinja_env.filters.update(FILTERS)
    app.jinja_env.globals.update(
        GLOBALS,
        asset=asset,
        site=Site(settings.product, settings.territory, settings.contact, settings.is_demo),
    )

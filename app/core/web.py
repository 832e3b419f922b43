"""What every page needs: filters, fingerprinted assets, the site's names."""

import hashlib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from flask import Flask, url_for
from jinja2 import StrictUndefined

from app.core.charts import GLOBALS
from app.core.formats import FILTERS
from config import Settings

STATIC = Path(__file__).resolve().parents[2] / "static"


@dataclass(frozen=True, slots=True)
class Site:
    """The names printed on every page."""

    product: str
    territory: str
    contact: str
    demo: bool


@cache
def _fingerprint(path: Path, _changed_at: int) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()[:12]


def asset(name: str) -> str:
    """Return the address of a static file, with its content's fingerprint."""
    path = STATIC / name
    return url_for("static", filename=name, v=_fingerprint(path, path.stat().st_mtime_ns))


def init_web(app: Flask, settings: Settings) -> None:
    """Give templates their filters and globals; an unknown name is an error."""
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    app.jinja_env.filters.update(FILTERS)
    app.jinja_env.globals.update(
        GLOBALS,
        asset=asset,
        site=Site(
            settings.product, "Cité éducative de Roubaix", settings.contact, settings.is_demo
        ),
    )

"""Render one macro alone, as a page would."""

from collections.abc import Callable
from typing import Any

import pytest
from bs4 import BeautifulSoup
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from app.core.charts import GLOBALS
from app.core.formats import FILTERS
from config import ROOT

Render = Callable[..., BeautifulSoup]


@pytest.fixture(scope="session")
def templates() -> Environment:
    """The templates, with what the application gives them."""
    environment = Environment(
        loader=FileSystemLoader(ROOT / "templates"),
        undefined=StrictUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(FILTERS)
    environment.globals.update(
        GLOBALS, csrf_token=lambda: "jeton", get_flashed_messages=lambda **_: []
    )
    return environment


@pytest.fixture
def render(templates: Environment) -> Render:
    """Return what a piece of template draws: `render("statut", "statut('x', 'y')")`."""

    def draw(component: str, source: str, **context: Any) -> BeautifulSoup:
        macros = templates.get_template(f"components/{component}.html").module
        names = [name for name in vars(macros) if not name.startswith("_")]
        head = f'{{% from "components/{component}.html" import {", ".join(names)} %}}'
        html = templates.from_string(head + source).render(context)
        return BeautifulSoup(html, "html5lib")

    return draw

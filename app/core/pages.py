"""Pages open to everybody: help, notices, legal mentions."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from app.core.access import public

bp = Blueprint("public", __name__)


@bp.get("/aide")
@public
def help() -> ResponseReturnValue:  # noqa: A001 - the page is called help
    """How to use the service, and who to ask."""
    return render_template("public/aide.html")


@bp.get("/donnees-personnelles")
@public
def privacy() -> ResponseReturnValue:
    """What is kept, who reads it, for how long, and the rights of families."""
    return render_template("public/donnees_personnelles.html")


@bp.get("/notice")
@public
def notice() -> ResponseReturnValue:
    """The notices given to the family and to the young person."""
    return render_template("public/notice.html")


@bp.get("/accessibilite")
@public
def accessibility() -> ResponseReturnValue:
    """The accessibility statement."""
    return render_template("public/accessibilite.html")


@bp.get("/mentions-legales")
@public
def legal() -> ResponseReturnValue:
    """Who publishes the service."""
    return render_template("public/mentions_legales.html")


@bp.get("/plan-du-site")
@public
def sitemap() -> ResponseReturnValue:
    """Every page, as a second way to find it."""
    return render_template("public/plan_du_site.html")

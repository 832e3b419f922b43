"""Pages open to everybody: help, notices, legal mentions."""

from datetime import timedelta

from flask import Blueprint, Response, current_app, render_template, url_for
from flask.typing import ResponseReturnValue

from app.core import clock
from app.core.access import public
from config import Settings

SECURITY_TXT_LASTS = timedelta(days=180)

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


@bp.get("/.well-known/security.txt")
@public
def security_txt() -> ResponseReturnValue:
    """Whom to tell of a weakness (RFC 9116); who reads it today may rely on it for six months."""
    settings: Settings = current_app.config["SETTINGS"]
    lines = (
        f"Contact: mailto:{settings.contact}",
        f"Expires: {clock.now() + SECURITY_TXT_LASTS:%Y-%m-%dT%H:%M:%SZ}",
        "Preferred-Languages: fr, en",
        f"Canonical: {settings.public_url}{url_for('.security_txt')}",
    )
    return Response("\n".join(lines) + "\n", mimetype="text/plain")

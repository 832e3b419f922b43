"""The pages of the managers: the dashboard and the workbook."""

from io import BytesIO

from flask import Blueprint, render_template, send_file
from flask.typing import ResponseReturnValue

from app.auth.permissions import requires, signed_in_actor
from app.auth.rules import Permission
from app.core import clock
from app.core.rate_limits import export_limit
from app.core.xlsx import MIMETYPE
from app.reports import service

bp = Blueprint("reports", __name__)


@bp.get("/tableau-de-bord")
@requires(Permission.READ_DASHBOARD)
def show_dashboard() -> ResponseReturnValue:
    """Who has room, what is stuck, at what rhythm, from whom, how fast.

    Only the steering team opens it: counts below five, masked everywhere else, are shown here.
    """
    actor = signed_in_actor()
    board = service.read_dashboard(actor, clock.today())
    may_export = actor.may(Permission.EXPORT)
    return render_template(
        "reports/dashboard.html", board=board, now=clock.now(), may_export=may_export
    )


@bp.get("/exports")
@requires(Permission.EXPORT)
def list_exports() -> ResponseReturnValue:
    """The files that can be taken away, and who took them."""
    page = service.read_exports(signed_in_actor(), clock.today())
    return render_template("reports/exports.html", page=page)


@bp.get("/exports/navette.xlsx")
@export_limit
@requires(Permission.EXPORT)
def export_workbook() -> ResponseReturnValue:
    """The workbook of the school year, pseudonymous."""
    workbook = service.export_workbook(signed_in_actor(), clock.today())
    return send_file(
        BytesIO(workbook.content),
        mimetype=MIMETYPE,
        as_attachment=True,
        download_name=workbook.name,
    )

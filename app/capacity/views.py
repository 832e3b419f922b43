"""The pages of the directory of associations."""

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.auth.permissions import requires, signed_in_actor
from app.auth.rules import Permission
from app.capacity import directory
from app.capacity.forms import read_wanted
from app.capacity.wanted import MEETING_OPTIONS, ONLY_FREE, PRESCRIBER_OPTIONS, STAGE_OPTIONS

bp = Blueprint("capacity", __name__, url_prefix="/associations")
OPTIONS = {
    "stages": STAGE_OPTIONS,
    "meetings": MEETING_OPTIONS,
    "prescribers": PRESCRIBER_OPTIONS,
    "only_free": (("1", ONLY_FREE),),
}


@bp.get("")
@requires(Permission.READ_DIRECTORY)
def list_programmes() -> ResponseReturnValue:
    """Who the associations are, for whom, and how many places they have left."""
    wanted = read_wanted(request.args)
    found = directory.read_directory(signed_in_actor().territory_id, wanted)
    active = [
        (label, url_for(".list_programmes", **without.query))
        for label, without in wanted.removals()
    ]
    return render_template(
        "capacity/list.html", directory=found, wanted=wanted, active=active, options=OPTIONS
    )


@bp.get("/<slug>")
@requires(Permission.READ_DIRECTORY)
def show_programme(slug: str) -> ResponseReturnValue:
    """Everything the brochure says of one association, and what it leaves open."""
    page = directory.get_page(signed_in_actor().territory_id, slug)
    return render_template("capacity/show.html", page=page)

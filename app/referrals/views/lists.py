"""The lists of referrals: a prescriber's own, an association's, a manager's."""

from flask import render_template, request
from flask.typing import ResponseReturnValue

from app.auth.permissions import requires, signed_in_actor
from app.auth.rules import Permission
from app.referrals.pages import index
from app.referrals.views import bp


@bp.get("")
@requires(Permission.READ_REFERRALS)
def list_referrals() -> ResponseReturnValue:
    """The list, narrowed by its address, with the drafts on top for a prescriber."""
    shown = index.read_index(signed_in_actor(), request.args.to_dict())
    return render_template("referrals/list.html", index=shown)

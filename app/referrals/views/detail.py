"""The page of one referral, for the three roles that read it."""

from flask import render_template
from flask.typing import ResponseReturnValue

from app.auth.permissions import requires, signed_in_actor
from app.auth.rules import Permission
from app.referrals.service import reading
from app.referrals.views import bp


@bp.get("/<reference>")
@requires(Permission.READ_REFERRALS)
def show_referral(reference: str) -> ResponseReturnValue:
    """What the person may read of a referral; out of their scope it does not exist."""
    actor = signed_in_actor()
    page = reading.read_referral(reference, actor)
    return render_template("referrals/detail.html", page=page, role=actor.role)

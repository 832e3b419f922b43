"""The page of one referral and its sheet of paper, for the three roles that read them."""

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


@bp.get("/<reference>/fiche")
@requires(Permission.READ_REFERRALS)
def show_sheet(reference: str) -> ResponseReturnValue:
    """The « fiche navette »: one sheet of A4, whatever was written, with the rights of the page."""
    sheet = reading.read_sheet(reference, signed_in_actor())
    return render_template("referrals/sheet.html", sheet=sheet, page=sheet.page)

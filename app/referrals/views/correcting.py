"""Correcting a referral already sent."""

from collections.abc import Sequence

from flask import flash, render_template
from flask.typing import ResponseReturnValue

from app.auth.permissions import requires, signed_in_actor
from app.auth.rules import Permission
from app.referrals.forms.correction import CorrectionForm
from app.referrals.pages import desk
from app.referrals.service import correcting
from app.referrals.views import bp
from app.referrals.views.moves import ACT, back_to
from app.referrals.warnings import Doubt


@bp.route(f"{ACT}/corriger", methods=["GET", "POST"])
@requires(Permission.SUBMIT_REFERRAL)
def correct(reference: str) -> ResponseReturnValue:
    """The form as it was sent; writes what it should have said."""
    actor = signed_in_actor()
    form = CorrectionForm(desk.read_desk(actor), correcting.read_correctable(reference, actor))
    if not form.validate_on_submit():
        return _page(form), 422 if form.errors else 200
    if doubts := form.list_new_doubts(actor):
        return _page(form, doubts), 422
    correcting.correct(reference, form.seen_version, form.to_draft(), actor)
    flash("Demande corrigée.", "success")
    return back_to(reference)


def _page(form: CorrectionForm, doubts: Sequence[Doubt] = ()) -> str:
    form.remember(doubts)
    return render_template("referrals/correct.html", form=form, doubts=doubts)

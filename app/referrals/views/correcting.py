"""Correcting a referral already sent."""

from collections.abc import Sequence

from flask import flash, render_template, request
from flask.typing import ResponseReturnValue

from app.auth.permissions import requires, shows_again, signed_in_actor
from app.auth.rules import Permission
from app.referrals.errors import StaleActError, UnseenTwinError
from app.referrals.forms.correction import CorrectionForm
from app.referrals.pages import desk
from app.referrals.service import correcting
from app.referrals.views import bp
from app.referrals.views.moves import ACT, back_to
from app.referrals.warnings import Doubt


def _show_as_typed() -> ResponseReturnValue:
    return _page(_form_of(str((request.view_args or {})["reference"]))), 422


@bp.route(f"{ACT}/corriger", methods=["GET", "POST"])
@shows_again(_show_as_typed)
@requires(Permission.SUBMIT_REFERRAL)
def correct(reference: str) -> ResponseReturnValue:
    """The form as it was sent; writes what it should have said."""
    form = _form_of(reference)
    if not form.validate_on_submit():
        return _page(form), 422 if form.errors else 200
    if doubts := form.list_new_doubts(signed_in_actor()):
        return _page(form, doubts), 422
    return _correct(form, reference)


def _correct(form: CorrectionForm, reference: str) -> ResponseReturnValue:
    """Correct, or show again what was typed beside what happened meanwhile."""
    actor = signed_in_actor()
    try:
        correcting.correct(reference, form.seen_version, form.to_draft(), actor)
    except UnseenTwinError:  # a colleague sent the same child at the same instant
        form = _form_of(reference)
        return _page(form, form.list_new_doubts(actor)), 422
    except StaleActError as error:
        form = _form_of(reference)
        form.take_newest_version()
        return _page(form, late=error.message), 409
    flash("Demande corrigée.", "success")
    return back_to(reference)


def _form_of(reference: str) -> CorrectionForm:
    actor = signed_in_actor()
    return CorrectionForm(desk.read_desk(actor), correcting.read_correctable(reference, actor))


def _page(form: CorrectionForm, doubts: Sequence[Doubt] = (), late: str = "") -> str:
    form.remember(doubts)
    return render_template("referrals/correct.html", form=form, doubts=doubts, late=late)

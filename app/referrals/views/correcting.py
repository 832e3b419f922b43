"""Correcting a referral already sent."""

from collections.abc import Sequence

from flask import flash
from flask.typing import ResponseReturnValue

from app.auth.permissions import requires, signed_in_actor
from app.auth.rules import Permission
from app.referrals.errors import ImpossibleActError, StaleActError, UnseenTwinError
from app.referrals.forms.correction import CorrectionForm
from app.referrals.pages import desk
from app.referrals.service import correcting
from app.referrals.views import bp
from app.referrals.views.moves import ACT, back_to, keeps_words, render_form
from app.referrals.warnings import Doubt


@bp.route(f"{ACT}/corriger", methods=["GET", "POST"])
@keeps_words
@requires(Permission.SUBMIT_REFERRAL)
def correct(reference: str) -> ResponseReturnValue:
    """The form as it was sent; writes what it should have said."""
    form = _form_of(reference)
    if not form.validate_on_submit():
        return _page(form)
    if doubts := form.list_new_doubts(signed_in_actor()):
        return _page(form, doubts)
    return _correct(form, reference)


def _correct(form: CorrectionForm, reference: str) -> ResponseReturnValue:
    """Correct, or show again what was typed beside what happened meanwhile."""
    actor = signed_in_actor()
    try:
        is_new = correcting.correct(reference, form.seen_version, form.to_draft(), actor)
    except UnseenTwinError:  # a colleague sent the same child at the same instant
        form = _form_of(reference)
        return _page(form, form.list_new_doubts(actor))
    except StaleActError as error:
        page, _ = _page(_form_of(reference, late=True), late=error.message)
        return page, 409
    except ImpossibleActError as error:
        return _page(form, late=error.message)
    flash("Demande corrigée." if is_new else "Rien n’était à corriger.", "success")
    return back_to(reference)


def _form_of(reference: str, *, late: bool = False) -> CorrectionForm:
    actor = signed_in_actor()
    referral = correcting.read_correctable(reference, actor)
    return CorrectionForm(desk.read_desk(actor), referral, late=late)


def _page(form: CorrectionForm, doubts: Sequence[Doubt] = (), late: str = "") -> tuple[str, int]:
    form.remember(doubts)
    return render_form("referrals/correct.html", form, doubts=doubts, late=late)

"""What whoever asked does of a referral: reply, send it again, widen it, withdraw it, undo."""

from flask import flash, request
from flask.typing import ResponseReturnValue

from app.auth.permissions import requires, signed_in_actor
from app.auth.rules import Permission
from app.referrals.endings import WithdrawReason
from app.referrals.forms.acting import read_version
from app.referrals.forms.asking import ReplyForm, ResubmitForm, WithdrawForm
from app.referrals.moves import Move
from app.referrals.service import asking, undo, withdrawing
from app.referrals.service.preparing import read_move
from app.referrals.views import bp
from app.referrals.views.moves import ACT, back_to, keeps_words, show_form


@bp.route(f"{ACT}/reponses", methods=["GET", "POST"])
@keeps_words
@requires(Permission.SUBMIT_REFERRAL)
def provide_information(reference: str) -> ResponseReturnValue:
    """Answer the open question."""
    actor = signed_in_actor()
    form = ReplyForm()
    if not form.validate_on_submit():
        return show_form(form, read_move(Move.PROVIDE_INFORMATION, reference, actor))
    asking.provide_information(reference, form.seen, form.reply.data or "", actor)
    flash("Réponse envoyée. L’association est prévenue.", "success")
    return back_to(reference)


@bp.route(f"{ACT}/retirer", methods=["GET", "POST"])
@keeps_words
@requires(Permission.WITHDRAW)
def withdraw(reference: str) -> ResponseReturnValue:
    """Take a referral back, with a reason."""
    actor = signed_in_actor()
    form = WithdrawForm()
    if not form.validate_on_submit():
        return show_form(form, read_move(Move.WITHDRAW, reference, actor))
    reason = WithdrawReason(form.reason.data)
    withdrawing.withdraw(reference, form.seen, reason, form.note.data or "", actor)
    flash("Demande retirée.", "success")
    return back_to(reference)


@bp.route(f"{ACT}/nouvelles", methods=["GET", "POST"])
@keeps_words
@requires(Permission.WITHDRAW)
def resubmit(reference: str) -> ResponseReturnValue:
    """Give news, and look for an association again."""
    actor = signed_in_actor()
    form = ResubmitForm()
    if not form.validate_on_submit():
        return show_form(form, read_move(Move.RESUBMIT, reference, actor))
    withdrawing.resubmit(reference, form.seen, form.news.data or "", actor)
    flash("Demande relancée.", "success")
    return back_to(reference)


@bp.post(f"{ACT}/elargir")
@requires(Permission.WITHDRAW)
def widen(reference: str) -> ResponseReturnValue:
    """Accept any way of meeting."""
    version = read_version(request.form.get("version"))
    outcome = withdrawing.widen(reference, version, signed_in_actor())
    told = "proposée à une association" if outcome.is_rerouted else "toujours en attente"
    flash(f"Toutes les rencontres sont acceptées. La demande est {told}.", "success")
    return back_to(reference)


@bp.post(f"{ACT}/annuler")
@requires(Permission.READ_REFERRALS)
def undo_last_move(reference: str) -> ResponseReturnValue:
    """Take back one's last act."""
    entry_id = read_version(request.form.get("entry"))
    undo.undo_last_move(reference, entry_id, signed_in_actor())
    flash("Action annulée. La demande est revenue à son état d’avant.", "success")
    return back_to(reference)

"""The manager's hand on a referral: assign, take back, transfer, put first, close, reopen."""

from flask import flash, request
from flask.typing import ResponseReturnValue

from app.auth.permissions import requires, signed_in_actor
from app.auth.rules import Permission
from app.referrals.endings import CloseReason
from app.referrals.forms.acting import read_version
from app.referrals.forms.steering import (
    AssignForm,
    CloseForm,
    PriorityForm,
    RecallForm,
    ReopenForm,
    TransferForm,
)
from app.referrals.moves import Move
from app.referrals.service import steering, transfers
from app.referrals.service.preparing import read_choice, read_move
from app.referrals.views import bp
from app.referrals.views.moves import ACT, back_to, keeps_words, show_form


@bp.route(f"{ACT}/affecter", methods=["GET", "POST"])
@keeps_words
@requires(Permission.STEER)
def assign_by_hand(reference: str) -> ResponseReturnValue:
    """Choose an association among those with room, with reasons."""
    actor = signed_in_actor()
    page = read_choice(Move.ASSIGN, reference, actor, checks=request.method == "GET")
    form = AssignForm(page.candidates)
    if not form.validate_on_submit():
        return show_form(form, page)
    steering.assign_by_hand(
        reference, form.seen, form.slug.data or "", form.reason.data or "", actor
    )
    flash("Demande proposée à l’association choisie.", "success")
    return back_to(reference)


@bp.route(f"{ACT}/transferer", methods=["GET", "POST"])
@keeps_words
@requires(Permission.STEER)
def transfer(reference: str) -> ResponseReturnValue:
    """Ask another association to take over."""
    actor = signed_in_actor()
    page = read_choice(Move.TRANSFER, reference, actor, checks=request.method == "GET")
    form = TransferForm(page.candidates)
    if not form.validate_on_submit():
        return show_form(form, page)
    transfers.transfer(reference, form.seen, form.slug.data or "", form.reason.data or "", actor)
    flash("Le relais est demandé. La place actuelle reste tenue.", "success")
    return back_to(reference)


@bp.post(f"{ACT}/transferer/annuler")
@requires(Permission.STEER)
def cancel_transfer(reference: str) -> ResponseReturnValue:
    """Take a pending transfer back."""
    version = read_version(request.form.get("version"))
    transfers.cancel_transfer(reference, version, signed_in_actor())
    flash("Transfert annulé.", "success")
    return back_to(reference)


@bp.route(f"{ACT}/reprendre", methods=["GET", "POST"])
@keeps_words
@requires(Permission.STEER)
def recall(reference: str) -> ResponseReturnValue:
    """Take a referral back from an association."""
    actor = signed_in_actor()
    form = RecallForm()
    if not form.validate_on_submit():
        return show_form(form, read_move(Move.RECALL, reference, actor))
    outcome = steering.recall(reference, form.seen, form.reason.data or "", actor)
    told = "proposée à une autre association" if outcome.is_rerouted else "en attente"
    flash(f"Demande reprise. Elle est {told}.", "success")
    return back_to(reference)


@bp.route(f"{ACT}/priorite", methods=["GET", "POST"])
@keeps_words
@requires(Permission.STEER)
def prioritise(reference: str) -> ResponseReturnValue:
    """Let a waiting referral be served first."""
    actor = signed_in_actor()
    form = PriorityForm()
    if not form.validate_on_submit():
        return show_form(form, read_move(Move.PRIORITISE, reference, actor))
    steering.prioritise(reference, form.seen, form.reason.data or "", actor)
    flash("Priorité enregistrée.", "success")
    return back_to(reference)


@bp.route(f"{ACT}/sans-solution", methods=["GET", "POST"])
@keeps_words
@requires(Permission.STEER)
def close_unplaced(reference: str) -> ResponseReturnValue:
    """Close a referral nobody can take."""
    actor = signed_in_actor()
    form = CloseForm()
    if not form.validate_on_submit():
        return show_form(form, read_move(Move.CLOSE_UNPLACED, reference, actor))
    reason = CloseReason(form.reason.data)
    steering.close_unplaced(reference, form.seen, reason, form.note.data or "", actor)
    flash("Demande clôturée. Le prescripteur est prévenu.", "success")
    return back_to(reference)


@bp.route(f"{ACT}/rouvrir", methods=["GET", "POST"])
@keeps_words
@requires(Permission.STEER)
def reopen(reference: str) -> ResponseReturnValue:
    """Take up a referral that had ended."""
    actor = signed_in_actor()
    form = ReopenForm()
    if not form.validate_on_submit():
        return show_form(form, read_move(Move.REOPEN, reference, actor))
    outcome = steering.reopen(reference, form.seen, form.reason.data or "", actor)
    told = "proposée à une association" if outcome.is_rerouted else "en attente"
    flash(f"Demande rouverte. Elle est {told}.", "success")
    return back_to(reference)

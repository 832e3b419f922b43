"""What an association does of a referral it has, or a manager in its place."""

from flask import flash, request
from flask.typing import ResponseReturnValue

from app.auth.permissions import requires, signed_in_actor
from app.auth.rules import Permission
from app.referrals.errors import UnfitDayError
from app.referrals.forms.acting import read_version
from app.referrals.forms.following import (
    ConfirmForm,
    ContinueForm,
    EndEarlyForm,
    QuestionForm,
    StartForm,
    closing_form,
)
from app.referrals.moves import Move
from app.referrals.service import answer, asking, following
from app.referrals.service.moving import acts_for_association
from app.referrals.service.preparing import read_move
from app.referrals.views import bp
from app.referrals.views.moves import ACT, back_to, keeps_words, show_form


@bp.route(f"{ACT}/accepter-pour", methods=["GET", "POST"])
@keeps_words
@requires(Permission.STEER)
def accept_on_behalf(reference: str) -> ResponseReturnValue:
    """A manager accepts in the place of the association."""
    actor = signed_in_actor()
    form = ConfirmForm(asks_why=True)
    if not form.validate_on_submit():
        return show_form(form, read_move(Move.ACCEPT, reference, actor))
    answer.accept_proposal(reference, form.seen, actor, form.reason_to_act)
    flash("Demande acceptée pour l’association, qui est prévenue.", "success")
    return back_to(reference)


@bp.route(f"{ACT}/questions", methods=["GET", "POST"])
@keeps_words
@requires(Permission.FOLLOW)
def request_information(reference: str) -> ResponseReturnValue:
    """Ask the prescriber a question."""
    actor = signed_in_actor()
    form = QuestionForm(asks_why=acts_for_association(Move.REQUEST_INFORMATION, actor))
    if not form.validate_on_submit():
        return show_form(form, read_move(Move.REQUEST_INFORMATION, reference, actor))
    asking.request_information(
        reference, form.seen, form.question.data or "", actor, form.reason_to_act
    )
    flash("Question envoyée. Le délai de réponse est suspendu.", "success")
    return back_to(reference)


@bp.route(f"{ACT}/demarrer", methods=["GET", "POST"])
@keeps_words
@requires(Permission.FOLLOW)
def start_mentoring(reference: str) -> ResponseReturnValue:
    """Tell that the pair has met."""
    actor = signed_in_actor()
    form = StartForm(asks_why=acts_for_association(Move.START, actor))
    if not form.validate_on_submit():
        return show_form(form, read_move(Move.START, reference, actor))
    try:
        following.start_mentoring(reference, form.seen, form.to_start(), actor, form.reason_to_act)
    except UnfitDayError as error:
        form.refuse_day(error.message)
        return show_form(form, read_move(Move.START, reference, actor))
    flash("Accompagnement commencé. Le prescripteur est prévenu.", "success")
    return back_to(reference)


@bp.route(f"{ACT}/cloturer", methods=["GET", "POST"])
@keeps_words
@requires(Permission.FOLLOW)
def complete_mentoring(reference: str) -> ResponseReturnValue:
    """End a mentoring that reached its end."""
    actor = signed_in_actor()
    page = read_move(Move.COMPLETE, reference, actor, checks=request.method == "GET")
    form = closing_form(page.needs)(asks_why=page.acts_for)
    if not form.validate_on_submit():
        return show_form(form, read_move(Move.COMPLETE, reference, actor))
    closing = form.to_closing()
    following.complete_mentoring(reference, form.seen, closing, actor, form.reason_to_act)
    flash("Accompagnement clos. La place est rendue.", "success")
    return back_to(reference)


@bp.route(f"{ACT}/interrompre", methods=["GET", "POST"])
@keeps_words
@requires(Permission.FOLLOW)
def end_early(reference: str) -> ResponseReturnValue:
    """Tell that a mentoring stops before its end."""
    actor = signed_in_actor()
    form = EndEarlyForm(asks_why=acts_for_association(Move.END_EARLY, actor))
    if not form.validate_on_submit():
        return show_form(form, read_move(Move.END_EARLY, reference, actor))
    following.end_early(reference, form.seen, form.to_stop(), actor, form.reason_to_act)
    flash("Arrêt enregistré. La place est rendue.", "success")
    return back_to(reference)


@bp.post(f"{ACT}/poursuivre")
@requires(Permission.ANSWER_PROPOSALS)
def continue_mentoring(reference: str) -> ResponseReturnValue:
    """Go on for one more term, in one click."""
    version = read_version(request.form.get("version"))
    following.continue_mentoring(reference, version, signed_in_actor())
    flash("Accompagnement prolongé.", "success")
    return back_to(reference)


@bp.route(f"{ACT}/poursuivre-pour", methods=["GET", "POST"])
@keeps_words
@requires(Permission.STEER)
def continue_on_behalf(reference: str) -> ResponseReturnValue:
    """A manager goes on in the place of the association."""
    actor = signed_in_actor()
    form = ContinueForm(asks_why=True)
    if not form.validate_on_submit():
        return show_form(form, read_move(Move.CONTINUE, reference, actor))
    following.continue_mentoring(reference, form.seen, actor, form.reason_to_act)
    flash("Accompagnement prolongé pour l’association, qui est prévenue.", "success")
    return back_to(reference)


@bp.post(f"{ACT}/reorienter")
@requires(Permission.READ_REFERRALS)
def reassign(reference: str) -> ResponseReturnValue:
    """Ask another association after an early end, in one click."""
    version = read_version(request.form.get("version"))
    outcome = following.reassign(reference, version, signed_in_actor())
    told = "proposée à une autre association" if outcome.is_rerouted else "en attente d’une place"
    flash(f"La demande est {told}.", "success")
    return back_to(reference)

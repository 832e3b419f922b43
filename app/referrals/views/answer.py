"""What an association does with a proposal: read its inbox, accept, decline."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from app.auth.permissions import requires, signed_in_actor
from app.auth.rules import Permission
from app.core.typography import of_person
from app.referrals.forms.acting import read_version
from app.referrals.forms.decline import DeclineForm
from app.referrals.moves import Move
from app.referrals.pages.letters import initials_of
from app.referrals.service import answer, reading
from app.referrals.service.moving import acts_for_association
from app.referrals.service.rerouting import declined_words
from app.referrals.views import bp
from app.referrals.views.moves import back_to, keeps_words, render_form

ACCEPTED = Markup(
    "Vous avez accepté la demande {of_whom} Le prescripteur est prévenu. "
    '<a href="{url}">Ouvrir la fiche et les coordonnées</a>'
)


@bp.get("/a-traiter")
@requires(Permission.ANSWER_PROPOSALS)
def list_to_answer() -> ResponseReturnValue:
    """The requests that await the association, oldest deadline first."""
    inbox = reading.read_inbox(signed_in_actor(), request.args.get("apres", ""))
    return render_template("referrals/to_answer.html", inbox=inbox)


@bp.post("/<reference>/accepter")
@requires(Permission.ANSWER_PROPOSALS)
def accept_proposal(reference: str) -> ResponseReturnValue:
    """Accept in one click; the answer goes back to the inbox with the way to the sheet."""
    version = read_version(request.form.get("version"))
    accepted = answer.accept_proposal(reference, version, signed_in_actor())
    url = url_for(".show_referral", reference=reference)
    flash(ACCEPTED.format(of_whom=of_person(initials_of(accepted.referral)), url=url), "success")
    return redirect(url_for(".list_to_answer"), code=303)


@bp.route("/<reference>/decliner", methods=["GET", "POST"])
@keeps_words
@requires(Permission.FOLLOW)
def decline_proposal(reference: str) -> ResponseReturnValue:
    """Choose a reason, confirm; the message says what follows."""
    actor = signed_in_actor()
    form = DeclineForm(asks_why=acts_for_association(Move.DECLINE, actor))
    if not form.validate_on_submit():
        letter = reading.read_letter(reference, actor)
        return render_form("referrals/decline.html", form, letter=letter)
    version = read_version(form.version.data)
    outcome = answer.decline_proposal(
        reference, version, form.to_refusal(), actor, form.reason_to_act
    )
    flash(declined_words(outcome), "success")
    if actor.may(Permission.STEER):
        return back_to(reference)
    return redirect(url_for(".list_to_answer"), code=303)

"""Referring a young person: the form, its live list, its drafts, the confirmation."""

from collections.abc import Sequence

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.auth.permissions import keeps_work, requires, shows_again, signed_in_actor
from app.auth.rules import Actor, Permission
from app.core.base import Json
from app.core.rate_limits import live_list_limit
from app.referrals.errors import UnseenTwinError
from app.referrals.forms import ReferralForm
from app.referrals.pages import desk, sending
from app.referrals.pages.rows import draft_row_of
from app.referrals.queries import listing
from app.referrals.service import drafts, submit
from app.referrals.views import bp
from app.referrals.warnings import Doubt


def _keep_as_draft(actor: Actor) -> str:
    form = ReferralForm(desk.read_desk(actor))
    draft = drafts.save_draft(form.draft_reference.data or None, form.typed(), actor)
    return url_for("referrals.submit_referral", brouillon=draft.reference)


def _show_as_typed() -> ResponseReturnValue:
    return _page(ReferralForm(desk.read_desk(signed_in_actor()))), 422


@bp.route("/nouvelle", methods=["GET", "POST"])
@keeps_work(_keep_as_draft)
@shows_again(_show_as_typed)
@requires(Permission.SUBMIT_REFERRAL)
def submit_referral() -> ResponseReturnValue:
    """The one-page form, empty or a draft's; sends the referral."""
    actor = signed_in_actor()
    form = ReferralForm(desk.read_desk(actor), _typed_before())
    if not form.validate_on_submit():
        return _page(form), 422 if form.errors else 200
    if doubts := form.list_new_doubts(actor):
        return _page(form, doubts), 422
    try:
        referral = submit.submit_referral(form.to_draft(), actor)
    except UnseenTwinError:  # a colleague sent the same child at the same instant
        form = ReferralForm(desk.read_desk(actor))
        return _page(form, form.list_new_doubts(actor)), 422
    return redirect(url_for(".show_sent", reference=referral.reference), code=303)


@bp.post("/possibles")
@live_list_limit
@keeps_work(_keep_as_draft)
@shows_again(_show_as_typed)
@requires(Permission.SUBMIT_REFERRAL)
def possible_programmes() -> ResponseReturnValue:
    """The live list; for the script the parts that change, without it the whole page."""
    form = ReferralForm(desk.read_desk(signed_in_actor()))
    if request.headers.get("X-Requested-With") == "fetch":
        possibles = form.desk.list_possibles(form.to_answers())
        return render_template("referrals/_answers.html", form=form, possibles=possibles)
    return _page(form)


@bp.get("/<reference>/envoyee")
@requires(Permission.SUBMIT_REFERRAL)
def show_sent(reference: str) -> ResponseReturnValue:
    """What happens next, and when; can be opened again later."""
    sent = sending.read_sent(reference, signed_in_actor())
    return render_template("referrals/sent.html", sent=sent)


@bp.post("/brouillons")
@keeps_work(_keep_as_draft)
@shows_again(_show_as_typed)
@requires(Permission.SUBMIT_REFERRAL)
def save_draft() -> ResponseReturnValue:
    """Keep the form as typed."""
    actor = signed_in_actor()
    form = ReferralForm(desk.read_desk(actor))
    draft = drafts.save_draft(form.draft_reference.data or None, form.typed(), actor)
    flash("Brouillon enregistré. Vous pouvez le reprendre quand vous voulez.", "success")
    return redirect(url_for(".list_referrals", _anchor=f"brouillon-{draft.reference}"), code=303)


@bp.route("/brouillons/<reference>/supprimer", methods=["GET", "POST"])
@requires(Permission.SUBMIT_REFERRAL)
def delete_draft(reference: str) -> ResponseReturnValue:
    """Ask, then delete a draft."""
    actor = signed_in_actor()
    if request.method == "GET":
        draft = listing.get_draft(reference, actor)
        return render_template("referrals/delete_draft.html", draft=draft_row_of(draft))
    drafts.delete_draft(reference, actor)
    flash("Brouillon supprimé.", "success")
    return redirect(url_for(".list_referrals"), code=303)


def _typed_before() -> Json | None:
    """Return the answers of the draft the address names, when the form is opened."""
    reference = request.args.get("brouillon", "")
    if request.method != "GET" or not reference:
        return None
    answers = listing.get_draft(reference, signed_in_actor()).answers
    return {**answers, "draft_reference": reference}


def _page(form: ReferralForm, doubts: Sequence[Doubt] = ()) -> str:
    form.remember(doubts)
    possibles = form.desk.list_possibles(form.to_answers())
    return render_template("referrals/new.html", form=form, possibles=possibles, doubts=doubts)

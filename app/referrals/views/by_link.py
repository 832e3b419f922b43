"""The pages of a mail's link: one request, answered without signing in. Opening one only reads."""

from flask import Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.core.access import public
from app.core.rate_limits import renewal_limit
from app.core.typography import of_person
from app.referrals.errors import DeadLinkError
from app.referrals.forms.acting import read_version
from app.referrals.forms.decline import DeclineForm
from app.referrals.pages.letters import initials_of
from app.referrals.service import by_link
from app.referrals.service.rerouting import declined_words
from app.referrals.views import links

ACCEPTED = (
    "Vous avez accepté la demande {} Le prescripteur est prévenu. "
    "Connectez-vous pour lire le nom et les coordonnées."
)
RENEWED = "Ce lien n’est plus actif. Nous venons de vous en envoyer un nouveau."


@links.after_request
def keep_nowhere(response: Response) -> Response:
    """No browser and no proxy keeps what a link showed."""
    response.headers["Cache-Control"] = "no-store"
    return response


@links.get("/<token>")
@public
def show_request(token: str) -> ResponseReturnValue:
    """The request while it can be answered, else what became of it."""
    page = by_link.read_link_page(token)
    return render_template("referrals/by_link.html", page=page, token=token)


@links.post("/<token>/accepter")
@public
def accept_request(token: str) -> ResponseReturnValue:
    """Accept in one click; the page of the link then says so."""
    accepted = by_link.accept_by_link(token, read_version(request.form.get("version")))
    if accepted is not None:
        flash(ACCEPTED.format(of_person(initials_of(accepted.referral))), "success")
    return _show_link(token)


@links.route("/<token>/decliner", methods=["GET", "POST"])
@public
def decline_request(token: str) -> ResponseReturnValue:
    """Choose a reason, confirm; the page of the link then says what follows."""
    form, letter = DeclineForm(), by_link.read_link_page(token).letter
    if letter is None:
        return _show_link(token)
    if not form.validate_on_submit():
        page = render_template(
            "referrals/decline_by_link.html", form=form, letter=letter, token=token
        )
        return page, 422 if form.errors else 200
    version = read_version(form.version.data)
    outcome = by_link.decline_by_link(token, version, form.to_refusal())
    if outcome is not None:
        flash(declined_words(outcome), "success")
    return _show_link(token)


@links.post("/<token>/nouveau-lien")
@public
@renewal_limit
def renew_link(token: str) -> ResponseReturnValue:
    """Send a new link to the same person."""
    if by_link.renew_link(token):
        flash(RENEWED, "info")
    return _show_link(token)


@links.errorhandler(DeadLinkError)
def show_dead_link(_error: DeadLinkError) -> ResponseReturnValue:
    """Nothing stands behind this link."""
    return render_template("referrals/dead_link.html"), 404


def _show_link(token: str) -> ResponseReturnValue:
    return redirect(url_for(".show_request", token=token), code=303)

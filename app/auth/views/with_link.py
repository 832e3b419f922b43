"""One-time links: opening one shows a page, only its button uses it (mail scanners open links)."""

from collections.abc import Callable

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.auth import queries, service
from app.auth.errors import ExpiredLinkError, WeakPasswordError
from app.auth.forms import EmailForm, PasswordForm
from app.auth.views import bp
from app.auth.views.door import current_token, let_in
from app.core.access import public
from app.core.rate_limits import link_limit

SENT = (
    "Si un compte existe à cette adresse, un courriel vient de partir. "
    "Son lien sert une fois, pendant {}\u00a0minutes."
)


@bp.route("/mot-de-passe-oublie", methods=["GET", "POST"])
@public
@link_limit
def forgotten_password() -> ResponseReturnValue:
    """Ask for a link to choose a new password."""
    return _ask("auth/forgotten_password.html", service.request_password_reset, minutes=60)


@bp.route("/connexion/lien", methods=["GET", "POST"])
@public
@link_limit
def ask_sign_in_link() -> ResponseReturnValue:
    """Ask for a link that signs in once."""
    return _ask("auth/ask_link.html", service.request_sign_in_link, minutes=30)


@bp.get("/connexion/lien/<token>")
@public
def show_sign_in_link(token: str) -> ResponseReturnValue:
    """One button."""
    return render_template("auth/use_link.html", token=token)


@bp.post("/connexion/lien/<token>")
@public
def use_sign_in_link(token: str) -> ResponseReturnValue:
    """Sign in with a link received by mail."""
    return let_in(service.sign_in_with_link(token, replaced=current_token()))


@bp.route("/invitation/<token>", methods=["GET", "POST"])
@public
def choose_password(token: str) -> ResponseReturnValue:
    """Choose a password, on an invitation or after forgetting the last one."""
    form = PasswordForm()
    person = queries.get_invited(token)
    if form.validate_on_submit():
        try:
            service.choose_password(token, form.password.data or "")
        except WeakPasswordError as refusal:
            form.refuse(refusal.message)
        else:
            flash("Votre mot de passe est enregistré. Connectez-vous.", "success")
            return redirect(url_for("auth.sign_in"), code=303)
    page = render_template("auth/choose_password.html", form=form, person=person)
    return page, 422 if form.errors else 200


@bp.errorhandler(ExpiredLinkError)
def show_expired_link(_error: ExpiredLinkError) -> ResponseReturnValue:
    """The link is dead; another is one click away."""
    signs_in = request.endpoint == "auth.use_sign_in_link"
    another = url_for("auth.ask_sign_in_link" if signs_in else "auth.forgotten_password")
    return render_template("auth/expired_link.html", another=another), 404


def _ask(page: str, request_link: Callable[[str], None], minutes: int) -> ResponseReturnValue:
    """Show the form of an address, then send its link; the answer never tells whether one left."""
    form = EmailForm()
    if not form.validate_on_submit():
        return render_template(page, form=form), 422 if form.errors else 200
    request_link(form.email.data or "")
    flash(SENT.format(minutes), "success")
    return redirect(url_for("auth.sign_in"), code=303)

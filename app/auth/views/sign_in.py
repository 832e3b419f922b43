"""The door: signing in and out."""

from flask import abort, current_app, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from app.auth import queries, service
from app.auth.errors import BlockedSignInError, SignInRefusedError
from app.auth.forms import EmailForm, SignInForm
from app.auth.homes import HOME
from app.auth.permissions import requires, signed_in_actor
from app.auth.rules import Permission
from app.auth.views import bp
from app.auth.views.door import current_token, let_in
from app.auth.wording import DUTIES
from app.core.access import public


@bp.get("/")
@public
def home() -> ResponseReturnValue:
    """Where each role starts."""
    if not current_user.is_authenticated:
        return redirect(url_for("auth.sign_in"))
    return redirect(url_for(HOME[signed_in_actor().role]))


@bp.route("/connexion", methods=["GET", "POST"])
@public
def sign_in() -> ResponseReturnValue:
    """Address and password."""
    form = SignInForm()
    if not form.validate_on_submit():
        return _show_door(form), 422 if form.errors else 200
    try:
        person = service.sign_in(
            form.email.data or "",
            form.password.data or "",
            address=request.remote_addr or "",
            replaced=current_token(),
        )
    except (SignInRefusedError, BlockedSignInError) as refusal:
        form.refuse(refusal.message)
        return _show_door(form), refusal.status, refusal.headers
    return let_in(person)


@bp.post("/connexion/demo")
@public
def sign_in_as_demo() -> ResponseReturnValue:
    """One click, in demonstration only."""
    form = EmailForm()
    if not current_app.config["SETTINGS"].is_demo or not form.validate():
        abort(404)
    return let_in(service.sign_in_as_demo(form.email.data or "", replaced=current_token()))


@bp.post("/deconnexion")
@public
def sign_out() -> ResponseReturnValue:
    """Leave: this browser, and every copy of its cookie."""
    if current_user.is_authenticated:
        service.sign_out(current_user.token, signed_in_actor())
    session.clear()
    answer = redirect(url_for("auth.sign_in"), code=303)
    answer.headers["Clear-Site-Data"] = '"cache", "storage"'
    return answer


@bp.post("/connexion/role/<row:membership_id>")
@requires(Permission.USE_OWN_ACCOUNT)
def act_as(membership_id: int) -> ResponseReturnValue:
    """Go on in another role."""
    return let_in(service.act_as(membership_id, current_user.token, signed_in_actor()))


def _show_door(form: SignInForm) -> str:
    is_demo = current_app.config["SETTINGS"].is_demo
    return render_template(
        "auth/sign_in.html",
        form=form,
        demo_accounts=queries.list_demo_accounts() if is_demo else [],
        duties=DUTIES,
    )

"""Closed by default: a view without a declared access opens to nobody."""

from collections.abc import Callable
from typing import ParamSpec, TypeVar, cast
from urllib.parse import urlencode

from flask import Flask, current_app, flash, redirect, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_login import LoginManager, current_user
from flask_wtf.csrf import CSRFError, validate_csrf
from werkzeug.exceptions import HTTPException, NotFound, Unauthorized
from wtforms.validators import ValidationError

from app.auth.rules import Actor, Permission, local_path
from app.auth.session import find_lapsed, find_signed_in
from app.core.access import PUBLIC, declare, declared_access
from app.core.errors import show_http_error

P = ParamSpec("P")
R = TypeVar("R")

KEEPER = "navette_keeper"
SHOWER = "navette_shower"
FROM_SCRIPT = "fetch"  # what our script says in X-Requested-With
KEPT = (
    "Vous avez été déconnecté faute d’activité. Votre saisie est gardée\u00a0: "
    "reconnectez-vous pour l’envoyer."
)

OLD_PAGE = (
    "Cette page a été ouverte avant votre dernière connexion. Votre saisie est là\u00a0: "
    "relisez-la, puis envoyez de nouveau. Elle partira au nom de {who}, {organisation}."
)
SIGNED_OUT = "Vous n’êtes plus connecté dans ce navigateur\u00a0: rien n’a été enregistré."
SOMEBODY_ELSE = (
    "Ce navigateur est maintenant connecté au nom de {who}, {organisation}, dont le compte ne "
    "permet pas cet envoi\u00a0: rien n’a été enregistré."
)
SIGNED_IN_AGAIN = (
    "Cette page a été ouverte avant votre dernière connexion\u00a0: rien n’a été changé."
)
STILL_HERE = (
    " Votre saisie est encore dans cette page\u00a0: connectez-vous avec votre compte dans un "
    "autre onglet, puis rechargez celle-ci pour la retrouver."
)
SEARCH = "q"

login_manager = LoginManager()


def requires(permission: Permission) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Open a view to signed-in people whose role holds a permission; a 404 to the others."""
    return declare(permission)


def keeps_work(keep: Callable[[Actor], str]) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Say how a view keeps a form that arrives after its session ended.

    Args:
        keep: writes what was typed for whoever sat there; returns the page to take it up again.
    """

    def mark(view: Callable[P, R]) -> Callable[P, R]:
        setattr(view, KEEPER, keep)
        return view

    return mark


def shows_again(
    show: Callable[[], ResponseReturnValue],
) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Say how a view shows a form again, as typed, when its page is older than the session.

    Somebody who signs in again in another tab has a new token: what they typed here is not lost.
    Nothing is written, whoever sent the form.
    """

    def mark(view: Callable[P, R]) -> Callable[P, R]:
        setattr(view, SHOWER, show)
        return view

    return mark


def signed_in_actor() -> Actor:
    """Return who acts; only for views that declare a permission."""
    return cast("Actor", current_user.actor)


def init_permissions(app: Flask) -> None:
    """Check the declared access before every view."""
    login_manager.init_app(app)
    login_manager.session_protection = None  # the server-side session row is the protection
    login_manager.user_loader(find_signed_in)
    login_manager.unauthorized_handler(_ask_to_sign_in)

    app.register_error_handler(CSRFError, _show_again)

    @app.before_request
    def check_access() -> ResponseReturnValue | None:
        if request.endpoint is None:
            return None
        access = declared_access(app, request.endpoint)
        if access == PUBLIC:
            return None
        if not current_user.is_authenticated:
            return cast("ResponseReturnValue", login_manager.unauthorized())
        if access is None or not signed_in_actor().may(Permission(access)):
            raise NotFound
        return None


def may_open(actor: Actor, path: str) -> bool:
    """Return whether a page of ours exists at a path and opens to that person."""
    adapter = current_app.url_map.bind("")
    try:
        endpoint, _ = adapter.match(path.partition("?")[0], method="GET")
    except HTTPException:
        return False
    access = declared_access(current_app, endpoint)
    return access == PUBLIC or (access is not None and actor.may(Permission(access)))


def _ask_to_sign_in() -> ResponseReturnValue:
    """Send to the door, and remember in the signed cookie which page was asked for."""
    if request.headers.get("X-Requested-With") == FROM_SCRIPT:
        raise Unauthorized
    if request.url_rule is not None and "GET" in (request.url_rule.methods or ()):
        session["next"] = local_path(_asked_page())
    if request.method == "POST" and (kept := _keep_work()):
        session["next"] = local_path(kept)
        flash(KEPT, "info")
    return redirect(url_for("auth.sign_in"), code=303)


def _show_again(error: CSRFError) -> ResponseReturnValue:
    """Show a form again with a token that is right, to whoever may send it; else say why not."""
    endpoint = str(request.endpoint)
    view = current_app.view_functions.get(endpoint)
    show: Callable[[], ResponseReturnValue] | None = getattr(view, SHOWER, None)
    access = declared_access(current_app, endpoint) if view else None
    if access is None or access == PUBLIC:
        return show_http_error(error)
    kept = STILL_HERE if show else ""
    if not current_user.is_authenticated:
        return show_http_error(error, SIGNED_OUT + kept)
    actor = signed_in_actor()
    if not actor.may(Permission(access)):
        return show_http_error(error, _say(SOMEBODY_ELSE, actor) + kept)
    if show is None or _has_right_token():
        return show_http_error(error, SIGNED_IN_AGAIN)
    flash(_say(OLD_PAGE, actor), "warning")
    try:
        return show()
    except Exception as refusal:  # noqa: BLE001 - given to the handlers of pages, or raised again
        return current_app.handle_user_exception(refusal)


def _has_right_token() -> bool:
    """Return whether something else than the token was refused: shown again, the form would act."""
    try:
        validate_csrf(request.form.get("csrf_token", ""))
    except ValidationError:
        return False
    return True


def _say(sentence: str, actor: Actor) -> str:
    return sentence.format(who=actor.name, organisation=actor.organisation_name)


def _asked_page() -> str:
    """Return the page asked for, its filters but not its search: a name stays out of cookies."""
    filters = [(name, value) for name, value in request.args.items(multi=True) if name != SEARCH]
    return f"{request.path}?{urlencode(filters)}" if filters else request.path


def _keep_work() -> str | None:
    """Keep the form of somebody whose session ended meanwhile; return where it can be found."""
    endpoint = str(request.endpoint)
    keep: Callable[[Actor], str] | None = getattr(
        current_app.view_functions[endpoint], KEEPER, None
    )
    actor = find_lapsed(session.get("_user_id", "")) if keep else None
    access = declared_access(current_app, endpoint)
    if keep is None or actor is None or access is None or not actor.may(Permission(access)):
        return None
    return keep(actor)

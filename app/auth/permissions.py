"""Closed by default: a view without a declared access opens to nobody."""

from collections.abc import Callable
from typing import ParamSpec, TypeVar, cast

from flask import Flask, current_app, redirect, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_login import LoginManager, current_user
from werkzeug.exceptions import HTTPException, NotFound

from app.auth.rules import Actor, Permission, local_path
from app.auth.session import find_signed_in
from app.core.access import PUBLIC, declare, declared_access

P = ParamSpec("P")
R = TypeVar("R")

login_manager = LoginManager()


def requires(permission: Permission) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Open a view to signed-in people whose role holds a permission; a 404 to the others."""
    return declare(permission)


def signed_in_actor() -> Actor:
    """Return who acts; only for views that declare a permission."""
    return cast("Actor", current_user.actor)


def init_permissions(app: Flask) -> None:
    """Check the declared access before every view."""
    login_manager.init_app(app)
    login_manager.session_protection = None  # the server-side session row is the protection
    login_manager.user_loader(find_signed_in)
    login_manager.unauthorized_handler(_ask_to_sign_in)

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
    page = request.full_path.rstrip("?") if request.query_string else request.path
    if request.url_rule is not None and "GET" in (request.url_rule.methods or ()):
        session["next"] = local_path(page)
    return redirect(url_for("auth.sign_in"), code=303)

"""Closed by default: a view without a declared access opens to nobody."""

from collections.abc import Callable
from typing import ParamSpec, TypeVar, cast

from flask import Flask, request
from flask.typing import ResponseReturnValue
from flask_login import LoginManager, current_user
from werkzeug.exceptions import NotFound

from app.auth.rules import Actor, Permission
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
    login_manager.login_view = "auth.sign_in"
    login_manager.login_message = None

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

"""What the doors share: a fresh cookie for whoever comes in."""

from flask import redirect, session, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user, login_user

from app.auth.permissions import may_open
from app.auth.rules import local_path
from app.auth.session import SignedIn


def current_token() -> str | None:
    """Return the secret this browser holds, if it is worth anything."""
    return current_user.token if current_user.is_authenticated else None


def let_in(person: SignedIn) -> ResponseReturnValue:
    """Give the browser its new secret, nothing of what it held before, and the page it wanted."""
    wanted = local_path(session.get("next"))
    session.clear()
    login_user(person)
    if wanted and may_open(person.actor, wanted):
        return redirect(wanted, code=303)
    return redirect(url_for("auth.home"), code=303)

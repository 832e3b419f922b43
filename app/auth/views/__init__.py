"""Pages of signing in (`auth`), of accounts (`accounts`) and of the calendar (`settings`)."""

from flask import Blueprint

bp = Blueprint("auth", __name__)
accounts = Blueprint("accounts", __name__, url_prefix="/comptes")
settings = Blueprint("settings", __name__, url_prefix="/reglages/calendrier")

from app.auth.views import (  # noqa: E402 - they mount themselves on bp
    account,
    calendar,
    people,
    sign_in,
    with_link,
)

__all__ = ["account", "accounts", "bp", "calendar", "people", "settings", "sign_in", "with_link"]

"""Pages of signing in (`auth`), accounts, the calendar (`settings`) and the sectors of the city."""

from flask import Blueprint

bp = Blueprint("auth", __name__)
accounts = Blueprint("accounts", __name__, url_prefix="/comptes")
settings = Blueprint("settings", __name__, url_prefix="/reglages/calendrier")
sectors = Blueprint("sectors", __name__, url_prefix="/secteurs")

from app.auth.views import (  # noqa: E402 - they mount themselves on bp
    account,
    calendar,
    city,
    people,
    sign_in,
    with_link,
)

__all__ = [
    "account",
    "accounts",
    "bp",
    "calendar",
    "city",
    "people",
    "sectors",
    "settings",
    "sign_in",
    "with_link",
]

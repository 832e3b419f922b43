"""Pages of signing in (`auth`) and of accounts (`accounts`)."""

from flask import Blueprint

bp = Blueprint("auth", __name__)
accounts = Blueprint("accounts", __name__, url_prefix="/comptes")

from app.auth.views import (  # noqa: E402 - they mount themselves on bp
    account,
    people,
    sign_in,
    with_link,
)

__all__ = ["account", "accounts", "bp", "people", "sign_in", "with_link"]

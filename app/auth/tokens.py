"""Secrets we hand out, and what we keep of them: never the secret itself."""

import hashlib
import hmac
import secrets

from flask import current_app

TOKEN_BYTES = 32


def new_token() -> str:
    """Return 256 random bits, ready for a cookie or a link."""
    return secrets.token_urlsafe(TOKEN_BYTES)


def digest(token: str) -> str:
    """Return what the base keeps of a token of ours: 64 hexadecimal characters."""
    return hashlib.sha256(token.encode()).hexdigest()


def keyed_digest(kind: str, value: str) -> str:
    """Return what the base keeps of an address or an account that failed to sign in.

    There are few addresses: without the key of the service, a plain hash would be reversed.
    """
    key = str(current_app.config["SECRET_KEY"]).encode()
    return hmac.new(key, f"{kind}:{value}".encode(), hashlib.sha256).hexdigest()

"""Secrets we hand out, and what we keep of them: never the secret itself."""

import hashlib
import secrets

TOKEN_BYTES = 32


def new_token() -> str:
    """Return 256 random bits, ready for a cookie or a link."""
    return secrets.token_urlsafe(TOKEN_BYTES)


def digest(token: str) -> str:
    """Return what the base keeps of a token of ours: 64 hexadecimal characters."""
    return hashlib.sha256(token.encode()).hexdigest()

"""What the base keeps of addresses and accounts it only counts: nothing anybody could read back."""

import hashlib
import hmac

from flask import current_app


def keyed_digest(kind: str, value: str) -> str:
    """Return what the base keeps of an address, or of an account that failed to sign in.

    There are few addresses: without the key of the service, a plain hash would be reversed.
    """
    key = str(current_app.config["SECRET_KEY"]).encode()
    return hmac.new(key, f"{kind}:{value}".encode(), hashlib.sha256).hexdigest()

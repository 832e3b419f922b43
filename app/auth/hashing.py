"""Passwords as the base keeps them: Argon2id."""

import threading
from functools import cache

from argon2 import PasswordHasher, Type
from argon2.exceptions import InvalidHashError, VerificationError

# Source: spec/trust.md, F. 19 MiB a hash: two at once, so that a crowd cannot fill the memory.
_HASHER = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1, type=Type.ID)
_AT_ONCE = threading.BoundedSemaphore(2)


def hash_password(password: str) -> str:
    """Return what the base keeps of a password."""
    with _AT_ONCE:
        return _HASHER.hash(password)


def is_right(password_hash: str | None, password: str) -> bool:
    """Return whether a password is the one that was kept.

    Args:
        password_hash: None for an unknown person, which takes as long as a wrong password.
    """
    known = password_hash or _nobody()
    with _AT_ONCE:
        try:
            _HASHER.verify(known, password)
        except (VerificationError, InvalidHashError):
            return False
    return password_hash is not None


def is_outdated(password_hash: str) -> bool:
    """Return whether a hash was made with weaker settings than today's."""
    return _HASHER.check_needs_rehash(password_hash)


@cache
def _nobody() -> str:
    return hash_password("the password of nobody")

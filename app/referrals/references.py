"""Public references: random, short, sayable on the phone."""

import secrets
from collections.abc import Callable

from app.referrals.rules import REFERENCE_ALPHABET, REFERENCE_LENGTH


def new_reference() -> str:
    """Return six random characters, none of which can be taken for another."""
    return "".join(secrets.choice(REFERENCE_ALPHABET) for _ in range(REFERENCE_LENGTH))


def unused_reference(is_used: Callable[[str], bool]) -> str:
    """Return a new reference that nothing bears yet."""
    reference = new_reference()
    while is_used(reference):
        reference = new_reference()
    return reference


def is_reference(text: str) -> bool:
    """Return whether a text could be a reference."""
    return len(text) == REFERENCE_LENGTH and set(text) <= set(REFERENCE_ALPHABET)


def spell_reference(text: str) -> str:
    """Return a text in the capitals of our references; « é », which has one too, stays refused."""
    return text.upper() if text.isascii() else text


def read_reference(text: str | None) -> str:
    """Return what an address or a form gives as a reference; "", which none is, for anything else.

    PostgreSQL refuses some characters (NUL): a query only ever sees what could be a reference.
    """
    return text if text and is_reference(text) else ""

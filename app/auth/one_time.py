"""One-time links: given by mail, kept as a hash, used once."""

from sqlalchemy import update

from app.auth.errors import ExpiredLinkError
from app.auth.models import OneTimeToken
from app.auth.rules import TOKEN_LIFE, TokenPurpose
from app.auth.tokens import digest, new_token
from app.core import clock
from app.core.db import db


def give_token(user_id: int, purpose: TokenPurpose) -> str:
    """Return the secret of a new link; the earlier ones for the same purpose are dead."""
    revoke_tokens(user_id, frozenset({purpose}))
    token = new_token()
    db.session.add(
        OneTimeToken(
            token_hash=digest(token),
            user_id=user_id,
            purpose=purpose,
            expires_at=clock.now() + TOKEN_LIFE[purpose],
        )
    )
    return token


def use_token(token: str, purposes: frozenset[TokenPurpose]) -> int:
    """Return whom a link is for, and kill it: one guarded UPDATE, so two clicks use it once.

    Raises:
        ExpiredLinkError: used, replaced or too old.
    """
    now = clock.now()
    owner = db.session.execute(
        update(OneTimeToken)
        .where(
            OneTimeToken.token_hash == digest(token),
            OneTimeToken.purpose.in_(purposes),
            OneTimeToken.used_at.is_(None),
            OneTimeToken.expires_at > now,
        )
        .values(used_at=now)
        .returning(OneTimeToken.user_id)
        .execution_options(synchronize_session=False)
    ).scalar_one_or_none()
    if owner is None:
        raise ExpiredLinkError
    return owner


def revoke_tokens(user_id: int, purposes: frozenset[TokenPurpose]) -> None:
    """Kill the links a person has not used."""
    db.session.execute(
        update(OneTimeToken)
        .where(
            OneTimeToken.user_id == user_id,
            OneTimeToken.purpose.in_(purposes),
            OneTimeToken.used_at.is_(None),
        )
        .values(used_at=clock.now())
        .execution_options(synchronize_session=False)
    )

"""What can refuse an act on a referral."""

from app.core.errors import DomainError, StaleError


class StaleActError(StaleError):
    """Somebody acted on the referral meanwhile; the message says who, what and when."""


class InvalidReasonError(DomainError):
    """The words that must go with a reason are missing."""

    status = 422


class ImpossibleActError(DomainError):
    """A guard refuses the act: no place, not eligible, too late to undo; the message says which."""

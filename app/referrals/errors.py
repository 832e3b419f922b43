"""What can refuse an act on a referral."""

from app.core.errors import DomainError, StaleError


class AlreadyAnsweredError(StaleError):
    """Somebody of the association answered meanwhile; the message says who and when."""


class InvalidReasonError(DomainError):
    """A free text is missing beside the reason « Autre »."""

    status = 422


class FilterRefusedError(DomainError):
    """Filters that cannot be kept under that name; the message says why."""

    status = 422


class ReminderRefusedError(DomainError):
    """Nobody can be reminded of that proposal now; the message says why."""

"""What can refuse an act on a referral."""

from app.core.errors import DomainError, StaleError


class AlreadyAnsweredError(StaleError):
    """Somebody of the association answered meanwhile; the message says who and when."""


class DeadLinkError(DomainError):
    """A link of a mail opens nothing: not ours, or whom it was for has left."""

    status = 404


class InvalidReasonError(DomainError):
    """A free text is missing beside the reason « Autre »."""

    status = 422

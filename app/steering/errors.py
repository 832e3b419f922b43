"""What can refuse an act of steering."""

from app.core.errors import DomainError, StaleError


class OutdatedPageError(StaleError):
    """Somebody changed the same thing meanwhile; the message says who, what and when."""


class RefusedActError(DomainError):
    """A guard refuses the act; the form says why."""

    status = 422

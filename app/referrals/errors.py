"""What can refuse an act on a referral."""

from app.core.errors import DomainError, StaleError


class StaleActError(StaleError):
    """Somebody acted on the referral meanwhile; the message says who, what and when."""


class DeadLinkError(DomainError):
    """A link of a mail opens nothing: not ours, or whom it was for has left."""

    status = 404


class InvalidReasonError(DomainError):
    """The words that must go with a reason are missing."""

    status = 422


class ImpossibleActError(DomainError):
    """A guard refuses the act: no place, not eligible, too late to undo; the message says which."""


class UnseenTwinError(DomainError):
    """The organisation already sent a referral for a likely same person, and was not asked.

    `code` is that of the doubt: a draft that carries it in `seen` is sent as it is.
    """

    def __init__(self, message: str, code: str) -> None:
        """Keep the question, and the code of its answer."""
        super().__init__(message)
        self.code = code


class AlreadySettledError(StaleError):
    """Another manager settled the likeness meanwhile; the message says who, what and when."""


class UnmergeableError(DomainError):
    """Neither referral, or not that one, may go on alone; the message says why."""


class FilterRefusedError(DomainError):
    """Filters that cannot be kept under that name; the message says why."""

    status = 422


class ReminderRefusedError(DomainError):
    """Nobody can be reminded of that proposal now; the message says why."""


class UnfitDayError(ImpossibleActError):
    """A mentoring may not start on that day; the form says why."""


class UnfitRowError(DomainError):
    """A row filled in away from the screen cannot be understood; the message says which cell."""

    status = 422

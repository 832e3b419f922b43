"""What can refuse an act on an account."""

from app.core.errors import DomainError, TooManyAttemptsError


class SignInRefusedError(DomainError):
    """Unknown address, wrong password or closed account: the answer is the same."""

    status = 422


class BlockedSignInError(TooManyAttemptsError):
    """Too many failures: the account, or the address it is tried from, has to wait."""


class ExpiredLinkError(DomainError):
    """A one-time link was used, replaced, or is too old."""

    status = 404


class WeakPasswordError(DomainError):
    """A password people or machines would guess; the message says how to do better."""

    status = 422


class DuplicateAccountError(DomainError):
    """The person already holds that role in that organisation."""


class ClosedElsewhereError(DomainError):
    """Another territory closed the account, and knows why."""


class RoleMismatchError(DomainError):
    """That role does not exist in an organisation of that category."""

    status = 422


class OwnAccountError(DomainError):
    """Nobody changes their own rights."""


class LastAdministratorError(DomainError):
    """Somebody must remain who can open the others' accounts."""


class BadPeriodError(DomainError):
    """Days that cannot be closed; the message says why."""

    status = 422

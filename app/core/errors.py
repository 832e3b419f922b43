"""What can go wrong, one class a reason; each becomes a page people understand."""

import logging
from http import HTTPStatus
from typing import ClassVar

from flask import Flask, Response, render_template
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.exceptions import HTTPException, SecurityError

from app.core.db import db

PAGES = frozenset({400, 403, 404, 409, 413, 422, 429, 500})
RETRY_SECONDS = 10
NO_BASE = "Le service a un problème. Rechargez la page dans quelques minutes.\n"

log = logging.getLogger(__name__)


class DomainError(Exception):
    """A rule refused an act; `status` is the HTTP answer, `message` is French, for the person."""

    status: ClassVar[int] = 409

    def __init__(self, message: str = "") -> None:
        """Keep the sentence shown to the person."""
        super().__init__(message)
        self.message = message

    @property
    def headers(self) -> dict[str, str]:
        """What the answer says to programs."""
        return {}


class NotFoundError(DomainError):
    """Absent, or not yours: the answer is the same, so nothing can be guessed."""

    status = 404


class StaleError(DomainError):
    """Somebody else answered meanwhile; nothing was changed."""

    status = 409


class TooManyAttemptsError(DomainError):
    """Slow down: `message` says until when, `retry_after` counts the seconds."""

    status = 429

    def __init__(self, message: str = "", retry_after: int = 0) -> None:
        """Keep the sentence shown to the person, and when to come back."""
        super().__init__(message)
        self.retry_after = retry_after

    @property
    def headers(self) -> dict[str, str]:
        """When to come back, in seconds."""
        return {"Retry-After": str(self.retry_after)}


def init_errors(app: Flask) -> None:
    """Answer every refusal with a page in French; never a trace, never personal data."""
    app.register_error_handler(DomainError, _show_domain_error)
    app.register_error_handler(HTTPException, show_http_error)
    app.register_error_handler(SecurityError, _show_wrong_host)
    app.register_error_handler(OperationalError, _show_busy)
    answer_as_conflict(app, StaleDataError)


def answer_as_conflict(app: Flask, error: type[Exception]) -> None:
    """Answer an error that says somebody else was quicker: nothing was changed."""
    app.register_error_handler(error, _show_conflict)


def _show_domain_error(error: DomainError) -> ResponseReturnValue:
    page, status = _show(error.status, error.message)
    return page, status, error.headers


def show_http_error(error: HTTPException, message: str = "") -> ResponseReturnValue:
    """Answer a refusal of the framework with our page; a redirection stays what it is.

    Args:
        message: what the page says when somebody knows more than the framework.
    """
    if error.code is None or error.code < HTTPStatus.BAD_REQUEST:
        return error.get_response()
    return _show(error.code, message)


def _show_conflict(_error: Exception) -> ResponseReturnValue:
    return _show(HTTPStatus.CONFLICT)


def _show_busy(error: OperationalError) -> ResponseReturnValue:
    """For a base that does not answer, or waited too long for its turn."""
    log.error("the base did not answer: %s", error.orig, exc_info=error)
    db.session.remove()
    try:
        page, status = _show(HTTPStatus.SERVICE_UNAVAILABLE)
    except OperationalError:  # the page asks the base who reads it
        return Response(NO_BASE, 503, {"Retry-After": str(RETRY_SECONDS)}, mimetype="text/plain")
    return page, status, {"Retry-After": str(RETRY_SECONDS)}


def _show_wrong_host(_error: SecurityError) -> ResponseReturnValue:
    """For a host that is not ours: no page, since a page is made of links."""
    return Response("Cette adresse n’est pas celle du service.\n", 400, mimetype="text/plain")


def _show(status: int, message: str = "") -> tuple[str, int]:
    db.session.rollback()
    page = status if status in PAGES else (400 if status < 500 else 500)
    return render_template(f"errors/{page}.html", message=message), status

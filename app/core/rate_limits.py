"""Rate limits, counted in our own base: all workers share the count and a restart keeps it.

Usage, on a view: `@live_list_limit`. Whoever passes a limit reads the page of error 429, with
`Retry-After`. Source of the figures: spec/trust.md, F.
"""

import math
import time
from collections.abc import Callable
from http import HTTPStatus
from typing import Any, TypeVar, cast

from flask import Flask, Response, request
from flask.typing import ResponseReturnValue
from flask_limiter import Limiter, RateLimitExceeded, RequestLimit
from flask_login import current_user
from limits.storage import Storage
from sqlalchemy import case, delete, select
from sqlalchemy.exc import SQLAlchemyError

from app.core.db import connect_apart, db
from app.core.errors import show_http_error
from app.core.formats import count
from app.core.keyed import keyed_digest
from app.core.models import RateCount
from app.core.upsert import insert_into

SCHEME = "navette"
TOO_MANY_NAMES = "Vous avez demandé 10\u00a0classeurs avec des noms en une heure."
View = TypeVar("View", bound=Callable[..., Any])


class DatabaseStorage(Storage):
    """Where Flask-Limiter keeps its counts: the table `rate_count`, fixed windows."""

    STORAGE_SCHEME = [SCHEME]  # noqa: RUF012 - the library reads a list on the class

    @property
    def base_exceptions(self) -> type[Exception]:
        """What can go wrong in the base."""
        return SQLAlchemyError

    def incr(self, key: str, expiry: int, amount: int = 1) -> int:
        """Add hits to a window, a new one if the last is over; return its hits: one statement."""
        now = time.time()
        fresh = RateCount.expires_at <= now
        hit = (
            insert_into(RateCount)
            .values(key=key, hits=amount, expires_at=now + expiry)
            .on_conflict_do_update(
                index_elements=[RateCount.key],
                set_={
                    "hits": case((fresh, amount), else_=RateCount.hits + amount),
                    "expires_at": case((fresh, now + expiry), else_=RateCount.expires_at),
                },
            )
            .returning(RateCount.hits)
        )
        with connect_apart() as connection, connection.begin():
            hits = int(connection.execute(hit).scalar_one())
            if hits == amount:  # a window opens: a good time to sweep those that are over
                connection.execute(delete(RateCount).where(RateCount.expires_at <= now))
        return hits

    def get(self, key: str) -> int:
        """Return the hits of the window that runs, 0 when none does."""
        running = RateCount.expires_at > time.time()
        with db.engine.connect() as connection:
            hits = connection.scalar(select(RateCount.hits).where(RateCount.key == key, running))
        return int(hits or 0)

    def get_expiry(self, key: str) -> float:
        """Return when the window ends, in seconds since 1970; now when none runs."""
        with db.engine.connect() as connection:
            ends = connection.scalar(select(RateCount.expires_at).where(RateCount.key == key))
        return float(ends or time.time())

    def check(self) -> bool:
        """Whether the storage answers: it is the base, without which nothing does."""
        return True

    def reset(self) -> int | None:
        """Forget every count; return how many there were."""
        with connect_apart() as connection, connection.begin():
            return connection.execute(delete(RateCount)).rowcount

    def clear(self, key: str) -> None:
        """Forget one count."""
        with connect_apart() as connection, connection.begin():
            connection.execute(delete(RateCount).where(RateCount.key == key))


def who() -> str:
    """Return who is counted: the signed-in person, else the address."""
    if current_user.is_authenticated:
        return f"person:{current_user.actor.user_id}"
    return f"address:{request.remote_addr}"


def named_account() -> str:
    """Return the account a form names, whether it exists or not; never its address in clear."""
    email = request.form.get("email", "").strip().lower()
    return f"account:{keyed_digest('account', email)}"


def sender() -> str:
    """Return the address a request comes from; never in clear."""
    return f"sender:{keyed_digest('sender', request.remote_addr or '')}"


def followed_link() -> str:
    """Return the link of a mail that an address holds; never in clear."""
    return f"link:{keyed_digest('link', str((request.view_args or {}).get('token', '')))}"


def _went_out(response: Response) -> bool:
    """Return whether an answer is a workbook, or the promise of one: not a way back to a page."""
    sent_back = request.method == "GET" and response.status_code == HTTPStatus.SEE_OTHER
    return response.status_code < HTTPStatus.BAD_REQUEST and not sent_back


limiter = Limiter(
    key_func=who, storage_uri=f"{SCHEME}://", strategy="fixed-window", headers_enabled=True
)
live_list_limit = limiter.limit("120/minute")
# One count for every way to ask for a workbook; what is refused costs nothing.
export_limit = limiter.shared_limit(
    "30/hour",
    scope="exports",
    deduct_when=_went_out,
    error_message="Vous avez pris 30\u00a0classeurs en une heure.",
)
own_list_limit = limiter.shared_limit(
    "10/hour",
    scope="lists",
    deduct_when=_went_out,
    error_message="Vous avez téléchargé 10\u00a0listes en une heure.",
)
# Each reads a file in a process of its own.
table_limit = limiter.limit("20/minute", methods=["POST"])
_links_to_account = limiter.limit("3/hour", key_func=named_account, methods=["POST"])
# A whole academy may share one address: room for a school's first day, not for trying every name.
_links_from_address = limiter.shared_limit(
    "60/hour", scope="links", key_func=sender, methods=["POST"]
)


_renewals_of_link = limiter.limit("3/hour", key_func=followed_link, methods=["POST"])


def renewal_limit(view: View) -> View:
    """Limit how many new links an old one asks for, and how many are asked from an address."""
    return cast("View", _renewals_of_link(_links_from_address(view)))


def link_limit(view: View) -> View:
    """Limit how many one-time links are asked for an account, and from an address."""
    return cast("View", _links_to_account(_links_from_address(view)))


def names_limit(show_again: Callable[[str], Response]) -> Callable[[View], View]:
    """Limit how many workbooks with names are asked for.

    Args:
        show_again: shows the form as typed under a sentence; whoever may not ask reads nothing.
    """

    def show(limit: RequestLimit) -> Response:
        return show_again(f"{TOO_MANY_NAMES} {_say_wait(limit)}")

    limited = limiter.shared_limit(
        "10/hour", scope="names", methods=["POST"], deduct_when=_went_out, on_breach=show
    )
    return cast("Callable[[View], View]", limited)


def init_rate_limits(app: Flask) -> None:
    """Count the hits of limited views; say to whom passes one what was too much, until when."""
    limiter.init_app(app)
    app.register_error_handler(RateLimitExceeded, _show_limit)


def _show_limit(error: RateLimitExceeded) -> ResponseReturnValue:
    limit = limiter.current_limit
    if error.response is not None or limit is None or not current_user.is_authenticated:
        return error.response or show_http_error(error)
    what = error.limit.error_message or "C’est beaucoup en peu de temps."
    return show_http_error(error, f"{what} {_say_wait(limit)}")


def _say_wait(limit: RequestLimit) -> str:
    minutes = math.ceil(max(limit.reset_at - time.time(), 1) / 60)
    return f"Recommencez dans {count('minute', minutes)}."

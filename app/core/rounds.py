"""One act after the other: what fails in one is told at the end, and stops no other."""

from collections.abc import Callable, Iterable

from app.core.db import db


def sum_each(acts: Iterable[Callable[[], int]]) -> int:
    """Do each act, each a transaction of its own, and return the sum of what they did.

    Raises:
        ExceptionGroup: some failed, after all were tried: the next round tries them again.
    """
    done, failures = 0, []
    for act in acts:
        try:
            done += act()
        except Exception as error:  # noqa: BLE001 - raised below, once the others had their turn
            db.session.rollback()
            failures.append(error)
    if failures:
        raise ExceptionGroup("some acts of a round failed", failures)
    return done

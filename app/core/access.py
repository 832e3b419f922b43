"""What a route declares about who may open it; nothing declared means closed."""

from collections.abc import Callable
from enum import StrEnum
from typing import ParamSpec, TypeVar

from flask import Flask

P = ParamSpec("P")
R = TypeVar("R")

ACCESS = "navette_access"
LARGEST = "navette_largest"
PUBLIC = "public"


def declare(access: StrEnum | str) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Write on a view what it takes to open it."""

    def mark(view: Callable[P, R]) -> Callable[P, R]:
        setattr(view, ACCESS, access)
        return view

    return mark


def public(view: Callable[P, R]) -> Callable[P, R]:
    """Open a view to everybody, signed in or not."""
    return declare(PUBLIC)(view)


def declared_access(app: Flask, endpoint: str) -> StrEnum | str | None:
    """Return what a route declares: a permission, `PUBLIC`, or None when it was forgotten."""
    if endpoint == "static":
        return PUBLIC
    return getattr(app.view_functions[endpoint], ACCESS, None)


def accepts_up_to(length: int) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Let a view that reads a file receive more than a form holds: `length` bytes in all."""

    def mark(view: Callable[P, R]) -> Callable[P, R]:
        setattr(view, LARGEST, length)
        return view

    return mark


def largest_request(app: Flask, endpoint: str | None) -> int | None:
    """Return how many bytes a route accepts, None when it accepts what every form does."""
    return getattr(app.view_functions.get(endpoint or ""), LARGEST, None)

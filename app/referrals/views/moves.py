"""What is shared by the pages of moves: the form that prepares one, and the way back."""

from collections.abc import Callable
from typing import ParamSpec, TypeVar, cast

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm

from app.auth.permissions import shows_again
from app.core.errors import NotFoundError
from app.referrals.forms.acting import MoveForm
from app.referrals.pages.preparing import MovePage
from app.referrals.references import is_reference

P = ParamSpec("P")
R = TypeVar("R")
ACT = "/<reference>"


def keeps_words(view: Callable[P, R]) -> Callable[P, R]:
    """Show the form of a move again, as typed, when its page is older than the session.

    The form refuses the old token by itself: nothing is written.
    """

    def again() -> ResponseReturnValue:
        if not is_reference(str((request.view_args or {})["reference"])):
            raise NotFoundError
        return cast("ResponseReturnValue", view(**(request.view_args or {})))  # type: ignore[call-arg]  # the view's own

    return shows_again(again)(view)


def show_form(form: MoveForm, page: MovePage) -> ResponseReturnValue:
    """Show the form of a move, empty or refused."""
    return render_form("referrals/move.html", form, page=page)


def render_form(template: str, form: FlaskForm, **facts: object) -> tuple[str, int]:
    """Return a page with its form, empty or sent and refused, and its status.

    What a wrong token means is told above the page, in French.
    """
    form.csrf_token.errors = []
    status = 422 if request.method == "POST" else 200
    return render_template(template, form=form, **facts), status


def back_to(reference: str) -> ResponseReturnValue:
    """Go back to the page of the referral."""
    return redirect(url_for("referrals.show_referral", reference=reference), code=303)

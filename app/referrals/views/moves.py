"""What is shared by the pages of moves: the form that prepares one, and the way back."""

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app.referrals.forms.acting import MoveForm
from app.referrals.pages.preparing import MovePage

ACT = "/<reference>"


def show_form(form: MoveForm, page: MovePage) -> ResponseReturnValue:
    """Show the form of a move, empty or refused."""
    return render_template("referrals/move.html", form=form, page=page), 422 if form.errors else 200


def back_to(reference: str) -> ResponseReturnValue:
    """Go back to the page of the referral."""
    return redirect(url_for("referrals.show_referral", reference=reference), code=303)

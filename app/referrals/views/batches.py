"""Acting on several rows of a list at once."""

from collections.abc import Callable

from flask import render_template, request
from flask.typing import ResponseReturnValue

from app.auth.permissions import requires, signed_in_actor
from app.auth.rules import Actor, Permission
from app.referrals.forms.lists import SavedFilterForm, read_query, read_selection
from app.referrals.pages import index
from app.referrals.pages.batches import NOTHING_PICKED
from app.referrals.service import batches, reading
from app.referrals.views import bp


def _inbox_again(back: str, actor: Actor) -> str:
    inbox = reading.read_inbox(actor, read_query(back).get("apres", ""))
    return render_template("referrals/to_answer.html", inbox=inbox, refusal=NOTHING_PICKED)


def _list_again(back: str, actor: Actor) -> str:
    shown = index.read_index(actor, read_query(back))
    return render_template(
        "referrals/list.html", index=shown, form=SavedFilterForm(), refusal=NOTHING_PICKED
    )


SHOW_AGAIN: dict[str, Callable[[str, Actor], str]] = {
    "referrals.list_to_answer": _inbox_again,
    "referrals.list_referrals": _list_again,
}
"""How each list that offers such acts is shown again when nothing was selected."""


@bp.post("/lot")
@requires(Permission.READ_REFERRALS)
def act_on_selection() -> ResponseReturnValue:
    """Do what a list offers on each selected row; the page answers one line a row.

    It answers the form itself: to load it again repeats acts that do nothing more.
    """
    actor, selection = signed_in_actor(), read_selection(request.form)
    batch = batches.get_batch(selection.action, actor)
    facts = {"batch": batch, "back": read_query(selection.back), "came_from": selection.back}
    if not selection.picks:
        return SHOW_AGAIN[batch.place](selection.back, actor), 422
    if batch.question and not selection.is_confirmed:
        named = batches.name_picks(selection.picks, actor)
        return render_template(
            "referrals/batch_confirm.html", picks=selection.picks, named=named, **facts
        )
    lines = batches.apply_to_each(batch, selection.picks, actor)
    return render_template("referrals/batch_done.html", lines=lines, **facts)

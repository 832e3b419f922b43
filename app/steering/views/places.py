"""The places of associations: read, stated, closed, moved."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.auth.permissions import requires, signed_in_actor
from app.auth.rules import Permission
from app.core.web import read_row_number
from app.steering.errors import OutdatedPageError, RefusedActError
from app.steering.forms.days import read_past_day
from app.steering.forms.places import (
    ClosureForm,
    ProgrammeForm,
    StatementForm,
    StepForm,
    TransferForm,
)
from app.steering.pages import places as pages
from app.steering.pages import preparing
from app.steering.service import closing, moving_places, opening, restating

bp = Blueprint("places", __name__, url_prefix="/places")
REFUSALS = (RefusedActError, OutdatedPageError)


@bp.get("")
@requires(Permission.READ_PLACES)
def list_places() -> ResponseReturnValue:
    """The places of every association within reach, today or at the end of a past day."""
    day, unreadable = read_past_day(request.args.get("le", ""))
    shown = pages.read_list(signed_in_actor(), day, unreadable)
    if len(shown.rows) == 1 and "le" not in request.args:
        return redirect(url_for(".show_places", slug=shown.rows[0].slug), code=303)
    return render_template("steering/places.html", shown=shown)


@bp.get("/<slug>")
@requires(Permission.READ_PLACES)
def show_places(slug: str) -> ResponseReturnValue:
    """The calculation of one association's places, line by line, and its history."""
    before = read_row_number(request.args.get("avant", "")) or None
    page = pages.read_page(slug, signed_in_actor(), before)
    return render_template("steering/show_places.html", page=page, is_first=before is None)


@bp.route("/<slug>/declarer", methods=["GET", "POST"])
@requires(Permission.STATE_PLACES)
def state_places(slug: str) -> ResponseReturnValue:
    """State a figure: typed, its effect seen, then confirmed."""
    actor, form = signed_in_actor(), StatementForm()
    page, foreseen = preparing.read_header(slug, actor), None
    if not form.is_submitted():
        form.show(page.programme)
    elif form.validate() and form.step != "modifier":
        try:
            if form.is_confirmed:
                restating.restate(slug, form.seen_before, form.to_restatement(), actor)
                return _done("Les places sont déclarées.", slug)
            foreseen = restating.foresee_statement(slug, form.to_restatement(), actor)
        except REFUSALS as refusal:
            form.refuse(refusal.message)
    return _show("state", form, page=page, foreseen=foreseen)


@bp.post("/<slug>/changements/<row:plan_id>/annuler")
@requires(Permission.STATE_PLACES)
def cancel_plan(slug: str, plan_id: int) -> ResponseReturnValue:
    """Give up a figure stated for a day to come."""
    restating.cancel_plan(slug, plan_id, signed_in_actor())
    return _done("Le changement prévu est annulé.", slug)


@bp.route("/<slug>/fermer", methods=["GET", "POST"])
@requires(Permission.STATE_PLACES)
def close(slug: str) -> ResponseReturnValue:
    """Close an association to new young people, from a day to another."""
    actor, form = signed_in_actor(), ClosureForm()
    page = preparing.read_header(slug, actor)
    if not form.is_submitted():
        form.show()
    elif form.validate():
        try:
            closing.close(slug, form.to_days(), actor)
            return _done("La fermeture est enregistrée.", slug)
        except RefusedActError as refusal:
            form.refuse(refusal.message)
    return _show("close", form, page=page)


@bp.post("/<slug>/fermetures/<row:closure_id>/lever")
@requires(Permission.STATE_PLACES)
def reopen(slug: str, closure_id: int) -> ResponseReturnValue:
    """Give days of closure up."""
    closing.reopen(slug, closure_id, signed_in_actor())
    return _done("La fermeture est levée.", slug)


@bp.route("/deplacer", methods=["GET", "POST"])
@requires(Permission.STATE_PLACES)
def move_places() -> ResponseReturnValue:
    """Move free places from one programme to another: typed, seen, then confirmed."""
    actor, form = signed_in_actor(), TransferForm()
    page, foreseen = preparing.read_movable(actor), None
    form.offer(page.options, request.args.get("de", ""))
    if form.is_submitted() and form.validate() and form.step != "modifier":
        try:
            if form.is_confirmed:
                moving_places.move_places(form.seen_before, form.to_transfer(), actor)
                return _done("Les places sont déplacées.", form.to_transfer().source)
            foreseen = moving_places.foresee_transfer(form.to_transfer(), actor)
        except REFUSALS as refusal:
            form.refuse(refusal.message)
    return _show("move", form, page=page, foreseen=foreseen)


@bp.route("/nouveau", methods=["GET", "POST"])
@requires(Permission.APPROVE_SHEETS)
def open_programme() -> ResponseReturnValue:
    """Open another programme of an association: typed, its effect seen, then confirmed."""
    actor, form = signed_in_actor(), ProgrammeForm()
    page, effect = preparing.read_movable(actor), None
    form.offer(page.names)
    if form.is_submitted() and form.validate() and form.step != "modifier":
        try:
            if form.is_confirmed:
                opened = opening.open_programme(form.to_programme(), actor)
                return _done("Le programme est ouvert.", opened.slug)
            effect = opening.foresee_opening(form.to_programme(), actor)
        except RefusedActError as refusal:
            form.refuse(refusal.message)
    return _show("new_programme", form, page=page, effect=effect)


def _show(name: str, form: StepForm, **context: object) -> ResponseReturnValue:
    page = render_template(f"steering/{name}.html", form=form, **context)
    return page, 422 if form.errors else 200


def _done(said: str, slug: str) -> ResponseReturnValue:
    flash(said, "success")
    return redirect(url_for(".show_places", slug=slug), code=303)

"""The calendar: days on which associations are not expected to answer."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.auth import closed_days
from app.auth.errors import BadPeriodError
from app.auth.forms.calendar import ChangeForm, PauseForm, PeriodForm
from app.auth.permissions import requires, signed_in_actor
from app.auth.rules import Permission
from app.auth.service import calendar as service
from app.auth.territories import read_territory
from app.auth.views import settings
from app.auth.wording import CLOSED_KINDS, by_school_year
from app.core import clock
from app.core.school_year import school_year_start
from app.core.typography import typo


@settings.route("", methods=["GET", "POST"])
@requires(Permission.EDIT_CALENDAR)
def show_calendar() -> ResponseReturnValue:
    """The periods by school year; the form adds one."""
    form = PeriodForm()
    if not form.validate_on_submit():
        return _show(form), 422 if form.errors else 200
    try:
        period = service.add_period(form.to_period(), signed_in_actor())
    except BadPeriodError as refusal:
        form.refuse(refusal.message)
        return _show(form), 422
    flash(typo(f"« {period.name} » est ajouté au calendrier."), "success")
    return redirect(url_for(".show_calendar"), code=303)


@settings.post("/vacances")
@requires(Permission.EDIT_CALENDAR)
def pause_in_holidays() -> ResponseReturnValue:
    """Whether school holidays stop the clock."""
    form = PauseForm()
    service.pause_in_holidays(bool(form.pauses.data), signed_in_actor())
    flash("Le réglage est enregistré.", "success")
    return redirect(url_for(".show_calendar"), code=303)


@settings.route("/<row:period_id>/modifier", methods=["GET", "POST"])
@requires(Permission.EDIT_CALENDAR)
def change_period(period_id: int) -> ResponseReturnValue:
    """Other days or another name for a period."""
    actor = signed_in_actor()
    form = ChangeForm.of(closed_days.get_period(period_id, actor.territory_id))
    if not form.validate_on_submit():
        return render_template("auth/change_period.html", form=form), 422 if form.errors else 200
    try:
        period = service.change_period(period_id, form.to_period(), form.seen.data or "", actor)
    except BadPeriodError as refusal:
        form.refuse(refusal.message)
        form.reread(closed_days.get_period(period_id, actor.territory_id))
        return render_template("auth/change_period.html", form=form), 422
    flash(typo(f"« {period.name} » est modifié."), "success")
    return redirect(url_for(".show_calendar"), code=303)


@settings.route("/<row:period_id>/supprimer", methods=["GET", "POST"])
@requires(Permission.EDIT_CALENDAR)
def delete_period(period_id: int) -> ResponseReturnValue:
    """Open days again, after a confirmation."""
    if request.method != "POST":
        period = closed_days.get_period(period_id, signed_in_actor().territory_id)
        return render_template("auth/delete_period.html", period=period)
    period = service.delete_period(period_id, signed_in_actor())
    flash(typo(f"« {period.name} » est retiré du calendrier."), "success")
    return redirect(url_for(".show_calendar"), code=303)


def _show(form: PeriodForm) -> str:
    territory = read_territory(signed_in_actor().territory_id)
    since = school_year_start(clock.today())
    periods = closed_days.list_periods(territory.id, since)
    return render_template(
        "auth/calendar.html",
        form=form,
        territory=territory,
        years=by_school_year(periods),
        kinds=CLOSED_KINDS,
        today=clock.today(),
    )

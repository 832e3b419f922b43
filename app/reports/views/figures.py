"""The pages of figures: the dashboard, the reports, the indicators."""

from flask import render_template, request
from flask.typing import ResponseReturnValue

from app.auth.permissions import requires, signed_in_actor
from app.auth.rules import Permission
from app.core import clock
from app.reports import boards
from app.reports.indicators import PAIR
from app.reports.periods import Chosen, read_period, widen
from app.reports.picker import Picker, offer
from app.reports.views import bp


@bp.get("/tableau-de-bord")
@requires(Permission.READ_DASHBOARD)
def show_dashboard() -> ResponseReturnValue:
    """Who has room, what is stuck, at what rhythm, from whom, how fast.

    Counts of work are exact; those of people too, for whoever may open the list they lead to.
    """
    actor = signed_in_actor()
    return render_template(
        "reports/dashboard.html",
        board=boards.read_dashboard(actor, _chosen(), clock.today()),
        picker=_picker(),
        now=clock.now(),
        may_export=actor.may(Permission.EXPORT),
    )


@bp.get("/tableau-de-bord/bilan")
@requires(Permission.READ_DASHBOARD)
def show_territory_report() -> ResponseReturnValue:
    """What lacks, what comes next year, what became of the young people, where they come from."""
    chosen = widen(_chosen(), clock.today())
    report = boards.read_territory_report(signed_in_actor(), chosen, clock.today())
    picker = offer(chosen, clock.today())
    return render_template("reports/territory.html", report=report, picker=picker, now=clock.now())


@bp.get("/tableau-de-bord/comite")
@requires(Permission.READ_DASHBOARD)
def show_committee_paper() -> ResponseReturnValue:
    """The nine questions on two A4 pages, for a committee."""
    paper = boards.read_committee_paper(signed_in_actor(), _chosen(), clock.today())
    return render_template("reports/committee.html", paper=paper, picker=_picker(), now=clock.now())


@bp.get("/indicateurs")
@requires(Permission.READ_DASHBOARD)
def show_indicators() -> ResponseReturnValue:
    """The indicators the State and « 1 jeune, 1 mentor » ask for, each with its formula."""
    page = boards.read_indicators(signed_in_actor(), _chosen(), clock.today())
    return render_template(
        "reports/indicators.html", page=page, picker=_picker(), now=clock.now(), pair=PAIR
    )


@bp.get("/indicateurs/etablissements")
@requires(Permission.READ_DASHBOARD)
def show_schools() -> ResponseReturnValue:
    """The indicators by school attended."""
    chosen = widen(_chosen(), clock.today())
    page = boards.read_schools(signed_in_actor(), chosen, clock.today())
    picker = offer(chosen, clock.today())
    return render_template("reports/schools.html", page=page, picker=picker, now=clock.now())


@bp.get("/bilan")
@requires(Permission.READ_OWN_REPORT)
def show_own_report() -> ResponseReturnValue:
    """The figures of one's own association, and no other's."""
    report = boards.read_own_report(signed_in_actor(), _chosen(), clock.today())
    return render_template(
        "reports/association.html", report=report, picker=_picker(), now=clock.now(), own=True
    )


@bp.get("/bilan/<slug>")
@requires(Permission.READ_DASHBOARD)
def show_report_of(slug: str) -> ResponseReturnValue:
    """The figures of an association, as itself reads them."""
    report = boards.read_report_of(signed_in_actor(), slug, _chosen(), clock.today())
    return render_template(
        "reports/association.html", report=report, picker=_picker(), now=clock.now(), own=False
    )


def _chosen() -> Chosen:
    return read_period(request.args, clock.today())


def _picker() -> Picker:
    return offer(_chosen(), clock.today())

"""The page where managers try changes."""

from flask import Blueprint, redirect, render_template, request
from flask.typing import ResponseReturnValue

from app.auth.permissions import requires, signed_in_actor
from app.auth.rules import Permission
from app.core import clock
from app.steering.forms.simulation import read_asked
from app.steering.pages.changes import address_of
from app.steering.service import simulating

bp = Blueprint("simulation", __name__)


@bp.get("/simulation")
@requires(Permission.SIMULATE)
def show_simulation() -> ResponseReturnValue:
    """What the address tries, before and after; it is shortened so that it can be shared."""
    actor = signed_in_actor()
    offered = simulating.read_offered(actor)
    asked = read_asked(request.args, offered)
    if not asked.is_tidy:
        return redirect(address_of(asked.pairs), code=303)
    if asked.scenario is None:
        return render_template("steering/simulation.html", asked=asked, answer=None), 422
    answer = simulating.simulate(actor, offered, asked.scenario, clock.today())
    return render_template("steering/simulation.html", asked=asked, answer=answer)


@bp.get("/simulation/radar")
@requires(Permission.SIMULATE)
def show_radar() -> ResponseReturnValue:
    """Who would stay without a place once what the address tries is true, and why."""
    actor = signed_in_actor()
    offered = simulating.read_offered(actor)
    asked = read_asked(request.args, offered)
    if asked.scenario is None:
        query = request.query_string.decode("ascii", "ignore")
        return redirect(f"{address_of(())}?{query}", code=303)
    if not asked.is_tidy:
        return redirect(address_of(asked.pairs, "show_radar"), code=303)
    answer = simulating.simulate(actor, offered, asked.scenario, clock.today())
    return render_template("steering/radar.html", answer=answer)

"""Whether the base tells one story: places, outbox, migrations."""

from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import current_app
from sqlalchemy import func, select

from app.auth.territories import list_territories
from app.capacity.history import list_places_on
from app.capacity.models import CapacityEntry, Programme
from app.capacity.queries import list_programmes
from app.capacity.rules import Sums
from app.core import clock
from app.core.db import db
from app.core.delivery import examine_outbox
from app.core.typography import NBSP, typo
from app.referrals.models import Assignment
from app.referrals.rules import HOLDS_A_PLACE


def examine() -> list[str]:
    """Return what is wrong, in French sentences; an empty list means all is well."""
    return [
        *_faults_of_places(),
        *_faults_of_statements(),
        *_faults_of_outbox(),
        *_faults_of_migrations(),
    ]


def sum_places() -> list[Sums]:
    """Return per programme what its counter, its ledger and its live proposals say.

    One SELECT, so that a place taken meanwhile cannot look like a fault.
    """
    ledger = (
        select(
            CapacityEntry.programme_id,
            func.sum(CapacityEntry.delta_stated).label("stated"),
            func.sum(CapacityEntry.delta_taken).label("taken"),
        )
        .group_by(CapacityEntry.programme_id)
        .subquery()
    )
    live = (
        select(Assignment.programme_id, func.count().label("held"))
        .where(Assignment.state.in_(HOLDS_A_PLACE))
        .group_by(Assignment.programme_id)
        .subquery()
    )
    rows = db.session.execute(
        select(
            Programme.name,
            Programme.taken,
            func.coalesce(ledger.c.taken, 0),
            func.coalesce(live.c.held, 0),
            Programme.stated,
            func.coalesce(ledger.c.stated, 0),
        )
        .outerjoin(ledger, ledger.c.programme_id == Programme.id)
        .outerjoin(live, live.c.programme_id == Programme.id)
        .order_by(Programme.name, Programme.id)
    )
    return [Sums(*row) for row in rows]


def _faults_of_places() -> list[str]:
    return [
        f"{sums.programme}{NBSP}: compteur {sums.counter}, registre {sums.ledger}, "
        f"propositions vivantes {sums.assignments}{NBSP}; places déclarées "
        f"{sums.stated_counter}, registre {sums.stated_ledger}."
        for sums in sum_places()
        if not sums.agree
    ]


def _faults_of_statements() -> list[str]:
    """The ledger also says who is « ou plus » and who takes nobody new."""
    faults = []
    for territory in list_territories():
        told = {one.slug: one for one in list_places_on(territory.id, clock.today())}
        for programme in list_programmes(territory.id):
            line = told[programme.slug]
            if (line.open_ended, line.is_open) != (programme.open_ended, programme.is_open):
                faults.append(
                    f"{programme.name}{NBSP}: « ou plus » ou accueil, registre différent."
                )
    return [typo(fault) for fault in faults]


def _faults_of_outbox() -> list[str]:
    health = examine_outbox()
    faults = (
        (health.late, "en retard de plus d’un quart d’heure (l’ouvrier tourne-t-il\u00a0?)"),
        (health.given_up, "abandonnés après neuf essais"),
    )
    return [f"Courriels{NBSP}: {quantity} {words}." for quantity, words in faults if quantity]


def _faults_of_migrations() -> list[str]:
    config = current_app.extensions["migrate"].migrate.get_config()
    wanted = ScriptDirectory.from_config(config).get_current_head()
    current = MigrationContext.configure(db.session.connection()).get_current_revision()
    if current == wanted:
        return []
    return [f"Tables{NBSP}: version {current or 'absente'}, attendue {wanted} (flask db upgrade)."]

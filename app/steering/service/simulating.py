"""What would happen if: read, compared, never written."""

from collections.abc import Sequence
from datetime import date

from app.auth.rules import Actor
from app.referrals.queries.demand import list_waiting
from app.referrals.service.tension import Basis, read_basis
from app.steering.expected import expected_profiles
from app.steering.outlook import Person, compare
from app.steering.pages.simulation import LAST_YEAR, TYPICAL, Answer, present
from app.steering.queries.board import list_offered
from app.steering.scenario import Offered, Scenario, apply, world_of


def read_offered(actor: Actor) -> tuple[Offered, ...]:
    """Return the programmes of the reader's territory, as they are today."""
    return list_offered(actor.territory_id)


def simulate(actor: Actor, offered: Sequence[Offered], scenario: Scenario, on: date) -> Answer:
    """Return what a scenario would change for those who wait, and for those still expected."""
    people = read_waiting(actor.territory_id)
    source = ""
    if scenario.with_expected:
        basis = read_basis(actor.territory_id, on)
        people += list_expected(basis, offered)
        source = TYPICAL if basis.is_typical else LAST_YEAR
    worlds = world_of(offered), apply(scenario, offered)
    return present(scenario, offered, worlds, compare(people, *worlds), source)


def read_waiting(territory_id: int) -> list[Person]:
    """Return those who wait, with the programmes that will not be asked again."""
    return [Person(one.profile, one.tried) for one in list_waiting(territory_id)]


def list_expected(basis: Basis, offered: Sequence[Offered]) -> list[Person]:
    """Return those still expected, as the nightly forecast counts them."""
    programmes = [one.programme for one in offered]
    coming = expected_profiles(basis.history, basis.current, programmes, basis.seen_until)
    return [Person(profile, is_expected=True) for profile in coming]

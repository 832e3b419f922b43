"""The only writer of places, and of what is decided for them."""

from app.capacity.service.closures import (
    cancel_closures,
    close_programme,
    follow_closures,
)
from app.capacity.service.ledger import lock_places
from app.capacity.service.places import release_place, reserve_place
from app.capacity.service.sheets import (
    add_version,
    follow_versions,
    give_up_versions,
    propose_sheet,
    settle_proposal,
)
from app.capacity.service.statements import (
    apply_plan,
    move_places,
    open_programme,
    plan_statement,
    settle_plan,
    state_places,
)

__all__ = [
    "add_version",
    "apply_plan",
    "cancel_closures",
    "close_programme",
    "follow_closures",
    "follow_versions",
    "give_up_versions",
    "lock_places",
    "move_places",
    "open_programme",
    "plan_statement",
    "propose_sheet",
    "release_place",
    "reserve_place",
    "settle_plan",
    "settle_proposal",
    "state_places",
]

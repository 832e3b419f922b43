"""The territory a service is run for, and the team that runs it."""

from collections.abc import Sequence

from sqlalchemy import select

from app.auth.models import Membership, Organisation, Territory, User
from app.auth.rules import OrganisationCategory, Role
from app.core import audit
from app.core.db import db, transactional
from app.core.errors import NotFoundError

AUTHORITY = "cite-educative"


@transactional
def open_territory(slug: str, name: str) -> Territory:
    """Return a territory, entered with the team that runs it if it was not known yet."""
    territory = db.session.scalars(select(Territory).where(Territory.slug == slug)).one_or_none()
    if territory is not None:
        return territory
    territory = Territory(slug=slug, name=name)
    db.session.add(territory)
    db.session.flush()
    db.session.add(
        Organisation(
            territory_id=territory.id,
            category=OrganisationCategory.AUTHORITY,
            name=name,
            code=AUTHORITY,
        )
    )
    audit.record("territory.opened", None, "territory", slug)
    return territory


def get_territory(slug: str) -> Territory:
    """Return a territory.

    Raises:
        NotFoundError: no such territory; the message says how to enter it.
    """
    territory = db.session.scalars(select(Territory).where(Territory.slug == slug)).one_or_none()
    if territory is None:
        raise NotFoundError(
            f"Territoire «\u00a0{slug}\u00a0» inconnu\u00a0: lancez «\u00a0set-up\u00a0»."
        )
    return territory


def read_territory(territory_id: int) -> Territory:
    """Return a territory somebody belongs to."""
    return db.session.get_one(Territory, territory_id)


def list_territories() -> Sequence[Territory]:
    """Return the territories, oldest first."""
    return db.session.scalars(select(Territory).order_by(Territory.id)).all()


def list_manager_addresses(territory_id: int) -> tuple[str, ...]:
    """Return the e-mail addresses of the active managers of a territory."""
    return tuple(
        db.session.scalars(
            select(User.email)
            .join(Membership, Membership.user_id == User.id)
            .join(Organisation, Organisation.id == Membership.organisation_id)
            .where(
                Organisation.territory_id == territory_id,
                Membership.role == Role.MANAGER,
                Membership.is_active,
                User.is_active,
            )
            .distinct()
            .order_by(User.email)
        )
    )


def get_authority(territory_id: int) -> Organisation:
    """Return the team that runs the service in a territory."""
    return db.session.scalars(
        select(Organisation).where(
            Organisation.territory_id == territory_id, Organisation.code == AUTHORITY
        )
    ).one()


def lock_territory(territory_id: int) -> Territory:
    """Return a territory, kept from others until the end of the act."""
    return db.session.scalars(
        select(Territory).where(Territory.id == territory_id).with_for_update()
    ).one()

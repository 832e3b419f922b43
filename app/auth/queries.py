"""Reading people and organisations."""

from collections.abc import Sequence

from sqlalchemy import select

from app.auth.models import Membership, Organisation, User
from app.auth.rules import OrganisationCategory, Role
from app.core.db import db
from app.core.errors import NotFoundError


def list_addresses(organisation_id: int, role: Role) -> tuple[str, ...]:
    """Return the e-mail addresses of the active people who hold a role in an organisation."""
    return tuple(
        db.session.scalars(
            select(User.email)
            .join(Membership, Membership.user_id == User.id)
            .where(
                Membership.organisation_id == organisation_id,
                Membership.role == role,
                Membership.is_active,
                User.is_active,
            )
            .order_by(User.email)
        )
    )


def get_organisation(organisation_id: int) -> Organisation:
    """Return one organisation.

    Raises:
        NotFoundError: no such organisation.
    """
    organisation = db.session.get(Organisation, organisation_id)
    if organisation is None:
        raise NotFoundError
    return organisation


def list_schools(territory_id: int) -> Sequence[Organisation]:
    """Return the open schools of a territory (those with a national number), by name."""
    return db.session.scalars(
        select(Organisation)
        .where(
            Organisation.territory_id == territory_id,
            Organisation.category == OrganisationCategory.PRESCRIBER,
            Organisation.uai.is_not(None),
            Organisation.is_open,
        )
        .order_by(Organisation.name, Organisation.id)
    ).all()

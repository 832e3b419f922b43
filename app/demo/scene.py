"""Setting the scene: the real places, and the accounts of the cast."""

from sqlalchemy import select

from app.auth import queries
from app.auth.hashing import hash_password
from app.auth.models import Membership, Organisation, User
from app.auth.rules import Actor
from app.core import audit, clock
from app.core.db import db, transactional
from app.core.errors import NotFoundError
from app.demo.cast import BEHIND, OFFERED, PASSWORD, Person


@transactional
def open_accounts(territory_id: int) -> int:
    """Open the accounts of the cast that do not exist yet; the offered ones with the password.

    Returns:
        How many were opened.
    """
    known = set(db.session.scalars(select(User.email)))
    cast = list(enumerate((*OFFERED, *BEHIND), start=1))
    missing = [(rank, person) for rank, person in cast if person.address not in known]
    password_hash = hash_password(PASSWORD) if missing else None
    organisations = _organisations(territory_id)
    for rank, person in missing:
        user = User(
            email=person.address,
            name=person.name,
            job_title=person.job_title,
            phone=f"06399800{rank:02d}",
            password_hash=password_hash if person.is_offered else None,
            created_at=clock.now(),
        )
        db.session.add(user)
        db.session.flush()
        db.session.add(
            Membership(
                user_id=user.id, organisation_id=organisations[person.code], role=person.role
            )
        )
        audit.record("account.created", None, "account", str(user.id), role=person.role.value)
    return len(missing)


def actor_of(person: Person) -> Actor:
    """Return a member of the cast as the services know them.

    Raises:
        NotFoundError: the account was not opened, or is closed.
    """
    found = queries.find_person(person.address)
    if found is None:
        raise NotFoundError
    return found.actor


def _organisations(territory_id: int) -> dict[str, int]:
    rows = db.session.execute(
        select(Organisation.code, Organisation.id).where(Organisation.territory_id == territory_id)
    )
    return {row.code: row.id for row in rows}

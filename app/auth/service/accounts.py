"""Opening and closing accounts."""

from dataclasses import dataclass

from sqlalchemy import select

from app.auth import hashing, queries
from app.auth.errors import (
    ClosedElsewhereError,
    DuplicateAccountError,
    LastAdministratorError,
    OwnAccountError,
    RoleMismatchError,
)
from app.auth.models import Membership, Organisation, User
from app.auth.one_time import give_token, revoke_tokens
from app.auth.rules import ROLES_OF, Actor, DeactivationReason, Role, TokenPurpose
from app.auth.service.links import check_password, end_sessions
from app.core import audit, clock, mail
from app.core.db import db, transactional
from app.core.errors import NotFoundError


@dataclass(frozen=True, slots=True)
class Invitation:
    """Whom an administrator invites, where, to do what."""

    email: str
    name: str
    role: Role
    organisation_id: int
    job_title: str = ""


@transactional
def create_person(
    email: str,
    name: str,
    role: Role,
    organisation_id: int,
    password: str | None = None,
    job_title: str = "",
) -> User:
    """Give a person a role in an organisation, and an account if they had none.

    Args:
        password: None leaves the account without one: only a link, or the demonstration, opens it;
            a new one ends the sessions and links there were.

    Raises:
        DuplicateAccountError: the person already holds that role there.
        NotFoundError: no such organisation.
        RoleMismatchError: no such role in an organisation of that category.
        WeakPasswordError: the password would be guessed.
    """
    organisation = queries.get_organisation(organisation_id)
    invitation = Invitation(email.strip().lower(), name, role, organisation_id, job_title)
    user, is_new = _hold_role(invitation, organisation)
    if not is_new and user.is_active:
        raise DuplicateAccountError(f"{user.email} a déjà ce rôle pour {organisation.name}.")
    _open_again(user, invitation)
    if password is not None:
        check_password(password, user)
        user.password_hash = hashing.hash_password(password)
        revoke_tokens(user.id, frozenset(TokenPurpose))
        end_sessions(user.id)
    audit.record("account.created", None, "account", str(user.id), role=role.value)
    return user


@transactional
def open_administrator(
    email: str, name: str, authority: Organisation, password: str | None
) -> User:
    """Open the account of somebody who administers the others, for the command line.

    Args:
        authority: the team that runs the service in the territory.
        password: None sends an invitation: a link to choose one.

    Raises:
        DuplicateAccountError: the person administers the accounts there already.
        WeakPasswordError: the password would be guessed.
    """
    user = create_person(email, name, Role.ADMINISTRATOR, authority.id, password)
    if password is None:
        _send_invitation(user, authority.name)
    return user


@transactional
def invite_person(invitation: Invitation, actor: Actor) -> User:
    """Open an account, or open it again, and send the person a link to choose a password.

    Inviting the same person again sends a new link; the earlier one is dead.

    Raises:
        ClosedElsewhereError: another territory closed that account.
        NotFoundError: the organisation is not in the territory, or is closed.
        OwnAccountError: nobody gives themselves a role.
        RoleMismatchError: no such role in an organisation of that category.
    """
    organisation = queries.get_organisation(invitation.organisation_id)
    if organisation.territory_id != actor.territory_id or not organisation.is_open:
        raise NotFoundError
    _refuse_closed_elsewhere(invitation.email, actor.territory_id)
    user, is_new = _hold_role(invitation, organisation)
    if user.id == actor.user_id:
        raise OwnAccountError("Personne ne change ses propres droits.")
    _open_again(user, invitation)
    _send_invitation(user, organisation.name, actor)
    audit.record(
        "account.invited", actor, "account", str(user.id), role=invitation.role.value, new=is_new
    )
    return user


@transactional
def deactivate_account(user_id: int, reason: DeactivationReason, actor: Actor) -> User:
    """Close an account: its sessions end and its links die at once.

    Raises:
        LastAdministratorError: nobody would be left to open the others' accounts.
        NotFoundError: nobody, or somebody of another territory.
        OwnAccountError: nobody closes their own account.
    """
    user = queries.get_account(user_id, actor.territory_id)
    if user.id == actor.user_id:
        raise OwnAccountError("Vous ne pouvez pas désactiver votre propre compte.")
    if _lock_administrators(actor.territory_id) == [user.id]:
        raise LastAdministratorError(
            f"{user.name} est la dernière personne à administrer les comptes\u00a0: invitez "
            "quelqu’un d’autre d’abord."
        )
    user.is_active = False
    revoke_tokens(user.id, frozenset(TokenPurpose))
    end_sessions(user.id)
    audit.record("account.deactivated", actor, "account", str(user.id), reason=reason.value)
    return user


def _refuse_closed_elsewhere(email: str, territory_id: int) -> None:
    """Whoever closed an account opens it again: nobody else knows why it was closed."""
    user = queries.find_user(email)
    if user is None or user.is_active:
        return
    if all(held.organisation.territory_id != territory_id for held in user.memberships):
        raise ClosedElsewhereError(
            "Le compte de cette adresse a été fermé ailleurs\u00a0: "
            "seule l’équipe qui l’a fermé peut le rouvrir."
        )


def _send_invitation(user: User, organisation: str, actor: Actor | None = None) -> None:
    """Send the link that opens an account; whoever has a password keeps it."""
    token = give_token(user.id, TokenPurpose.INVITATION) if user.password_hash is None else None
    context = {"user": user, "actor": actor, "organisation": organisation, "token": token}
    mail.post([mail.Mail((user.email,), "invitation", context, read_once=True)])


def _hold_role(invitation: Invitation, organisation: Organisation) -> tuple[User, bool]:
    """Return the person, and whether the role is new to them there."""
    if invitation.role not in ROLES_OF[organisation.category]:
        raise RoleMismatchError("Ce rôle n’existe pas dans cette organisation.")
    user = queries.find_user(invitation.email)
    if user is None:
        user = User(
            email=invitation.email,
            name=invitation.name,
            job_title=invitation.job_title,
            created_at=clock.now(),
        )
        db.session.add(user)
    held = [m for m in user.memberships if _is_that(m, invitation)]
    for membership in held:
        membership.is_active = True
    if not held:
        user.memberships.append(Membership(organisation=organisation, role=invitation.role))
    db.session.flush()
    return user, not held


def _is_that(membership: Membership, invitation: Invitation) -> bool:
    return (
        membership.organisation_id == invitation.organisation_id
        and membership.role == invitation.role
    )


def _open_again(user: User, invitation: Invitation) -> None:
    """A closed account comes back without its old password, for the role of the invitation only."""
    if user.is_active:
        return
    user.is_active = True
    user.password_hash = None
    for membership in user.memberships:
        membership.is_active = _is_that(membership, invitation)


def _lock_administrators(territory_id: int) -> list[int]:
    """Return who administers the accounts; two people cannot close each other's at once."""
    return list(
        db.session.scalars(
            select(User.id)
            .join(Membership, Membership.user_id == User.id)
            .join(Organisation, Organisation.id == Membership.organisation_id)
            .where(
                Organisation.territory_id == territory_id,
                Membership.role == Role.ADMINISTRATOR,
                Membership.is_active,
                User.is_active,
            )
            .order_by(User.id)
            .with_for_update(of=User)
        )
    )

"""Roles and rights: pure."""

from dataclasses import dataclass
from enum import StrEnum

SENSITIVE_KINDS = frozenset({"ase", "pjj"})
SCHOOL_KINDS = frozenset(
    f"{stage}{label}"
    for stage in ("ecole", "college", "lycee")
    for label in ("", "_rep", "_rep_plus")
) | {"lycee_pro", "lycee_techno", "etab_superieur"}
SENSITIVE_LABEL = "partenaire habilité"


class Role(StrEnum):
    """What a person is for one organisation."""

    PRESCRIBER = "prescriber"
    COORDINATOR = "coordinator"
    MANAGER = "manager"
    ADMINISTRATOR = "administrator"


class OrganisationCategory(StrEnum):
    """The side of the table an organisation sits on."""

    PRESCRIBER = "prescriber"
    ASSOCIATION = "association"
    AUTHORITY = "authority"


class Permission(StrEnum):
    """An act a page lets a person do."""

    SUBMIT_REFERRAL = "submit_referral"
    READ_REFERRALS = "read_referrals"
    ANSWER_PROPOSALS = "answer_proposals"
    READ_DIRECTORY = "read_directory"
    READ_DASHBOARD = "read_dashboard"
    EXPORT = "export"
    MANAGE_ACCOUNTS = "manage_accounts"


PERMISSIONS: dict[Role, frozenset[Permission]] = {
    Role.PRESCRIBER: frozenset(
        {Permission.SUBMIT_REFERRAL, Permission.READ_REFERRALS, Permission.READ_DIRECTORY}
    ),
    Role.COORDINATOR: frozenset(
        {Permission.ANSWER_PROPOSALS, Permission.READ_REFERRALS, Permission.READ_DIRECTORY}
    ),
    Role.MANAGER: frozenset(
        {
            Permission.READ_REFERRALS,
            Permission.READ_DASHBOARD,
            Permission.READ_DIRECTORY,
            Permission.EXPORT,
        }
    ),
    Role.ADMINISTRATOR: frozenset(
        {Permission.READ_DASHBOARD, Permission.READ_DIRECTORY, Permission.MANAGE_ACCOUNTS}
    ),
}


@dataclass(frozen=True, slots=True)
class Actor:
    """The signed-in person, acting for one organisation."""

    user_id: int
    membership_id: int
    organisation_id: int
    territory_id: int
    role: Role
    name: str
    job_title: str
    organisation_name: str

    def may(self, permission: Permission) -> bool:
        """Return whether the role of the person opens that act."""
        return permission in PERMISSIONS[self.role]


def is_sensitive(kinds: frozenset[str]) -> bool:
    """Return whether naming an organisation of these kinds says too much about a young person.

    Source: spec/trust.md, D (article L. 226-2-2 of the CASF): a child followed by ASE.
    """
    return bool(kinds & SENSITIVE_KINDS)


def is_school(kinds: frozenset[str]) -> bool:
    """Return whether the organisation teaches; if not, it is asked the school attended."""
    return bool(kinds & SCHOOL_KINDS)


def shown_name(name: str, kinds: frozenset[str], accepted: bool) -> str:
    """Return how an association may read the name of the organisation that refers.

    Args:
        accepted: whether this association has accepted the referral.
    """
    return name if accepted or not is_sensitive(kinds) else SENSITIVE_LABEL

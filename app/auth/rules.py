"""Roles and rights: pure."""

from dataclasses import dataclass
from datetime import datetime, timedelta
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


class ClosedKind(StrEnum):
    """Why associations do not answer: closures always count, school holidays if so decided."""

    SCHOOL_HOLIDAY = "school_holiday"
    CLOSURE = "closure"


class Permission(StrEnum):
    """An act a page lets a person do."""

    SUBMIT_REFERRAL = "submit_referral"
    READ_REFERRALS = "read_referrals"
    ANSWER_PROPOSALS = "answer_proposals"
    FOLLOW = "follow"
    WITHDRAW = "withdraw"
    STEER = "steer"
    SETTLE_SUSPICIONS = "settle_suspicions"
    READ_DIRECTORY = "read_directory"
    READ_DASHBOARD = "read_dashboard"
    EXPORT = "export"
    EXPORT_NAMES = "export_names"
    READ_OWN_REPORT = "read_own_report"
    WORK_OFFLINE = "work_offline"
    READ_PLACES = "read_places"
    STATE_PLACES = "state_places"
    EDIT_SHEETS = "edit_sheets"
    APPROVE_SHEETS = "approve_sheets"
    SIMULATE = "simulate"
    MANAGE_ACCOUNTS = "manage_accounts"
    EDIT_CALENDAR = "edit_calendar"
    USE_OWN_ACCOUNT = "use_own_account"


EVERYBODY = frozenset({Permission.USE_OWN_ACCOUNT})
PERMISSIONS: dict[Role, frozenset[Permission]] = {
    Role.PRESCRIBER: frozenset(
        {
            Permission.SUBMIT_REFERRAL,
            Permission.WITHDRAW,
            Permission.READ_REFERRALS,
            Permission.READ_DIRECTORY,
        }
    ),
    Role.COORDINATOR: frozenset(
        {
            Permission.ANSWER_PROPOSALS,
            Permission.FOLLOW,
            Permission.READ_REFERRALS,
            Permission.READ_DIRECTORY,
            Permission.READ_PLACES,
            Permission.STATE_PLACES,
            Permission.EDIT_SHEETS,
            Permission.READ_OWN_REPORT,
            Permission.WORK_OFFLINE,
        }
    ),
    Role.MANAGER: frozenset(
        {
            Permission.READ_REFERRALS,
            Permission.FOLLOW,
            Permission.WITHDRAW,
            Permission.STEER,
            Permission.SETTLE_SUSPICIONS,
            Permission.READ_DASHBOARD,
            Permission.READ_DIRECTORY,
            Permission.EXPORT,
            Permission.EXPORT_NAMES,
            Permission.READ_PLACES,
            Permission.STATE_PLACES,
            Permission.EDIT_SHEETS,
            Permission.APPROVE_SHEETS,
            Permission.SIMULATE,
            Permission.EDIT_CALENDAR,
        }
    ),
    Role.ADMINISTRATOR: frozenset(
        {
            Permission.READ_DASHBOARD,
            Permission.READ_DIRECTORY,
            Permission.MANAGE_ACCOUNTS,
            Permission.EDIT_CALENDAR,
        }
    ),
}


ROLES_OF: dict[OrganisationCategory, frozenset[Role]] = {
    OrganisationCategory.PRESCRIBER: frozenset({Role.PRESCRIBER}),
    OrganisationCategory.ASSOCIATION: frozenset({Role.COORDINATOR}),
    OrganisationCategory.AUTHORITY: frozenset({Role.MANAGER, Role.ADMINISTRATOR}),
}

# Source of the figures below: spec/trust.md, F.
SEEN_EVERY = timedelta(minutes=1)


class TokenPurpose(StrEnum):
    """What a one-time link opens."""

    INVITATION = "invitation"
    PASSWORD_RESET = "password_reset"  # noqa: S105 - the name of a purpose
    SIGN_IN_LINK = "sign_in_link"


TOKEN_LIFE = {
    TokenPurpose.INVITATION: timedelta(days=7),
    TokenPurpose.PASSWORD_RESET: timedelta(minutes=60),
    TokenPurpose.SIGN_IN_LINK: timedelta(minutes=30),
}
CHOOSES_PASSWORD = frozenset({TokenPurpose.INVITATION, TokenPurpose.PASSWORD_RESET})
SIGNS_IN = frozenset({TokenPurpose.SIGN_IN_LINK})


class MailRhythm(StrEnum):
    """When a person reads the mails that can wait; what opens a door always leaves at once."""

    AT_ONCE = "at_once"
    DAILY = "daily"
    DEADLINES = "deadlines"


class DeactivationReason(StrEnum):
    """Why an account is closed."""

    LEFT = "left"
    NO_LONGER_NEEDED = "no_longer_needed"
    COMPROMISED = "compromised"


class AccountState(StrEnum):
    """Whether a role lets its person in."""

    INVITED = "invited"
    OPEN = "open"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class SessionLimits:
    """How long a browser stays signed in without being used, and in all."""

    idle: timedelta
    absolute: timedelta


OFFICE_HOURS = SessionLimits(idle=timedelta(minutes=30), absolute=timedelta(hours=12))
KEPT_AFTER = timedelta(hours=1)
"""How long after its end a session still says whose the form is that arrives too late."""
STEERING_HOURS = SessionLimits(idle=timedelta(minutes=15), absolute=timedelta(hours=8))


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
        return permission in PERMISSIONS[self.role] | EVERYBODY


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


def session_limits(role: Role) -> SessionLimits:
    """Return how long a person of that role stays signed in: shorter when more can be seen."""
    wide = role in {Role.MANAGER, Role.ADMINISTRATOR}
    return STEERING_HOURS if wide else OFFICE_HOURS


def is_session_over(
    role: Role, created_at: datetime, last_seen_at: datetime, now: datetime
) -> bool:
    """Return whether a browser was left too long, or signed in too long ago."""
    limits = session_limits(role)
    return now - last_seen_at >= limits.idle or now - created_at >= limits.absolute


def local_path(target: str | None) -> str | None:
    """Return a path of this site, or None for anything that could lead out of it.

    Source: spec/trust.md, A9.
    """
    if not target or not target.startswith("/") or "//" in target or "\\" in target:
        return None
    return target if all(" " < character != "\x7f" for character in target) else None

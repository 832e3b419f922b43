"""Rights, sessions and delays: the figures the service promises."""

from datetime import UTC, datetime, timedelta

import pytest

from app.auth.patience import delay_after
from app.auth.rules import (
    ROLES_OF,
    Actor,
    Permission,
    Role,
    is_school,
    is_sensitive,
    is_session_over,
    local_path,
    shown_name,
)

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
LEAVES_THE_SITE = (
    "http://evil.example",
    "https://evil.example",
    "HTTPS://evil.example",
    "//evil.example",
    "///evil.example",
    "////evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "/\t/evil.example",
    "/\n/evil.example",
    "\t//evil.example",
    " //evil.example",
    "https:evil.example",
    "https:/evil.example",
    "https:///evil.example",
    "https://[evil",
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "data:text/html,x",
    "evil.example",
    "@evil.example",
    "/a//evil.example",
    "/ /evil.example",
    "/\x00/evil.example",
    "/\x7f/evil.example",
    "/\\/evil.example",
    "",
)


def actor(role: Role) -> Actor:
    return Actor(1, 1, 1, 1, role, "Samira Haddad", "CPE", "Collège")


@pytest.mark.parametrize("target", LEAVES_THE_SITE, ids=repr)
def test_an_address_that_could_leave_the_site_is_forgotten(target):
    assert local_path(target) is None


@pytest.mark.parametrize("target", ["/", "/demandes", "/demandes?statut=attente&q=a%2F%2Fb"])
def test_a_path_of_the_site_is_kept(target):
    assert local_path(target) == target


def test_the_first_failures_cost_nothing_then_each_one_doubles_the_wait():
    seconds = [delay_after(failures).total_seconds() for failures in range(1, 10)]

    assert seconds == [0, 0, 0, 0, 1, 2, 4, 8, 16]


def test_the_wait_never_exceeds_a_quarter_of_an_hour():
    assert delay_after(15) == timedelta(minutes=15)
    assert delay_after(10_000) == timedelta(minutes=15)


@pytest.mark.parametrize(
    "role, minutes, hours",
    [
        (Role.PRESCRIBER, 30, 12),
        (Role.COORDINATOR, 30, 12),
        (Role.MANAGER, 15, 8),
        (Role.ADMINISTRATOR, 15, 8),
    ],
)
def test_a_session_ends_when_it_is_left_or_too_old(role, minutes, hours):
    left = NOON - timedelta(minutes=minutes)
    opened = NOON - timedelta(hours=hours)
    second = timedelta(seconds=1)

    assert is_session_over(role, left, left, NOON)
    assert is_session_over(role, opened, NOON, NOON)
    assert not is_session_over(role, opened + second, left + second, NOON)


def test_everybody_reads_their_own_account_and_administrators_alone_manage_the_others():
    managing = [role for role in Role if actor(role).may(Permission.MANAGE_ACCOUNTS)]

    assert all(actor(role).may(Permission.USE_OWN_ACCOUNT) for role in Role)
    assert managing == [Role.ADMINISTRATOR]


def test_a_role_belongs_to_one_category_of_organisations():
    roles = [role for category in ROLES_OF for role in ROLES_OF[category]]

    assert sorted(roles) == sorted(Role)


def test_a_sensitive_organisation_is_named_only_once_the_referral_is_accepted():
    ase = frozenset({"ase"})

    assert is_sensitive(ase)
    assert shown_name("UTPAS", ase, accepted=False) == "partenaire habilité"
    assert shown_name("UTPAS", ase, accepted=True) == "UTPAS"
    assert shown_name("Collège", frozenset({"college_rep"}), accepted=False) == "Collège"


def test_a_school_is_recognised_by_its_kinds():
    assert is_school(frozenset({"college_rep_plus"}))
    assert not is_school(frozenset({"mission_locale"}))

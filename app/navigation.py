"""The menu of each role, and the page each role starts from."""

from dataclasses import dataclass
from datetime import timedelta
from functools import partial

from flask import Flask, request, url_for
from flask_login import current_user

from app.auth.rules import Actor, Role, session_limits
from app.core.formats import monogram
from app.referrals.queries.referral import count_badge

_DIRECTORY = ("Associations", "capacity.list_programmes")
_PLACES = ("Places", "places.list_places")
_HELP = ("Aide", "public.help")
MENUS: dict[Role, tuple[tuple[str, str], ...]] = {
    Role.PRESCRIBER: (
        ("Mes demandes", "referrals.list_referrals"),
        ("Nouvelle demande", "referrals.submit_referral"),
        _DIRECTORY,
        _HELP,
    ),
    Role.COORDINATOR: (
        ("Demandes", "referrals.list_to_answer"),
        _PLACES,
        ("Bilan", "reports.show_own_report"),
        _DIRECTORY,
        _HELP,
    ),
    Role.MANAGER: (
        ("Tableau de bord", "reports.show_dashboard"),
        ("Demandes", "referrals.list_referrals"),
        _PLACES,
        _DIRECTORY,
        ("Exports", "reports.list_exports"),
        _HELP,
    ),
    Role.ADMINISTRATOR: (
        ("Tableau de bord", "reports.show_dashboard"),
        _DIRECTORY,
        ("Comptes", "accounts.list_accounts"),
        _HELP,
    ),
}
BADGED: dict[Role, tuple[str, str]] = {
    Role.PRESCRIBER: ("referrals.list_referrals", "à compléter"),
    Role.COORDINATOR: ("referrals.list_to_answer", "à traiter"),
    Role.MANAGER: ("referrals.list_referrals", "à affecter"),
}
"""Where a role reads how many referrals wait for it, and what they wait for."""


@dataclass(frozen=True, slots=True)
class MenuEntry:
    """One link of the menu; `badge` counts what waits for the person, 0 hides it.

    `awaits` says of what: « 3 à traiter ».
    """

    label: str
    url: str
    current: bool
    badge: int = 0
    awaits: str = ""


@dataclass(frozen=True, slots=True)
class Account:
    """Who is signed in, as the header shows it; after `idle` minutes alone, they are signed out."""

    initials: str
    name: str
    organisation: str
    role: Role
    idle: int


def init_navigation(app: Flask) -> None:
    """Give every template `account`, and `menu()`: without a menu, nothing is asked of the base."""

    @app.context_processor
    def add_navigation() -> dict[str, object]:
        if not current_user.is_authenticated:
            return {"menu": list, "account": None}
        actor: Actor = current_user.actor
        idle = session_limits(actor.role).idle // timedelta(minutes=1)
        account = Account(
            monogram(actor.name), actor.name, actor.organisation_name, actor.role, idle
        )
        return {"menu": partial(build_menu, actor), "account": account}


def build_menu(actor: Actor) -> list[MenuEntry]:
    """Return the menu of a role, the current page marked, at most one badge."""
    badged, awaits = BADGED.get(actor.role, ("", ""))
    badge = count_badge(actor) if badged else 0
    return [
        MenuEntry(
            label=label,
            url=url_for(endpoint),
            current=request.endpoint == endpoint,
            badge=badge if endpoint == badged else 0,
            awaits=awaits,
        )
        for label, endpoint in MENUS[actor.role]
    ]

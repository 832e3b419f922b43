"""The demonstration as a whole: prepared once, harmless twice."""

from dataclasses import dataclass

from app.capacity.setup import set_up_territory
from app.core import clock
from app.core.formats import count
from app.core.school_year import school_year_start
from app.core.typography import NBSP
from app.core.web import product_name
from app.demo.cast import OFFERED, PASSWORD
from app.demo.scene import open_accounts
from app.demo.story import story_start, tell_story
from app.referrals.service.tension import refresh_tensions


@dataclass(frozen=True, slots=True)
class Prepared:
    """What was added by this preparation; zeros when everything was there."""

    accounts: int
    referrals: int


def prepare_demo() -> Prepared:
    """Fill a migrated base with the demonstration, where something is missing."""
    territory = set_up_territory(school_year_start(story_start(clock.today())))
    territory_id = territory.id
    accounts = open_accounts(territory_id)
    referrals = tell_story(territory_id)
    refresh_tensions(territory_id)
    return Prepared(accounts, referrals)


def describe(prepared: Prepared) -> str:
    """Return what the preparation did, in French."""
    if not prepared.accounts and not prepared.referrals:
        return "Tout était déjà en place."
    accounts = count("compte ouvert", prepared.accounts)
    return f"{accounts}, {count('demande inventée', prepared.referrals)}."


def invite(address: str) -> str:
    """Return where to go and as whom, in French."""
    width = max(len(person.address) for person in OFFERED)
    lines = [
        "",
        f"  {product_name()} est ouverte{NBSP}: {address}",
        "",
        f"  Comptes de démonstration (mot de passe{NBSP}: {PASSWORD})",
        *(f"    {p.address:<{width}}  {p.name}, {p.job_title}" for p in OFFERED),
        "",
        f"  Courriels{NBSP}: {address}/courriels     Arrêter{NBSP}: Ctrl-C",
        "",
    ]
    return "\n".join(lines)

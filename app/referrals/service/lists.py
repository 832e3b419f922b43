"""What a person keeps of their lists: filters under a name, the words of a search."""

import secrets
from urllib.parse import urlencode

from sqlalchemy import delete

from app.auth.rules import Actor
from app.core import audit, clock
from app.core.db import db, transactional
from app.core.typography import NBSP
from app.referrals.errors import FilterRefusedError
from app.referrals.models import KeptSearch, SavedFilter
from app.referrals.queries import kept
from app.referrals.queries.kept import SEARCH_KEPT
from app.referrals.wanted import Filters

MOST_FILTERS = 12
KEY_BYTES = 9  # twelve characters of an address


@transactional
def keep_search(words: str, actor: Actor) -> str:
    """Keep the words somebody looks for; return the key that stands for them in addresses.

    A name never enters an address, hence neither a log, nor a history, nor a cookie
    (docs/adr/064). Words are forgotten with the longest session.
    """
    key = secrets.token_urlsafe(KEY_BYTES)
    db.session.add(
        KeptSearch(key=key, membership_id=actor.membership_id, words=words, at=clock.now())
    )
    audit.record("referrals.searched", actor, "membership", str(actor.membership_id))
    return key


@transactional
def forget_searches() -> int:
    """Delete the words of searches nobody can open any more; a chore, harmless when repeated.

    It writes nothing to the trail: what is forgotten was never a fact about a referral.
    """
    before = clock.now() - SEARCH_KEPT
    gone = db.session.scalars(
        delete(KeptSearch).where(KeptSearch.at <= before).returning(KeptSearch.key)
    )
    return len(gone.all())


@transactional
def save_filter(name: str, filters: Filters, actor: Actor) -> None:
    """Keep filters under a name, for this person in this role.

    What is written is what the filters mean, never the address they came from, nor a search. The
    second click of the same form finds the first one's work done.

    Raises:
        FilterRefusedError: nothing to keep, the name is taken, or twelve are kept already.
    """
    query = urlencode(filters.query)
    if not query:
        raise FilterRefusedError("Choisissez d’abord un filtre")
    kept.hold_other_tabs(actor)
    same = kept.find_saved_filter(actor, name)
    if same is not None and same.query == query:
        return
    if same is not None:
        raise FilterRefusedError("Un de vos filtres porte déjà ce nom")
    if kept.count_saved_filters(actor) >= MOST_FILTERS:
        raise FilterRefusedError(
            f"Vous gardez déjà {MOST_FILTERS}{NBSP}filtres{NBSP}: supprimez-en un"
        )
    db.session.add(
        SavedFilter(
            membership_id=actor.membership_id, name=name, query=query, created_at=clock.now()
        )
    )
    audit.record("filter.saved", actor, "membership", str(actor.membership_id), query=query)


@transactional
def delete_filter(filter_id: int, actor: Actor) -> str:
    """Delete one of the person's filters; return its name.

    Raises:
        NotFoundError: absent, or somebody else's.
    """
    found = kept.get_saved_filter(filter_id, actor)
    db.session.delete(found)
    audit.record("filter.deleted", actor, "membership", str(actor.membership_id))
    return found.name

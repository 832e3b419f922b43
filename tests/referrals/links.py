"""The link of a mail, as its reader follows it."""

import re

from app.auth.rules import Actor
from app.core.db import db
from app.referrals.models import Referral
from app.referrals.service.answer_links import sign_link
from tests.factories import get_last_assignment
from tests.referrals.every_mail import outbox
from tests.referrals.scenes import actor_of

WAY_IN = re.compile(r"http://localhost(/repondre/\S+)")


def link_in_mail(who: str = "theo.marchand", template: str = "new_proposal") -> str:
    """Return the path of the link of somebody's last mail of a template."""
    mine = [one for one in outbox(template) if one.recipient == f"{who}@example.org"]
    return WAY_IN.findall(mine[-1].body)[0]


def link_for(referral: Referral, actor: Actor | None = None) -> str:
    """Return the path of a link for the last proposal of a request, for the Afev's Théo."""
    db.session.rollback()
    actor = actor or actor_of("theo.marchand")
    return f"/repondre/{sign_link(get_last_assignment(referral), actor.membership_id)}"

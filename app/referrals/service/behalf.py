"""Telling an association what the Cité éducative did in its place. Joins the caller's act."""

from app.auth import mailing
from app.referrals.service import news
from app.referrals.service.moving import Act
from app.referrals.service.telling import tell_of, tell_of_programme


def tell_association(act: Act) -> None:
    """Tell the association that a manager acted for it; nothing when it acted itself."""
    if act.acts_for is None:
        return
    programme = tell_of_programme(act.offer.programme, to_managers=False)
    mailing.post(news.tell_on_behalf(tell_of(act.referral), programme, act.move, act.actor.name))

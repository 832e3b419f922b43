"""Mails to those who run the service in a territory. Source: spec/screens.md C.7 (mail 11)."""

from app.core.mail import Mail, Urgency
from app.referrals.service.notifications.told import MondayPoint


def tell_monday(point: MondayPoint, managers: tuple[str, ...]) -> list[Mail]:
    """Tell the managers the week that ended: three figures, three links."""
    return [Mail(managers, "monday", {"point": point}, urgency=Urgency.SUMMARY)]

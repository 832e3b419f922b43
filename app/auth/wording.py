"""Roles and reasons in the words of the screens."""

from collections.abc import Iterable
from itertools import groupby

from app.auth.models import ClosedPeriod
from app.auth.rules import (
    AccountState,
    ClosedKind,
    DeactivationReason,
    MailRhythm,
    OrganisationCategory,
    Role,
)
from app.core.school_year import school_year_start

ROLE_LABELS = {
    Role.PRESCRIBER: "Prescripteur",
    Role.COORDINATOR: "Coordination d’association",
    Role.MANAGER: "Cité éducative",
    Role.ADMINISTRATOR: "Administration",
}
DUTIES = {
    Role.PRESCRIBER: "prescripteur",
    Role.COORDINATOR: "coordination",
    Role.MANAGER: "pilotage",
    Role.ADMINISTRATOR: "administration",
}
STATE_LABELS = {
    AccountState.INVITED: "Invité",
    AccountState.OPEN: "Actif",
    AccountState.CLOSED: "Désactivé",
}
CATEGORY_LABELS = {
    OrganisationCategory.AUTHORITY: "Cité éducative",
    OrganisationCategory.ASSOCIATION: "Associations",
    OrganisationCategory.PRESCRIBER: "Établissements et services",
}
DEACTIVATION_LABELS = {
    DeactivationReason.LEFT: "La personne a quitté l’organisation",
    DeactivationReason.NO_LONGER_NEEDED: "Elle n’a plus besoin d’un accès",
    DeactivationReason.COMPROMISED: "Le compte a pu être utilisé par quelqu’un d’autre",
}
RHYTHM_LABELS = {
    MailRhythm.AT_ONCE: "Tout de suite",
    MailRhythm.DAILY: "Un courriel par jour",
    MailRhythm.DEADLINES: "Seulement les échéances",
}
CLOSED_KINDS = {
    ClosedKind.CLOSURE: "Fermeture",
    ClosedKind.SCHOOL_HOLIDAY: "Vacances scolaires",
}


def by_school_year(periods: Iterable[ClosedPeriod]) -> list[tuple[str, list[ClosedPeriod]]]:
    """Return periods under the school year they begin in: « 2026-2027 ».

    Args:
        periods: the first ones first.
    """
    years = groupby(periods, key=lambda period: school_year_start(period.starts_on).year)
    return [(f"{year}-{year + 1}", list(found)) for year, found in years]

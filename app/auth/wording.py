"""Roles and reasons in the words of the screens."""

from app.auth.rules import AccountState, DeactivationReason, MailRhythm, OrganisationCategory, Role

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

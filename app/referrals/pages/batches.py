"""Acts on several referrals at once: where they are offered, to whom, in which words."""

from dataclasses import dataclass

from app.auth.rules import Role

ACCEPT, REMIND, CONTINUE = "accepter", "relancer", "poursuivre"
NOTHING_PICKED = "Sélectionnez au moins une demande"


@dataclass(frozen=True, slots=True)
class Batch:
    """An act on each selected row.

    `code` names it in the form; `place` is the endpoint of the list that offers it; `one`, `many`
    and `none` say what was done, `nouns` of what. `question` and `effect` ask before it is done,
    when that matters: « Relancer 3 demandes ? », then what follows.
    """

    code: str
    label: str
    role: Role
    place: str
    one: str
    many: str
    none: str
    nouns: tuple[str, str] = ("demande", "demandes")
    question: str = ""
    effect: str = ""


BATCHES: dict[str, Batch] = {
    batch.code: batch
    for batch in (
        Batch(
            ACCEPT,
            "Accepter la sélection",
            Role.COORDINATOR,
            "referrals.list_to_answer",
            "demande acceptée",
            "demandes acceptées",
            "Aucune demande acceptée",
        ),
        Batch(
            REMIND,
            "Relancer…",
            Role.MANAGER,
            "referrals.list_referrals",
            "demande relancée",
            "demandes relancées",
            "Aucune demande relancée",
            question="Relancer",
            effect="Un courriel part aussitôt à la coordination de l’association de chaque demande "
            "et la relance s’inscrit dans le fil. Une seule relance par demande et par jour.",
        ),
        Batch(
            CONTINUE,
            "Poursuivre l’an prochain…",
            Role.COORDINATOR,
            "referrals.list_referrals",
            "accompagnement prolongé",
            "accompagnements prolongés",
            "Aucun accompagnement prolongé",
            nouns=("accompagnement", "accompagnements"),
            question="Poursuivre",
            effect="Chaque accompagnement garde sa place et son terme recule d’une durée de "
            "programme.",
        ),
    )
}
"""Another act is a line here, a function in `service.batches`, and a choice on the rows."""


def batches_of(role: Role, place: str) -> tuple[Batch, ...]:
    """Return the acts a list offers a role."""
    return tuple(one for one in BATCHES.values() if (one.role, one.place) == (role, place))

"""The lines of the ledger as people read them."""

from app.capacity.history import LedgerLine
from app.capacity.rules import EntryKind
from app.core.formats import count, number, or_more
from app.core.typography import of_name, to_name, typo
from app.referrals.reasons import DECLINE_REASONS

RELEASED_BY: dict[str, str] = {
    "declined": "proposition refusée",
    "expired": "proposition sans réponse",
    "recalled": "proposition reprise",
    "transferred": "jeune confié à une autre association",
    "completed": "accompagnement terminé",
    "ended_early": "accompagnement interrompu",
    "withdrawn": "demande retirée",
    **{code.value: facts.label.lower() for code, facts in DECLINE_REASONS.items()},
}
"""Why a place came back: the code the ledger keeps, said in a sentence."""


def say_line(line: LedgerLine) -> str:
    """Return what a line tells, without its author nor its reference."""
    match line.kind:
        case EntryKind.STATED:
            said = _say_statement(line)
        case EntryKind.MOVED if line.delta_stated < 0:
            said = (
                f"{count('place déplacée', -line.delta_stated)} {to_name(line.counterpart or '')}"
            )
        case EntryKind.MOVED:
            said = f"{count('place reçue', line.delta_stated)} {of_name(line.counterpart or '')}"
        case EntryKind.RESERVED:
            said = "Place réservée pour une demande"
        case EntryKind.RELEASED:
            why = RELEASED_BY.get(line.reason, "")
            said = f"Place rendue : {why}" if why else "Place rendue"
        case EntryKind.CLOSED:
            said = "Fermée aux nouveaux jeunes"
        case _:
            said = "Ouverte aux nouveaux jeunes"
    return typo(said)


def say_reason(line: LedgerLine) -> str:
    """Return the words of whoever stated, moved or closed; a code says nothing to people."""
    spoken = {EntryKind.STATED, EntryKind.MOVED, EntryKind.CLOSED}
    return line.reason if line.kind in spoken else ""


def _say_statement(line: LedgerLine) -> str:
    before = line.stated - line.delta_stated
    now = or_more(number(line.stated), bool(line.open_ended))
    if not before:
        return or_more(count("place déclarée", line.stated), bool(line.open_ended))
    return f"Places déclarées : {now} au lieu de {number(before)}"

"""Programmes, their versions, the ledger of places, and what is decided for later."""

from app.capacity.models.ledger import CapacityEntry
from app.capacity.models.plans import Closure, PlannedStatement, SheetProposal
from app.capacity.models.programme import Programme, ProgrammeVersion

__all__ = [
    "CapacityEntry",
    "Closure",
    "PlannedStatement",
    "Programme",
    "ProgrammeVersion",
    "SheetProposal",
]

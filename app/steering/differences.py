"""What differs between two sheets of a programme, in the words people read. Pure."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from app.capacity.quotations import list_doubts
from app.capacity.sheets import PUBLIC_WORDS, read_facts
from app.core.typography import typo
from app.matching.vocabulary import LEVEL_LABELS
from app.matching.wording import age_range, upper_first

NOTHING = "–"
STRENGTHS: dict[str, str] = {"requis": "condition", "prioritaire": "en priorité"}


@dataclass(frozen=True, slots=True)
class Difference:
    """One fact that changed; « – » stands for nothing."""

    label: str
    before: str
    after: str


def list_differences(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[Difference]:
    """Return the facts that differ, in the order of a sheet.

    Args:
        before: one entry of `data/programmes.json`, like `after`.
    """
    pairs = zip(_facts(before), _facts(after), strict=True)
    return [
        Difference(label, was or NOTHING, now or NOTHING)
        for (label, was), (_, now) in pairs
        if was != now
    ]


def _facts(sheet: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    facts = read_facts(sheet)
    low, high = sheet.get("age_min"), sheet.get("age_max")
    yield "Âge", upper_first(age_range(low, high)) if (low, high) != (None, None) else ""
    yield "Niveaux", ", ".join(LEVEL_LABELS[code] for code in sheet["niveaux"])
    yield (
        "Publics",
        typo(
            upper_first(
                ", ".join(
                    f"{PUBLIC_WORDS[one['critere']]} ({STRENGTHS[one['force']]})"
                    for one in sheet["publics"]
                )
            )
        ),
    )
    yield "Besoins", upper_first(", ".join(facts.needs))
    yield from facts.lines
    yield "Courriel", facts.email
    yield "Site", facts.site
    yield "À confirmer", " ".join(list_doubts(sheet))

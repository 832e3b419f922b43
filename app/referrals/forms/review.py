"""The page where a class list is checked: its lines as fields, and what each still needs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.auth.rules import Actor
from app.core.formats import count
from app.core.typography import NBSP
from app.referrals.forms.class_list import CheckedLine
from app.referrals.forms.sheet import Sheet
from app.referrals.list_lines import AGREEMENT, fingerprint
from app.referrals.list_words import MEETING_LABELS, NO_SCHOOL_WORDS, QPV_LABELS
from app.referrals.pages.class_lists import SentLine, read_sent_lines
from app.referrals.pages.desk import Desk
from app.referrals.situations import SITUATIONS

LINES_A_PAGE = 10
LABELS: Mapping[str, str] = {
    "first_name": "Prénom",
    "last_name": "Nom",
    "birth_date": "Date de naissance",
    "situation": "Classe ou situation",
    "school": "Établissement fréquenté",
    "qpv": "QPV",
    "objectives": "Objectifs",
    "meeting": "Rencontres",
    "note": "À savoir",
    "guardian_name": "Responsable légal",
    "phone": "Téléphone",
    "email": "Adresse électronique",
}
GROUPS = (
    ("first_name", "last_name", "birth_date"),
    ("situation", "school", "qpv"),
    ("objectives", "meeting", "note"),
    ("guardian_name", "phone", "email"),
)
OFFERED = frozenset({"situation", "school", "qpv", "meeting"})


@dataclass(frozen=True, slots=True)
class Cell:
    """A field of a line; `offered` names the list of words the page proposes, "" without one."""

    id: str
    label: str
    value: str
    fault: str
    offered: str


@dataclass(frozen=True, slots=True)
class ReviewLine:
    """A line of the page: its cells by column, what it still needs; `sent` is what it became."""

    checked: CheckedLine
    groups: tuple[tuple[Cell, ...], ...]
    sent: SentLine | None

    @property
    def number(self) -> int:
        """That of the row in the sheet."""
        return self.checked.line.number

    @property
    def who(self) -> str:
        """« Lina Carpentier », empty while nothing tells it."""
        cells = self.checked.line.cells
        return " ".join(filter(None, (cells.get("first_name"), cells.get("last_name"))))

    @property
    def class_words(self) -> str:
        """The class, as it was written."""
        return self.checked.line.cells.get("situation", "")

    @property
    def objectives(self) -> str:
        """The objectives, as they were written."""
        return self.checked.line.cells.get("objectives", "")

    @property
    def said(self) -> str:
        """What the list says of the agreement, in its own words."""
        return self.checked.line.cells.get(AGREEMENT, "")

    @property
    def doubts_seen(self) -> str:
        """What ticking « Envoyer tel quel » notes as seen."""
        return " ".join(doubt.code for doubt in self.checked.line.doubts)

    @property
    def needs(self) -> str:
        """What the line still needs, in a word."""
        if self.checked.faults:
            return count("cellule à revoir", len(self.checked.faults), "cellules à revoir")
        if self.checked.line.new_doubts:
            return "À confirmer"
        return "Prêt à envoyer" if self.checked.is_ready else "Accord à cocher"


@dataclass(frozen=True, slots=True)
class Review:
    """One page of a list. `ready` and `sendable` count the lines of the whole list."""

    reference: str
    lines: tuple[ReviewLine, ...]
    total: int
    page: int
    pages: int
    shown: str
    counted: str
    ready: int
    sendable: int
    offered: Mapping[str, tuple[str, ...]]

    @property
    def faults(self) -> list[tuple[str, str]]:
        """The wrong cells of the page: « Ligne 4, « Date de naissance » : 31/02/2012… », by id."""
        return [
            (cell.id, f"Ligne{NBSP}{line.number}, «{NBSP}{cell.label}{NBSP}»{NBSP}: {cell.fault}")
            for line in self.lines
            for group in line.groups
            for cell in group
            if cell.fault
        ]

    @property
    def sends(self) -> str:
        """The words of the button: what leaves when it is pressed."""
        if self.sendable and self.ready == self.sendable:
            return "Envoyer la demande" if self.ready == 1 else f"Envoyer les {self.ready} demandes"
        return "Envoyer les demandes cochées"


def review_of(sheet: Sheet, actor: Actor) -> Review:
    """Return one page of a list, to read and correct."""
    pages = max(1, -(-len(sheet.checked) // LINES_A_PAGE))
    page = min(max(sheet.page, 1), pages)
    here = sheet.checked[(page - 1) * LINES_A_PAGE : page * LINES_A_PAGE]
    became = read_sent_lines([one.line.sent for one in here], actor)
    open_here = {one.line.number for one in here if not one.line.sent}
    return Review(
        reference=sheet.reference,
        lines=tuple(_review_line(one, sheet.desk, became) for one in here),
        total=len(sheet.checked),
        page=page,
        pages=pages,
        shown=fingerprint(line for line in sheet.stored if line.number in open_here),
        counted=tell_counts(sheet.checked),
        ready=len(sheet.drafts),
        sendable=sum(one.is_sendable for one in sheet.checked),
        offered=_offered(sheet.desk),
    )


def _offered(desk: Desk) -> dict[str, tuple[str, ...]]:
    """Return the words the page proposes for a field, as a sheet would."""
    offered = {
        "situation": tuple(situation.label for situation in SITUATIONS),
        "school": (NO_SCHOOL_WORDS, *(school.name for school in desk.schools)),
        "qpv": tuple(QPV_LABELS.values()),
        "meeting": tuple(MEETING_LABELS.values()),
    }
    return offered if desk.schools else {n: w for n, w in offered.items() if n != "school"}


def _review_line(one: CheckedLine, desk: Desk, became: Mapping[str, SentLine]) -> ReviewLine:
    groups = tuple(
        tuple(_cell(one, name) for name in group if name != "school" or desk.schools)
        for group in GROUPS
    )
    return ReviewLine(one, groups, became.get(one.line.sent))


def _cell(one: CheckedLine, name: str) -> Cell:
    return Cell(
        id=f"{name}-{one.line.number}",
        label=LABELS[name],
        value=one.line.cells.get(name, ""),
        fault=one.faults.get(name, ""),
        offered=f"mots-{name}" if name in OFFERED else "",
    )


def tell_counts(checked: Sequence[CheckedLine]) -> str:
    """« 9 prêts à envoyer, 2 à corriger, 3 envoyés »; what there is none of is left out."""
    waiting = [one for one in checked if not one.line.sent]
    ready = sum(one.is_ready for one in waiting)
    unagreed = sum(one.is_sendable and not one.is_ready for one in waiting)
    wrong = sum(bool(one.faults) for one in waiting)
    doubtful = len(waiting) - ready - unagreed - wrong
    sent = len(checked) - len(waiting)
    told = (
        (ready, count("prêt à envoyer", ready, "prêts à envoyer")),
        (unagreed, f"{unagreed}{NBSP}sans accord coché"),
        (wrong, f"{wrong}{NBSP}à corriger"),
        (doubtful, f"{doubtful}{NBSP}à confirmer"),
        (sent, count("envoyé", sent)),
    )
    return ", ".join(words for many, words in told if many)

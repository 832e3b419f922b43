"""A list that came back from outside, as a person reads it: what each row will do, or did."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from app.auth.rules import Actor
from app.core.formats import count
from app.core.typography import NBSP
from app.referrals.models import OfflineReturn
from app.referrals.offline_lines import Line, lines_from_json
from app.referrals.offline_words import ACTION, TITLES
from app.referrals.queries import offline as queries

LINES_A_PAGE = 40
"""Rows on a page, and at most done by one press of its button: only what was on the screen."""
LONGEST_TYPED = 160


class Verdict(StrEnum):
    """Where a row stands; the value is the mark beside the word (`components/statut.html`)."""

    READY = "proposee"
    DONE = "terminee"
    REFUSED = "annulee"


WORDS = {Verdict.READY: "À faire", Verdict.DONE: "Fait", Verdict.REFUSED: "Refusée"}


@dataclass(frozen=True, slots=True)
class ReviewedLine:
    """A row of a list that came back.

    `who` are the initials of the young person, « Demande » for what is not the association's;
    `said` is what will be done, was done, or why not; `typed` what was filled in, while it serves;
    `is_open`: the association may still open the request.
    """

    number: int
    reference: str
    who: str
    verdict: Verdict = Verdict.REFUSED
    said: str = ""
    typed: str = ""
    is_open: bool = False

    @property
    def word(self) -> str:
        """The verdict in a word."""
        return WORDS[self.verdict]


@dataclass(frozen=True, slots=True)
class ReturnRow:
    """A list that came back, in a few words: « 12 lignes, 3 faites », who brought it, when."""

    reference: str
    details: str
    author: str
    updated_at: datetime


@dataclass(frozen=True, slots=True)
class ReturnPage:
    """One page of a list that came back; the counts are those of the whole list."""

    row: ReturnRow
    every: tuple[ReviewedLine, ...]
    page: int

    @property
    def pages(self) -> int:
        """How many pages there are."""
        return max(1, -(-len(self.every) // LINES_A_PAGE))

    @property
    def lines(self) -> tuple[ReviewedLine, ...]:
        """The rows of this page."""
        start = (self.page - 1) * LINES_A_PAGE
        return self.every[start : start + LINES_A_PAGE]

    @property
    def ready(self) -> tuple[int, ...]:
        """The rows that pressing the button does, by number: those of this page."""
        return tuple(line.number for line in self.lines if line.verdict is Verdict.READY)

    @property
    def elsewhere(self) -> str:
        """Where the other rows to do are, "" when there are none."""
        left = set(self._numbers(Verdict.READY)) - set(self.ready)
        if not left:
            return ""
        pages = sorted({self._page_of(number) for number in left})
        more = count("autre action", len(left), "autres actions")
        where = f"{'page' if len(pages) == 1 else 'pages'}{NBSP}{', '.join(map(str, pages))}"
        return f"{more} à faire{NBSP}: {where}."

    @property
    def title(self) -> str:
        """What there is to do of the list."""
        return "Vérifier la liste rapportée" if self.is_to_do else "Liste rapportée"

    @property
    def lead(self) -> str:
        """The line under the title."""
        if self.is_to_do:
            return "Rien n’est fait avant votre accord. Une ligne refusée n’empêche pas les autres."
        if self._numbers(Verdict.DONE):
            return "Ce que chaque ligne a fait, ou pourquoi elle n’a rien changé."
        return "Rien n’a été fait : chaque ligne dit pourquoi."

    @property
    def is_to_do(self) -> bool:
        """Whether a row of the list, on this page or another, can be done."""
        return bool(self._numbers(Verdict.READY))

    @property
    def has_refused(self) -> bool:
        """Whether a row could not be done."""
        return bool(self._numbers(Verdict.REFUSED))

    @property
    def counted(self) -> str:
        """« 9 à faire, 2 refusées, 3 faites »; what there is none of is left out."""
        ready, refused, done = (
            len(self._numbers(one)) for one in (Verdict.READY, Verdict.REFUSED, Verdict.DONE)
        )
        told = (
            (ready, f"{ready}{NBSP}à faire"),
            (refused, count("refusée", refused)),
            (done, count("faite", done)),
        )
        return ", ".join(words for many, words in told if many)

    @property
    def button(self) -> str:
        """« Faire les 9 actions »: those of this page, said so when there are others."""
        ready = len(self.ready)
        if ready == 1:
            return "Faire cette action"
        return f"Faire les {ready} actions{' de cette page' if self.pages > 1 else ''}"

    def _page_of(self, number: int) -> int:
        numbers = [line.number for line in self.every]
        return numbers.index(number) // LINES_A_PAGE + 1

    def _numbers(self, verdict: Verdict) -> tuple[int, ...]:
        return tuple(line.number for line in self.every if line.verdict is verdict)


def page_of(kept: OfflineReturn, every: Sequence[ReviewedLine], page: int) -> ReturnPage:
    """Return one page of a list, the nearest to the one asked for."""
    whole = ReturnPage(row_of_return(kept), tuple(every), 1)
    return ReturnPage(whole.row, whole.every, min(max(page, 1), whole.pages))


def list_return_rows(actor: Actor) -> list[ReturnRow]:
    """Return the lists that came back to the person's association, the latest ones first."""
    return [row_of_return(kept) for kept in queries.list_returns(actor)]


def row_of_return(kept: OfflineReturn) -> ReturnRow:
    """Return the line of a list that came back."""
    return ReturnRow(
        kept.reference, _details(lines_from_json(kept.lines)), kept.author.name, kept.updated_at
    )


def typed_words(cells: Mapping[str, str], but: Collection[str] = ()) -> str:
    """« Décliner, Motif : Autre, Précision : trop loin »: what was filled in, by column.

    A long text is cut: a page of forty rows stays light.

    Args:
        but: the columns that are said otherwise.
    """
    told = [
        cells[code] if code == ACTION else f"{TITLES[code]}{NBSP}: {cells[code]}"
        for code in TITLES
        if code in cells and code not in but
    ]
    words = ", ".join(told)
    return words if len(words) <= LONGEST_TYPED else f"{words[:LONGEST_TYPED].rstrip()}…"


def told_of_doing(done: int, failed: int) -> tuple[str, str]:
    """Return what pressing the button did, and the kind of message that says it."""
    if not done and not failed:
        return "Rien n’était à faire.", "warning"
    told = [count("action faite", done, "actions faites")] if done else []
    if failed:
        refused = count("ligne n’est pas passée", failed, "lignes ne sont pas passées")
        says = "la ligne dit pourquoi" if failed == 1 else "chaque ligne dit pourquoi"
        return f"{', '.join([*told, refused])}{NBSP}: {says}.", "warning"
    return f"{told[0]}.", "success"


def _details(lines: Sequence[Line]) -> str:
    done = sum(bool(line.done) for line in lines)
    told = [count("ligne", len(lines)), *([count("faite", done)] if done else [])]
    return ", ".join(told)

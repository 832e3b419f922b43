"""The workbook an association takes away: its live requests, and what to fill in of each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from app.auth.rules import Actor, shown_name
from app.core.clock import day_of
from app.core.formats import datetime_text, phone
from app.core.typography import typo
from app.core.web import product_name
from app.core.xlsx import Column, Kind, Row, Value
from app.core.xlsx_answers import AnswerBook, AnswerRow, write_answers
from app.matching.wording import upper_first
from app.referrals import offline_words as words
from app.referrals.dates import UnreadableDateError, read_date
from app.referrals.models import Assignment, Referral
from app.referrals.offline_words import ACTION_LABELS, ACTIONS, Action
from app.referrals.pages.offline_help import ADVICE, ASKED, LISTS, OF_DECLINE, OF_END, list_of
from app.referrals.pages.phrases import MEETING_LABELS, NEED_WORDS, class_words
from app.referrals.pages.presenting import heading_of
from app.referrals.pages.reach import Rights, find_held, rights_of
from app.referrals.pages.seals import seal_row
from app.referrals.queries.moving import concerned, standing_of
from app.referrals.rules import AssignmentState, age_on
from app.referrals.steps import is_possible

SHEET, TITLE = "À faire", "Liste à remplir hors ligne"
WHY = "Ce qui n’a pas pu être fait"
KNOWN = (
    Column(words.REFERENCE, width=11),
    Column(words.WHO, width=22),
    Column("Âge", Kind.WHOLE, 6),
    Column("Classe ou situation", width=24),
    Column("Objectifs", width=46),
    Column("Rencontres souhaitées", width=13),
    Column("Qui oriente", width=48),
    Column("Responsable légal", width=22),
    Column("Téléphone", width=16),
    Column("Adresse électronique", width=28),
    Column("Où en est la demande", width=30),
    Column("Échéance", Kind.DATE, 12),
)
STATE_WORDS: Mapping[AssignmentState, str] = {
    AssignmentState.PROPOSED: "Proposée, réponse attendue",
    AssignmentState.INFO_REQUESTED: "Question posée au prescripteur",
    AssignmentState.ACCEPTED: "Acceptée, mentor à trouver",
    AssignmentState.STARTED: "Accompagnement en cours",
}


@dataclass(frozen=True, slots=True)
class Leftover:
    """What was filled in of a row that could not be done, and why."""

    cells: Mapping[str, str]
    why: str


@dataclass(frozen=True, slots=True)
class TakenList:
    """A workbook ready to be taken away; `named` are the requests whose young person it names."""

    content: bytes
    count: int
    named: tuple[str, ...]


def build_list(
    held: Sequence[Assignment],
    actor: Actor,
    now: datetime,
    leftovers: Mapping[str, Leftover] | None = None,
) -> TakenList:
    """Return the workbook of what an association holds, as each may be read on screen.

    Neither the birth date nor the note for the mentor leaves with it (docs/adr/069).

    Args:
        leftovers: by reference, what could not be done of a list that came back: it is written
            again in its row, with why.
    """
    known = KNOWN if leftovers is None else (*KNOWN, Column(WHY, width=60))
    book = AnswerBook(
        title=typo(f"{TITLE}, {actor.organisation_name}"),
        author=product_name(),
        sheet=SHEET,
        notice=_notice(actor, now),
        known=known,
        asked=ASKED,
        seal=words.SEAL,
        lists=LISTS,
        advice=ADVICE,
    )
    rows = [_row(one, actor, now, leftovers) for one in held]
    named = [one.referral.reference for one in held if _rights(one, actor).contacts]
    return TakenList(write_answers(book, rows), len(rows), tuple(named))


def possible_actions(assignment: Assignment, actor: Actor) -> tuple[Action, ...]:
    """Return what the table of moves lets an association do of a proposal it holds."""
    referral = assignment.referral
    return tuple(
        action
        for action, facts in ACTIONS.items()
        if concerned(facts.move, referral, actor) is assignment
        and is_possible(facts.move, standing_of(facts.move, referral, assignment), actor.role)
    )


def _notice(actor: Actor, now: datetime) -> str:
    return typo(
        f"{actor.organisation_name}, liste téléchargée par {actor.name} le {datetime_text(now)}. "
        "Elle contient des noms : supprimez ce fichier après usage."
    )


def _row(
    assignment: Assignment,
    actor: Actor,
    now: datetime,
    leftovers: Mapping[str, Leftover] | None,
) -> AnswerRow:
    referral, today = assignment.referral, day_of(now)
    who = heading_of(referral, actor)
    known = _known(assignment, who, _rights(assignment, actor), today)
    left = (leftovers or {}).get(referral.reference, Leftover({}, ""))
    return AnswerRow(
        known=known if leftovers is None else (*known, left.why),
        open=_open(possible_actions(assignment, actor), len(referral.objectives)),
        seal=seal_row(referral.reference, assignment.version, who, actor.organisation_id),
        typed={code: _typed(code, text, today) for code, text in left.cells.items()},
    )


def _rights(assignment: Assignment, actor: Actor) -> Rights:
    return rights_of(actor, find_held(assignment.referral, actor))


def _known(assignment: Assignment, who: str, rights: Rights, today: date) -> Row:
    referral = assignment.referral
    person = referral.young_person
    contacts = (person.guardian_name, phone(person.phone), person.email)
    return (
        referral.reference,
        who,
        age_on(person.birth_date, today),
        upper_first(class_words(referral.situation)),
        _objectives(referral),
        MEETING_LABELS[referral.meeting],
        _origin(referral, rights),
        *(contacts if rights.contacts else ("", "", "")),
        STATE_WORDS[assignment.state],
        assignment.expected_end or assignment.deadline,
    )


def _objectives(referral: Referral) -> str:
    """« 1. Orientation / 2. Confiance en soi »: the numbers are those of the columns to fill in."""
    needs = enumerate(referral.objectives, start=1)
    return " / ".join(f"{rank}. {NEED_WORDS[code]}" for rank, code in needs)


def _origin(referral: Referral, rights: Rights) -> str:
    """Return who refers; nobody is named for a sensitive service before the acceptance."""
    organisation = referral.organisation
    shown = shown_name(organisation.name, organisation.kind_codes, accepted=rights.origin)
    if shown != organisation.name:
        return upper_first(shown)
    return f"{organisation.name}, {referral.author.name}"


def _open(actions: Sequence[Action], objectives: int) -> dict[str, str]:
    """Return the cells a row opens, each with its list of words."""
    if not actions:
        return {}
    cells = frozenset[str]().union(*(ACTIONS[action].cells for action in actions))
    beyond = words.NEEDS[objectives:]
    asked = [code for code in words.TITLES if code in cells and code not in beyond]
    lists = {code: list_of(code) for code in asked}
    if words.REASON in lists:
        lists[words.REASON] = OF_DECLINE if Action.DECLINE in actions else OF_END
    return {words.ACTION: " / ".join(ACTION_LABELS[action] for action in actions), **lists}


def _typed(code: str, text: str, today: date) -> Value:
    """Return what was typed, as a day where a day can be read."""
    if code != words.DAY:
        return text
    try:
        return read_date(text, today)
    except UnreadableDateError:
        return text

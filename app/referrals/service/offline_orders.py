"""What a row filled in away from the screen asks to do: the same acts as the screen's buttons."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import TypeVar

from app.auth.rules import Actor
from app.core.formats import date_text
from app.core.typography import NBSP, typo
from app.matching.wording import lower_first
from app.referrals import offline_words as words
from app.referrals.dates import UnreadableDateError, read_date
from app.referrals.endings import (
    ANSWERS,
    CLOSING_QUESTIONS,
    COMPLETIONS,
    END_REASONS,
    MODALITIES,
    NEED_OUTCOMES,
    EndReason,
)
from app.referrals.errors import UnfitRowError
from app.referrals.offline_words import ACTION_LABELS, ACTIONS, TITLES, Action, code_of
from app.referrals.reasons import DECLINE_REASONS, DeclineReason, Refusal
from app.referrals.service.answer import accept_proposal, decline_proposal
from app.referrals.service.batches import Act
from app.referrals.service.following import (
    Closing,
    Start,
    Stop,
    complete_mentoring,
    end_early,
    start_mentoring,
)
from app.referrals.service.rerouting import declined_words

Cells = Mapping[str, str]
Code = TypeVar("Code", bound=str)

LONGEST_NOTE, LONGEST_QUOTE = 500, 40
NO_ANSWER = "none"
DECLINE_LABELS = {reason: facts.label for reason, facts in DECLINE_REASONS.items()}
ACCEPTED = "Acceptée. Le prescripteur est prévenu."
STARTED = "L’accompagnement commence. Le prescripteur est prévenu."
COMPLETED = "Accompagnement clos. La place est rendue."
STOPPED = typo(
    "Arrêt enregistré. La place est rendue. Pour demander une autre association, ouvrez la demande."
)


@dataclass(frozen=True, slots=True)
class Order:
    """An act that a row asks for: `reason` and `said` as `moving.begin` knows them.

    `words` say what will be done; `do` does it and says so.
    """

    action: Action
    reason: str
    said: object
    words: str
    do: Act


def read_order(cells: Cells, needs: Sequence[str], today: date) -> Order:
    """Return what a row asks to do.

    Args:
        cells: what was filled in, by code of column.
        needs: the objectives of the referral, in the order the row numbers them.

    Raises:
        UnfitRowError: a cell is missing, says nothing we know, or goes with another action.
    """
    typed = cells.get(words.ACTION, "")
    if not typed:
        raise UnfitRowError("Choisissez une action, ou videz les autres cellules de la ligne")
    action = code_of(ACTION_LABELS, typed)
    if action is None:
        raise UnfitRowError(_unknown(typed, "une action de la liste"))
    strays = [code for code in cells if code not in {words.ACTION, *ACTIONS[action].cells}]
    if strays:
        label = ACTION_LABELS[action]
        raise UnfitRowError(
            typo(
                f"« {TITLES[strays[0]]} » ne va pas avec « {label} » : videz cette cellule, "
                "ou choisissez une autre action"
            )
        )
    return READERS[action](cells, needs, today)


def _accept(_cells: Cells, _needs: Sequence[str], _today: date) -> Order:
    return Order(Action.ACCEPT, "", (), "Accepter la demande", _do_accept)


def _decline(cells: Cells, _needs: Sequence[str], _today: date) -> Order:
    reason = _code(DECLINE_LABELS, cells, words.REASON, "un motif de refus")
    refusal = Refusal(reason, _note(cells, is_needed=reason is DeclineReason.OTHER))
    said = f"Décliner{NBSP}: {lower_first(DECLINE_LABELS[reason])}"
    return Order(Action.DECLINE, reason, refusal, said, partial(_do_decline, refusal))


def _start(cells: Cells, _needs: Sequence[str], today: date) -> Order:
    day = _day(cells, today)
    modality = _code(MODALITIES, cells, words.MODALITY, "un lieu de rencontre")
    start = Start(day, modality)
    said = f"Première rencontre le {date_text(day)}, {lower_first(MODALITIES[modality])}"
    return Order(Action.START, "", start, said, partial(_do_start, start))


def _complete(cells: Cells, needs: Sequence[str], _today: date) -> Order:
    completion = _code(COMPLETIONS, cells, words.COMPLETION, "une issue")
    answers = {}
    for column, question in words.QUESTIONS.items():
        is_said = column in cells
        answers[question] = _code(ANSWERS, cells, column, "une réponse") if is_said else NO_ANSWER
    columns = words.NEEDS[: len(needs)]
    for column in words.NEEDS[len(needs) :]:
        if column in cells:
            raise UnfitRowError(typo(f"« {TITLES[column]} » : cette demande n’en a pas autant"))
    outcomes = {
        need: _code(NEED_OUTCOMES, cells, column, "une réponse")
        for need, column in zip(needs, columns, strict=False)
    }
    questions = {code: answers[code] for code in CLOSING_QUESTIONS}
    closing = Closing(completion, {"questions": questions, "needs": outcomes})
    said = f"Clore l’accompagnement{NBSP}: {lower_first(COMPLETIONS[completion])}"
    return Order(Action.COMPLETE, completion, closing, said, partial(_do_complete, closing))


def _stop(cells: Cells, _needs: Sequence[str], _today: date) -> Order:
    reason = _code(END_REASONS, cells, words.REASON, "un motif d’arrêt")
    stop = Stop(reason, _note(cells, is_needed=reason is EndReason.OTHER))
    said = f"Arrêt anticipé{NBSP}: {lower_first(END_REASONS[reason])}"
    return Order(Action.END_EARLY, reason, stop, said, partial(_do_stop, stop))


READERS: Mapping[Action, Callable[[Cells, Sequence[str], date], Order]] = {
    Action.ACCEPT: _accept,
    Action.DECLINE: _decline,
    Action.START: _start,
    Action.COMPLETE: _complete,
    Action.END_EARLY: _stop,
}


def _code(labels: Mapping[Code, str], cells: Cells, column: str, what: str) -> Code:
    typed = cells.get(column, "")
    if not typed:
        raise UnfitRowError(typo(f"Il manque « {TITLES[column]} » : choisissez {what}"))
    code = code_of(labels, typed)
    if code is None:
        raise UnfitRowError(_unknown(typed, f"{what} de la liste"))
    return code


def _note(cells: Cells, *, is_needed: bool) -> str:
    note = cells.get(words.NOTE, "")
    if is_needed and not note:
        raise UnfitRowError(typo("« Autre » demande quelques mots dans « Précision »"))
    if len(note) > LONGEST_NOTE:
        raise UnfitRowError(typo(f"« Précision » doit compter {LONGEST_NOTE} caractères au plus"))
    return note


def _day(cells: Cells, today: date) -> date:
    typed = cells.get(words.DAY, "")
    if not typed:
        raise UnfitRowError(typo("Il manque « Première rencontre » : écrivez sa date"))
    try:
        return read_date(typed, today)
    except UnreadableDateError as error:
        raise UnfitRowError(_unknown(typed, "une date, comme 27/11/2026")) from error


def _unknown(typed: str, what: str) -> str:
    return f"«{NBSP}{typed[:LONGEST_QUOTE]}{NBSP}» n’est pas {what}"


def _do_accept(reference: str, version: int, actor: Actor) -> str:
    accept_proposal(reference, version, actor)
    return ACCEPTED


def _do_decline(refusal: Refusal, reference: str, version: int, actor: Actor) -> str:
    return declined_words(decline_proposal(reference, version, refusal, actor))


def _do_start(start: Start, reference: str, version: int, actor: Actor) -> str:
    start_mentoring(reference, version, start, actor)
    return STARTED


def _do_complete(closing: Closing, reference: str, version: int, actor: Actor) -> str:
    complete_mentoring(reference, version, closing, actor)
    return COMPLETED


def _do_stop(stop: Stop, reference: str, version: int, actor: Actor) -> str:
    end_early(reference, version, stop, actor)
    return STOPPED

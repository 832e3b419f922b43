"""Mails to associations; the managers read those nobody there would. Source: C.7 (4, 5, 9, 10)."""

from collections.abc import Sequence
from datetime import date

from app.core.mail import Mail, Urgency
from app.referrals.service.notifications.told import (
    Answerer,
    Due,
    Told,
    ToldProgramme,
    ToldProposal,
)


def tell_coordinators(told: Told, proposal: ToldProposal) -> list[Mail]:
    """Tell the association that a young person is proposed, each with a link of their own.

    The managers are told when nobody is there.
    """
    context = {"told": told, "proposal": proposal}
    if not proposal.answerers:
        return [Mail(proposal.programme.managers, "no_coordinator", context)]
    return [
        Mail(
            (answerer.email,),
            "new_proposal",
            {**context, "answerer": answerer},
            read_once=True,
            urgency=Urgency.NEWS,
        )
        for answerer in proposal.answerers
    ]


def tell_renewed(told: Told, association: str, answerer: Answerer) -> list[Mail]:
    """Send somebody a new link to answer a proposal; they asked for it."""
    context = {"told": told, "association": association, "answerer": answerer}
    return [Mail((answerer.email,), "renewed_link", context, read_once=True)]


def tell_reminder(
    association: str, coordinators: tuple[str, ...], waiting: Sequence[tuple[str, date]]
) -> list[Mail]:
    """Remind an association of all it has to answer, in one mail.

    Args:
        waiting: references with the last day of their answers.

    Returns:
        Nothing when nothing waits, or nobody is there to read it.
    """
    if not waiting or not coordinators:
        return []
    due = sorted((Due(*one) for one in waiting), key=lambda one: (one.deadline, one.reference))
    return [Mail(coordinators, "reminder", {"association": association, "waiting": due})]


def remind_coordinators(told: Told, proposal: ToldProposal) -> list[Mail]:
    """Remind the association, for the Cité éducative, that a young person awaits its answer."""
    context = {"told": told, "proposal": proposal}
    return [Mail(proposal.programme.coordinators, "reminded_by_hand", context)]


def tell_reply(told: Told, programme: ToldProgramme) -> list[Mail]:
    """Tell the association that the prescriber answered its question, without the answer."""
    return [Mail(programme.coordinators, "reply", {"told": told, "programme": programme})]


def tell_expired(
    told: Told, programme: ToldProgramme, deadline: date, *, goes_on: bool
) -> list[Mail]:
    """Tell the association that its place was given back, and the managers that it was silent.

    Args:
        deadline: the last day it could answer.
        goes_on: whether another association was asked.
    """
    context = {"told": told, "programme": programme, "deadline": deadline, "goes_on": goes_on}
    return [
        Mail(programme.coordinators, "expired", context),
        Mail(programme.managers, "no_answer", context),
    ]


def ask_to_correct_places(told: Told, programme: ToldProgramme) -> list[Mail]:
    """Ask an association that says it is full to correct its places; the managers read it too."""
    to = (*programme.coordinators, *programme.managers)
    return [Mail(to, "correct_places", {"told": told, "programme": programme})]

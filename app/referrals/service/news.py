"""Short news of a referral to the side that did not act. Never a name, a contact or a free text.

Each is a subject, a few sentences and the way to the referral, in one mail of one shape.
"""

from datetime import date

from app.core.formats import date_text
from app.core.mail import Mail, Urgency
from app.core.typography import of_name, to_name, typo, with_article
from app.matching.wording import lower_first, upper_first
from app.referrals.endings import (
    CLOSE_REASONS,
    WITHDRAW_REASONS,
    CloseReason,
    WithdrawReason,
)
from app.referrals.moves import Move
from app.referrals.service.notifications import Told, ToldProgramme

OTHER_PATHS = (
    "D’autres chemins existent : la plateforme 1jeune1mentor.fr, et les associations de mentorat "
    "qui agissent hors de la Cité éducative. Vous pourrez aussi refaire une demande."
)
FOLLOWED = {
    Move.START: "Le binôme s’est rencontré : l’accompagnement a commencé.",
    Move.COMPLETE: "L’accompagnement est terminé. Merci d’avoir orienté ce jeune.",
    Move.END_EARLY: "L’accompagnement s’est arrêté avant son terme.",
}
ASK_ELSEWHERE = "Depuis la fiche, vous pouvez demander une autre association en un clic."
FOLLOWED_SUBJECTS = {
    Move.START: "Accompagnement commencé",
    Move.COMPLETE: "Accompagnement terminé",
    Move.END_EARLY: "Accompagnement interrompu",
}
BEHALF = {
    Move.ACCEPT: "a accepté cette demande",
    Move.DECLINE: "a décliné cette demande",
    Move.REQUEST_INFORMATION: "a posé une question au prescripteur",
    Move.START: "a indiqué le début de l’accompagnement",
    Move.CONTINUE: "a prolongé l’accompagnement",
    Move.COMPLETE: "a clos l’accompagnement",
    Move.END_EARLY: "a indiqué l’arrêt de l’accompagnement",
}


def tell_taken_back(told: Told, programme: ToldProgramme) -> list[Mail]:
    """Tell an association that it has nothing to do any more, and that its place is free again."""
    return _news(
        programme.coordinators,
        f"Demande {told.reference} : vous n’avez plus rien à faire",
        (f"La demande pour {told.who}, vous est reprise.", "La place réservée est rendue."),
        told,
        stays=False,
    )


def tell_resumed(told: Told, programme: ToldProgramme, deadline: date) -> list[Mail]:
    """Tell an association that its question stays unanswered, and until when it may decide."""
    return _news(
        programme.coordinators,
        f"Demande {told.reference} : le délai reprend",
        (
            f"Votre question sur la demande pour {told.who}, est restée sans réponse.",
            f"Une place reste réservée : répondez au plus tard le {date_text(deadline)}.",
        ),
        told,
    )


def tell_corrected(told: Told, programme: ToldProgramme) -> list[Mail]:
    """Tell an association that the referral it holds reads otherwise; what, on its page only."""
    return _news(
        programme.coordinators,
        f"Demande {told.reference} : le prescripteur l’a corrigée",
        (f"La demande pour {told.who}, a été corrigée. Relisez-la avant de continuer.",),
        told,
    )


def tell_transfer_asked(told: Told, programme: ToldProgramme) -> list[Mail]:
    """Tell the first association that another one is asked; it keeps its place until then."""
    return _news(
        programme.coordinators,
        f"Demande {told.reference} : un transfert est demandé",
        (
            f"Une autre association est invitée à prendre le relais pour {told.who}.",
            "Rien ne change tant qu’elle n’a pas accepté : votre place reste tenue.",
        ),
        told,
    )


def tell_handed_over(told: Told, programme: ToldProgramme) -> list[Mail]:
    """Tell the first association that the other one took over."""
    return _news(
        programme.coordinators,
        f"Demande {told.reference} : le relais est pris",
        (f"Une autre association accompagne désormais {told.who}.", "Votre place est rendue."),
        told,
        stays=False,
    )


def tell_transfer_cancelled(told: Told, kept: ToldProgramme) -> list[Mail]:
    """Tell the first association that no other one is asked any more."""
    return _news(
        kept.coordinators,
        f"Demande {told.reference} : le transfert est annulé",
        (f"Vous continuez avec {told.who}. L’autre association n’est plus sollicitée.",),
        told,
    )


def tell_transfer_failed(told: Told, refused: ToldProgramme, kept: ToldProgramme) -> list[Mail]:
    """Tell the managers and the first association that the other one does not take over."""
    subject = f"Demande {told.reference} : le transfert n’a pas lieu"
    stays = f"{upper_first(with_article(kept.association))} garde la demande."
    asked = f"{upper_first(with_article(refused.association))} ne prend pas le relais."
    return [
        *_news(refused.managers, subject, (f"{asked} {stays}",), told),
        *_news(
            kept.coordinators,
            subject,
            ("L’autre association ne prend pas le relais : rien ne change pour vous.",),
            told,
        ),
    ]


def tell_on_behalf(told: Told, programme: ToldProgramme, move: Move, manager: str) -> list[Mail]:
    """Tell an association what a manager did in its place."""
    said = f"Pour {told.who}, {manager} (Cité éducative) {BEHALF[move]} à votre place."
    return _news(
        programme.coordinators,
        f"Demande {told.reference} : la Cité éducative a agi pour vous",
        (said, "La raison est dans le fil de la demande. Une erreur ? Écrivez-nous."),
        told,
    )


def tell_followed(
    told: Told, association: str, move: Move, *, is_rerouted: bool = False
) -> list[Mail]:
    """Tell the prescriber that a mentoring started, ended or stopped.

    Args:
        is_rerouted: whether another association is asked already.
    """
    asks = move is Move.END_EARLY and not is_rerouted
    more = (ASK_ELSEWHERE,) if asks else ()
    return _news(
        told.prescriber,
        f"{FOLLOWED_SUBJECTS[move]} : demande {told.reference}",
        (f"Des nouvelles {of_name(association)}, pour {told.who}.", FOLLOWED[move], *more),
        told,
    )


def tell_closed(told: Told, reason: CloseReason) -> list[Mail]:
    """Tell the prescriber that nobody can take the referral, and which paths are left."""
    said = lower_first(CLOSE_REASONS[reason])
    return _news(
        told.prescriber,
        f"La demande {told.reference} est clôturée sans solution",
        (
            f"La Cité éducative n’a pas pu trouver d’association pour {told.who} : {said}.",
            OTHER_PATHS,
        ),
        told,
    )


def tell_withdrawn(told: Told, reason: WithdrawReason) -> list[Mail]:
    """Tell the prescriber that the Cité éducative took their referral back, and why."""
    said = lower_first(WITHDRAW_REASONS[reason])
    return _news(
        told.prescriber,
        f"La demande {told.reference} est retirée",
        (f"La Cité éducative a retiré la demande pour {told.who}. Motif : {said}.",),
        told,
    )


def tell_undone(told: Told, by: str) -> list[Mail]:
    """Tell the prescriber that the last act was taken back.

    Args:
        by: the organisation of who took its act back.
    """
    return _news(told.prescriber, *_undone_words(told, by), told)


def tell_undone_to_association(
    told: Told, programme: ToldProgramme, by: str, *, awaits: bool
) -> list[Mail]:
    """Tell the same to an association that holds a place, and what it has to do.

    Args:
        awaits: whether it has to answer again, or goes on as before.
    """
    subject, said = _undone_words(told, by)
    association = programme.association
    again = (
        f"La demande est de nouveau proposée {to_name(association)}."
        if awaits
        else f"La demande reste suivie par {with_article(association)}, comme avant."
    )
    return _news(programme.coordinators, subject, (*said, again), told)


def _undone_words(told: Told, by: str) -> tuple[str, tuple[str, ...]]:
    said = f"{by} a annulé sa dernière action sur la demande pour {told.who}."
    return f"Demande {told.reference} : une action a été annulée", (said,)


def _news(
    recipients: tuple[str, ...],
    subject: str,
    sentences: tuple[str, ...],
    told: Told,
    *,
    stays: bool = True,
) -> list[Mail]:
    """Return the mail, if there is somebody to read it.

    Args:
        stays: whether the readers may still open the referral; their list is offered otherwise.
    """
    if not recipients:
        return []
    context = {
        "told": told,
        "subject": typo(subject),
        "sentences": tuple(typo(sentence) for sentence in sentences),
        "stays": stays,
    }
    return [Mail(recipients, "news", context, urgency=Urgency.NEWS)]

"""The forms of whoever asked: an answer, news, a withdrawal."""

from typing import ClassVar

from app.referrals.endings import WITHDRAW_REASONS
from app.referrals.forms.acting import SHOWN_TO_OTHERS, MoveForm, ReasonForm, codes, words


class ReplyForm(MoveForm):
    """The prescriber's answer."""

    title = "Répondre à la question"
    button = "Envoyer la réponse"
    hints: ClassVar[dict[str, str]] = {"reply": SHOWN_TO_OTHERS}
    reply = words("Votre réponse", "Écrivez votre réponse")


class WithdrawForm(ReasonForm):
    """Why a referral is taken back."""

    title = "Retirer la demande"
    lead = "L’association est prévenue et la place réservée est rendue."
    button = "Retirer la demande"
    look = "non"
    reason = codes("Raison", WITHDRAW_REASONS.items(), "Choisissez une raison")


class ResubmitForm(MoveForm):
    """News of the family or of the young person."""

    title = "Donner des nouvelles et relancer"
    lead = "La demande repart aussitôt vers une association possible."
    button = "Relancer la demande"
    hints: ClassVar[dict[str, str]] = {"news": SHOWN_TO_OTHERS}
    news = words("Les nouvelles", "Écrivez les nouvelles que vous avez")

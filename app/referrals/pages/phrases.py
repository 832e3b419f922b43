"""Turns of phrase of a referral's pages: classes, deadlines, what an act led to."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from app.core.clock import day_of
from app.core.formats import count, day_month_text, weekday_date_text
from app.core.typography import of_person, typo
from app.matching.vocabulary import NEED_LABELS
from app.matching.wording import lower_first, upper_first
from app.referrals.pages.wording import AFTER_AN_END
from app.referrals.rules import WaitReason
from app.referrals.situations import BY_CODE

MEETING_LABELS: dict[str, str] = {
    "indifferent": "Peu importe",
    "presentiel": "Sur place",
    "distanciel": "À distance",
    "distanciel_seul": "À distance",
}
QPV_WORDS: dict[bool | None, str] = {True: "Oui", False: "Non", None: "Ne sait pas"}
NEED_WORDS: dict[str, str] = {code: upper_first(word) for code, word in NEED_LABELS.items()} | {
    "scolaire": "Scolarité et méthode"
}
OFFERED_NEEDS = (
    "scolaire",
    "confiance",
    "orientation",
    "decouverte_pro",
    "alternance",
    "insertion",
    "francais_fls",
    "ouverture_culturelle",
)
"""The objectives of the form, in its order; the brochure's other needs are not asked."""
NOTHING_SENT = (
    "Aucune nouvelle demande n’est partie. Pour envoyer une ligne, corrigez ses cellules en rouge "
    "et cochez l’accord de la famille."
)


@dataclass(frozen=True, slots=True)
class Deadline:
    """Until when to answer: `tone` is "" (time left), "proche" (tomorrow), "depassee" (now)."""

    text: str
    tone: str = ""


def class_words(situation: str) -> str:
    """Return a class or situation inside a sentence: « seconde professionnelle », « CM1 »."""
    return in_sentence(BY_CODE[situation].label)


def in_sentence(label: str) -> str:
    """Return a label as a sentence goes on with it; « CPE » keeps its capitals."""
    return label if label[1:2].isupper() else lower_first(label)


def need_labels(objectives: list[str]) -> tuple[str, ...]:
    """Return the objectives as key words, in the order of the brochure's needs."""
    return tuple(word for code, word in NEED_WORDS.items() if code in objectives)


def answer_by(deadline: date | None, today: date) -> Deadline:
    """Return what an inbox says of a deadline; None while the prescriber is asked something."""
    if deadline is None:
        return Deadline("Complément attendu du prescripteur")
    if deadline < today:
        return Deadline(
            typo(f"En retard : réponse attendue le {day_month_text(deadline)}"), "depassee"
        )
    if deadline == today:
        return Deadline("Répondre aujourd’hui", "depassee")
    if deadline == today + timedelta(days=1):
        return Deadline("Répondre demain au plus tard", "proche")
    return Deadline(f"Répondre au plus tard le {day_month_text(deadline)}")


def expected_by(deadline: date | None, today: date) -> Deadline:
    """Return the same for the page of one referral: « Attendue au plus tard le mercredi… »."""
    if deadline is None:
        return answer_by(None, today)
    day = weekday_date_text(deadline)
    if deadline < today:
        return Deadline(typo(f"En retard : elle était attendue le {day}"), "depassee")
    if deadline == today:
        return Deadline(f"Attendue aujourd’hui, {day}", "depassee")
    if deadline == today + timedelta(days=1):
        return Deadline(f"Attendue au plus tard le {day}, demain", "proche")
    return Deadline(f"Attendue au plus tard le {day}")


def sent_words(submitted_at: datetime, now: datetime) -> str:
    """Return the age of a request: « Envoyée hier », « Envoyée il y a 6 jours »."""
    days = (day_of(now) - day_of(submitted_at)).days
    if days <= 0:
        return "Envoyée aujourd’hui"
    return "Envoyée hier" if days == 1 else f"Envoyée il y a {count('jour', days)}"


def declined_sentence(who: str, wait_reason: WaitReason | None, is_rerouted: bool) -> str:
    """Return what a refusal led to, for the person who declined.

    Args:
        who: initials of the young person.
        wait_reason: why the request waits, None when it is withdrawn.
        is_rerouted: whether another association is asked.
    """
    outcome = (
        "Elle est déjà proposée à une autre association."
        if is_rerouted
        else AFTER_AN_END[wait_reason].to_association
    )
    return typo(f"Vous avez décliné la demande {of_person(who)} {outcome}")


def told_of_sending(sent: int, failed: int) -> tuple[str, str]:
    """Return what sending a class list did, and the kind of message that says it."""
    if failed:
        stay = count("demande n’a pas pu partir", failed, "demandes n’ont pas pu partir")
        left = f"{count('demande envoyée', sent)}. " if sent else ""
        return typo(f"{left}{stay} : rien n’est perdu, envoyez de nouveau."), "warning"
    if sent:
        return f"{count('demande envoyée', sent)}.", "success"
    return NOTHING_SENT, "warning"

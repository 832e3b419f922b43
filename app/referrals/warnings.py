"""What is worth a second look before sending: asked once, never refused. Pure."""

import re
from dataclasses import dataclass
from datetime import date

from anyascii import anyascii

from app.core.formats import date_text
from app.core.typography import NBSP
from app.referrals.situations import BY_CODE, Situation, is_unusual_age

_SENSITIVE: dict[str, str] = {
    "de santé": r"sante|malad|medic|medec|hopita|psych|depress|anxi|troubl|tdah|dys[a-z]+|autis"
    r"|epilep|asthm|diabet|allerg|suicid|addict|anorex|boulim|enceinte\b|grossesse",
    "de handicap": r"handicap|mdph\b|ulis\b|aesh\b|invalid|fauteuil roulant|sourde?\b|aveugle",
    "de religion": r"relig|musulm|islam|catho|chretien|juifs?\b|juives?\b|voilee?s?\b|ramadan"
    r"|mosquee|eglise|synagogue|priere|halal|casher|temoins? de jehovah",
    "d’origine": r"origin|immigr|refugi|etranger|sans.papiers|oqtf\b|nationalit|migrant|asile\b"
    r"|ethni|titre de sejour|mineure? isole",
    "de justice": r"justice|judiciair|polic|gendarm|tribuna|juges?\b|prison|incarcer|detenti|detenu"
    r"|garde a vue|delinqu|pjj\b",
    "de situation familiale": r"foyers?\b|maltrait|violen|ase\b|famille d.accueil|divorc|orphelin",
}
_TOPICS = {topic: re.compile(rf"\b(?:{stems})") for topic, stems in _SENSITIVE.items()}


@dataclass(frozen=True, slots=True)
class Twin:
    """A referral the organisation already sent for somebody alike.

    `born_on` is None when the birth date is the same; `standing` is where it is, « proposée ».
    """

    reference: str
    name: str
    sent_on: date
    standing: str
    born_on: date | None = None


@dataclass(frozen=True, slots=True)
class Doubt:
    """One question to the person who sends.

    `code` changes with the answer it is about, so that a new mistake is a new question;
    `reference` names the referral to look at, if there is one.
    """

    code: str
    text: str
    reference: str = ""


def warn_of_age(situation_code: str, age: int) -> list[Doubt]:
    """Return a warning if the age is unusual in that class: « 19 ans en CM2 »."""
    situation = BY_CODE[situation_code]
    if not is_unusual_age(situation, age):
        return []
    text = (
        f"{age}{NBSP}ans {in_class_words(situation)}{NBSP}: vérifiez la date ou la classe. "
        "Vous pouvez envoyer tel quel."
    )
    return [Doubt(f"age-{situation_code}-{age}", text)]


def warn_of_words(note: str) -> list[Doubt]:
    """Return a warning if the note seems to speak of what Navette must not keep.

    Source: spec/trust.md, D (free text: a word alert that asks and does not block).
    """
    words = anyascii(note).casefold()
    topics = [topic for topic, pattern in _TOPICS.items() if pattern.search(words)]
    if not topics:
        return []
    said = " et ".join([", ".join(topics[:-1]), topics[-1]] if topics[:-1] else topics)
    text = (
        f"Ce texte semble parler {said}. La famille et l’association le liront{NBSP}: "
        f"est-ce utile au mentor{NBSP}?"
    )
    return [Doubt("note-" + "-".join(str(list(_TOPICS).index(t)) for t in topics), text)]


def warn_of_twin(twin: Twin | None) -> list[Doubt]:
    """Return a warning if the organisation already sent a referral for somebody alike."""
    if twin is None:
        return []
    born = f" (date de naissance notée{NBSP}: {date_text(twin.born_on)})" if twin.born_on else ""
    text = (
        f"Une demande existe déjà pour {twin.name}{born}, envoyée le {date_text(twin.sent_on)} "
        f"par votre établissement. Demande nº{NBSP}{twin.reference}, {twin.standing}."
    )
    return [Doubt(twin_code(twin.reference), text, twin.reference)]


def twin_code(reference: str) -> str:
    """Return the code of the doubt about a referral already sent for somebody alike."""
    return f"double-{reference}"


def in_class_words(situation: Situation) -> str:
    """Return « en CM2 », « en grande section », « en recherche d’emploi », « hors de l’école »."""
    if situation.code == "SORTI":
        return "hors de l’école"
    label = situation.label.partition(" (")[0]
    first = label.partition(" ")[0].rstrip(",")
    if first == "En":
        return label[:1].lower() + label[1:]
    return f"en {label if first.isupper() else label[:1].lower() + label[1:]}"

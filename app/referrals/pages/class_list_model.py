"""The workbook a prescriber fills in with the pupils of a class, and brings back."""

from app.core.web import product_name
from app.core.xlsx_model import Question, write_form
from app.referrals.list_words import MEETING_LABELS, NO_SCHOOL_WORDS, QPV_LABELS
from app.referrals.pages.desk import Desk
from app.referrals.pages.phrases import NEED_WORDS, OFFERED_NEEDS
from app.referrals.situations import SITUATIONS

TITLE = "Liste de jeunes à orienter"
SHEET = "Jeunes"


def write_model(desk: Desk) -> bytes:
    """Return the workbook to fill in; a service that teaches nobody is asked the school too."""
    return write_form(TITLE, product_name(), SHEET, _questions(desk))


def _questions(desk: Desk) -> list[Question]:
    needs = tuple(NEED_WORDS[code] for code in OFFERED_NEEDS)
    contact = "Un téléphone ou une adresse électronique suffit."
    school = Question(
        "Établissement fréquenté",
        "Le nom de l’école, du collège ou du lycée, dans la liste.",
        34,
        (NO_SCHOOL_WORDS, *(one.name for one in desk.schools)),
    )
    return [
        Question("Prénom", "Le prénom du jeune."),
        Question("Nom", "Le nom du jeune."),
        Question("Date de naissance", "Jour, mois et année, par exemple 27/03/2012.", 18),
        Question(
            "Classe ou situation",
            "Choisissez dans la liste. « 4e B » ou « Tle pro » sont compris aussi.",
            30,
            tuple(situation.label for situation in SITUATIONS),
        ),
        *([school] if desk.schools else []),
        Question(
            "QPV",
            "L’adresse est-elle en quartier prioritaire ? Vide : « Je ne sais pas ».",
            16,
            tuple(QPV_LABELS.values()),
        ),
        Question("Objectif 1", "Ce que le mentorat doit apporter, dans la liste.", 26, needs),
        Question("Objectif 2", "Un deuxième objectif, s’il y en a un.", 26, needs),
        Question("Objectif 3", "Un troisième, pas davantage.", 26, needs),
        Question(
            "Rencontres",
            "Où se rencontrer. Vide : « Peu importe ».",
            16,
            tuple(MEETING_LABELS.values()),
        ),
        Question(
            "À savoir",
            "Ce qui aide le mentor. Pas de santé, de religion, d’origine ni de situation "
            "judiciaire : la famille peut lire ce texte.",
            40,
        ),
        Question("Responsable légal", "Prénom et nom, pour un mineur.", 26),
        Question("Téléphone", contact, 18),
        Question("Adresse électronique", contact, 28),
        Question(
            "Accord de la famille",
            "Pour votre suivi. L’accord se coche jeune par jeune à l’écran, avant l’envoi.",
            18,
            ("Oui", "Non"),
        ),
    ]

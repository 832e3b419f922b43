"""The twelve questions of the referral form, and what refuses an answer on sight.

Source: spec/screens.md, A.3 (fields) and C.5 (messages).
"""

from flask_wtf import FlaskForm
from wtforms import BooleanField, HiddenField

from app.core.typography import NBSP
from app.referrals.forms import choices
from app.referrals.forms.fields import (
    BoxesField,
    ChoiceField,
    LineField,
    ListField,
    ParagraphField,
    among,
    at_most,
    filled,
    seen_whole,
)
from app.referrals.rules import ANYHOW


class Questions(FlaskForm):
    """The fields, in the order of the page."""

    first_name = LineField(
        "Prénom",
        [
            seen_whole("le prénom"),
            filled("Indiquez le prénom"),
            at_most(80, f"Le prénom doit compter 80{NBSP}caractères au plus"),
        ],
    )
    last_name = LineField(
        "Nom",
        [
            seen_whole("le nom"),
            filled("Indiquez le nom"),
            at_most(80, f"Le nom doit compter 80{NBSP}caractères au plus"),
        ],
    )
    birth_date = LineField(
        "Date de naissance",
        [filled("Indiquez la date de naissance, par exemple 27/03/2012")],
    )
    situation = ListField(
        "Classe ou situation",
        [among("Choisissez la classe ou la situation")],
        choices=choices.SITUATION_CHOICES,
    )
    school = ListField(
        "Établissement fréquenté",
        [among("Choisissez l’établissement fréquenté, ou « Aucun ou hors de Roubaix »")],
    )
    qpv = ChoiceField(
        "Adresse en quartier prioritaire (QPV)",
        [among("Dites si l’adresse est en quartier prioritaire, ou « Je ne sais pas »")],
        choices=choices.QPV_CHOICES,
    )
    objectives = BoxesField("Objectifs du mentorat", choices=choices.OBJECTIVE_CHOICES)
    meeting = ChoiceField(
        "Rencontres",
        [among("Choisissez comment se rencontrer, ou « Peu importe »")],
        choices=choices.MEETING_CHOICES,
        default=ANYHOW,
    )
    note = ParagraphField(
        "Ce que le mentor doit savoir",
        [
            seen_whole("ce texte"),
            at_most(500, f"Ce texte doit compter 500{NBSP}caractères au plus"),
        ],
    )
    guardian_name = LineField(
        "Nom du responsable légal",
        [
            seen_whole("le nom du responsable légal"),
            at_most(120, f"Le nom du responsable légal doit compter 120{NBSP}caractères au plus"),
        ],
    )
    phone = LineField("Téléphone")
    email = LineField("Adresse électronique")
    agreement = BooleanField("Accord")
    wish = ChoiceField("Préférence", default="")
    confirmed = BoxesField("Public propre à une association")
    submission_key = HiddenField()
    draft_reference = HiddenField()
    seen = HiddenField()

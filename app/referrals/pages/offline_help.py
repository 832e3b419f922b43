"""The words of the workbook an association takes away: its columns, its lists, its help."""

from collections.abc import Mapping, Sequence

from app.core.xlsx import Kind
from app.core.xlsx_answers import Asked
from app.referrals import offline_words as words
from app.referrals.endings import (
    ANSWERS,
    CLOSING_QUESTIONS,
    COMPLETIONS,
    END_REASONS,
    MODALITIES,
    NEED_OUTCOMES,
)
from app.referrals.offline_words import ACTION_LABELS, TITLES, Action
from app.referrals.reasons import DECLINE_REASONS

OF_DECLINE, OF_END = "Motif de refus", "Motif d’arrêt"
OF_ANSWER, OF_NEED = "Réponse", "Objectif atteint"
TOGETHER: tuple[tuple[Action, ...], ...] = (
    (Action.ACCEPT, Action.DECLINE),
    (Action.START,),
    (Action.COMPLETE, Action.END_EARLY),
)
"""The actions a row may offer, according to where it stands."""
LISTS: Mapping[str, Sequence[str]] = {
    **{
        " / ".join(ACTION_LABELS[one] for one in actions): [ACTION_LABELS[one] for one in actions]
        for actions in TOGETHER
    },
    OF_DECLINE: [facts.label for facts in DECLINE_REASONS.values()],
    OF_END: list(END_REASONS.values()),
    TITLES[words.MODALITY]: list(MODALITIES.values()),
    TITLES[words.COMPLETION]: list(COMPLETIONS.values()),
    OF_ANSWER: list(ANSWERS.values()),
    OF_NEED: list(NEED_OUTCOMES.values()),
}
NO_NAME = "N’écrivez ni nom, ni santé, ni situation familiale."
HELPS: Mapping[str, str] = {
    words.ACTION: "Ce que vous décidez, dans la liste de la cellule. Vide : rien n’est changé.",
    words.REASON: "Avec « Décliner » ou « Arrêt anticipé », dans la liste de la cellule.",
    words.NOTE: f"Avec un motif. Obligatoire avec « Autre », 500 caractères au plus. {NO_NAME}",
    words.DAY: "Avec « Mentor trouvé » : jour, mois et année, par exemple 27/11/2026.",
    words.MODALITY: "Avec « Mentor trouvé » : où le binôme se rencontre.",
    words.COMPLETION: "Avec « Clore l’accompagnement » : comment il arrive à son terme.",
    **{
        column: f"Avec « Clore l’accompagnement », facultatif. {CLOSING_QUESTIONS[code]}."
        for column, code in words.QUESTIONS.items()
    },
    **{
        column: f"Avec « Clore l’accompagnement » : l’objectif numéro {rank} de la colonne "
        "« Objectifs » est-il atteint ?"
        for rank, column in enumerate(words.NEEDS, start=1)
    },
}
WIDTHS: Mapping[str, int] = {
    words.ACTION: 24,
    words.REASON: 34,
    words.NOTE: 34,
    words.DAY: 13,
    words.MODALITY: 14,
    words.COMPLETION: 22,
}
ASKED = tuple(
    Asked(
        code,
        title,
        HELPS[code],
        WIDTHS.get(code, 14),
        Kind.DATE if code == words.DAY else Kind.TEXT,
    )
    for code, title in TITLES.items()
)
"""The columns to fill in."""
FILLING = (
    "Les cellules à remplir sont en couleur et proposent une liste. Les autres sont verrouillées, "
    "sans mot de passe : elles disent ce que vous lisez aussi à l’écran."
)
BRINGING_BACK = (
    "Enregistrez au format .xlsx ou .ods, puis déposez le fichier sur la page « Travailler hors "
    "ligne ». Vous voyez d’abord, ligne par ligne, ce qui sera fait ; rien ne change avant votre "
    "accord."
)
MEANWHILE = "La ligne dit qui et quand, et n’écrase rien. Les autres lignes passent."
PROTECTING = (
    "Ce fichier contient des noms et des coordonnées. Ne l’envoyez pas par courriel, ne le déposez "
    "pas sur un espace partagé, supprimez-le après usage."
)
ADVICE: tuple[tuple[str, str], ...] = (
    ("Remplir", FILLING),
    ("Rapporter", BRINGING_BACK),
    ("Si quelqu’un d’autre a répondu", MEANWHILE),
    ("Protéger", PROTECTING),
)


def list_of(code: str) -> str:
    """Return the list of words of a column, "" when it has none; a reason depends on the row."""
    if code in words.QUESTIONS:
        return OF_ANSWER
    if code in words.NEEDS:
        return OF_NEED
    return TITLES[code] if code in {words.MODALITY, words.COMPLETION} else ""

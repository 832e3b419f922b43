"""What the form offers: codes of the rules, words of the screen."""

from collections.abc import Sequence

from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # older stubs

from app.auth.models import Organisation
from app.referrals.origins import ORIGIN_LABELS, origin_of
from app.referrals.pages.desk import label_of
from app.referrals.pages.phrases import MEETING_LABELS, NEED_WORDS, OFFERED_NEEDS
from app.referrals.rules import ANYHOW
from app.referrals.situations import SITUATIONS

SITUATION_CHOICES = [
    SelectChoice(situation.code, situation.label, optgroup=situation.group)
    for situation in SITUATIONS
]
QPV_VALUES: dict[str | None, bool | None] = {"yes": True, "no": False, "unknown": None}
QPV_CHOICES = [
    SelectChoice("yes", "Oui"),
    SelectChoice("no", "Non"),
    SelectChoice("unknown", "Je ne sais pas"),
]
MEETING_CHOICES = [
    SelectChoice(code, MEETING_LABELS[code]) for code in ("presentiel", "distanciel_seul", ANYHOW)
]
OBJECTIVE_CHOICES = [SelectChoice(code, NEED_WORDS[code]) for code in OFFERED_NEEDS]
NO_SCHOOL = "none"


def meeting_of(code: str | None) -> str:
    """Return the wish of meetings that was chosen, « Peu importe » for anything else."""
    offered = [str(choice.value) for choice in MEETING_CHOICES]
    return code if code in offered else ANYHOW


def school_choices(schools: Sequence[Organisation]) -> list[SelectChoice]:
    """Return the schools of a territory, by stage, after the answer « none of them »."""
    none = SelectChoice(NO_SCHOOL, "Aucun ou hors de Roubaix", optgroup="Autre réponse")
    return [
        none,
        *(
            SelectChoice(str(school.id), label_of(school), optgroup=ORIGIN_LABELS[origin])
            for origin in ORIGIN_LABELS
            for school in schools
            if origin_of(school.kinds) == origin
        ),
    ]


def slug_choices(slugs: Sequence[str]) -> list[SelectChoice]:
    """Return one choice per programme; the live list writes their words."""
    return [SelectChoice(slug) for slug in slugs]

"""From what a prescriber said to what the engine reads: pure."""

from dataclasses import dataclass
from datetime import date

from app.matching import Profile
from app.referrals.rules import age_on
from app.referrals.situations import BY_CODE


@dataclass(frozen=True, slots=True)
class Answers:
    """The facts that matter for matching; None or empty while the form is half filled.

    `kinds` are those of the prescriber's organisation and of the school attended.
    """

    kinds: frozenset[str]
    birth_date: date | None = None
    situation: str | None = None
    qpv: bool | None = None
    objectives: frozenset[str] = frozenset()
    meeting: str = "indifferent"
    wish: str | None = None
    confirmed: frozenset[str] = frozenset()


def build_profile(profile_id: str, answers: Answers, on: date) -> Profile:
    """Return the engine's view of a young person on a day.

    Args:
        profile_id: the referral's reference, never a name.
        on: the day of the referral.

    Source: spec/assignment.md, "Eligibility": a referral is itself the sign of a difficulty;
    looking for work or for an apprenticeship is read from the situation, then from the objectives.
    """
    situation = BY_CODE.get(answers.situation or "")
    asked = answers.objectives
    apprentice: bool | None = None
    if situation is not None and (asked or situation.apprentice):
        apprentice = situation.apprentice or "alternance" in asked
    return Profile(
        id=profile_id,
        kinds=answers.kinds,
        level=situation.level if situation else None,
        age=age_on(answers.birth_date, on) if answers.birth_date else None,
        qpv=answers.qpv,
        modest_background=None,
        in_difficulty=True,
        apprentice=apprentice,
        seeking=(situation.seeking if situation else None) or _sought(asked),
        new_to_french="francais_fls" in asked,
        needs=asked,
        meeting=answers.meeting,
        wish=answers.wish,
        confirmed=answers.confirmed,
    )


def _sought(objectives: frozenset[str]) -> str | None:
    if "alternance" in objectives:
        return "alternance"
    return "emploi" if "insertion" in objectives else None

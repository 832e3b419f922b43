"""The engine: which association is proposed to which young person, why, and why not the others.

Pure functions on frozen dataclasses: no clock, no database, no Flask. It proposes; a person
always decides.
"""

from app.matching.criteria import Eligibility, Verdict, eligibility
from app.matching.explanation import Explanation, Other, explain, explanation_from_data
from app.matching.facts import Arrival, Places, Profile, profile_from_data, profile_to_data
from app.matching.planning import Crowd, Plan, gather, plan
from app.matching.programmes import (
    Criterion,
    Programme,
    UnknownCriterionError,
    load_programmes,
    programme_from_data,
)
from app.matching.ranking import Offer, fit, offer_of, rank
from app.matching.reasons import Reason
from app.matching.tension import Forecast, forecast, tensions
from app.matching.vocabulary import shortage_word

__all__ = [
    "Arrival",
    "Criterion",
    "Crowd",
    "Eligibility",
    "Explanation",
    "Forecast",
    "Offer",
    "Other",
    "Places",
    "Plan",
    "Profile",
    "Programme",
    "Reason",
    "UnknownCriterionError",
    "Verdict",
    "eligibility",
    "explain",
    "explanation_from_data",
    "fit",
    "forecast",
    "gather",
    "load_programmes",
    "offer_of",
    "plan",
    "profile_from_data",
    "profile_to_data",
    "programme_from_data",
    "rank",
    "shortage_word",
    "tensions",
]

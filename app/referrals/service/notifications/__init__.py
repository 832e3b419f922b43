"""Who is told what, by audience. Pure: facts in, mails out.

Never the name, the birth date or a contact of a young person, nor a free text.

Source: spec/screens.md C.7.
"""

from app.referrals.service.notifications.associations import (
    ask_to_correct_places,
    remind_coordinators,
    tell_coordinators,
    tell_expired,
    tell_reminder,
    tell_renewed,
    tell_reply,
)
from app.referrals.service.notifications.managers import tell_monday
from app.referrals.service.notifications.prescribers import (
    tell_accepted,
    tell_ended,
    tell_merged,
    tell_question,
    tell_receipt,
    tell_rerouted,
    tell_waiting,
)
from app.referrals.service.notifications.told import (
    Answerer,
    Due,
    Ended,
    MondayPoint,
    Told,
    ToldProgramme,
    ToldProposal,
)

__all__ = [
    "Answerer",
    "Due",
    "Ended",
    "MondayPoint",
    "Told",
    "ToldProgramme",
    "ToldProposal",
    "ask_to_correct_places",
    "remind_coordinators",
    "tell_accepted",
    "tell_coordinators",
    "tell_ended",
    "tell_expired",
    "tell_merged",
    "tell_monday",
    "tell_question",
    "tell_receipt",
    "tell_reminder",
    "tell_renewed",
    "tell_reply",
    "tell_rerouted",
    "tell_waiting",
]

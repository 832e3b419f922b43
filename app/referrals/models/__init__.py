"""The tables of referrals."""

from app.referrals.models.desk import ReferralDraft, TensionSnapshot
from app.referrals.models.lists import KeptSearch, SavedFilter
from app.referrals.models.referral import Assignment, Referral, WaitingOption, YoungPerson
from app.referrals.models.thread import ThreadEntry

__all__ = [
    "Assignment",
    "KeptSearch",
    "Referral",
    "ReferralDraft",
    "SavedFilter",
    "TensionSnapshot",
    "ThreadEntry",
    "WaitingOption",
    "YoungPerson",
]

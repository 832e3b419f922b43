"""The tables of referrals."""

from app.referrals.models.desk import ClassList, OfflineReturn, ReferralDraft, TensionSnapshot
from app.referrals.models.lists import KeptSearch, SavedFilter
from app.referrals.models.referral import Assignment, Referral, WaitingOption, YoungPerson
from app.referrals.models.suspicion import Suspicion
from app.referrals.models.thread import ThreadEntry

__all__ = [
    "Assignment",
    "ClassList",
    "KeptSearch",
    "OfflineReturn",
    "Referral",
    "ReferralDraft",
    "SavedFilter",
    "Suspicion",
    "TensionSnapshot",
    "ThreadEntry",
    "WaitingOption",
    "YoungPerson",
]

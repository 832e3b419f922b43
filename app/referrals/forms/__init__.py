"""Forms about referrals: from what is typed to what the services take."""

from app.referrals.forms.referral import ReferralForm

__all__ = ["ReferralForm"]

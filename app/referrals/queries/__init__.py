"""Reading referrals, always in the scope of the person who reads."""

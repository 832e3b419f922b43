"""Young people, referrals and assignments: the central noun, one file per act."""

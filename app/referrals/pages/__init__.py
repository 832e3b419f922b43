"""What a reader is shown of referrals: words and pages, made from what was read."""

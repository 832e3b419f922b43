"""The acts on a referral, one file each."""

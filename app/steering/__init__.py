"""Steering: places, sheets and what would happen if, above referrals so that lists are served."""

"""The pages of referrals: those of prescribers, of associations, and the lists of all."""

from flask import Blueprint

bp = Blueprint("referrals", __name__, url_prefix="/demandes")

"""The pages of referrals: those of prescribers, of associations, and the lists of all."""

from flask import Blueprint, request

from app.core.errors import NotFoundError
from app.referrals.references import is_reference

bp = Blueprint("referrals", __name__, url_prefix="/demandes")


@bp.before_request
def refuse_made_up_references() -> None:
    """Answer 404 to what cannot be a reference, before it reaches a query."""
    reference = (request.view_args or {}).get("reference")
    if reference is not None and not is_reference(reference):
        raise NotFoundError


from app.referrals.views import (  # noqa: E402 - they mount their pages on bp
    answer,
    batches,
    detail,
    lists,
    submit,
)

__all__ = ["answer", "batches", "bp", "detail", "lists", "submit"]

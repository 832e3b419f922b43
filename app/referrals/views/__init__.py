"""The pages of referrals: those of prescribers, of associations, the lists of all, mails' links."""

from flask import Blueprint, redirect, request, url_for
from flask.typing import ResponseReturnValue

from app.core.errors import NotFoundError
from app.referrals.references import is_reference, spell_reference

bp = Blueprint("referrals", __name__, url_prefix="/demandes")
links = Blueprint("links", __name__, url_prefix="/repondre")


@bp.before_request
def read_reference_of_address() -> ResponseReturnValue | None:
    """Answer 404 to what cannot be a reference, before it reaches a query.

    A reference typed in lower case leads to its page: people copy it from paper.
    """
    reference = (request.view_args or {}).get("reference")
    if reference is None or is_reference(reference):
        return None
    spelled = spell_reference(reference)
    if request.method not in {"GET", "HEAD"} or not is_reference(spelled):
        raise NotFoundError
    address = url_for(str(request.endpoint), **{**(request.view_args or {}), "reference": spelled})
    query = request.query_string.decode("ascii", "ignore")
    return redirect(f"{address}?{query}" if query else address, code=308)


from app.referrals.views import (  # noqa: E402 - they mount their pages on bp and links
    answer,
    asking,
    batches,
    by_link,
    class_lists,
    correcting,
    detail,
    following,
    lists,
    offline,
    steering,
    submit,
    suspicions,
)

__all__ = [
    "answer",
    "asking",
    "batches",
    "bp",
    "by_link",
    "class_lists",
    "correcting",
    "detail",
    "following",
    "links",
    "lists",
    "offline",
    "steering",
    "submit",
    "suspicions",
]

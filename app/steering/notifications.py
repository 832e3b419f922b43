"""Mails about places and sheets. Pure: facts in, mails out; never a word of a young person."""

from app.core.mail import Mail, Urgency


def tell_change(
    to: tuple[str, ...], association: str, slug: str, author: str, what: str, reason: str = ""
) -> list[Mail]:
    """Tell what somebody changed of the places or of the sheet of an association.

    Args:
        author: the organisation that acted.
        what: a whole sentence in French, also the subject; it reads after « Afev : ».
        reason: what the person typed for the other side.
    """
    if not to:
        return []
    context = {
        "association": association,
        "slug": slug,
        "author": author,
        "what": what,
        "reason": " ".join(reason.split()),
    }
    return [Mail(to, "places_changed", context, urgency=Urgency.NEWS)]

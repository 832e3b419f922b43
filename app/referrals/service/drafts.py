"""Keeping a form as typed, to be sent later."""

from datetime import timedelta

from sqlalchemy import delete, select

from app.auth.rules import Actor
from app.core import audit, clock
from app.core.base import Json
from app.core.db import db, transactional
from app.referrals.models import ReferralDraft
from app.referrals.queries.listing import get_draft
from app.referrals.references import new_reference, read_reference

DRAFT_KEPT = timedelta(days=60)


@transactional
def save_draft(reference: str | None, answers: Json, actor: Actor) -> ReferralDraft:
    """Keep the answers of a form, readable or not, for the actor's organisation.

    Args:
        reference: of the draft being continued; None, unknown or foreign starts a new one.
        answers: field name to text or list of texts, as typed.
    """
    draft = db.session.scalars(
        select(ReferralDraft).where(
            ReferralDraft.reference == read_reference(reference),
            ReferralDraft.organisation_id == actor.organisation_id,
        )
    ).one_or_none()
    if draft is None:
        draft = ReferralDraft(
            reference=new_reference(),
            organisation_id=actor.organisation_id,
            author_id=actor.user_id,
            created_at=clock.now(),
        )
        db.session.add(draft)
    draft.answers = answers
    draft.updated_at = clock.now()
    audit.record("draft.saved", actor, "draft", draft.reference)
    return draft


@transactional
def purge_old_drafts() -> int:
    """Delete the drafts nobody has touched for sixty days; a chore, harmless when repeated.

    Source: spec/lifecycle.md, "Referral states".
    """
    before = clock.now() - DRAFT_KEPT
    gone = db.session.scalars(
        delete(ReferralDraft)
        .where(ReferralDraft.updated_at < before)
        .returning(ReferralDraft.reference)
    ).all()
    for reference in gone:
        audit.record("draft.purged", None, "draft", reference)
    return len(gone)


def forget_draft(reference: str, actor: Actor) -> None:
    """Delete a draft of the actor's organisation, if it exists; joins the caller's act."""
    db.session.execute(
        delete(ReferralDraft).where(
            ReferralDraft.reference == read_reference(reference),
            ReferralDraft.organisation_id == actor.organisation_id,
        )
    )


@transactional
def delete_draft(reference: str, actor: Actor) -> None:
    """Delete a draft nobody will send.

    Raises:
        NotFoundError: absent, sent, deleted, or somebody else's.
    """
    draft = get_draft(reference, actor)
    db.session.delete(draft)
    audit.record("draft.deleted", actor, "draft", reference)

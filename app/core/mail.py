"""Mail: a row in the outbox, in the transaction of the act that causes it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from flask import current_app

from app.core import clock
from app.core.db import db
from app.core.models import OutboxMessage

SUBJECT_MARK = "Objet\u00a0: "
SUBJECT_LENGTH = 200


@dataclass(frozen=True, slots=True)
class Mail:
    """What to say to whom: `template` is a file of templates/email/ without its ending.

    The context holds references and initials, never the name or a contact of a young person.
    `read_once` is for a text that holds a one-time link: it is erased as soon as it has left.
    """

    recipients: tuple[str, ...]
    template: str
    context: Mapping[str, Any] = field(default_factory=dict)
    read_once: bool = False


def post(mails: Iterable[Mail]) -> None:
    """Write mails to the outbox, one row a recipient; they leave once the transaction is kept."""
    for mail in mails:
        subject, body = render_mail(mail.template, mail.context)
        for recipient in mail.recipients:
            db.session.add(
                OutboxMessage(
                    recipient=recipient,
                    template=mail.template,
                    subject=subject,
                    body=body,
                    read_once=mail.read_once,
                    created_at=clock.now(),
                    due_at=clock.now(),
                )
            )


def render_mail(template: str, context: Mapping[str, Any]) -> tuple[str, str]:
    """Return the subject and the body of a mail; the template's first line is the subject.

    The page in progress, if any, lends nothing to the mail: no menu, no signed-in person.
    """
    public_url = current_app.config["SETTINGS"].public_url
    page = current_app.jinja_env.get_template(f"email/{template}.txt")
    text = page.render(public_url=public_url, **context)
    first, _, body = text.lstrip().partition("\n")
    if not first.startswith(SUBJECT_MARK):
        raise ValueError(f"email/{template}.txt must begin with « {SUBJECT_MARK}»")
    return first.removeprefix(SUBJECT_MARK).strip()[:SUBJECT_LENGTH], body.strip() + "\n"

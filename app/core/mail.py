"""Mail: a row in the outbox, in the transaction of the act that causes it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import Enum, auto
from typing import Any

from flask import current_app

from app.core import clock
from app.core.db import db
from app.core.letterpress import Sheet, button, fact, read_sheet, runs, set_text
from app.core.models import OutboxMessage

SUBJECT_MARK = "Objet\u00a0: "
SUBJECT_LENGTH = 200
LAYOUT = "email/_layout.html"


class Urgency(Enum):
    """Whether a mail can wait for its reader: who reads at what pace is not known here.

    PRESSING leaves at once, whoever reads: a link to come in, a deadline, what blocks. NEWS can be
    read later, or on the pages. A SUMMARY is a digest by itself: it waits for no other.
    """

    PRESSING = auto()
    NEWS = auto()
    SUMMARY = auto()


@dataclass(frozen=True, slots=True)
class Mail:
    """What to say to whom: `template` is a file of templates/email/ without its ending.

    The context holds references and initials, never the name or a contact of a young person.
    `read_once` is for a text that holds a link of one person's own: it is erased as soon as it has
    left.
    """

    recipients: tuple[str, ...]
    template: str
    context: Mapping[str, Any] = field(default_factory=dict)
    read_once: bool = False
    urgency: Urgency = Urgency.PRESSING


@dataclass(frozen=True, slots=True)
class Written:
    """A mail written out: `body` in plain text, `html` the same; `link` is where it leads first."""

    subject: str
    body: str
    html: str
    link: str


def post(mails: Iterable[Mail]) -> None:
    """Write mails to the outbox, one row a recipient; they leave once the transaction is kept."""
    for mail in mails:
        written = write_mail(mail.template, mail.context)
        for recipient in mail.recipients:
            db.session.add(
                OutboxMessage(
                    recipient=recipient,
                    template=mail.template,
                    subject=written.subject,
                    body=written.body,
                    html=written.html,
                    read_once=mail.read_once,
                    created_at=clock.now(),
                    due_at=clock.now(),
                )
            )


def write_mail(template: str, context: Mapping[str, Any]) -> Written:
    """Return a mail in both forms; the template's first line is the subject.

    The page in progress, if any, lends nothing to the mail: no menu, no signed-in person.

    Raises:
        ValueError: the template has no subject.
    """
    page = current_app.jinja_env.get_template(f"email/{template}.txt")
    text = page.render(public_url=public_url(), button=button, fact=fact, **context)
    first, _, rest = text.lstrip().partition("\n")
    if not first.startswith(SUBJECT_MARK):
        raise ValueError(f"email/{template}.txt must begin with « {SUBJECT_MARK}»")
    subject = first.removeprefix(SUBJECT_MARK).strip()[:SUBJECT_LENGTH]
    sheet = read_sheet(rest)
    return Written(subject, set_text(sheet), set_html(subject, sheet), sheet.link)


def public_url() -> str:
    """Return where the service is reached, as links in mails say it."""
    address: str = current_app.config["SETTINGS"].public_url
    return address


def set_html(subject: str, sheet: Sheet) -> str:
    """Return a mail in the one HTML layout; whatever anybody typed is escaped there."""
    layout = current_app.jinja_env.get_template(LAYOUT)
    return layout.render(subject=subject, body=runs(sheet.blocks), foot=runs(sheet.foot))

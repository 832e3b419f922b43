"""Messages in the outbox, for the tests of delivery."""

from datetime import datetime

from sqlalchemy import select

from app.core import clock
from app.core.db import db
from app.core.models import OutboxMessage
from app.core.post_office import Letter, SmtpPost
from config import Settings, SmtpServer
from tests.support.mail import SmtpInbox


def put_in_outbox(due_at: datetime | None = None, read_once: bool = False) -> int:
    """Return the number of a message that waits to be sent."""
    message = OutboxMessage(
        recipient="samira.haddad@example.org",
        template="receipt",
        read_once=read_once,
        subject="Demande 7K3QXZ envoyée à l’Afev",
        body="Bonjour,\n\nvotre demande est proposée à l’Afev.\n",
        html="<!doctype html><p>Bonjour, votre demande est proposée à l’Afev.</p>",
        created_at=clock.now(),
        due_at=due_at or clock.now(),
    )
    db.session.add(message)
    db.session.commit()
    return message.id


def get_message(number: int) -> OutboxMessage:
    """Return a message as it is in the base now."""
    statement = select(OutboxMessage).where(OutboxMessage.id == number)
    return db.session.scalars(statement.execution_options(populate_existing=True)).one()


def post_to(inbox: SmtpInbox, settings: Settings, ca_file: str | None = None) -> SmtpPost:
    """Return the way to a real server; it trusts the server's own certificate, or another."""
    trusted = str(inbox.ca_file) if ca_file is None else ca_file
    server = SmtpServer(inbox.host, inbox.port, inbox.username, inbox.password, trusted)
    return SmtpPost(server, settings)


class Notebook:
    """A way to send that only notes what it was given; `refuses` makes it fail first."""

    def __init__(self, refuses: int = 0) -> None:
        self.sent: list[int] = []
        self._refuses = refuses

    def send(self, letter: Letter) -> None:
        """Note, or fail as a network does."""
        if self._refuses:
            self._refuses -= 1
            raise ConnectionRefusedError("nobody answers")
        self.sent.append(letter.id)

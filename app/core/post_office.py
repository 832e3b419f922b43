"""The last yard of a mail: a server over STARTTLS, or a folder of .eml files."""

import contextlib
import email.policy
import smtplib
import ssl
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from email.utils import format_datetime
from pathlib import Path
from typing import Protocol
from urllib.parse import urlsplit

from app.core import clock
from config import Settings, SmtpServer

TIMEOUT_SECONDS = 30
# What a message may meet on its way: the network or the certificate, the server, its own content.
SEND_ERRORS = (OSError, smtplib.SMTPException, ValueError)


@dataclass(frozen=True, slots=True)
class Letter:
    """A message of the outbox, ready to leave; `html` says the same as `body`, or is empty."""

    id: int
    recipient: str
    subject: str
    body: str
    created_at: datetime
    html: str = ""


class Post(Protocol):
    """A way to send."""

    def send(self, letter: Letter) -> None:
        """Send; any error of `SEND_ERRORS` means not sent."""
        ...


@dataclass(frozen=True, slots=True)
class SmtpPost:
    """Sends through a server that must show a valid certificate."""

    server: SmtpServer
    settings: Settings

    def send(self, letter: Letter) -> None:
        """Send over STARTTLS; never in clear, never to a server that cannot prove its name."""
        message = write_message(letter, self.settings)
        context = ssl.create_default_context(cafile=self.server.ca_file or None)
        with smtplib.SMTP(self.server.host, self.server.port, timeout=TIMEOUT_SECONDS) as line:
            line.starttls(context=context)
            if self.server.username:
                line.login(self.server.username, self.server.password)
            line.send_message(message)


@dataclass(frozen=True, slots=True)
class FolderPost:
    """Writes each message to a file named after its row: sent twice, it is the same file."""

    folder: Path
    settings: Settings

    def send(self, letter: Letter) -> None:
        """Write the file whole, or not at all."""
        self.folder.mkdir(parents=True, exist_ok=True)
        file = self.folder / f"{letter.id:08d}.eml"
        draft = file.with_suffix(".part")
        draft.write_bytes(write_message(letter, self.settings).as_bytes())
        draft.replace(file)


def open_post(settings: Settings) -> Post:
    """Return how this installation sends: its server, or its folder in a demonstration.

    Raises:
        ValueError: neither is configured.
    """
    if settings.smtp is not None:
        return SmtpPost(settings.smtp, settings)
    if settings.mail_folder is not None:
        return FolderPost(settings.mail_folder, settings)
    raise ValueError("no mail server and no mail folder")


def write_message(letter: Letter, settings: Settings) -> EmailMessage:
    """Return the message; the same row always gives the same Message-ID."""
    message = EmailMessage(policy=email.policy.SMTP)
    host = urlsplit(settings.public_url).hostname or "localhost"
    message["From"] = settings.sender
    message["To"] = letter.recipient
    message["Subject"] = letter.subject
    message["Date"] = format_datetime(letter.created_at.astimezone(clock.PARIS))
    message["Message-ID"] = f"<navette-{letter.id}@{host}>"
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(letter.body, cte="quoted-printable")
    if letter.html:
        message.add_alternative(letter.html, subtype="html", cte="quoted-printable")
    return message


def plain_text_of(message: EmailMessage) -> str:
    """Return the plain text of a message, whether it has an HTML form too or not."""
    part = message.get_body(("plain",))
    return str(part.get_content()) if part is not None else ""


def read_message(file: Path) -> EmailMessage | None:
    """Return a message of the folder; None when it is not there any more."""
    with contextlib.suppress(FileNotFoundError):
        return email.message_from_bytes(file.read_bytes(), policy=email.policy.default)
    return None

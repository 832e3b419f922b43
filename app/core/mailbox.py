"""The mails of the demonstration, as their readers would receive them; nowhere else."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from flask import Blueprint, current_app, render_template, request
from flask.typing import ResponseReturnValue

from app.core.access import public
from app.core.errors import NotFoundError
from app.core.post_office import plain_text_of, read_message
from app.core.web import read_row_number
from config import Settings

PAGE_LENGTH = 25

bp = Blueprint("demo", __name__, url_prefix="/courriels")


@dataclass(frozen=True, slots=True)
class Delivered:
    """A message that left; `body` is plain text."""

    id: int
    at: datetime
    sender: str
    recipient: str
    subject: str
    body: str


@bp.get("")
@public
def list_mails() -> ResponseReturnValue:
    """The messages, newest first, some at a time."""
    before = read_row_number(request.args.get("avant", "")) or None
    mails, older = list_delivered(_open_folder(), before)
    return render_template("demo/mails.html", mails=mails, older=older)


@bp.get("/<row:id>")
@public
def show_mail(id: int) -> ResponseReturnValue:  # noqa: A002 - the name of the address
    """One message."""
    return render_template("demo/mail.html", mail=get_delivered(_open_folder(), id))


def list_delivered(folder: Path, before: int | None) -> tuple[Sequence[Delivered], int | None]:
    """Return a page of messages, newest first, and the number to ask the next page with.

    Args:
        before: only messages with a smaller number; None starts from the newest.
    """
    numbers = sorted(
        (int(f.stem) for f in folder.glob("*.eml") if f.stem.isdecimal()), reverse=True
    )
    left = [number for number in numbers if before is None or number < before]
    page = [get_delivered(folder, number) for number in left[:PAGE_LENGTH]]
    return page, left[PAGE_LENGTH - 1] if len(left) > PAGE_LENGTH else None


def get_delivered(folder: Path, number: int) -> Delivered:
    """Return one message.

    Raises:
        NotFoundError: no such message.
    """
    message = read_message(folder / f"{number:08d}.eml")
    if message is None:
        raise NotFoundError
    return Delivered(
        id=number,
        at=message["Date"].datetime,
        sender=str(message["From"]),
        recipient=str(message["To"]),
        subject=str(message["Subject"]),
        body=plain_text_of(message).strip(),
    )


def _open_folder() -> Path:
    settings: Settings = current_app.config["SETTINGS"]
    if not settings.is_demo or settings.mail_folder is None:
        raise NotFoundError
    return settings.mail_folder

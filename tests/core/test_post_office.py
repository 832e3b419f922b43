"""How a mail leaves: over STARTTLS to a server that proves its name, or into a folder."""

import smtplib
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask import Flask

from app.core.delivery import deliver_next
from app.core.post_office import (
    FolderPost,
    Letter,
    SmtpPost,
    open_post,
    plain_text_of,
    read_message,
    write_message,
)
from config import Settings, SmtpServer
from tests.core.outbox import get_message, post_to, put_in_outbox
from tests.support import mail as mail_support
from tests.support.mail import SmtpInbox

LETTER = Letter(
    id=12,
    recipient="samira.haddad@example.org",
    subject="Demande 7K3QXZ : l’Afev a répondu",
    body="Bonjour,\n\nl’Afev accepte.\n",
    created_at=datetime(2026, 11, 23, 9, tzinfo=UTC),
)


def test_a_message_leaves_over_starttls(
    app: Flask, smtp_server: SmtpInbox, settings: Settings
) -> None:
    number = put_in_outbox()

    deliver_next(post_to(smtp_server, settings))

    [message] = smtp_server.messages
    assert message["Subject"] == "Demande 7K3QXZ envoyée à l’Afev"
    assert "proposée à l’Afev" in plain_text_of(message)
    assert message.get_content_type() == "multipart/alternative"
    assert get_message(number).sent_at is not None


def test_a_server_with_an_unknown_certificate_gets_nothing(
    app: Flask, smtp_server: SmtpInbox, settings: Settings
) -> None:
    number = put_in_outbox()

    deliver_next(post_to(smtp_server, settings, ca_file=""))

    assert smtp_server.messages == []
    assert get_message(number).sent_at is None
    assert "CERTIFICATE_VERIFY_FAILED" in (get_message(number).last_error or "")


def test_a_server_with_another_certificate_gets_nothing(
    app: Flask, smtp_server: SmtpInbox, settings: Settings, tmp_path: Path
) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    other, _key = mail_support._make_certificate(elsewhere)
    number = put_in_outbox()

    deliver_next(post_to(smtp_server, settings, ca_file=str(other)))

    assert smtp_server.messages == []
    assert "CERTIFICATE_VERIFY_FAILED" in (get_message(number).last_error or "")


def test_a_wrong_password_keeps_the_message(
    app: Flask, smtp_server: SmtpInbox, settings: Settings
) -> None:
    number = put_in_outbox()
    good = post_to(smtp_server, settings)

    deliver_next(replace(good, server=replace(good.server, password="un autre")))

    assert smtp_server.messages == []
    assert "SMTPAuthenticationError" in (get_message(number).last_error or "")


def test_a_server_that_is_busy_gets_the_message_later(
    app: Flask, smtp_server: SmtpInbox, settings: Settings
) -> None:
    smtp_server.reject_next = 1

    with pytest.raises(smtplib.SMTPDataError):
        post_to(smtp_server, settings).send(LETTER)
    post_to(smtp_server, settings).send(LETTER)

    assert [message["Message-ID"] for message in smtp_server.messages] == ["<navette-12@localhost>"]


def test_a_message_says_it_is_automatic_and_always_has_the_same_name(settings: Settings) -> None:
    message, again = write_message(LETTER, settings), write_message(LETTER, settings)

    assert message["Auto-Submitted"] == "auto-generated"
    assert message["Message-ID"] == again["Message-ID"] == "<navette-12@localhost>"
    assert message["Date"] == "Mon, 23 Nov 2026 10:00:00 +0100"
    assert message["From"] == settings.sender


def test_a_message_sent_twice_to_a_folder_is_one_file(settings: Settings, tmp_path: Path) -> None:
    post = FolderPost(tmp_path / "mails", settings)

    post.send(LETTER)
    post.send(LETTER)

    [file] = (tmp_path / "mails").iterdir()
    message = read_message(file)
    assert message is not None
    assert message["Subject"] == LETTER.subject


def test_a_message_that_is_gone_is_not_read(tmp_path: Path) -> None:
    assert read_message(tmp_path / "00000001.eml") is None


def test_a_server_is_preferred_to_a_folder(settings: Settings) -> None:
    with_server = replace(settings, smtp=SmtpServer("localhost"))

    assert isinstance(open_post(with_server), SmtpPost)
    assert isinstance(open_post(settings), FolderPost)


def test_an_installation_without_any_way_to_send_says_so(settings: Settings) -> None:
    with pytest.raises(ValueError, match="no mail server"):
        open_post(replace(settings, mail_folder=None))

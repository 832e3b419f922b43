"""A real SMTP server on this machine: STARTTLS required, a certificate of its own, one account."""

import contextlib
import email
import email.policy
import socket
import ssl
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass, field
from email.message import EmailMessage
from pathlib import Path

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, Envelope, LoginPassword, Session

USERNAME = "navette"
PASSWORD = "un mot de passe de test"


@dataclass
class SmtpInbox:
    """Where to send, and what arrived; `reject_next` makes the server refuse that many mails."""

    port: int
    ca_file: Path
    host: str = "localhost"
    username: str = USERNAME
    password: str = PASSWORD
    messages: list[EmailMessage] = field(default_factory=list)
    reject_next: int = 0

    async def handle_DATA(self, _server: object, session: Session, envelope: Envelope) -> str:  # noqa: N802 (named by aiosmtpd)
        """Keep the message, or refuse it for now."""
        if self.reject_next:
            self.reject_next -= 1
            return "451 Try again later"
        if session.ssl is None or not session.authenticated:
            return "530 STARTTLS and sign in first"
        message = email.message_from_bytes(envelope.content or b"", policy=email.policy.default)
        self.messages.append(message)
        return "250 OK"


@contextlib.contextmanager
def smtp_server(folder: Path) -> Iterator[SmtpInbox]:
    """Run the server on a free port of the loopback while the block lasts."""
    certificate, key = _make_certificate(folder)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    inbox = SmtpInbox(port=free_port(), ca_file=certificate)
    controller = Controller(
        inbox,
        hostname="127.0.0.1",
        port=inbox.port,
        tls_context=context,
        require_starttls=True,
        auth_required=True,
        authenticator=_authenticate,
    )
    controller.start()
    try:
        yield inbox
    finally:
        controller.stop()


def _authenticate(*arguments: object) -> AuthResult:
    given = arguments[-1]
    expected = LoginPassword(USERNAME.encode(), PASSWORD.encode())
    # `handled=False`: aiosmtpd answers the refusal itself
    return AuthResult(success=given == expected, handled=False)


def _make_certificate(folder: Path) -> tuple[Path, Path]:
    certificate, key = folder / "certificate.pem", folder / "key.pem"
    subject = ["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1"]
    files = ["-keyout", key, "-out", certificate]
    subprocess.run(
        [
            "openssl",
            "req",
            "-x509",
            "-newkey",
            "rsa:2048",
            "-nodes",
            "-days",
            "2",
            *subject,
            *files,
        ],
        check=True,
        capture_output=True,
    )
    return certificate, key


def free_port() -> int:
    """Return a free port of the loopback, for servers that cannot choose one themselves."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])

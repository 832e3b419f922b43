"""Settings, read once from the environment; production refuses to start half-configured."""

import contextlib
import os
import secrets
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import IO, Any
from urllib.parse import urlsplit

import click
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

PRODUCT = "Navette"
CONTACT = "roubaix@collectifmentorat.fr"
TERRITORY = "Cité éducative de Roubaix"
DRIVERS = frozenset({"postgresql+psycopg", "sqlite"})
ROOT = Path(__file__).resolve().parent
MINIMUM_SECRET_BYTES = 32
LARGEST_PORT = 65_535
WEAK_WORDS = ("changeme", "change-me", "secret", "navette", "password", "example", "dev")


class Profile(StrEnum):
    """Where the service runs: `demo` is open, invented and bound to this machine."""

    PRODUCTION = "production"
    DEMO = "demo"
    TEST = "test"


class ConfigurationError(click.ClickException):
    """The environment does not allow the service to start; the message says what to set."""

    def show(self, file: IO[Any] | None = None) -> None:
        """Print the sentence alone, for whoever typed a command."""
        click.echo(f"Erreur\u00a0: {self.message}", file=file, err=True)


@dataclass(frozen=True, slots=True)
class SmtpServer:
    """How mail leaves: STARTTLS with a verified certificate, always."""

    host: str
    port: int = 587
    username: str = ""
    password: str = ""
    ca_file: str = ""


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything the application is told from outside; `territory` is the name on every page.

    `export_folder` keeps large workbooks for an hour at most: pages and worker share it.
    `mail_folder` receives messages as .eml files; `smtp` sends them. Production needs `smtp`.
    """

    profile: Profile
    secret_key: str
    database_url: str
    public_url: str
    trusted_hosts: tuple[str, ...]
    sender: str
    mail_folder: Path | None = None
    smtp: SmtpServer | None = None
    proxy_count: int = 0
    product: str = PRODUCT
    contact: str = CONTACT
    territory: str = TERRITORY
    export_folder: Path = ROOT / "instance" / "exports"

    @property
    def is_demo(self) -> bool:
        """Whether invented accounts may sign in with one click."""
        return self.profile is Profile.DEMO

    @property
    def is_secure(self) -> bool:
        """Whether people reach the service over https."""
        return _is_https(self.public_url)


def read_settings(environment: Mapping[str, str]) -> Settings:
    """Return the settings of the process.

    Args:
        environment: usually `os.environ`; names begin with `NAVETTE_`, plus `DATABASE_URL`.

    Raises:
        ConfigurationError: in production, when something is missing or could not work: a weak
            secret, a base nobody can read, an address that is not https or not trusted, no mail.
    """
    try:
        profile = Profile(environment.get("NAVETTE_PROFILE", Profile.PRODUCTION))
    except ValueError as error:
        raise ConfigurationError("NAVETTE_PROFILE vaut production, demo ou test.") from error
    if profile is Profile.PRODUCTION:
        return _production(environment)
    instance = Path(environment.get("NAVETTE_INSTANCE", ROOT / "instance"))
    port = environment.get("PORT", "8000")
    return Settings(
        profile=profile,
        secret_key=environment.get("NAVETTE_SECRET_KEY") or _kept_secret(instance),
        database_url=environment.get("DATABASE_URL", f"sqlite:///{instance / 'navette.sqlite3'}"),
        public_url=environment.get("NAVETTE_PUBLIC_URL", f"http://127.0.0.1:{port}"),
        trusted_hosts=("127.0.0.1", "localhost"),
        sender=f"{_product(environment)} – {TERRITORY} <ne-pas-repondre@example.org>",
        mail_folder=instance / "courriels",
        product=_product(environment),
        export_folder=instance / "exports",
    )


def _production(environment: Mapping[str, str]) -> Settings:
    hosts = tuple(h.strip() for h in environment.get("NAVETTE_TRUSTED_HOSTS", "").split(","))
    settings = Settings(
        profile=Profile.PRODUCTION,
        secret_key=environment.get("NAVETTE_SECRET_KEY", ""),
        database_url=environment.get("DATABASE_URL", ""),
        public_url=environment.get("NAVETTE_PUBLIC_URL", "").rstrip("/"),
        trusted_hosts=tuple(host for host in hosts if host),
        sender=environment.get("NAVETTE_MAIL_SENDER", ""),
        smtp=_smtp(environment),
        proxy_count=_whole(environment, "NAVETTE_PROXY_COUNT", "0"),
        product=_product(environment),
        contact=environment.get("NAVETTE_CONTACT", CONTACT),
        territory=environment.get("NAVETTE_TERRITORY", TERRITORY),
        export_folder=Path(environment.get("NAVETTE_INSTANCE", ROOT / "instance")) / "exports",
    )
    faults = _faults(settings, debug=environment.get("FLASK_DEBUG", "0"))
    if faults:
        raise ConfigurationError(
            f"{settings.product} ne démarre pas\u00a0: {', '.join(faults)}. "
            "Pour la démonstration, ajoutez NAVETTE_PROFILE=demo devant la commande."
        )
    return settings


def _faults(settings: Settings, debug: str) -> list[str]:
    checks = (
        (
            _is_strong(settings.secret_key),
            "NAVETTE_SECRET_KEY demande au moins 32 octets tirés au hasard",
        ),
        (bool(settings.database_url), "DATABASE_URL manque"),
        (
            not settings.database_url or _is_readable(settings.database_url),
            "DATABASE_URL commence par postgresql+psycopg:// ou sqlite:///",
        ),
        (_is_https(settings.public_url), "NAVETTE_PUBLIC_URL est une adresse https"),
        (
            _hosts_are_safe(settings.trusted_hosts),
            "NAVETTE_TRUSTED_HOSTS nomme les hôtes, sans joker",
        ),
        (
            not _is_https(settings.public_url) or _is_trusted(settings),
            "NAVETTE_TRUSTED_HOSTS contient l’hôte de NAVETTE_PUBLIC_URL",
        ),
        (settings.smtp is not None, "NAVETTE_SMTP_HOST manque"),
        (
            settings.smtp is None or 0 < settings.smtp.port <= LARGEST_PORT,
            f"NAVETTE_SMTP_PORT est un port, de 1 à {LARGEST_PORT}",
        ),
        ("@" in settings.sender, "NAVETTE_MAIL_SENDER est une adresse électronique"),
        (debug.lower() in {"", "0", "false", "no"}, "FLASK_DEBUG reste éteint"),
    )
    return [fault for holds, fault in checks if not holds]


def _is_strong(secret: str) -> bool:
    if len(secret.encode()) < MINIMUM_SECRET_BYTES or len(set(secret)) < MINIMUM_SECRET_BYTES // 3:
        return False
    return not secret.lower().startswith(WEAK_WORDS)


def _is_https(address: str) -> bool:
    try:
        parts = urlsplit(address)
        return parts.scheme == "https" and bool(parts.hostname) and parts.port != 0
    except ValueError:  # an address or a port nobody can read
        return False


def _is_readable(database_url: str) -> bool:
    try:
        url = make_url(database_url)
    except (ArgumentError, ValueError):  # ValueError: a port that is not a number
        return False
    return url.drivername in DRIVERS and bool(url.database)


def _is_trusted(settings: Settings) -> bool:
    """Return whether pages answer at their own address."""
    trusted = {host.partition(":")[0].lower() for host in settings.trusted_hosts}
    return urlsplit(settings.public_url).hostname in trusted


def _hosts_are_safe(hosts: tuple[str, ...]) -> bool:
    return bool(hosts) and not any("*" in host or host.startswith(".") for host in hosts)


def _smtp(environment: Mapping[str, str]) -> SmtpServer | None:
    host = environment.get("NAVETTE_SMTP_HOST", "")
    if not host:
        return None
    return SmtpServer(
        host=host,
        port=_whole(environment, "NAVETTE_SMTP_PORT", "587"),
        username=environment.get("NAVETTE_SMTP_USERNAME", ""),
        password=environment.get("NAVETTE_SMTP_PASSWORD", ""),
        ca_file=environment.get("NAVETTE_SMTP_CA_FILE", ""),
    )


def _product(environment: Mapping[str, str]) -> str:
    """Return what people call the service; the folders and variables keep their first name."""
    return environment.get("NAVETTE_PRODUCT", "").strip() or PRODUCT


def _whole(environment: Mapping[str, str], name: str, default: str) -> int:
    text = environment.get(name, default)
    if not text.isdecimal():
        raise ConfigurationError(f"{name} est un nombre entier.")
    return int(text)


def _kept_secret(instance: Path) -> str:
    """Return the random key of this instance, made at its first start and kept beside its base.

    It is written whole elsewhere, then given its name: of processes that start together, one
    names its key and all read that one.
    """
    file = instance / "secret_key"
    if not file.exists():
        instance.mkdir(parents=True, exist_ok=True)
        descriptor, draft = tempfile.mkstemp(dir=instance)  # readable by its owner only
        with os.fdopen(descriptor, "w", encoding="ascii") as stream:
            stream.write(secrets.token_hex(MINIMUM_SECRET_BYTES))
        with contextlib.suppress(FileExistsError):
            os.link(draft, file)
        Path(draft).unlink()
    return file.read_text(encoding="ascii")

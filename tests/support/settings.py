"""The settings of tests: those of production as far as a test can hold them."""

from pathlib import Path

from config import Profile, Settings


def make_settings(database_url: str, mail_folder: Path | None) -> Settings:
    """Return what the application is told in a test."""
    return Settings(
        profile=Profile.TEST,
        secret_key="a key long enough, for tests only, never elsewhere",
        database_url=database_url,
        public_url="http://localhost",
        trusted_hosts=("localhost", "127.0.0.1"),
        sender="Navette <ne-pas-repondre@example.org>",
        mail_folder=mail_folder,
        export_folder=(mail_folder or Path("mail")).parent / "exports",
    )

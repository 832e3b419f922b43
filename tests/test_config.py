"""Production starts fully configured, or not at all."""

import stat
from concurrent.futures import ThreadPoolExecutor

import pytest

from config import ConfigurationError, Profile, read_settings

COMPLETE = {
    "NAVETTE_SECRET_KEY": "f3b1c2d4e5a697887766554433221100ffeeddccbbaa",
    "DATABASE_URL": "postgresql+psycopg://navette@/navette",
    "NAVETTE_PUBLIC_URL": "https://navette.example.org/",
    "NAVETTE_TRUSTED_HOSTS": "navette.example.org, www.navette.example.org",
    "NAVETTE_SMTP_HOST": "smtp.example.org",
    "NAVETTE_MAIL_SENDER": "Navette <navette@example.org>",
}


def test_production_starts_when_everything_is_said():
    settings = read_settings(COMPLETE)

    assert settings.profile is Profile.PRODUCTION
    assert settings.is_secure
    assert not settings.is_demo
    assert settings.trusted_hosts == ("navette.example.org", "www.navette.example.org")
    assert settings.public_url == "https://navette.example.org"
    assert (settings.smtp.host, settings.smtp.port) == ("smtp.example.org", 587)


def test_production_is_what_starts_when_nothing_is_said():
    with pytest.raises(ConfigurationError, match="NAVETTE_SECRET_KEY"):
        read_settings({})


def test_an_address_in_capitals_is_as_secure():
    assert read_settings(
        {**COMPLETE, "NAVETTE_PUBLIC_URL": "HTTPS://navette.example.org"}
    ).is_secure


@pytest.mark.parametrize("name", sorted(COMPLETE))
def test_production_refuses_to_start_without(name):
    incomplete = {key: value for key, value in COMPLETE.items() if key != name}

    with pytest.raises(ConfigurationError, match=name):
        read_settings(incomplete)


@pytest.mark.parametrize(
    "secret", ["short", "a" * 64, "changeme-0123456789abcdefghijklmnop", "1" * 40]
)
def test_production_refuses_a_weak_secret(secret):
    with pytest.raises(ConfigurationError, match="NAVETTE_SECRET_KEY"):
        read_settings({**COMPLETE, "NAVETTE_SECRET_KEY": secret})


@pytest.mark.parametrize(
    "address",
    [
        "http://navette.example.org",
        "navette.example.org",
        "https://",
        "https://[evil",
        "https://x:99999",
    ],
)
def test_production_is_reached_over_https_only(address):
    with pytest.raises(ConfigurationError, match="NAVETTE_PUBLIC_URL"):
        read_settings({**COMPLETE, "NAVETTE_PUBLIC_URL": address})


@pytest.mark.parametrize("host", ["*", "*.example.org", ".fr"])
def test_production_trusts_no_joker_host(host):
    with pytest.raises(ConfigurationError, match="NAVETTE_TRUSTED_HOSTS"):
        read_settings({**COMPLETE, "NAVETTE_TRUSTED_HOSTS": host})


@pytest.mark.parametrize(
    "address",
    [
        *("navette", "postgresql+psycopg:/navette", "postgresql+psycopg://navette@hote:port/base"),
        *("mysql://navette@/navette", "postgresql://navette@/navette", "sqlite://", "\0://"),
    ],
)
def test_production_keeps_its_data_where_it_can_read_them(address):
    with pytest.raises(ConfigurationError, match=r"DATABASE_URL commence par postgresql\+psycopg"):
        read_settings({**COMPLETE, "DATABASE_URL": address})


@pytest.mark.parametrize("address", ["sqlite:////var/navette.sqlite3", COMPLETE["DATABASE_URL"]])
def test_production_keeps_its_data_on_either_database(address):
    assert read_settings({**COMPLETE, "DATABASE_URL": address}).database_url == address


@pytest.mark.parametrize("port", ["0", "65536", "9" * 30])
def test_a_port_is_one_of_a_machine(port):
    with pytest.raises(ConfigurationError, match="NAVETTE_SMTP_PORT est un port, de 1 à 65535"):
        read_settings({**COMPLETE, "NAVETTE_SMTP_PORT": port})


@pytest.mark.parametrize("hosts", ["www.navette.example.org", "navette.example.com", "[x"])
def test_production_trusts_the_host_of_its_own_address(hosts):
    with pytest.raises(ConfigurationError, match="contient l’hôte de NAVETTE_PUBLIC_URL"):
        read_settings({**COMPLETE, "NAVETTE_TRUSTED_HOSTS": hosts})


@pytest.mark.parametrize("hosts", ["Navette.Example.org", "navette.example.org:443"])
def test_a_host_is_the_same_in_capitals_or_with_its_port(hosts):
    assert read_settings({**COMPLETE, "NAVETTE_TRUSTED_HOSTS": hosts}).trusted_hosts == (hosts,)


def test_production_does_not_debug():
    with pytest.raises(ConfigurationError, match="FLASK_DEBUG"):
        read_settings({**COMPLETE, "FLASK_DEBUG": "1"})


def test_an_unknown_profile_does_not_start():
    with pytest.raises(ConfigurationError, match="NAVETTE_PROFILE"):
        read_settings({"NAVETTE_PROFILE": "staging"})


def test_a_port_is_a_number():
    with pytest.raises(ConfigurationError, match="NAVETTE_SMTP_PORT"):
        read_settings({**COMPLETE, "NAVETTE_SMTP_PORT": "smtp"})


def test_the_demo_makes_its_own_secret_and_keeps_it(tmp_path):
    environment = {"NAVETTE_PROFILE": "demo", "NAVETTE_INSTANCE": str(tmp_path), "PORT": "8042"}

    first, second = read_settings(environment), read_settings(environment)

    assert first.is_demo
    assert first.secret_key == second.secret_key
    assert stat.S_IMODE((tmp_path / "secret_key").stat().st_mode) == 0o600
    assert first.public_url == "http://127.0.0.1:8042"
    assert set(first.trusted_hosts) == {"127.0.0.1", "localhost"}


def test_processes_that_start_together_share_one_secret(tmp_path):
    environment = {"NAVETTE_PROFILE": "demo", "NAVETTE_INSTANCE": str(tmp_path / "new")}

    with ThreadPoolExecutor(8) as crowd:
        keys = {one.secret_key for one in crowd.map(read_settings, [environment] * 40)}

    assert len(keys) == 1
    assert len(keys.pop()) == 64
    assert [file.name for file in (tmp_path / "new").iterdir()] == ["secret_key"]


def test_a_refusal_to_start_is_one_french_sentence(capsys):
    with pytest.raises(ConfigurationError) as refusal:
        read_settings({})
    refusal.value.show()

    said = capsys.readouterr().err
    assert said.startswith("Erreur\u00a0: Navette ne démarre pas\u00a0: ")
    assert "NAVETTE_PROFILE=demo" in said

"""`make demo`, seen from outside: an address, mail that arrives, a clean end."""

import signal
import sqlite3
import time
import urllib.request
from datetime import UTC, datetime
from pathlib import Path

import pytest

from app.demo import server
from app.demo.cast import PASSWORD
from tests.support.serving import Served, served_demo, start_demo


@pytest.fixture(scope="module")
def instance(prepared_demo: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that already holds a prepared demonstration."""
    folder = tmp_path_factory.mktemp("instance")
    (folder / "navette.sqlite3").write_bytes(prepared_demo.read_bytes())
    return folder


def fetch(served: Served, path: str) -> str:
    with urllib.request.urlopen(served.address + path) as answer:  # noqa: S310 - our own server
        return str(answer.read().decode())


def put_in_outbox(instance: Path, subject: str) -> None:
    database = sqlite3.connect(instance / "navette.sqlite3")
    now = datetime.now(UTC).strftime("%Y-%m-%d %H:%M:%S.%f")
    database.execute(
        "INSERT INTO outbox_message"
        " (recipient, template, subject, body, created_at, due_at, attempts, read_once, html)"
        " VALUES ('samira.haddad@example.org', 'receipt', ?, 'Bonjour.', ?, ?, 0, 0, '')",
        (subject, now, now),
    )
    database.commit()
    database.close()


def wait_for(served: Served, path: str, words: str) -> str:
    deadline = time.monotonic() + 60
    while words not in (page := fetch(served, path)) and time.monotonic() < deadline:
        time.sleep(0.5)
    return page


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
def test_the_demonstration_answers_then_stops_cleanly(instance: Path, how: signal.Signals) -> None:
    with served_demo(instance) as served:
        page = fetch(served, "/connexion")
        last_words = served.stop(how)

    assert "<h1" in page
    assert PASSWORD in served.said
    assert "Démonstration arrêtée." in last_words
    assert served.process.returncode == 0


def test_its_worker_delivers_mail_that_the_site_shows(instance: Path) -> None:
    with served_demo(instance) as served:
        put_in_outbox(instance, "Une demande toute neuve")
        page = wait_for(served, "/courriels", "Une demande toute neuve")

    assert "Une demande toute neuve" in page
    assert list((instance / "courriels").glob("*.eml"))


def test_a_busy_port_is_told_in_french(instance: Path) -> None:
    with served_demo(instance) as served:
        port = int(served.address.rsplit(":", 1)[1])
        with start_demo(instance, port) as second:
            said, _ = second.communicate(timeout=60)

    assert second.returncode == 1
    assert f"Le port {port} est déjà pris." in said


def test_a_taken_port_is_refused_at_once() -> None:
    with server.open_port(0) as first, pytest.raises(server.BusyPortError, match="déjà pris"):
        server.open_port(first.getsockname()[1])

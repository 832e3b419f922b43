"""The journal of requests holds no secret of a link, and nothing anybody searched."""

import os
import subprocess
import sys
import time
from http.client import HTTPConnection
from pathlib import Path

import pytest

from app.core.access_log import scrub
from tests.support.house import ROOT
from tests.support.mail import free_port

SECRET = "WzEsMiwic2VjcmV0Il0"


@pytest.mark.parametrize(
    "address, kept",
    [
        ("/repondre/WzEsMSwi.abc_-/accepter", "/repondre/…/accepter"),
        ("/repondre/WzEsMSwi.abc_-", "/repondre/…"),
        ("/invitation/secret?x=1", "/invitation/…"),
        ("/connexion/lien/secret", "/connexion/lien/…"),
        ("/connexion/lien", "/connexion/lien"),
        ("/demandes?q=Quatrepoint&statut=proposee", "/demandes"),
        ("http://localhost/repondre/secret", "/repondre/…"),
        ("/demandes/7K3QXZ", "/demandes/7K3QXZ"),
    ],
)
def test_an_address_is_kept_without_what_opens_a_door(address, kept):
    assert scrub(address) == kept


def test_the_server_writes_no_secret_of_a_link(tmp_path: Path) -> None:
    port, journal = free_port(), tmp_path / "requests.log"
    served = serve(port, journal, tmp_path)
    try:
        ask(port, f"/repondre/{SECRET}?q=Quatrepoint")
    finally:
        served.terminate()
        served.wait(timeout=30)

    written = journal.read_text(encoding="utf-8")
    assert "GET /repondre/… HTTP/1.1" in written
    assert [word for word in (SECRET, "Quatrepoint") if word in written] == []


def serve(port: int, journal: Path, instance: Path) -> "subprocess.Popen[bytes]":
    """Start gunicorn as the project says it runs, with a journal of requests."""
    arguments = ["--bind", f"127.0.0.1:{port}", "--access-logfile", str(journal)]
    return subprocess.Popen(
        [sys.executable, "-m", "gunicorn", *arguments, "app:create_app()"],
        cwd=ROOT,
        env={**os.environ, "NAVETTE_PROFILE": "demo", "NAVETTE_INSTANCE": str(instance)},
        stderr=subprocess.DEVNULL,
    )


def ask(port: int, address: str) -> None:
    """Ask for a page as soon as the server answers, naming it as the page one comes from."""
    for _ in range(150):
        line = HTTPConnection("127.0.0.1", port, timeout=10)
        try:
            line.request("GET", address, headers={"Referer": f"http://127.0.0.1{address}"})
            line.getresponse().read()
        except ConnectionRefusedError:
            time.sleep(0.2)
        else:
            return
        finally:
            line.close()
    raise AssertionError("gunicorn never answered")

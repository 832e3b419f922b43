"""The product may be called otherwise: the second name is everywhere, the first nowhere."""

import ast
from dataclasses import replace
from io import BytesIO

import pytest
from openpyxl import load_workbook
from sqlalchemy import select

from app.core.db import db
from app.core.models import OutboxMessage
from app.demo.show import invite
from app.referrals.reasons import DeclineReason, Refusal
from config import read_settings
from tests.factories import decline
from tests.referrals.scenes import actor_of, send_lina
from tests.support import gates, house
from tests.support.settings import make_settings

PAGES = {
    "samira.haddad": ("/demandes", "/demandes/nouvelle", "/associations", "/aide", "/compte"),
    "theo.marchand": ("/demandes/a-traiter", "/demandes"),
    "helene.vasseur": ("/tableau-de-bord", "/exports", "/demandes"),
    "karim.delobel": ("/comptes", "/comptes/inviter"),
}


@pytest.fixture
def settings(database_url, tmp_path, monkeypatch):
    """A service that its people call Trame."""
    monkeypatch.setattr(gates, "TITLE_SUFFIX", " – Trame, Cité éducative de Roubaix")
    sender = "Trame <ne-pas-repondre@example.org>"
    return replace(make_settings(database_url, tmp_path / "mail"), product="Trame", sender=sender)


@pytest.mark.parametrize("who", sorted(PAGES))
def test_no_page_says_the_first_name(sign_in, who):
    send_lina()
    browser = sign_in(who)

    said = {path: browser.get(path).soup.get_text() for path in PAGES[who]}

    assert [path for path, text in said.items() if "Navette" in text] == []
    assert [path for path, text in said.items() if "Trame" not in text] == []


def test_no_mail_says_the_first_name(roubaix):
    refusal = Refusal(DeclineReason.NO_PLACE_LEFT)
    decline(send_lina(), actor_of("theo.marchand"), refusal)

    mails = [f"{mail.subject}\n{mail.body}" for mail in db.session.scalars(select(OutboxMessage))]

    assert any("mais Trame lui compte encore" in mail for mail in mails)
    assert all("Trame, Cité éducative de Roubaix" in mail for mail in mails)
    assert [mail for mail in mails if "Navette" in mail] == []


def test_the_workbook_bears_the_second_name(manager):
    answer = manager.get("/exports/navette.xlsx").response

    book = load_workbook(BytesIO(answer.data))
    assert "filename=trame-roubaix-" in answer.headers["Content-Disposition"]
    assert book.properties.creator == "Trame"
    assert book.properties.title.startswith("Trame, Cité éducative de Roubaix")


def test_the_terminal_says_the_second_name(app):
    assert "Trame est ouverte" in invite("http://127.0.0.1:8000")


def test_the_name_is_read_from_the_environment(tmp_path):
    environment = {"NAVETTE_PROFILE": "demo", "NAVETTE_INSTANCE": str(tmp_path)}

    called = [read_settings({**environment, "NAVETTE_PRODUCT": name}) for name in ("Trame", " ")]

    assert [settings.product for settings in called] == ["Trame", "Navette"]
    assert called[0].sender == "Trame – Cité éducative de Roubaix <ne-pas-repondre@example.org>"


def words_of(file):
    """Yield what a module may say to people: its texts, documentation apart."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    said = [node for node in ast.walk(tree) if isinstance(node, ast.Expr)]
    silent = {id(node.value) for node in said}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and id(node) not in silent:
            yield str(node.value)


def test_the_name_is_typed_nowhere_but_in_the_settings():
    templates = [f for f in house.templates() if "Navette" in f.read_text(encoding="utf-8")]
    modules = [f for f in house.modules("app") if any("Navette" in text for text in words_of(f))]

    assert [house.name(file) for file in templates + modules] == []

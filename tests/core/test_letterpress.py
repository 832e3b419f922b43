"""One template, two forms: blocks are set as text and as HTML, and nobody can forge one."""

from bs4 import BeautifulSoup
from flask import Flask

from app.core.letterpress import (
    MARK,
    Button,
    Fact,
    Paragraph,
    button,
    fact,
    read_sheet,
    set_text,
)
from app.core.mail import set_html
from app.core.plain_text import is_plain

TEXT = f"""
Bonjour,

Deux lignes
d’un paragraphe.

{fact("Objectifs", "confiance en soi")}
{fact("Demande 7K3QXZ", "demain", "http://localhost/demandes/7K3QXZ")}

{button("Répondre", "http://localhost/demandes/a-traiter")}

—
Navette.
{fact("Régler mes courriels", url="http://localhost/compte")}
"""


def page_of(text: str) -> BeautifulSoup:
    return BeautifulSoup(set_html("Objet", read_sheet(text)), "lxml")


def test_a_mail_is_read_as_blocks_and_a_foot():
    sheet = read_sheet(TEXT)

    assert [type(block) for block in sheet.blocks] == [Paragraph, Paragraph, Fact, Fact, Button]
    assert [type(block) for block in sheet.foot] == [Paragraph, Fact]
    assert sheet.link == "http://localhost/demandes/a-traiter"


def test_the_text_says_each_address_on_a_line_of_its_own():
    text = set_text(read_sheet(TEXT))

    assert text == (
        "Bonjour,\n\nDeux lignes\nd’un paragraphe.\n\n"
        "Objectifs\u00a0: confiance en soi\n"
        "Demande 7K3QXZ\u00a0: demain\nhttp://localhost/demandes/7K3QXZ\n\n"
        "Répondre\u00a0:\nhttp://localhost/demandes/a-traiter\n\n—\n"
        "Navette.\n\nRégler mes courriels\u00a0: http://localhost/compte\n"
    )


def test_the_html_says_the_same_with_links(app: Flask):
    page = page_of(TEXT)

    assert [p.text for p in page.select("main p")][:2] == [
        "Bonjour,",
        "Deux lignes d’un paragraphe.",
    ]
    assert len(page.select("main ul")) == 1
    assert [a["href"] for a in page.select("a")] == [
        "http://localhost/demandes/7K3QXZ",
        "http://localhost/demandes/a-traiter",
        "http://localhost/compte",
    ]


def test_what_people_are_called_is_never_a_tag(app: Flask):
    page = page_of('Bonjour <img src="x">,\n\n—\nNavette.')

    assert page.select("img") == []
    assert 'Bonjour <img src="x">,' in page.text


def test_nobody_can_type_the_mark_of_a_block():
    assert not is_plain(f"Lina{MARK}button")


def test_a_mail_without_a_button_leads_nowhere():
    assert read_sheet("Bonjour,\n\n—\nNavette.").link == ""

"""Each of the mails, in both its forms, and as it arrives in a real server."""

import re
from email.message import EmailMessage
from urllib.parse import urlsplit

import html5lib
import pytest
from bs4 import BeautifulSoup
from flask import Flask

from app.core.db import db
from app.core.delivery import deliver_next
from app.core.mail import Written, post, write_mail
from app.core.post_office import plain_text_of
from app.core.typography import typo
from app.referrals.service.notifications import tell_waiting
from app.referrals.service.telling import tell_of
from tests.core.outbox import post_to
from tests.referrals.every_mail import SECRETS, list_every_mail, outbox, send_zephyrine
from tests.support.gates import faults_of_text
from tests.support.house import ROOT

LINK = re.compile(r"http://localhost(/\S*)")


@pytest.fixture
def every_mail(roubaix: int) -> list[Written]:
    return [write_mail(mail.template, mail.context) for mail in list_every_mail()]


def words_of(html: str) -> str:
    """Return what a person reads of the HTML form, its head apart."""
    body = BeautifulSoup(html, "lxml").body
    assert body is not None
    return re.sub(r"[ \n]+", " ", body.get_text())


def test_each_template_is_among_these(roubaix):
    files = {file.stem for file in (ROOT / "templates/email").glob("*.txt")}

    written = {mail.template for mail in list_every_mail()}

    assert written == {name for name in files if not name.startswith("_")}


def test_neither_form_says_who_the_young_person_is(every_mail):
    said = [f"{mail.subject}\n{mail.body}\n{mail.html}" for mail in every_mail]
    said = [text.replace("\u00a0", " ") for text in said]

    assert [secret for secret in SECRETS for text in said if secret in text] == []
    assert [mail.subject for mail in every_mail if re.search(r"Z\.|Q\.", mail.subject)] == []


def test_both_forms_are_typed_as_french_is(every_mail):
    for mail in every_mail:
        prose = re.sub(r"http\S+", "", f"{mail.subject}\n{mail.body}")

        assert prose == typo(prose)
        assert faults_of_text(prose.replace("\n", "|")) == []
        assert faults_of_text(words_of(mail.html)) == []


def test_both_forms_say_the_same(every_mail):
    for mail in every_mail:
        heard = words_of(mail.html)
        said = re.sub(r"http\S+", "", mail.body).split()

        missing = [word for word in said if word not in heard and word != "—"]
        assert missing == []


def test_the_html_is_whole_and_fetches_nothing(every_mail):
    for mail in every_mail:
        html5lib.HTMLParser(strict=True).parse(mail.html)
        page = BeautifulSoup(mail.html, "lxml")

        assert page.html is not None
        assert page.html["lang"] == "fr"
        assert page.select("img, script, link, iframe, table, [src], [background]") == []
        assert "url(" not in mail.html
        assert len(mail.html) < 8_000


def test_both_forms_lead_to_the_same_pages_that_exist(app, every_mail):
    adapter = app.url_map.bind("localhost")
    for mail in every_mail:
        links = [str(a["href"]) for a in BeautifulSoup(mail.html, "lxml").select("a[href]")]

        assert links == [f"http://localhost{path}" for path in LINK.findall(mail.body)]
        assert [adapter.match(urlsplit(link).path, method="GET") for link in links]
        assert mail.link in ("", *links)


def test_the_first_position_is_feminine(roubaix):
    (mail,) = tell_waiting(tell_of(send_zephyrine()), True, position=1)

    assert "en 1re position" in write_mail(mail.template, mail.context).body.replace("\xa0", " ")


def test_each_mail_ends_with_the_way_to_settle_mails(every_mail):
    for mail in every_mail:
        last = BeautifulSoup(mail.html, "lxml").select("a[href]")[-1]

        assert mail.body.endswith("Régler mes courriels\u00a0: http://localhost/compte#courriels\n")
        assert (last.text, last["href"]) == (
            "Régler mes courriels",
            "http://localhost/compte#courriels",
        )


def test_each_mail_arrives_in_both_forms(roubaix, smtp_server, settings):
    post(list_every_mail())
    db.session.commit()
    while deliver_next(post_to(smtp_server, settings)):
        pass

    assert len(smtp_server.messages) == len(outbox()) > 20
    assert [m["Subject"] for m in smtp_server.messages if not is_in_both_forms(m)] == []


def is_in_both_forms(message: EmailMessage) -> bool:
    """Whether a person reads it as text and as HTML, in French, nothing lost on the way."""
    html = message.get_body(("html",))
    assert html is not None
    text, words = plain_text_of(message), words_of(html.get_content())
    whole = "Une question\u00a0: roubaix@collectifmentorat.fr"
    kinds = [part.get_content_type() for part in message.iter_parts()]
    return whole in text and whole in words and kinds == ["text/plain", "text/html"]


def test_a_link_of_one_s_own_leaves_the_outbox_with_its_mail(
    app: Flask, roubaix, smtp_server, settings
):
    list_every_mail()
    while deliver_next(post_to(smtp_server, settings)):
        pass

    sent = outbox("new_proposal")
    assert sent
    assert {(one.body, one.html) for one in sent} == {("", "")}
    assert all("/repondre/" in plain_text_of(m) for m in smtp_server.messages[1:3])

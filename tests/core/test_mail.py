"""What mails say: French, plain, never a young person's name."""

import re

import pytest
from flask import Flask
from sqlalchemy import select

from app.core.db import db, transactional
from app.core.mail import Mail, post, write_mail
from app.core.models import OutboxMessage
from app.core.typography import typo
from app.referrals.reasons import DeclineReason, Refusal
from tests import factories

SECRET_NAMES = ("Zéphyrine", "Quatrepoint", "Hyacinthe", "0639985678")
NO_MENTOR = Refusal(DeclineReason.NO_SUITABLE_MENTOR)
NO_WISH = Refusal(DeclineReason.NOT_INTERESTED)


def list_mails(template: str | None = None) -> list[OutboxMessage]:
    rows = db.session.scalars(select(OutboxMessage).order_by(OutboxMessage.id))
    return [row for row in rows if template in {None, row.template}]


@pytest.fixture
def every_mail(app: Flask, roubaix: int) -> list[OutboxMessage]:
    """The mails of referrals that met everything: accepted, declined, moved on, waiting."""
    prescriber, afev = factories.make_prescriber(), factories.make_coordinator()
    person = {"first_name": "Zéphyrine", "last_name": "Quatrepoint", "phone": "0639985678"}
    person["guardian_name"] = "Hyacinthe Quatrepoint"
    factories.accept(factories.make_referral(prescriber, **person), afev)
    for refusal in (NO_MENTOR, NO_WISH):
        factories.decline(factories.make_referral(prescriber, **person), afev, refusal)
    for slug in ("afev", "lacle", "proxite", "telemaque", "face"):
        factories.state_places(slug, 0)
    factories.make_referral(prescriber, **person)
    factories.make_referral(
        factories.make_prescriber(factories.ECOLE), meeting="distanciel_seul", age=30, **person
    )
    return list_mails()


def test_every_kind_of_mail_is_among_these(every_mail: list[OutboxMessage]) -> None:
    kinds = {mail.template for mail in every_mail}

    expected = {"receipt", "new_proposal", "accepted", "rerouted", "declined", "waiting"}
    assert kinds == expected


def test_no_mail_holds_the_name_of_a_young_person(every_mail: list[OutboxMessage]) -> None:
    texts = [mail.subject + mail.body for mail in every_mail]

    assert not [text for text in texts for name in SECRET_NAMES if name in text]


def test_no_subject_holds_initials(every_mail: list[OutboxMessage]) -> None:
    assert not [mail.subject for mail in every_mail if re.search(r"Z\.|Q\.", mail.subject)]


def test_every_mail_leads_to_its_referral(every_mail: list[OutboxMessage]) -> None:
    way_in = r"http://localhost/(demandes/\w{6}|repondre/[\w.-]+)\n"

    assert all(re.search(way_in, mail.body) for mail in every_mail)


def test_every_mail_is_typed_as_french_is(every_mail: list[OutboxMessage]) -> None:
    for mail in every_mail:
        prose = re.sub(r"http\S+", "", f"{mail.subject}\n{mail.body}")

        assert prose == typo(prose)


def test_every_mail_ends_with_who_writes_and_whom_to_ask(every_mail: list[OutboxMessage]) -> None:
    for mail in every_mail:
        foot = mail.body.strip().splitlines()[-5:]

        assert foot[0] == "Navette, Cité éducative de Roubaix et Collectif Mentorat."
        assert foot[2].endswith("roubaix@collectifmentorat.fr")
        assert foot[4] == "Régler mes courriels\u00a0: http://localhost/compte#courriels"


def test_the_association_is_told_how_many_places_are_left(app: Flask, roubaix: int) -> None:
    factories.make_referral(factories.make_prescriber())

    [mail, *_] = list_mails("new_proposal")

    assert "Il vous reste 89\u00a0places libres sur 90." in mail.body
    assert mail.subject.startswith("À traiter\u00a0: 13\u00a0ans, 4e, ")


def test_a_sensitive_prescriber_is_not_named_to_the_association(app: Flask, roubaix: int) -> None:
    school = factories.get_organisation(factories.COLLEGE)

    factories.make_referral(factories.make_prescriber(factories.ASE), school_id=school.id)

    [mail, *_] = list_mails("new_proposal")
    assert "Qui oriente\u00a0: partenaire habilité\n" in mail.body
    assert "ASE" not in mail.body


def test_a_mail_goes_with_the_act_that_failed(app: Flask) -> None:
    @transactional
    def fail() -> None:
        post([Mail(("a@example.org",), "sign_in_link", {"token": "x"})])
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()

    assert list_mails() == []


def test_each_recipient_has_a_message_of_their_own(app: Flask) -> None:
    two = ("a@example.org", "b@example.org")

    post([Mail(two, "sign_in_link", {"token": "x"})])

    assert [mail.recipient for mail in list_mails()] == list(two)


def test_a_template_without_a_subject_is_refused(app: Flask) -> None:
    with pytest.raises(ValueError, match="Objet"):
        write_mail("_words", {})

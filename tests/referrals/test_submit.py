"""Sending a referral: once, after the questions it raises, and what is said next."""

import threading
from datetime import datetime

import pytest
from sqlalchemy import select

from app.core.clock import PARIS
from app.core.db import db
from app.core.models import OutboxMessage
from app.referrals.reasons import DeclineReason, Refusal
from app.referrals.service.answer import decline_proposal
from app.referrals.service.submit import submit_referral
from tests.factories import accept, make_draft, make_referral, state_places
from tests.referrals.answers import FORM, LINA, count_referrals, fill, only_referral
from tests.referrals.scenes import actor_of


@pytest.fixture(autouse=True)
def november(frozen):
    frozen(datetime(2026, 11, 23, 9, tzinfo=PARIS))


def questions(page):
    return page.all(".message--attention li")


def test_a_referral_is_sent_and_the_page_says_what_comes_next(prescriber):
    page = fill(prescriber)

    referral = only_referral()
    assert page.path == f"/demandes/{referral.reference}/envoyee"
    assert page.h1 == "Demande envoyée"
    assert "Proposée à l’Afev" in page.all("h2")
    assert "Réponse attendue au plus tard le lundi 7 décembre 2026" in page.text
    assert "Orienter un autre jeune" in page.text


def test_the_confirmation_gives_the_reasons(prescriber):
    page = fill(prescriber)

    reasons = page.all(".criteres li b")
    assert {"Âge", "Établissement", "Objectifs", "Places"} <= set(reasons)


def test_what_was_typed_is_what_is_kept(prescriber):
    fill(prescriber, first_name="  Lina ", note="Une.\r\nDeux.")

    referral = only_referral()
    person = referral.young_person
    assert (person.first_name, person.last_name, person.phone) == (
        "Lina",
        "Carpentier",
        "0639981234",
    )
    assert person.birth_date.isoformat() == "2013-03-08"
    assert (referral.situation, referral.qpv, referral.meeting) == ("4e", True, "presentiel")
    assert referral.objectives == ["confiance", "scolaire"]
    assert referral.note == "Une.\nDeux."


def test_a_waiting_referral_says_why_and_what_next(prescriber):
    for slug in ("afev", "lacle"):
        state_places(slug, 0)

    page = fill(prescriber, birth_date="08/03/2018", situation="CE2")

    assert page.h1 == "Demande envoyée"
    assert "Les associations possibles sont complètes." in page.text
    assert "La demande rejoint la liste d’attente" in page.text


def test_the_confirmation_opened_again_tells_the_present(prescriber):
    referral = make_referral(actor_of("samira.haddad"), wish="afev", age=13, situation="4e")
    address = f"/demandes/{referral.reference}/envoyee"
    assert "Une place y est réservée" in prescriber.get(address).text
    accept(referral, actor_of("theo.marchand"))

    page = prescriber.get(address)

    assert "La demande a avancé depuis son envoi" in page.text
    assert "Vous recevez un courriel" not in page.text


def test_the_confirmation_opened_again_asks_for_news_of_the_family(prescriber):
    referral = make_referral(actor_of("samira.haddad"), wish="afev", age=13, situation="4e")
    proposal = referral.assignments[0]
    refusal = Refusal(DeclineReason.UNREACHABLE)
    decline_proposal(referral.reference, proposal.version, refusal, actor_of("theo.marchand"))

    page = prescriber.get(f"/demandes/{referral.reference}/envoyee")

    assert "Des nouvelles de la famille ou du jeune sont attendues." in page.text
    assert "relancez la demande" in page.text
    assert "rien d’autre à faire" not in page.text


def test_the_confirmation_of_another_school_does_not_exist(prescriber):
    referral = make_referral(actor_of("marc.vermeulen"))

    prescriber.get(f"/demandes/{referral.reference}/envoyee", 404)
    prescriber.get("/demandes/ZZZZZZ/envoyee", 404)


def test_a_double_click_makes_one_referral(prescriber):
    prescriber.get(FORM)
    typed = {**LINA, "agreement": "y", "submission_key": prescriber.page.value("submission_key")}

    first = prescriber.post(FORM, typed)
    prescriber.get(FORM)
    second = prescriber.post(FORM, typed)

    assert first.path == second.path
    assert count_referrals() == 1


def test_the_same_page_filled_for_somebody_else_is_another_referral(prescriber):
    prescriber.get(FORM)
    typed = {**LINA, "agreement": "y", "submission_key": prescriber.page.value("submission_key")}
    prescriber.post(FORM, typed)
    prescriber.get(FORM)

    prescriber.post(FORM, {**typed, "first_name": "Yanis"})

    assert count_referrals() == 2


def test_a_correction_sent_again_is_not_lost(prescriber):
    prescriber.get(FORM)
    typed = {**LINA, "agreement": "y", "submission_key": prescriber.page.value("submission_key")}
    prescriber.post(FORM, typed)
    prescriber.get(FORM)

    page = prescriber.post(FORM, {**typed, "phone": "06 39 98 99 99"}, status=422)

    assert "Une demande existe déjà pour Lina Carpentier" in page.text
    assert prescriber.page.value("phone") == "06 39 98 99 99"


@pytest.mark.both_databases
def test_two_clicks_at_the_same_instant_make_one_referral(app, roubaix):
    actor = actor_of("samira.haddad")
    draft = make_draft(submission_key="k" * 40)
    references = []

    def click():
        with app.app_context():
            references.append(submit_referral(draft, actor).reference)

    db.session.rollback()
    clicks = [threading.Thread(target=click) for _ in range(4)]
    [one.start() for one in clicks]
    [one.join() for one in clicks]

    assert len(references) == 4
    assert len(set(references)) == count_referrals() == 1


def test_an_unusual_age_is_asked_once_then_sent_as_it_is(prescriber):
    page = fill(prescriber, birth_date="08/03/2007", situation="CM2")
    assert questions(page) == [
        "19 ans en CM2 : vérifiez la date ou la classe. Vous pouvez envoyer tel quel."
    ]
    assert count_referrals() == 0

    sent = prescriber.press("Envoyer tel quel")

    assert sent.h1 == "Demande envoyée"


def test_a_risky_word_is_asked_and_the_text_kept(prescriber):
    page = fill(prescriber, note="Suivie par un psychologue")

    assert questions(page)[0].startswith("Ce texte semble parler de santé.")
    assert page.value("note") == "Suivie par un psychologue"
    assert not page.title.startswith("Erreur")


def test_another_question_is_asked_too(prescriber):
    fill(prescriber, note="Suivie par un psychologue")

    page = prescriber.press("Envoyer tel quel", {"note": "Convoquée au tribunal"})

    assert questions(page)[0].startswith("Ce texte semble parler de justice.")
    assert count_referrals() == 0


def test_a_person_already_referred_is_said_with_a_link(prescriber):
    fill(prescriber)
    earlier = only_referral().reference

    page = fill(prescriber, first_name="LINA", last_name="carpentier")

    assert questions(page)[0].startswith("Une demande existe déjà pour Lina Carpentier")
    assert page.one(".message--attention a")["href"] == f"/demandes/{earlier}"
    assert prescriber.press("Envoyer tel quel").h1 == "Demande envoyée"


def test_a_referral_of_another_school_is_never_told(prescriber, sign_in):
    fill(prescriber)

    page = fill(sign_in("marc.vermeulen"))

    assert page.h1 == "Demande envoyée"


def test_no_mail_holds_the_name(prescriber):
    fill(prescriber)

    mails = db.session.scalars(select(OutboxMessage)).all()
    written = " ".join(f"{mail.subject} {mail.body}" for mail in mails)
    assert len(mails) >= 2
    assert not [word for word in ("Lina", "Carpentier", "Nadège", "0639981234") if word in written]


def test_who_may_not_refer_has_no_form(coordinator, manager):
    coordinator.get(FORM, 404)
    manager.get(FORM, 404)


@pytest.mark.parametrize(
    "age, called", [(13, "La famille sera appelée"), (23, "Le jeune sera appelé")]
)
def test_an_adult_is_called_in_person(sign_in, age, called):
    situation = "4e" if age == 13 else "BAC+3"
    referral = make_referral(actor_of("samira.haddad"), situation=situation, age=age)

    page = sign_in("samira.haddad").get(f"/demandes/{referral.reference}/envoyee")

    assert called in page.text

"""What a correction may not do: change the person, the agreement, or what others were told."""

from dataclasses import replace
from datetime import date, datetime

import pytest
from sqlalchemy import select

from app.core.clock import PARIS
from app.core.db import db
from app.core.models import OutboxMessage
from app.referrals.errors import ImpossibleActError
from app.referrals.models import Suspicion, YoungPerson
from app.referrals.service import settling, transfers
from app.referrals.service.submit import submit_referral
from tests import factories as make
from tests.referrals.scenes import actor_of, send_lina, send_lina_again
from tests.referrals.test_correcting import correct

SAMIRA, THEO, HELENE = "samira.haddad", "theo.marchand", "helene.vasseur"
ADULT = {"age": 21, "situation": "EMPLOI", "guardian_name": ""}


def told_of_corrections():
    """Return who was told of a correction."""
    corrected = OutboxMessage.subject.contains("corrigée")
    return set(db.session.scalars(select(OutboxMessage.recipient).where(corrected)))


def page_of(referral):
    return f"/demandes/{referral.reference}/corriger"


def test_who_cannot_read_the_note_is_not_told_of_it(roubaix):
    referral = send_lina()

    correct(referral, note="Libre le jeudi.")

    assert told_of_corrections() == set()


def test_during_a_transfer_who_calls_the_family_is_told(roubaix):
    referral = send_lina()
    accepted = make.accept(referral, actor_of(THEO))
    transfers.transfer(referral.reference, accepted.version, "proxite", "Relais", actor_of(HELENE))

    correct(referral, phone="0639980000", note="Libre le jeudi.")

    assert "theo.marchand@example.org" in told_of_corrections()
    assert "sonia.delcourt@example.org" not in told_of_corrections()


def test_a_name_that_is_spelled_otherwise_is_corrected_after_the_acceptance(roubaix):
    referral = send_lina()
    make.accept(referral, actor_of(THEO))

    correct(referral, first_name="Linna")

    assert db.session.scalars(select(YoungPerson.first_name)).one() == "Linna"


def test_a_name_of_somebody_else_is_not(roubaix):
    referral = send_lina()
    make.accept(referral, actor_of(THEO))

    with pytest.raises(ImpossibleActError, match="nouvelle demande"):
        correct(referral, first_name="Ombeline", last_name="Duclos")


def test_a_minor_taken_for_an_adult_needs_the_agreement_of_the_family(prescriber):
    referral = make.make_referral(actor_of(SAMIRA), **ADULT)
    before = referral.agreement_at
    minor = {"birth_date": "01/02/2013", "situation": "5e", "guardian_name": "Nadège Bernard"}

    page = prescriber.submit(page_of(referral), minor, status=422)
    assert "Recueillez l’accord de la famille" in page.text
    prescriber.press("Enregistrer la correction", {"agreement": True})

    db.session.expire_all()
    assert referral.young_person.birth_date == date(2013, 2, 1)
    assert referral.agreement_at > before


@pytest.mark.both_databases
def test_a_likeness_that_a_correction_takes_away_is_forgotten(roubaix):
    referral = send_lina(first_name="Ombeline", last_name="Duclos")
    other = send_lina_again()
    correct(referral, first_name="Lina", last_name="Carpentier")
    correct(referral, first_name="Linna")
    (found,) = db.session.scalars(select(Suspicion)).all()
    assert (found.earlier_id, found.later_id) == (referral.id, other.id)

    correct(referral, first_name="Ombeline", last_name="Duclos")

    assert db.session.scalars(select(Suspicion)).all() == []


def test_a_likeness_a_manager_settled_is_not_asked_again(roubaix):
    referral = send_lina(first_name="Ombeline", last_name="Duclos")
    send_lina_again()
    correct(referral, first_name="Lina", last_name="Carpentier")
    found = db.session.scalars(select(Suspicion)).one()
    settling.dismiss_suspicion(found.reference, actor_of(HELENE))

    correct(referral, first_name="Linna")

    assert [one.state for one in db.session.scalars(select(Suspicion))] == ["dismissed"]


def test_what_was_written_on_an_old_page_is_shown_again(prescriber):
    referral = send_lina()
    prescriber.get(page_of(referral))
    make.accept(referral, actor_of(THEO))

    page = prescriber.press("Enregistrer la correction", {"phone": "06 39 98 00 00"}, status=409)
    assert "L’association a déjà accepté cette demande" in page.text
    assert page.value("phone") == "06 39 98 00 00"
    prescriber.press("Enregistrer la correction")

    assert db.session.scalars(select(YoungPerson.phone)).one() == "0639980000"


def test_what_a_colleague_corrected_meanwhile_stays(prescriber):
    referral = send_lina()
    prescriber.get(page_of(referral))
    correct(referral, phone="0639980000")

    page = prescriber.press("Enregistrer la correction", {"note": "Le jeudi."}, status=409)
    assert (page.value("phone"), page.value("note")) == ("06 39 98 00 00", "Le jeudi.")
    prescriber.press("Enregistrer la correction")

    db.session.expire_all()
    assert (referral.young_person.phone, referral.note) == ("0639980000", "Le jeudi.")


def test_the_guardian_who_agreed_stays_after_the_eighteenth_birthday(sign_in, frozen):
    born = date(2008, 12, 1)
    facts = {"birth_date": born, "situation": "Tle_PRO", "guardian_name": "Nadège Bernard"}
    frozen(datetime(2026, 11, 27, 9, tzinfo=PARIS))
    referral = make.make_referral(actor_of(SAMIRA), **facts)
    frozen(datetime(2026, 12, 2, 9, tzinfo=PARIS))

    sign_in(SAMIRA).submit(page_of(referral), {"phone": "06 39 98 00 00"})

    assert db.session.scalars(select(YoungPerson.guardian_name)).one() == "Nadège Bernard"


@pytest.mark.both_databases
def test_the_same_line_sent_by_two_organisations_is_doubted(roubaix):
    draft = make.make_draft(first_name="Lina", last_name="Carpentier")
    submit_referral(draft, actor_of(SAMIRA))
    school = make.get_organisation(make.COLLEGE).id

    submit_referral(replace(draft, school_id=school), actor_of("isabelle.carlier"))

    assert db.session.query(Suspicion).count() == 1


def test_a_name_of_somebody_else_comes_back_with_the_rest(prescriber):
    referral = send_lina()
    make.accept(referral, actor_of(THEO))
    typed = {"first_name": "Ombeline", "last_name": "Duclos", "note": "Le jeudi."}

    page = prescriber.submit(page_of(referral), typed, status=422)

    assert "nouvelle demande" in page.text
    assert page.value("note") == "Le jeudi."


def test_a_page_sent_as_it_was_corrects_nothing_and_says_so(prescriber):
    referral = send_lina()

    page = prescriber.submit(page_of(referral), button="Enregistrer la correction")

    assert "Rien n’était à corriger." in page.text


def test_a_telephone_corrected_asks_nothing_of_a_namesake(prescriber):
    send_lina()
    referral = send_lina()

    prescriber.submit(page_of(referral), {"phone": "06 39 98 00 00"}, status=200)

    db.session.expire_all()
    assert referral.young_person.phone == "0639980000"


def test_a_transfer_that_was_cancelled_may_be_asked_again(roubaix):
    referral = send_lina()
    accepted = make.accept(referral, actor_of(THEO))
    reference, helene = referral.reference, actor_of(HELENE)
    asked = transfers.transfer(reference, accepted.version, "proxite", "Relais", helene)
    transfers.cancel_transfer(reference, asked.version, helene)

    again = transfers.transfer(reference, accepted.version, "proxite", "Encore", helene)

    assert again.state == "proposed"

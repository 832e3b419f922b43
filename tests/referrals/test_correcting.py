"""Correcting a request already sent: the thread says what, and the proposal follows."""

import pytest
from sqlalchemy import select

from app.core.db import db
from app.core.errors import NotFoundError
from app.core.models import OutboxMessage
from app.referrals.errors import ImpossibleActError, StaleActError
from app.referrals.models import Referral, Suspicion, WaitingOption, YoungPerson
from app.referrals.service import correcting
from tests import factories as make
from tests.referrals.attempts import SLUGS, correction_of
from tests.referrals.scenes import actor_of, proposals_of, send_lina, send_lina_again, state_of

SAMIRA, THEO = "samira.haddad", "theo.marchand"
PRIMARY = {"situation": "CM1"}


def correct(referral, who=SAMIRA, version=None, **corrected):
    """Correct some facts of a request, as its page would."""
    draft = correction_of(referral, **corrected)
    return correcting.correct(referral.reference, version or referral.version, draft, actor_of(who))


def mails(template):
    """Return the mails of a template, oldest first."""
    wanted = select(OutboxMessage).where(OutboxMessage.template == template)
    return list(db.session.scalars(wanted.order_by(OutboxMessage.id)))


@pytest.mark.both_databases
def test_a_name_is_found_by_its_new_spelling(roubaix, prescriber):
    referral = send_lina()

    correct(referral, last_name="Vandenbroucke")

    person = db.session.scalars(select(YoungPerson)).one()
    assert (person.name_key, person.sound_key != "") == ("vandenbroucke lina", True)
    page = prescriber.submit("/demandes", {"q": "vandenb"}, "Chercher")
    assert "Lina V." in page.text


def test_a_telephone_alone_moves_nothing_and_tells_nobody_who_cannot_read_it(roubaix):
    referral = send_lina()

    correct(referral, phone="0639980000")

    assert proposals_of(referral) == [("afev", "proposed")]
    assert mails("news") == []


def test_an_association_that_accepted_is_told_without_a_value(roubaix):
    referral = send_lina()
    make.accept(referral, actor_of(THEO))

    correct(referral, phone="0639980000")

    mail = mails("news")[-1]
    assert "theo.marchand@example.org" in {one.recipient for one in mails("news")}
    assert "corrigée" in mail.body
    assert "0639980000" not in mail.body + mail.html


def test_what_an_association_accepted_does_not_change_any_more(roubaix):
    referral = send_lina()
    make.accept(referral, actor_of(THEO))

    with pytest.raises(ImpossibleActError):
        correct(referral, **PRIMARY)

    assert db.session.scalars(select(Referral.situation)).one() == "4e"


@pytest.mark.both_databases
def test_a_proposal_stays_where_the_person_still_fits_and_says_why_anew(roubaix):
    referral = send_lina()
    before = make.get_last_assignment(referral)
    seen, decision = before.version, before.decision

    correct(referral, situation="3e")

    after = make.get_last_assignment(referral)
    assert proposals_of(referral) == [("afev", "proposed")]
    assert after.decision != decision
    assert after.version > seen
    mail = mails("news")[-1]
    assert "Relisez-la" in mail.body


@pytest.mark.both_databases
def test_a_proposal_goes_elsewhere_when_the_person_does_not_fit_any_more(roubaix):
    referral = send_lina(to="telemaque")

    correct(referral, **PRIMARY)

    first, second = proposals_of(referral)
    assert first == ("telemaque", "recalled")
    assert second[1] == "proposed"
    assert make.get_programme("telemaque").taken == 0


def test_what_a_manager_chose_stays(roubaix):
    referral = send_lina(to="telemaque")
    chosen = make.get_last_assignment(referral)
    chosen.decision = chosen.decision | {"by_hand": True}
    db.session.commit()

    correct(referral, **PRIMARY)

    assert proposals_of(referral) == [("telemaque", "proposed")]
    assert make.get_last_assignment(referral).decision["by_hand"]


@pytest.mark.both_databases
def test_a_waiting_request_looks_again_and_keeps_its_rank(roubaix):
    for programme in SLUGS:
        make.state_places(programme, 0)
    referral = make.make_referral(actor_of(SAMIRA), situation="4e")
    since = referral.waiting_since

    correct(referral, **PRIMARY)

    assert referral.waiting_since == since
    options = db.session.scalars(select(WaitingOption.programme_id)).all()
    assert make.get_programme("lacle").id in options


def test_a_late_correction_overwrites_nothing(roubaix):
    referral = send_lina()
    version = referral.version
    correct(referral, phone="0639980000")

    with pytest.raises(StaleActError):
        correct(referral, version=version, phone="0639981111")

    assert db.session.scalars(select(YoungPerson.phone)).one() == "0639980000"


def test_a_second_click_is_one_correction(roubaix):
    referral = send_lina()
    draft = correction_of(referral, phone="0639980000")
    version = referral.version

    for _ in range(2):
        correcting.correct(referral.reference, version, draft, actor_of(SAMIRA))

    assert [one.kind for one in referral.thread].count("corrected") == 1


def test_nobody_else_corrects(roubaix):
    referral = send_lina()

    with pytest.raises(StaleActError):
        correct(referral, THEO, phone="0639980000")
    with pytest.raises(NotFoundError):
        correct(referral, "isabelle.carlier", phone="0639980000")

    assert state_of(referral) == "proposed"


def test_a_corrected_name_that_another_organisation_follows_is_noted(roubaix):
    referral = send_lina(last_name="Vandenbroucke")
    send_lina_again()

    correct(referral, first_name="Lina", last_name="Carpentier")

    assert db.session.query(Suspicion).count() == 1


def test_the_page_shows_the_request_and_the_thread_says_what_was_corrected(prescriber):
    referral = send_lina()
    prescriber.get(f"/demandes/{referral.reference}")
    prescriber.click("Corriger la demande…")

    page = prescriber.press("Enregistrer la correction", {"phone": "06 39 98 00 00"})

    assert "Demande corrigée" in page.all(".chrono h3")
    assert "Corrigé\u00a0: téléphone." in page.html
    assert db.session.scalars(select(YoungPerson.phone)).one() == "0639980000"


def test_a_wrong_answer_comes_back_with_its_message_and_the_rest(prescriber):
    referral = send_lina()

    page = prescriber.submit(
        f"/demandes/{referral.reference}/corriger",
        {"birth_date": "31/02/2013", "last_name": "Vandenbroucke"},
        status=422,
    )

    assert "27/03/2012" in page.text
    assert page.value("last_name") == "Vandenbroucke"


def test_once_accepted_the_page_asks_for_names_and_contacts_only(prescriber):
    referral = send_lina()
    make.accept(referral, actor_of(THEO))

    page = prescriber.get(f"/demandes/{referral.reference}/corriger")
    prescriber.press("Enregistrer la correction", {"guardian_name": "Nadège Bernard"})

    assert page.soup.select("[name=situation], [name=birth_date], [name=objectives]") == []
    assert db.session.scalars(select(YoungPerson.guardian_name)).one() == "Nadège Bernard"


def test_what_may_not_change_any_more_is_not_read(prescriber):
    referral = send_lina()
    make.accept(referral, actor_of(THEO))
    prescriber.get(f"/demandes/{referral.reference}/corriger")

    prescriber.press("Enregistrer la correction", {"phone": "0639980000"})
    forged = {"version": str(referral.version), "situation": "CM1", "phone": "0639980000"}
    prescriber.post(f"/demandes/{referral.reference}/corriger", forged, status=422)

    assert db.session.scalars(select(Referral.situation)).one() == "4e"


def test_a_class_beside_the_age_is_questioned_once(prescriber):
    referral = send_lina()
    path = f"/demandes/{referral.reference}/corriger"

    prescriber.submit(path, {"situation": "CP"}, status=422)
    prescriber.press("Enregistrer tel quel")

    assert db.session.scalars(select(Referral.situation)).one() == "CP"


def test_a_request_that_ended_is_not_corrected(prescriber):
    referral = send_lina()
    prescriber.get(f"/demandes/{referral.reference}/retirer")
    prescriber.press("Retirer la demande", {"reason": "moved_away"})

    page = prescriber.get(f"/demandes/{referral.reference}/corriger", status=409)

    assert "retiré cette demande" in page.text
    assert prescriber.click("Rouvrir la demande").h1.startswith("Lina")

"""What each role reads of one referral, and the trace that reading leaves."""

import pytest

from app.core.db import db
from app.referrals.reasons import DeclineReason, Refusal
from app.referrals.rules import AssignmentState
from tests.factories import accept, decline
from tests.referrals.scenes import SECRETS, actor_of, count_events, send_lina

ASE_SECRETS = ("Maison Nord", "Isabelle", "Carlier", "isabelle.carlier@example.org")


def show(browser, referral, status=200):
    return browser.get(f"/demandes/{referral.reference}", status)


def found_in(html, secrets):
    return [secret for secret in secrets if secret in html]


def test_an_association_reads_initials_before_it_accepts(coordinator):
    page = show(coordinator, send_lina())

    assert page.h1 == "L. C."
    assert "13 ans, 4 e" in page.text
    assert "Scolarité et méthode" in page.text


def test_no_name_contact_nor_note_is_shown_before_the_acceptance(coordinator):
    page = show(coordinator, send_lina(objectives=frozenset({"scolaire"})))

    assert found_in(page.html, SECRETS) == []


def test_reading_initials_leaves_no_trace(coordinator):
    show(coordinator, send_lina())

    assert count_events("referral.identity_read") == 0


def test_identity_and_contacts_open_once_accepted(coordinator):
    referral = send_lina()
    accept(referral, actor_of("theo.marchand"))

    page = show(coordinator, referral)

    assert page.h1 == "Lina Carpentier"
    for known in ("Nadège Carpentier", "06 39 98 12 34", "nadege@example.org", "le mercredi"):
        assert known in page.text


def test_each_reading_of_an_identity_is_logged(coordinator):
    referral = send_lina()
    accept(referral, actor_of("theo.marchand"))

    show(coordinator, referral)
    show(coordinator, referral)

    assert count_events("referral.identity_read") == 2


def test_a_sensitive_service_is_never_named_before_the_acceptance(sign_in):
    referral = send_lina("isabelle.carlier", "lacle")
    browser = sign_in("odile.prevost")
    path = f"/demandes/{referral.reference}"

    pages = [browser.get(where) for where in ("/demandes/a-traiter", path, f"{path}/decliner")]
    pages.append(browser.press("Confirmer le refus", {"reason": "no_suitable_mentor"}))

    assert [found_in(page.html, ASE_SECRETS) for page in pages] == [[], [], [], []]
    assert ["artenaire habilité" in page.text for page in pages] == [True, True, True, False]


def test_a_sensitive_service_is_named_once_accepted(sign_in):
    referral = send_lina("isabelle.carlier", "lacle")
    accept(referral, actor_of("odile.prevost"))

    page = show(sign_in("odile.prevost"), referral)

    assert "Isabelle Carlier, éducatrice" in page.text


def test_the_school_of_a_sensitive_request_waits_for_the_acceptance(sign_in):
    school = actor_of("samira.haddad").organisation_id
    referral = send_lina("isabelle.carlier", "afev", school_id=school)

    page = show(sign_in("theo.marchand"), referral)

    assert found_in(page.html, (*ASE_SECRETS, "Rosa Parks")) == []


def test_a_prescriber_reads_the_whole_of_its_own_request(prescriber):
    page = show(prescriber, send_lina())

    assert page.h1 == "Lina Carpentier"
    assert "Nadège Carpentier" in page.text
    assert count_events("referral.identity_read") == 0


def test_a_prescriber_reads_who_accepted(prescriber):
    referral = send_lina()
    accept(referral, actor_of("theo.marchand"))

    page = show(prescriber, referral)

    assert page.one("#t-contact").parent.get_text(" ", strip=True).startswith("Votre contact Théo")


def test_a_request_of_another_school_does_not_exist(sign_in):
    referral = send_lina()

    show(sign_in("marc.vermeulen"), referral, status=404)
    show(sign_in("odile.prevost"), referral, status=404)


def test_an_administrator_reads_no_request(administrator):
    show(administrator, send_lina(), status=404)


def test_a_manager_reads_initials_and_no_contact(manager):
    referral = send_lina()
    accept(referral, actor_of("theo.marchand"))

    page = show(manager, referral)

    assert page.h1 == "L. C."
    assert found_in(page.html, SECRETS) == []


def test_the_explanation_is_the_one_kept_with_the_proposal(coordinator):
    page = show(coordinator, send_lina())

    assert page.all(".pourquoi h2") == ["Pourquoi l’Afev ?"]
    assert "Âge" in page.all(".criteres b")
    assert "règles d’orientation version 1" in page.text
    assert "Une personne décide toujours : ceci est une proposition." in page.text


def test_the_next_event_stands_on_top_of_the_thread(coordinator):
    page = show(coordinator, send_lina())

    titles = ["Réponse de l’Afev attendue", "Proposée à l’Afev", "Demande envoyée"]
    assert page.all(".chrono h3") == titles
    assert page.all(".chrono .futur h3") == titles[:1]


def refuse_with_words(referral):
    refusal = Refusal(DeclineReason.OTHER, "Le local ferme en décembre.")
    following = decline(referral, actor_of("theo.marchand"), refusal)
    assert following is not None
    return following.programme.slug


def test_only_the_prescriber_reads_the_words_beside_a_reason(sign_in):
    referral = send_lina()
    refuse_with_words(referral)

    pages = {who: show(sign_in(who), referral) for who in ("samira.haddad", "helene.vasseur")}

    assert "ferme en décembre" in pages["samira.haddad"].text
    assert "ferme en décembre" not in pages["helene.vasseur"].text


def test_another_association_reads_neither_who_declined_nor_why(sign_in):
    referral = send_lina()
    people = {"telemaque": "gaelle.dubus", "proxite": "sonia.delcourt", "lacle": "odile.prevost"}
    people["face"] = "julien.masure"
    following = refuse_with_words(referral)

    page = show(sign_in(people[following]), referral)

    assert "Déclinée par l’Afev" not in page.all(".chrono h3")
    assert page.all(".chrono .citation") == []
    assert "première proposition" not in page.text
    assert "Afev" not in page.text


def test_the_prescriber_reads_the_words_of_a_refusal(prescriber):
    referral = send_lina()
    refuse_with_words(referral)

    page = show(prescriber, referral)

    assert page.all(".chrono .citation") == ["Motif : autre. Le local ferme en décembre."]


def test_a_proposal_without_an_answer_is_told_among_the_others(prescriber):
    referral = send_lina()
    refuse_with_words(referral)
    first = referral.assignments[0]
    first.state, first.decline_reason = AssignmentState.EXPIRED, None
    db.session.commit()

    page = show(prescriber, referral)

    assert "Afev , première proposition Sans réponse" in page.text


def test_a_prescriber_reads_the_school_attended(sign_in):
    school = actor_of("samira.haddad").organisation_id
    referral = send_lina("isabelle.carlier", "afev", school_id=school)

    page = show(sign_in("isabelle.carlier"), referral)

    assert "Établissement fréquenté Collège Rosa Parks" in page.text


def test_an_association_that_declined_reads_nothing_more(coordinator):
    referral = send_lina()
    refuse_with_words(referral)

    show(coordinator, referral, status=404)


def test_a_waiting_request_says_why(prescriber):
    referral = send_lina()
    decline(referral, actor_of("theo.marchand"), Refusal(DeclineReason.NEED_OUT_OF_SCOPE))

    page = show(prescriber, referral)

    assert page.all(".statut") == ["À affecter"]
    assert "La Cité éducative l’examine pour l’affecter à la main." in page.text


@pytest.mark.parametrize("text", ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>'])
def test_what_people_type_is_shown_as_text(prescriber, text):
    prescriber._typed.add(text)
    referral = send_lina(first_name=text, note=text)

    page = show(prescriber, referral)

    assert text in page.h1
    assert page.soup.select("main script, main img") == []


@pytest.mark.parametrize("reference", ["ZZZZZZ", "a-z", "%00", "../../etc", "é" * 6, "1" * 400])
def test_a_made_up_reference_is_not_found(prescriber, reference):
    prescriber.get(f"/demandes/{reference}", status=404)

"""A reference as people copy it from paper: in lower case too."""

import pytest

from tests.referrals.scenes import send_lina


@pytest.mark.parametrize("page", ["", "/fiche", "/envoyee"])
def test_a_reference_typed_in_lower_case_leads_to_the_page(prescriber, page):
    reference = send_lina().reference

    answer = prescriber.send("GET", f"/demandes/{reference.lower()}{page}?de=papier")

    assert answer.status_code == 308
    assert answer.location == f"/demandes/{reference}{page}?de=papier"
    assert prescriber.get(f"/demandes/{reference.lower()}{page}").h1


def test_an_act_never_follows_a_reference_in_lower_case(coordinator):
    reference = send_lina().reference
    coordinator.get("/demandes/a-traiter")

    coordinator.post(f"/demandes/{reference.lower()}/accepter", {"version": "1"}, 404)


def test_a_lower_case_reference_says_nothing_of_what_exists(sign_in):
    browser, reference = sign_in("marc.vermeulen"), send_lina().reference

    answers = [
        browser.send("GET", f"/demandes/{one}").status_code
        for one in (reference.lower(), reference.lower()[::-1])
    ]

    assert answers == [308, 308]
    browser.get(f"/demandes/{reference.lower()}", 404)


def test_a_question_cannot_turn_the_redirection_elsewhere(prescriber):
    reference = send_lina().reference
    asked = "_external=1&_scheme=javascript&_anchor=x"

    answer = prescriber.send("GET", f"/demandes/{reference.lower()}?{asked}")

    assert answer.location == f"/demandes/{reference}?{asked}"

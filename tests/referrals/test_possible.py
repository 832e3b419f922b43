"""The live list: who could welcome this young person, and why not the others."""

from datetime import datetime

import pytest

from app.core.clock import PARIS
from tests.factories import make_prescriber, make_referral, state_places
from tests.referrals.answers import FORM, LINA, fill
from tests.support.page import visible

POSSIBLES = "/demandes/possibles"
FROM_SCRIPT = {"X-Requested-With": "fetch"}


@pytest.fixture(autouse=True)
def november(frozen):
    frozen(datetime(2026, 11, 23, 9, tzinfo=PARIS))


def look(browser, **answers):
    """Ask what is possible, as somebody without script does, and keep the page."""
    return browser.submit(FORM, answers, "Voir les associations possibles", 200)


def line_of(page, name):
    for line in page.soup.select(".possible"):
        if line.select_one("h3") and visible(line.select_one("h3")) == name:
            return visible(line)
    raise AssertionError(f"{name} is not possible: {page.all('.possible h3')}")


def test_without_script_the_button_answers_and_keeps_what_was_typed(prescriber):
    page = look(prescriber, first_name="Lina", birth_date="08/03/2013", situation="4e")

    assert "Pour Lina, 13 ans, en 4 e . La liste suit vos réponses." in page.text
    assert page.value("first_name") == "Lina"
    assert not page.soup.select(".champ--erreur")


def test_the_script_receives_only_the_parts_that_change(prescriber):
    page = prescriber.get(FORM)
    token = page.value("csrf_token")
    typed = {**LINA, "agreement": "y", "csrf_token": token}

    answer = prescriber.send("POST", POSSIBLES, data=typed, headers=FROM_SCRIPT)

    html = answer.get_data(as_text=True)
    assert "<html" not in html
    assert "associations possibles" in html
    assert answer.headers["Cache-Control"] == "no-store"


def test_the_list_needs_no_name(prescriber):
    page = look(prescriber, birth_date="08/03/2013", situation="4e", qpv="yes")

    assert "Pour ce jeune, 13 ans" in page.text
    assert "Afev" in page.all(".possible h3")


def test_an_empty_form_excludes_nobody_by_what_it_does_not_know(prescriber):
    page = prescriber.get(FORM)

    assert "Indiquez la date de naissance et la classe" in page.text
    assert "À vérifier : l’âge" in line_of(page, "Afev")
    assert page.all(".ruban") == []


def test_the_first_line_is_what_navette_would_propose(prescriber):
    page = fill(prescriber, agreement=False)
    proposed = visible(page.one(".possible--premiere h3"))

    sent = prescriber.press("Envoyer", {"agreement": True})

    assert sent.all("h2")[0] in (f"Proposée à {proposed}", f"Proposée à l’{proposed}")


def test_each_line_tells_places_fit_and_what_it_covers(prescriber):
    page = look(prescriber, **{k: v for k, v in LINA.items() if k != "agreement"})

    line = line_of(page, "Afev")
    assert "90 libres" in line
    assert "2 objectifs couverts sur 2" in line
    assert "Répond à tous les critères" in line
    assert "2 h par semaine" in line


def test_an_unknown_address_is_to_verify_and_never_excludes(prescriber):
    page = look(prescriber, birth_date="08/03/2011", situation="3e", qpv="unknown")

    line = line_of(page, "Fondation FACE")
    assert "À vérifier : l’adresse en quartier prioritaire (QPV)" in line


def test_why_not_the_others_cites_the_rule(prescriber):
    page = look(prescriber, birth_date="08/03/2013", situation="4e", qpv="yes")

    others = page.all(".possibles details li")
    assert "Article 1 : à partir de la seconde" in others
    assert page.one(".possibles summary").text.startswith("Pourquoi pas les")
    assert len(others) + len(page.soup.select(".possible h3")) == 10


def test_only_remote_meetings_exclude_who_meets_in_person(prescriber):
    page = look(prescriber, birth_date="08/03/2013", situation="4e", meeting="distanciel_seul")

    assert "Proxité" not in page.all(".possible h3")


def test_a_full_association_comes_last_with_its_waiting_list(prescriber):
    state_places("lacle", 0)

    page = look(prescriber, birth_date="08/03/2013", situation="4e", qpv="yes")

    assert page.all(".possible h3")[-1] == "LA CLE"
    assert "Complet : liste d’attente" in line_of(page, "LA CLE")


def test_when_all_are_full_the_waiting_list_is_told_before_sending(prescriber):
    for slug in ("afev", "lacle"):
        state_places(slug, 0)

    page = look(prescriber, birth_date="08/03/2018", situation="CE2", qpv="yes")

    assert "Les associations possibles sont complètes." in page.text


def test_when_nobody_fits_the_hand_of_the_territory_is_told(sign_in):
    browser = sign_in("isabelle.carlier")

    page = look(browser, birth_date="08/03/2020", situation="GS", qpv="no", school="none")

    assert "Aucune association possible" in page.text
    assert "sera affectée à la main par la Cité éducative" in page.text


def test_the_school_attended_opens_what_the_service_alone_would_not(sign_in):
    browser = sign_in("isabelle.carlier")
    typed = {"birth_date": "08/03/2013", "situation": "4e", "qpv": "yes"}
    alone = look(browser, **typed, school="none").all(".possible h3")

    schools = browser.page.soup.select("[name=school] option")
    rosa = next(option["value"] for option in schools if "Rosa Parks" in option.text)
    page = look(browser, **typed, school=rosa)

    assert "Afev" not in alone
    assert "Afev" in page.all(".possible h3")


def test_a_school_not_told_yet_excludes_nobody(sign_in):
    browser = sign_in("isabelle.carlier")

    page = look(browser, birth_date="08/03/2013", situation="4e", qpv="yes")

    assert "À vérifier : l’établissement fréquenté" in line_of(page, "Afev")
    assert page.all(".ruban") == []


def test_the_public_of_an_association_is_confirmed_and_never_asked(sign_in):
    browser = sign_in("nadia.ferrand")
    typed = {"birth_date": "08/03/2004", "situation": "EMPLOI", "qpv": "yes", "school": "none"}
    before = line_of(look(browser, **typed), "DUO for a JOB")

    page = browser.press("Voir les associations", {"confirmed": ["duo"]}, 200)

    assert "Public propre à cette association : je confirme qu’il convient" in before
    assert "À vérifier" in before
    assert "Répond à tous les critères" in line_of(page, "DUO for a JOB")


def test_a_preference_counts(prescriber):
    answers = {k: v for k, v in LINA.items() if k != "agreement"}
    look(prescriber, **answers)

    page = prescriber.press("Voir les associations", {"wish": "telemaque"}, 200)

    assert page.one("[name=wish][checked]")["value"] == "telemaque"
    assert page.all(".possible h3")[0] == "Télémaque"


def test_held_places_are_told_apart_from_free_ones(prescriber):
    actor = make_prescriber()
    make_referral(actor, situation="4e", age=13, qpv=True, wish="afev")

    page = look(prescriber, birth_date="08/03/2013", situation="4e", qpv="yes")

    gauge = next(tag["aria-label"] for tag in page.soup.select("svg[role=img]"))
    assert "Afev" in gauge
    assert "1\u00a0réservée" in gauge


@pytest.mark.parametrize("who", ["samira.haddad", "nadia.ferrand"])
def test_the_live_list_asks_the_base_six_questions_at_most(sign_in, query_counter, who):
    browser = sign_in(who)
    token = browser.get(FORM).value("csrf_token")
    typed = {**LINA, "agreement": "y", "csrf_token": token}
    browser.send("POST", POSSIBLES, data=typed, headers=FROM_SCRIPT)

    with query_counter as queries:
        browser.send("POST", POSSIBLES, data=typed, headers=FROM_SCRIPT)

    assert queries.count <= 6, "\n".join(queries.seen)


def test_a_person_who_types_for_too_long_is_slowed_down(prescriber):
    token = prescriber.get(FORM).value("csrf_token")

    answers = [
        prescriber.send("POST", POSSIBLES, data={"csrf_token": token}, headers=FROM_SCRIPT)
        for _ in range(121)
    ]

    assert {answer.status_code for answer in answers[:120]} == {200}
    assert answers[120].status_code == 429

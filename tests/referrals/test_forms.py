"""The form refuses what cannot be used, says how to mend it, and keeps what was typed."""

from datetime import datetime

import pytest

from app.core.clock import PARIS
from tests.referrals.answers import FORM, LINA, count_referrals, fill, only_referral

ON_EMPTY = [
    "Indiquez le prénom",
    "Indiquez le nom",
    "Indiquez la date de naissance, par exemple 27/03/2012",
    "Choisissez la classe ou la situation",
    "Dites si l’adresse est en quartier prioritaire, ou « Je ne sais pas »",
    "Choisissez au moins un objectif",
    "Indiquez le nom du responsable légal",
    "Indiquez un téléphone ou une adresse électronique du responsable légal",
    "Recueillez l’accord de la famille avant d’envoyer. Vous pouvez enregistrer le brouillon.",
]


@pytest.fixture(autouse=True)
def november(frozen):
    frozen(datetime(2026, 11, 23, 9, tzinfo=PARIS))


def summary(page):
    return page.all("main [role=alert] li")


def test_a_school_answers_twelve_questions_at_most(prescriber):
    page = prescriber.get(FORM)

    names = {tag["name"] for tag in page.soup.select(".etape [name]")}
    assert len(names) <= 12


def test_an_empty_form_says_each_error_once_and_beside_its_field(prescriber):
    page = prescriber.submit(FORM, {}, "Envoyer")

    assert page.status == 422
    assert page.title.startswith("Erreur : ")
    assert page.one("[role=alert] strong").text == "Neuf réponses sont à revoir"
    assert summary(page) == ON_EMPTY
    assert all(page.soup.find(id=link["href"][1:]) for link in page.soup.select("[role=alert] a"))
    near = page.all(".champ .erreur")
    assert [words.removeprefix("Erreur : ") for words in near] == ON_EMPTY


def test_what_was_typed_is_kept_beside_an_error(prescriber):
    page = fill(prescriber, birth_date="31/02/2012")

    assert summary(page) == [
        "Écrivez la date avec le jour, le mois et l’année, par exemple 27/03/2012"
    ]
    assert page.value("first_name") == "Lina"
    assert page.value("birth_date") == "31/02/2012"
    assert page.value("situation") == "4e"
    assert page.value("note") == "Libre le mercredi."
    assert len(page.soup.select("[name=objectives][checked]")) == 2
    assert page.soup.select_one("[name=agreement][checked]")


@pytest.mark.parametrize(
    "field,typed,message",
    [
        ("last_name", "a" * 81, "Le nom doit compter 80 caractères au plus"),
        ("first_name", "a" * 81, "Le prénom doit compter 80 caractères au plus"),
        ("note", "a" * 501, "Ce texte doit compter 500 caractères au plus"),
        ("birth_date", "27/03/2027", "La date de naissance doit être passée"),
        (
            "birth_date",
            "27/03/1985",
            "Le mentorat s’adresse aux jeunes de 5 à 33 ans : cette date donne 41 ans",
        ),
        (
            "birth_date",
            "bientôt",
            "Écrivez la date avec le jour, le mois et l’année, par exemple 27/03/2012",
        ),
        ("objectives", [], "Choisissez au moins un objectif"),
        (
            "objectives",
            ["scolaire", "confiance", "orientation", "alternance"],
            "Gardez trois objectifs au plus",
        ),
        ("phone", "06 39 98 12", "Le numéro doit compter 10 chiffres, par exemple 06 39 98 12 34"),
        ("email", "nadege@", "L’adresse doit ressembler à nom@exemple.fr"),
        ("guardian_name", "", "Indiquez le nom du responsable légal"),
        ("first_name", "Li\x0bna", "Relisez le prénom : un caractère illisible en a été retiré"),
        (
            "last_name",
            "Car\u202epentier",
            "Relisez le nom : un caractère illisible en a été retiré",
        ),
        ("note", "a\x00b", "Relisez ce texte : un caractère illisible en a été retiré"),
    ],
)
def test_an_answer_that_cannot_be_used_says_how_to_mend_it(prescriber, field, typed, message):
    page = fill(prescriber, **{field: typed})

    assert page.status == 422
    assert page.one("[role=alert] strong").text == "Une réponse est à revoir"
    assert summary(page) == [message]
    assert page.all(".champ--erreur .erreur") == [f"Erreur : {message}"]


def test_an_unreadable_character_is_taken_out_so_that_one_sends_again(prescriber):
    fill(prescriber, first_name="Li\x0bna")

    page = prescriber.press("Envoyer")

    assert page.h1 == "Demande envoyée"
    assert only_referral().young_person.first_name == "Lina"


def test_an_address_is_enough_to_reach_the_family(prescriber):
    fill(prescriber, phone="", email="Nadege@Example.org")

    assert only_referral().young_person.email == "Nadege@example.org"


def test_a_number_is_kept_as_ten_digits(prescriber):
    fill(prescriber, phone="+33 6 39 98 12 34")

    assert only_referral().young_person.phone == "0639981234"


def test_an_adult_answers_without_a_guardian(prescriber):
    page = fill(prescriber, birth_date="08/03/2007", situation="Tle_PRO", guardian_name="")

    assert page.h1 == "Demande envoyée"
    assert only_referral().young_person.guardian_name == ""


def test_an_adult_agrees_alone(prescriber):
    page = fill(prescriber, birth_date="08/03/2007", situation="Tle_PRO", agreement=False)

    assert "Lina est d’accord." in page.one(".case label").text
    assert summary(page) == [
        "Recueillez l’accord du jeune avant d’envoyer. Vous pouvez enregistrer le brouillon."
    ]


def test_a_minor_and_the_family_agree_by_the_first_name(prescriber):
    page = fill(prescriber, agreement=False)

    assert "La famille et Lina sont d’accord." in page.one(".case label").text


def test_a_service_that_is_no_school_is_asked_the_school_attended(sign_in):
    page = fill(sign_in("nadia.ferrand"))

    assert summary(page) == [
        "Choisissez l’établissement fréquenté, ou « Aucun ou hors de Roubaix »"
    ]


def test_a_school_attended_out_of_the_list_is_refused(sign_in):
    browser = sign_in("nadia.ferrand")
    browser.get(FORM)

    page = browser.post(FORM, {**LINA, "agreement": "y", "school": "999999999999"}, 422)

    assert summary(page) == [
        "Choisissez l’établissement fréquenté, ou « Aucun ou hors de Roubaix »"
    ]


@pytest.mark.parametrize(
    "field,value",
    [("situation", "BAC+9"), ("qpv", "peut-être"), ("meeting", "ailleurs"), ("wish", "../etc")],
)
def test_a_choice_nobody_offers_is_refused_in_french(prescriber, field, value):
    prescriber.get(FORM)

    page = prescriber.post(FORM, {**LINA, "agreement": "y", field: value}, 422)

    assert len(summary(page)) == 1
    assert summary(page)[0].startswith(("Choisissez", "Dites"))
    assert count_referrals() == 0


def test_state_organisation_and_author_cannot_be_posted(prescriber):
    prescriber.get(FORM)
    forged = {"state": "accepted", "organisation_id": "1", "author_id": "1", "version": "9"}

    prescriber.post(FORM, {**LINA, "agreement": "y", **forged})

    referral = only_referral()
    assert referral.state.value == "proposed"
    assert referral.organisation.name == "Collège Rosa Parks"


def test_ten_megabytes_are_refused_before_being_read(prescriber):
    prescriber.get(FORM)

    page = prescriber.post(FORM, {**LINA, "note": "a" * 10_000_000}, 413)

    assert count_referrals() == 0
    assert page.h1

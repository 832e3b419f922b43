"""What deserves a second look before sending."""

from datetime import date

import pytest

from app.referrals.situations import SITUATIONS
from app.referrals.warnings import Twin, in_class_words, warn_of_age, warn_of_twin, warn_of_words


def said(doubts):
    return [doubt.text.replace("\u00a0", " ") for doubt in doubts]


def test_an_age_far_from_the_usual_one_is_questioned():
    assert said(warn_of_age("CM2", 19)) == [
        "19 ans en CM2 : vérifiez la date ou la classe. Vous pouvez envoyer tel quel."
    ]
    assert warn_of_age("CM2", 12) == []


def test_another_age_is_another_question():
    (nineteen,), (twenty,) = warn_of_age("CM2", 19), warn_of_age("CM2", 20)

    assert nineteen.code != twenty.code


@pytest.mark.parametrize(
    "note,topic",
    [
        ("Suivie par un psychologue", "de santé"),
        ("Dyslexique", "de santé"),
        ("Reconnaissance MDPH", "de handicap"),
        ("Va à la mosquée", "de religion"),
        ("Sa famille a une OQTF", "d’origine"),
        ("Convoqué au tribunal", "de justice"),
        ("Vit en foyer", "de situation familiale"),
        ("Asthme, placé par le juge", "de santé et de justice"),
    ],
)
def test_a_note_that_tells_too_much_is_questioned(note, topic):
    (question,) = said(warn_of_words(note))

    assert question.startswith(f"Ce texte semble parler {topic}. La famille et l’association")


@pytest.mark.parametrize(
    "note", ["", "Élève discrète, à l’aise en petit groupe.", "Aime le basket, libre le mercredi."]
)
def test_an_ordinary_note_is_not_questioned(note):
    assert warn_of_words(note) == []


def test_a_person_already_referred_is_said_with_the_day_and_where_it_stands():
    twin = Twin("7K3Q9M", "Lina Carpentier", date(2026, 11, 12), "proposée")

    (doubt,) = warn_of_twin(twin)

    assert (doubt.code, doubt.reference) == ("double-7K3Q9M", "7K3Q9M")
    (text,) = said([doubt])
    assert text == (
        "Une demande existe déjà pour Lina Carpentier, envoyée le 12 novembre 2026 par votre "
        "établissement. Demande nº 7K3Q9M, proposée."
    )


def test_another_birth_date_is_said():
    sent, born = date(2026, 11, 12), date(2012, 3, 4)
    twin = Twin("7K3Q9M", "Lina Carpentier", sent, "proposée", born_on=born)

    (text,) = said(warn_of_twin(twin))

    assert "Lina Carpentier (date de naissance notée : 4 mars 2012), envoyée" in text


def test_every_situation_fits_in_a_sentence():
    words = [in_class_words(situation) for situation in SITUATIONS]

    assert all(phrase.startswith(("en ", "hors ")) for phrase in words)
    assert {"en CM2", "en grande section", "en recherche d’emploi"} <= set(words)

"""A list that comes back: each row says what it would do, or why not; nothing is done yet."""

from datetime import date, datetime

import pytest

from app.core.clock import PARIS
from app.referrals.endings import Modality
from app.referrals.service.following import Start
from tests.factories import accept
from tests.referrals.offline import (
    bring,
    bring_filled,
    fill,
    results,
    returns,
    saved,
    send_accepted,
    send_started,
    take,
)
from tests.referrals.scenes import SECRETS, actor_of, send_lina, state_of

DAY = date(2026, 11, 20)
ANSWER = {
    "no action": ({"Motif": "Autre"}, "Choisissez une action"),
    "an unknown action": (
        {"Action": "Peut-être"},
        "« Peut-être » n’est pas une action",
    ),
    "no reason": ({"Action": "Décliner"}, "Il manque « Motif » : choisissez un motif de refus."),
    "another list's reason": (
        {"Action": "Décliner", "Motif": "Absences répétées"},
        "« Absences répétées » n’est pas un motif de refus de la liste.",
    ),
    "« Autre » alone": (
        {"Action": "Décliner", "Motif": "Autre"},
        "« Autre » demande quelques mots dans « Précision ».",
    ),
    "a note too long": (
        {"Action": "Décliner", "Motif": "Autre", "Précision": "x" * 501},
        "« Précision » doit compter 500 caractères au plus.",
    ),
    "a stray cell": (
        {"Action": "Accepter", "Motif": "Autre"},
        "« Motif » ne va pas avec « Accepter » : videz cette cellule",
    ),
    "another state's action": (
        {"Action": "Mentor trouvé", "Première rencontre": DAY, "Lieu_des_rencontres": "Les deux"},
        "« Mentor trouvé » n’est pas possible là où en est la demande.",
    ),
}
START = {
    "no day": ({}, "Il manque « Première rencontre » : écrivez sa date."),
    "no date": ({"Première_rencontre": "jeudi"}, "« jeudi » n’est pas une date, comme 27/11/2026."),
    "too early": ({"Première_rencontre": date(2026, 11, 1)}, "ne peut pas précéder l’acceptation"),
    "too far": ({"Première_rencontre": "01/02/2027"}, "dans les 30 jours qui viennent au plus."),
    "no place": (
        {"Première_rencontre": DAY, "Lieu_des_rencontres": None},
        "Il manque « Lieu des rencontres »",
    ),
}
END = {
    "no issue": ({"Issue": None}, "Il manque « Issue » : choisissez une issue."),
    "no outcome": ({"Objectif_2": None}, "Il manque « Objectif 2 »"),
    "an outcome too many": (
        {"Objectif_3": "Non"},
        "« Objectif 3 » : cette demande",
    ),
    "an unknown answer": ({"Confiance": "Bof"}, "« Bof » n’est pas une réponse de la liste."),
}
GOOD_END = {
    "Action": "Clore l’accompagnement",
    "Issue": "Objectifs atteints",
    "Objectif_1": "Atteint",
    "Objectif_2": "En partie",
}


@pytest.fixture(autouse=True)
def november(frozen):
    frozen(datetime(2026, 11, 23, 9, tzinfo=PARIS))


def move_on(frozen):
    frozen(datetime(2026, 11, 23, 9, 20, tzinfo=PARIS))


@pytest.mark.both_databases
def test_each_row_says_what_it_would_do_and_nothing_is_done(coordinator):
    lina, noe, zoe = (send_lina(first_name=name) for name in ("Lina", "Noé", "Zoé"))

    page = bring_filled(
        coordinator,
        {lina: {"Action": "Accepter"}, zoe: {"Action": "Décliner", "Motif": "Âge hors public"}},
    )

    assert page.h1 == "Vérifier la liste rapportée"
    assert [row[0] for row in results(page)] == ["À faire", "À faire"]
    assert results(page)[0][1].startswith("Accepter la demande.")
    assert results(page)[1][1].startswith("Décliner : âge hors public.")
    assert [state_of(one) for one in (lina, noe, zoe)] == ["proposed"] * 3


@pytest.mark.parametrize("case", ANSWER)
def test_a_row_that_cannot_be_understood_says_which_cell(coordinator, case):
    answers, why = ANSWER[case]
    lina = send_lina()
    answers = {title.replace(" ", "_"): said for title, said in answers.items()}

    page = bring_filled(coordinator, {lina: answers})

    ((verdict, said),) = results(page)
    assert verdict == "Refusée"
    assert why in said
    assert page.all(".bt--grand") == []


@pytest.mark.parametrize("case", START)
def test_a_start_is_held_to_the_rules_of_the_screen(coordinator, case):
    answers, why = START[case]
    lina = send_accepted()
    good = {"Action": "Mentor trouvé", "Lieu_des_rencontres": "Sur place"}

    page = bring_filled(coordinator, {lina: {**good, **answers}})

    assert results(page)[0][0] == "Refusée"
    assert why in results(page)[0][1]


@pytest.mark.parametrize("case", END)
def test_an_end_is_held_to_the_questions_of_the_screen(coordinator, case):
    answers, why = END[case]
    lina = send_started(Start(date(2026, 11, 23), Modality.BOTH))

    page = bring_filled(coordinator, {lina: {**GOOD_END, **answers}})

    assert results(page)[0][0] == "Refusée"
    assert why in results(page)[0][1]


def test_words_are_understood_without_their_accents_and_capitals(coordinator):
    lina = send_lina()

    page = bring_filled(coordinator, {lina: {"Action": "DECLINER", "Motif": "age hors public "}})

    assert results(page)[0][1].startswith("Décliner : âge hors public.")


def test_rows_without_anything_filled_in_are_left_out(coordinator):
    lina = send_lina()
    send_lina(first_name="Noé")

    page = bring_filled(coordinator, {lina: {"Action": "Accepter"}})

    assert len(results(page)) == len(returns()[0].lines) == 1


def test_nothing_filled_in_is_said_and_kept_nowhere(coordinator):
    send_lina()

    page = bring(coordinator, saved(take(coordinator)))

    assert page.status == 422
    assert "Aucune ligne n’est remplie" in page.error("file")
    assert returns() == []


def test_what_is_kept_holds_no_name(coordinator):
    lina = send_accepted()
    bring_filled(coordinator, {lina: {"Action": "Mentor trouvé"}})

    kept = str(returns()[0].lines)

    assert [secret for secret in SECRETS if secret in kept] == []
    assert "Mentor trouvé" in kept


def test_a_colleague_who_answered_meanwhile_is_named_and_when(coordinator, frozen):
    lina = send_lina()
    book = fill(take(coordinator), lina, Action="Accepter")
    accept(lina, actor_of("claire.wattelle"))
    move_on(frozen)

    page = bring(coordinator, saved(book))

    said = "Claire Wattelle a déjà accepté cette demande ce matin à 9 h. Rien n’a été changé."
    assert results(page)[0][0] == "Refusée"
    assert results(page)[0][1].startswith(said)

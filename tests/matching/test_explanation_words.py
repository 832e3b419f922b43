"""What an explanation says, example by example, in French."""

from dataclasses import replace

import pytest

from app.matching import Criterion, Places, explain, rank
from tests.matching.builders import (
    BY_ID,
    IDS,
    PROGRAMMES,
    UNKNOWN,
    a_profile,
    all_places,
    an_offer,
    explained,
    row,
)

AS_A_COLLEAGUE_WOULD = """
Proposition : Afev. 12 ans, 5e, collège REP+.
Pourquoi : l’Afev accompagne de 5 à 18 ans, travaille avec les collèges REP et REP+ et couvre \
le besoin « scolarité » ; 2 h par semaine, au domicile du jeune, dans un lieu tiers ou à distance.
Places : 37 libres sur 90 pour environ 29 jeunes attendus d’ici juillet : tendue.
Aussi possibles : Télémaque, 2 places pour environ 11 jeunes attendus : rare, gardée pour les \
jeunes qui n’ont pas d’autre solution ; LA CLE, 3 places pour environ 26 jeunes attendus : rare, \
gardée pour les jeunes qui n’ont pas d’autre solution.
Non retenues : Article 1 (à partir de la seconde) ; C’Possible (lycées professionnels et \
technologiques) ; Fondation FACE (à partir de 14 ans).
C’est une proposition : l’association accepte ou décline, et vous pouvez en choisir une autre \
en disant pourquoi. Une personne décide toujours.
"""


def test_an_explanation_reads_as_a_colleague_would_say_it():
    profile = a_profile()
    others = [
        an_offer(profile, "telemaque", Places(12, 2), 5.5),
        an_offer(profile, "lacle", Places(10, 3), 8.7),
        *(BY_ID[i] for i in ("article1", "cpossible", "face")),
    ]

    explanation = explain(profile, an_offer(profile), others)

    assert explanation.text.replace("\u00a0", " ") == AS_A_COLLEAGUE_WOULD.strip()


def test_a_programme_of_another_list_is_explained_whatever_its_words():
    criterion = Criterion("prescriber", required=True, values=("lycee_agricole",))
    odd = replace(BY_ID["afev"], criteria=(criterion,), modes=frozenset(), meeting_places=())
    profile = a_profile(kinds=frozenset({"lycee_agricole"}))
    (offer,) = rank(profile, [replace(odd, frequency="")], {"afev": Places(10, 10)}, {})

    explanation = explain(profile, offer, [])

    assert "travaille avec les lycee_agricole" in explanation.why
    assert explanation.why.endswith("«\u00a0scolarité\u00a0».")


def test_the_rows_are_those_of_the_screen():
    explanation = explained(a_profile(qpv=None), "proxite")

    assert [reason.label for reason in explanation.reasons] == [
        "Classe",
        "Établissement",
        "Objectifs",
        "Rencontres",
        "Places",
        "À vérifier",
    ]


def test_an_open_ended_programme_says_or_more():
    room = Places(200, -3, open_ended=True)
    profile = a_profile(kinds={"lycee"}, level="2de_GT", age=15)
    other = an_offer(profile, "article1", room, 0)

    explanation = explained(profile, "article1", room=room, tension=0)

    assert explanation.places == "Places\u00a0: 200 ou plus\u00a0: disponible."
    assert explain(profile, an_offer(profile), [other]).also_possible[0].sentence == (
        "200\u00a0places ou plus\u00a0: disponible"
    )


@pytest.mark.parametrize(
    "free,tension,said",
    [
        (1, 0.2, "1 libre sur 90 sans autre jeune attendu d’ici juillet : disponible"),
        (1, 1.0, "1 libre sur 90 pour environ 1 jeune attendu d’ici juillet : tendue"),
    ],
)
def test_small_numbers_agree(free, tension, said):
    explanation = explained(a_profile(), room=Places(90, free), tension=tension)

    assert explanation.places.replace("\u00a0", " ") == f"Places : {said}."


def test_an_association_that_declined_is_told_so():
    profile = a_profile()

    explanation = explain(profile, an_offer(profile), [BY_ID["proxite"]], declined={"proxite"})

    assert explanation.not_retained[0].sentence == "a décliné cette demande"


def test_what_the_sheet_does_not_cover_is_to_verify():
    profile = a_profile(needs={"scolaire", "insertion"}, meeting="distanciel")

    checks = explained(profile, "proxite").to_verify

    assert "Les rencontres (en entreprise), que la demande souhaite autrement." in checks
    assert explained(profile).to_verify == (
        "L’objectif «\u00a0recherche d’emploi\u00a0», hors de la fiche de l’Afev.",
    )


def test_several_needs_out_of_the_sheet_are_told_together():
    profile = a_profile(needs={"orientation", "insertion"})

    assert "Les objectifs" in row(explained(profile), "needs")


def test_a_child_of_the_ase_is_never_shown_as_such():
    profile = a_profile(kinds={"ase"}, level="CP", age=6)

    text = explained(profile, "lacle").text + str(explained(profile, "lacle").reasons)

    assert "partenaire habilité" in text
    assert "enfance" not in text


def test_a_confirmed_own_public_leaves_no_trace():
    profile = a_profile(kinds={"mission_locale"}, level="HORS_SCOLAIRE", age=20)

    asked, confirmed = (
        explained(replace(profile, confirmed=frozenset(ids)), "duo") for ids in ((), ("duo",))
    )

    assert "Le public propre à cette association." in asked.to_verify
    assert "public propre" not in confirmed.text


def test_a_wished_association_says_so():
    explanation = explained(a_profile(wish="afev"))

    assert "répond au souhait du prescripteur" in explanation.why
    assert row(explanation, "wish") == "Association souhaitée par le prescripteur."


def test_a_form_without_answers_is_explained_as_incomplete():
    explanation = explained(a_profile(**UNKNOWN))

    assert explanation.summary.endswith("Demande à compléter.")
    assert "l’Afev a de la place" in explanation.why
    assert len(explanation.to_verify) == 3


def test_several_needs_are_covered_together():
    explanation = explained(a_profile(needs={"scolaire", "confiance"}))

    assert "les besoins" in explanation.why
    assert (
        row(explanation, "needs") == "Scolarité et confiance en soi, au cœur de l’accompagnement."
    )


def test_a_service_is_a_prescriber_and_not_a_school():
    profile = a_profile(kinds={"mission_locale"}, level="HORS_SCOLAIRE", age=20, qpv=True)

    labels = {reason.criterion: reason.label for reason in explained(profile, "face").reasons}

    assert labels["prescriber"] == "Prescripteur"
    assert "travaille avec les missions locales" in explained(profile, "face").why


def test_the_alternatives_may_hold_the_proposal_itself():
    profile = a_profile()
    offers = rank(profile, PROGRAMMES, all_places(), {})

    explanation = explain(profile, offers[0], [*offers, *PROGRAMMES])

    told = [o.programme_id for o in (*explanation.also_possible, *explanation.not_retained)]
    assert sorted([offers[0].programme_id, *told]) == IDS


def test_a_social_service_is_a_reason_only_when_it_may_be_named():
    named, sensitive = (a_profile(kinds={kind}) for kind in ("association", "ase"))
    criterion = "qpv_ou_structure_socio_educative"

    assert "structure socio-éducative" in row(explained(named, "proxite"), criterion)
    assert row(explained(sensitive, "proxite"), criterion) is None
    assert "dont Proxité reçoit" in row(explained(sensitive, "proxite"), "prescriber")

"""Eligibility has three answers: yes, no with its reason, or to verify."""

import pytest
from hypothesis import given

from app.matching import eligibility
from app.matching.criteria import READS, find
from tests.matching.builders import BY_ID, PROGRAMMES, UNKNOWN, a_profile, profiles

LYCEE_PRO = {"kinds": {"lycee_pro"}, "level": "1re_PRO", "age": 17}
JOB_SEEKER = {
    "kinds": {"mission_locale"},
    "level": "HORS_SCOLAIRE",
    "age": 24,
    "seeking": "emploi",
    "needs": {"insertion"},
}
PUPIL_OUTSIDE_REP = {"kinds": {"ecole"}, "level": "CM1", "age": 9}
STUDENT = {"kinds": {"etab_superieur"}, "level": "BAC+2", "age": 20}

WELCOMED = [
    ("afev", {"kinds": {"ecole_rep"}, "level": "CE2", "age": 8}),
    ("afev", {"kinds": {"ase", "college_rep_plus"}}),
    ("anaf", {**LYCEE_PRO, "apprentice": True}),
    ("anaf", {"level": "3e", "age": 15, "needs": {"alternance"}}),
    ("article1", {**STUDENT, "qpv": True}),
    ("proxite", {"kinds": {"college"}, "level": "6e", "age": 11, "qpv": True}),
    ("proxite", {"kinds": {"association"}, "level": "HORS_SCOLAIRE", "age": 22}),
    ("cpossible", {"kinds": {"lycee_techno"}, "level": "Tle_T", "age": 18}),
    ("duo", {**JOB_SEEKER, "confirmed": {"duo"}}),
    ("face", {"level": "4e", "age": 14, "qpv": True}),
    ("lacle", PUPIL_OUTSIDE_REP),
    ("lacle", {"kinds": {"ase"}, "level": "CP", "age": 6}),
    ("cravate", {**STUDENT, "seeking": "stage"}),
    ("cravate", {"kinds": {"centre_social"}, "level": "HORS_SCOLAIRE", "needs": {"insertion"}}),
    ("telemaque", {"level": "5e"}),
]

REFUSED = [
    ("afev", PUPIL_OUTSIDE_REP, "education_prioritaire"),
    ("afev", {"age": 19}, "age"),
    ("anaf", {**LYCEE_PRO, "apprentice": False}, "apprenti_ou_futur_apprenti"),
    ("article1", {}, "level"),
    ("article1", JOB_SEEKER, "level"),
    ("proxite", {"meeting": "distanciel_seul"}, "meeting"),
    ("proxite", {"level": "CM2"}, "level"),
    ("cpossible", {"kinds": {"lycee"}, "level": "1re_G"}, "level"),
    ("cpossible", {"kinds": {"lycee"}, "level": "1re_T"}, "prescriber"),
    ("duo", {**JOB_SEEKER, "age": 17}, "age"),
    ("duo", {**JOB_SEEKER, "seeking": None, "needs": {"orientation"}}, "recherche_emploi"),
    ("face", {"level": "4e", "age": 14, "qpv": False}, "qpv"),
    ("face", {"qpv": True}, "age"),
    ("lacle", STUDENT, "level"),
    ("cravate", {**LYCEE_PRO}, "recherche_emploi_stage_formation_alternance"),
    ("cravate", {**JOB_SEEKER}, "prescriber"),
    ("telemaque", {"level": "6e"}, "level"),
    ("telemaque", {"kinds": {"college"}}, "prescriber"),
]

TO_VERIFY = [
    ("afev", {"age": None}, "age"),
    ("afev", {"level": None}, "level"),
    ("afev", {"kinds": ()}, "prescriber"),
    ("anaf", {**LYCEE_PRO}, "apprenti_ou_futur_apprenti"),
    ("article1", {**STUDENT, "qpv": False, "modest_background": False}, "milieu_populaire"),
    ("cpossible", {"kinds": {"lycee_pro"}, "level": None}, "eleve_lycee_pro_ou_techno"),
    ("duo", JOB_SEEKER, "refugie_ou_issu_immigration"),
    ("face", {"level": "3e", "age": 15}, "qpv"),
    ("cravate", {**STUDENT, "needs": ()}, "recherche_emploi_stage_formation_alternance"),
]


@pytest.mark.parametrize("programme_id,facts", WELCOMED)
def test_a_young_person_of_the_brochure_s_public_is_welcomed(programme_id, facts):
    answer = eligibility(a_profile(**facts), BY_ID[programme_id])

    assert answer.status == "yes"
    assert answer.blocking is None


@pytest.mark.parametrize("programme_id,facts,criterion", REFUSED)
def test_one_criterion_not_met_excludes_with_its_reason(programme_id, facts, criterion):
    answer = eligibility(a_profile(**facts), BY_ID[programme_id])

    assert answer.status == "no"
    assert answer.blocking.criterion == criterion
    assert answer.blocking.wanted


@pytest.mark.parametrize("programme_id,facts,criterion", TO_VERIFY)
def test_an_unknown_fact_is_to_verify_and_never_excludes(programme_id, facts, criterion):
    answer = eligibility(a_profile(**facts), BY_ID[programme_id])

    assert answer.status == "to_verify"
    assert criterion in {v.criterion for v in answer.verdicts if v.status == "to_verify"}


def test_a_form_without_any_answer_excludes_nobody():
    profile = a_profile(**UNKNOWN)

    assert {eligibility(profile, p).status for p in PROGRAMMES} == {"to_verify"}


@pytest.mark.parametrize("qpv", [True, False, None])
def test_a_priority_never_excludes(qpv):
    profile = a_profile(kinds={"college"}, qpv=qpv)

    assert eligibility(profile, BY_ID["proxite"]).status == "yes"


@pytest.mark.parametrize(
    "facts,status",
    [
        ({"qpv": True}, "yes"),
        ({"qpv": False, "kinds": {"lycee_rep"}}, "yes"),
        ({"qpv": False, "modest_background": True}, "yes"),
        ({"qpv": False, "modest_background": None}, "to_verify"),
    ],
)
def test_a_modest_background_comes_from_the_address_the_school_or_the_prescriber(facts, status):
    answer = eligibility(a_profile(**{**STUDENT, **facts}), BY_ID["article1"])

    verdicts = {verdict.criterion: verdict.status for verdict in answer.verdicts}
    assert verdicts["milieu_populaire"] == status


@pytest.mark.parametrize(
    "facts,status",
    [
        ({"qpv": False}, "yes"),
        ({"kinds": {"lycee_pro"}, "qpv": True}, "yes"),
        ({"kinds": {"lycee_pro"}, "qpv": False}, "no"),
        ({"kinds": {"lycee_pro"}, "qpv": None}, "to_verify"),
    ],
)
def test_a_fragile_area_is_a_priority_of_telemaque(facts, status):
    answer = eligibility(a_profile(**facts), BY_ID["telemaque"])

    (verdict,) = (v for v in answer.verdicts if v.criterion == "territoire_fragile")
    assert (verdict.status, verdict.required) == (status, False)


@pytest.mark.parametrize(
    "facts,status",
    [
        ({"qpv": True}, "yes"),
        ({"kinds": {"ase"}}, "yes"),
        ({"kinds": {"college"}, "qpv": False}, "no"),
        ({"kinds": (), "qpv": False}, "to_verify"),
    ],
)
def test_proxite_gives_priority_to_the_neighbourhood_or_to_social_services(facts, status):
    answer = eligibility(a_profile(**facts), BY_ID["proxite"])

    verdicts = {verdict.criterion: verdict.status for verdict in answer.verdicts}
    assert verdicts["qpv_ou_structure_socio_educative"] == status


def test_an_own_public_is_only_ever_confirmed_for_that_programme():
    confirmed_elsewhere = a_profile(**JOB_SEEKER, confirmed={"afev"})

    assert eligibility(confirmed_elsewhere, BY_ID["duo"]).status == "to_verify"


def test_a_sensitive_service_is_never_named():
    answer = eligibility(a_profile(kinds={"ase"}, level="CP"), BY_ID["lacle"])

    assert {v.seen for v in answer.verdicts if v.criterion == "prescriber"} == {
        "partenaire habilité"
    }


def test_seeking_work_study_makes_a_future_apprentice():
    profile = a_profile(**{**LYCEE_PRO, "apprentice": False, "seeking": "alternance"})

    assert eligibility(profile, BY_ID["anaf"]).status == "yes"


@given(profiles(), profiles())
def test_a_criterion_reads_the_facts_it_declares_and_no_other(one, other):
    for programme in PROGRAMMES:
        for criterion in programme.criteria:
            kept = {name: getattr(one, name) for name in READS[criterion.code]}
            same_facts = type(other)(**{**{f: getattr(other, f) for f in FACTS}, **kept})

            found = find(one, programme, criterion)
            assert find(same_facts, programme, criterion) == found


FACTS = ("id", *UNKNOWN, "wish", "confirmed")


@given(profiles())
def test_one_no_excludes_and_only_a_required_one(profile):
    for programme in PROGRAMMES:
        answer = eligibility(profile, programme)

        refusals = [v for v in answer.verdicts if v.required and v.status == "no"]
        assert (answer.status == "no") == bool(refusals)
        assert answer.blocking == (refusals[0] if refusals else None)

"""An explanation is faithful, complete, typed as French is, and says the same thing twice."""

import json
import re
from dataclasses import replace

import pytest
from hypothesis import assume, given

from app.matching import (
    eligibility,
    explain,
    explanation_from_data,
    profile_from_data,
    profile_to_data,
    rank,
)
from app.matching.criteria import READS
from tests.matching.builders import (
    BY_ID,
    IDS,
    PROGRAMMES,
    UNKNOWN,
    a_profile,
    explained,
    places,
    profiles,
    row,
    tensions,
)

READ_BY_ROW = {**READS, "needs": ("needs",), "wish": ("wish",)}
FORGOTTEN = {**UNKNOWN, "wish": None}


@given(profiles(), places(), tensions())
def test_every_proposal_has_a_reason_and_says_its_places(profile, rooms, pulls):
    for offer in rank(profile, PROGRAMMES, rooms, pulls):
        explanation = explain(profile, offer, PROGRAMMES)

        rows = {reason.criterion for reason in explanation.reasons if reason.status == "yes"}
        assert "places" in rows
        assert rows > {"places"} or "a de la place" in explanation.why
        assert re.search("disponible|tendue|rare", explanation.places)


@given(profiles())
def test_every_unknown_fact_that_matters_is_said_to_verify(profile):
    for programme in PROGRAMMES:
        answer = eligibility(profile, programme)
        if answer.status == "no":
            continue
        unknown = {v.criterion for v in answer.verdicts if v.required and v.status == "to_verify"}
        if "prescriber" in {criterion.code for criterion in programme.criteria}:
            unknown -= {"education_prioritaire"}  # the same answer: the school attended

        told = explained(profile, programme.id).reasons

        assert unknown <= {row.criterion for row in told if row.status == "to_verify"}


@given(profiles())
def test_forgetting_the_cited_fact_removes_the_reason(profile):
    for programme_id in IDS:
        for reason in explained(profile, programme_id).reasons:
            facts = READ_BY_ROW.get(reason.criterion, ())
            if reason.status != "yes" or not facts or reason.criterion == "meeting":
                continue
            without = replace(profile, **{fact: FORGOTTEN[fact] for fact in facts})

            assert reason not in explained(without, programme_id).reasons


@pytest.mark.parametrize(
    "programme_id,facts,flipped,criterion",
    [
        ("afev", {"age": 12}, {"age": 13}, "age"),
        ("afev", {"kinds": {"college_rep"}}, {"kinds": {"college"}}, "prescriber"),
        ("proxite", {"level": "5e"}, {"level": "4e"}, "level"),
        ("proxite", {"qpv": True}, {"qpv": False}, "qpv_ou_structure_socio_educative"),
        ("face", {"qpv": True}, {"qpv": None}, "qpv"),
        ("anaf", {"apprentice": True}, {"apprentice": False}, "apprenti_ou_futur_apprenti"),
        ("article1", {"modest_background": True}, {"modest_background": None}, "milieu_populaire"),
        ("duo", {"seeking": "emploi"}, {"seeking": None}, "recherche_emploi"),
        ("afev", {"needs": {"scolaire"}}, {"needs": {"orientation"}}, "needs"),
        ("afev", {"meeting": "presentiel"}, {"meeting": "distanciel"}, "meeting"),
        ("afev", {"wish": "afev"}, {"wish": None}, "wish"),
    ],
)
def test_flipping_the_cited_fact_changes_the_row(programme_id, facts, flipped, criterion):
    facts = {"kinds": {"lycee"}, **facts}

    before = row(explained(a_profile(**facts), programme_id), criterion)
    after = row(explained(a_profile(**{**facts, **flipped}), programme_id), criterion)

    assert before is not None
    assert before != after


@given(profiles(), places(), tensions())
def test_every_exclusion_cites_its_blocking_rule(profile, rooms, pulls):
    offers = rank(profile, PROGRAMMES, rooms, pulls)
    assume(offers)

    explanation = explain(profile, offers[0], [*offers, *PROGRAMMES])

    said = {other.programme_id: other.sentence for other in explanation.not_retained}
    assert set(said) == set(IDS) - {offer.programme_id for offer in offers}
    for programme_id, sentence in said.items():
        blocking = eligibility(profile, BY_ID[programme_id]).blocking
        assert sentence == (blocking.wanted if blocking else "complet")


@given(profiles(), places(), tensions())
def test_an_explanation_is_replayed_byte_for_byte(profile, rooms, pulls):
    stored = json.loads(json.dumps(profile_to_data(profile)))
    replayed = profile_from_data(stored)

    for offer, again in zip(
        rank(profile, PROGRAMMES, rooms, pulls),
        rank(replayed, PROGRAMMES[::-1], rooms, pulls),
        strict=True,
    ):
        first = explain(profile, offer, PROGRAMMES)
        assert explain(replayed, again, PROGRAMMES).text == first.text
        assert explanation_from_data(json.loads(json.dumps(first.to_data()))) == first


@given(profiles())
def test_french_typography_holds_whatever_the_facts(profile):
    for programme_id in IDS:
        text = explained(profile, programme_id, PROGRAMMES).text

        assert not re.search(r"(?<!\u00a0)[;!?»%]|[^\u00a0]:\s|«(?!\u00a0)|['\"\u202f]", text)
        assert "  " not in text

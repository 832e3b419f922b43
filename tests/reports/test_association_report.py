"""The report of one association: its own figures, and nobody else's."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import text

from app.capacity.rules import Statement
from app.core.db import db
from app.reports import boards, queries
from app.reports.association_queries import Answer, count_proposals
from app.reports.breakdowns import Tally
from app.reports.dimensions import STAGE
from app.reports.figures import Period
from app.reports.impact import list_impacts, list_own_impacts
from app.steering.service.opening import NewProgramme, open_programme
from tests import factories
from tests.reports.pair_crowd import enter_pairs
from tests.reports.test_pairs import MET, YEAR

LAST_YEAR = Period(date(2025, 9, 1), date(2026, 8, 31))
LONG_AGO = "?periode=annee&annee=2025"


def test_a_coordinator_reads_the_figures_of_the_association(coordinator):
    college = factories.make_prescriber()
    referral = factories.make_referral(college, wish="afev")
    factories.accept(referral, factories.make_coordinator("afev"))
    factories.make_referral(college, wish="afev")

    page = coordinator.get("/bilan")

    rows = page.all("section[aria-labelledby=recues] .t-graphe tr")
    assert page.h1 == "Bilan de l’Afev"
    assert "Acceptées 1 50 %" in rows
    assert "Réponse attendue 1 50 %" in rows


def test_two_programmes_of_an_association_are_told_apart(coordinator):
    manager = factories.make_manager()
    open_programme(NewProgramme("afev", "Afev, lycées", Statement(4), "pour un test"), manager)

    page = coordinator.get("/bilan")

    assert page.all("section[aria-labelledby=places] h3") == ["Afev", "Afev, lycées"]
    assert sorted(page.all("section[aria-labelledby=delais] p > strong")) == [
        "Afev",
        "Afev, lycées",
    ]


def test_one_programme_alone_is_not_named_again(coordinator):
    assert coordinator.get("/bilan").all("section[aria-labelledby=places] h3") == []


def test_no_other_association_is_named(coordinator, roubaix):
    enter_pairs(100)

    words = coordinator.get(f"/bilan{LONG_AGO}").text

    others = db.session.scalars(text("SELECT name FROM programme WHERE slug <> 'afev'")).all()
    assert [name for name in others if name in words] == []


def test_a_manager_opens_the_report_of_any_association(manager):
    assert manager.get("/bilan/lacle").h1 == "Bilan de LA CLE"
    manager.get("/bilan/nulle-part", 404)


def test_an_association_opens_only_its_own(coordinator):
    coordinator.get("/bilan/lacle", 404)
    coordinator.get("/bilan/afev", 404)
    coordinator.get("/indicateurs", 404)
    coordinator.get("/tableau-de-bord/bilan", 404)


@pytest.mark.both_databases
def test_proposals_are_those_of_the_sql(roubaix):
    enter_pairs(200)

    proposals = count_proposals(roubaix, ["afev"], LAST_YEAR)

    statement = """SELECT count(*) FROM assignment a JOIN programme p ON p.id = a.programme_id
        WHERE p.slug = 'afev' AND a.proposed_at >= '2025-09-01' AND a.proposed_at < '2026-09-01'"""
    assert proposals.received == db.session.scalar(text(statement))
    assert proposals.answers == {Answer.ACCEPTED: proposals.received}
    assert proposals.stages.total() == proposals.origins.total() == proposals.received


def test_every_report_is_a_row_of_the_one_table_of_the_territory(roubaix, manager):
    enter_pairs(300)
    occupations = queries.list_occupations(roubaix, date(2026, 11, 27))
    tally = boards.read_tally(roubaix, LAST_YEAR, occupations)
    row = tally.cross(STAGE).rows[list(tally.names).index("afev")]

    page = manager.get(f"/bilan/afev{LONG_AGO}")

    shown = page.table_rows("section[aria-labelledby=g-etape] table")
    words = ["masqué" if cell is None else str(cell) for cell in row]
    assert [line["Binômes actifs"] for line in shown] == words


def closed(slug: str, answers: int) -> list:
    """Return pairs that ended with a « yes » to the question of confidence."""
    facts = {"end": date(2026, 11, 2), "outcomes": {"questions": {"confidence": "yes"}}}
    return [replace(MET, programme=slug, **facts) for _ in range(answers)]


def test_an_answer_of_a_few_is_told_nowhere_not_even_by_subtraction():
    names = {slug: slug for slug in ("afev", "lacle", "anaf")}
    pairs = [*closed("afev", 6), *closed("lacle", 2), *closed("anaf", 9)]
    tally = Tally(pairs, YEAR, names)

    own = {slug: list_own_impacts(tally, [slug])[0].answers for slug in names}

    assert own == {"afev": "masqué", "lacle": "masqué", "anaf": 9}
    assert list_impacts(pairs, YEAR)[0].answers == 17


def test_a_share_of_yes_needs_five_answers():
    few, enough = list_impacts(closed("afev", 4), YEAR), list_impacts(closed("afev", 5), YEAR)

    assert (few[0].here, few[0].answers) == ("–", "moins de 5")
    assert (enough[0].here, enough[0].answers, enough[0].national) == (100, 5, 84)

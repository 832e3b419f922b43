"""The page after stays right while rows are answered, leave, or are written again."""

from datetime import UTC, date, datetime, timedelta

import pytest

from app.core import clock
from app.core.db import db
from app.referrals.marks import Mark, mark_day, mark_instant, read_mark
from app.referrals.models import ReferralDraft
from app.referrals.reasons import DeclineReason, Refusal
from tests.factories import accept, decline
from tests.referrals.crowd import make_crowd
from tests.referrals.scenes import actor_of, send_lina

LIST = "/demandes"
INBOX = "/demandes/a-traiter"


def references(page):
    return [row["Référence"] for row in page.table_rows("table.t-liste")]


@pytest.mark.both_databases
def test_the_inbox_goes_on_after_a_request_that_was_answered(coordinator):
    sent = [send_lina(first_name=f"{chr(65 + n % 26)}lex") for n in range(42)]
    coordinator.get(INBOX)
    theo = actor_of("theo.marchand")
    accept(sent[39], theo)
    accept(sent[0], theo)

    page = coordinator.click("Afficher les suivantes")

    assert page.all(".lettre h2") == ["O. C. 13 ans, 4 e", "P. C. 13 ans, 4 e"]


def test_a_list_goes_on_after_a_request_that_left_it(coordinator):
    make_crowd(45)
    lina = send_lina()
    last_of_page = references(coordinator.get(LIST))[0]
    assert last_of_page == lina.reference
    mark = mark_instant(lina.submitted_at, lina.reference)
    decline(lina, actor_of("theo.marchand"), Refusal(DeclineReason.UNAVAILABLE, ""))

    page = coordinator.get(f"{LIST}?apres={mark}")

    assert page.all(".pages a")[0] == "Revenir au début"
    assert lina.reference not in references(page)
    assert len(references(page)) == 40


def test_the_drafts_go_on_after_one_that_was_deleted(prescriber):
    now, samira = clock.now(), actor_of("samira.haddad")
    for number in range(22):
        db.session.add(draft(f"BRAN{chr(65 + number // 8)}{number % 8 + 2}", samira, now, number))
    db.session.commit()
    next_page = prescriber.get(LIST).soup.find("a", string="Brouillons suivants")["href"]
    db.session.delete(db.session.query(ReferralDraft).filter_by(answers={"last_name": "N19"}).one())
    db.session.commit()

    page = prescriber.get(next_page)

    assert [row["Jeune"] for row in page.table_rows("table")] == ["N20", "N21"]


def draft(reference, author, now, number):
    """Return a draft saved that many minutes ago."""
    at = now - timedelta(minutes=number)
    return ReferralDraft(
        reference=reference,
        organisation_id=author.organisation_id,
        author_id=author.user_id,
        answers={"last_name": f"N{number:02}"},
        created_at=at,
        updated_at=at,
    )


def test_somebody_elses_reference_is_no_place_in_a_list(prescriber):
    make_crowd(2)
    theirs = send_lina(who="marc.vermeulen", to="article1", situation="2de_GT", age=15)
    own = references(prescriber.get(LIST))
    instant = clock.now()

    page = prescriber.get(f"{LIST}?apres={mark_instant(instant, theirs.reference)}")

    assert references(page) == own


def test_a_mark_is_read_back():
    instant = datetime(2026, 11, 23, 9, 1, 2, 345678, tzinfo=UTC)

    mark = read_mark(str(mark_instant(instant, "7K3Q9M")))

    assert mark is not None
    assert (mark.instant, mark.reference) == (instant, "7K3Q9M")
    assert mark_day(date(9999, 12, 31), "7K3Q9M").day == date(9999, 12, 31)


@pytest.mark.parametrize(
    "text",
    [None, "", "7K3Q9M", "1-7k3q9m", "-1-7K3Q9M", "1" * 18 + "-7K3Q9M", "\u0661-7K3Q9M", "1-"],
)
def test_what_is_no_mark_is_the_first_page(text):
    assert read_mark(text) is None


@pytest.mark.parametrize("rank", [0, 10**17 - 1])
def test_a_rank_made_up_is_still_a_day_and_an_instant(rank):
    mark = Mark(rank, "7K3Q9M")

    assert date.min <= mark.day <= date.max
    assert mark.instant.year in range(1970, 5200)

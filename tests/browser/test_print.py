"""What leaves the printer: the committee paper."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from playwright.sync_api import Page
from sqlalchemy import select, text

from app.capacity.models import Programme
from app.core import clock
from app.core.db import db
from app.core.school_year import previous_start, school_year_start
from app.referrals.models import Referral

LONGEST = "Association pour la promotion des talents et du mentorat "
PAPERS = ["/tableau-de-bord", "/tableau-de-bord/comite"]


@pytest.fixture
def last_year(demo_app: Flask) -> str:
    """Spread the referrals over last school year, give associations long names; name the year."""
    with demo_app.app_context():
        start = previous_start(school_year_start(clock.today()))
        for number, referral in enumerate(db.session.scalars(select(Referral))):
            referral.submitted_at += start + timedelta(days=number) - referral.submitted_at.date()
        for number, programme in enumerate(db.session.scalars(select(Programme))):
            programme.name = f"{LONGEST}{number}"
        db.session.commit()
        everybody = "SELECT r.id, p.id FROM referral r, programme p WHERE r.state = 'waitlisted'"
        db.session.execute(text(f"INSERT OR IGNORE INTO waiting_option {everybody}"))
        db.session.commit()
        return str(start.year)


def count_pages(page: Page) -> int:
    """Return how many A4 sheets the page in front of the person prints on."""
    paper = page.pdf(format="A4", prefer_css_page_size=True)
    return len(re.findall(rb"/Type\s*/Page\b", paper))


@pytest.mark.parametrize("paper", PAPERS)
def test_the_paper_of_a_committee_has_two_pages(
    page: Page, enter: Callable[[str], None], paper: str
) -> None:
    enter("helene.vasseur")
    page.goto(paper)

    assert count_pages(page) == 2


@pytest.mark.parametrize("paper", PAPERS)
def test_a_full_year_and_long_names_stay_on_two_pages(
    page: Page, enter: Callable[[str], None], last_year: str, paper: str
) -> None:
    enter("helene.vasseur")
    page.goto(f"{paper}?periode=annee&annee={last_year}")

    assert count_pages(page) == 2
    assert len(page.content().encode()) < 60_000

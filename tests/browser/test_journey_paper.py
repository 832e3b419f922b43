"""What people print to take to a meeting."""

import pytest

from tests.browser.conftest import WIDE
from tests.browser.steps import send_lina_to_the_afev, sheets_of_paper

pytestmark = pytest.mark.parametrize("viewport", [WIDE], ids=["paper"])


@pytest.mark.parametrize("who", ["samira.haddad", "theo.marchand", "helene.vasseur"])
def test_a_referral_prints_on_one_or_two_sheets(page, enter, demo_app, who):
    reference = send_lina_to_the_afev(demo_app)
    enter(who)

    page.goto(f"/demandes/{reference}")

    assert sheets_of_paper(page) in {1, 2}


def test_the_committee_paper_is_two_sheets(page, enter):
    enter("helene.vasseur")

    page.goto("/tableau-de-bord")

    assert sheets_of_paper(page) == 2

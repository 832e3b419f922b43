"""The « fiche navette » is one sheet of A4, whatever was written and whoever prints it."""

import pytest

from tests.browser.conftest import WIDE
from tests.browser.steps import sheets_of_paper
from tests.factories import accept
from tests.referrals.longest import WORDS, fill_up, send_longest
from tests.referrals.scenes import actor_of, send_lina

pytestmark = pytest.mark.parametrize("viewport", [WIDE], ids=["paper"])


@pytest.fixture
def print_sheet(page, enter):
    """Print the sheet of a referral as each of these people; return how many pages each has."""

    def printed(reference, people):
        counts = {}
        for who in people:
            enter(who)
            page.goto(f"/demandes/{reference}/fiche")
            counts[who] = sheets_of_paper(page)
        return counts

    return printed


@pytest.mark.parametrize("accepted", [False, True], ids=["proposed", "accepted"])
@pytest.mark.parametrize("words", [WORDS, "W"], ids=["words", "never-breaks"])
def test_the_longest_referral_is_one_sheet(print_sheet, demo_app, words, accepted):
    with demo_app.app_context():
        referral, coordinator = send_longest(words, accepted=accepted)
        reference = referral.reference
    people = ("nadia.ferrand", coordinator, "helene.vasseur")

    assert print_sheet(reference, people) == dict.fromkeys(people, 1)


@pytest.mark.parametrize("words", [WORDS, "W"], ids=["words", "never-breaks"])
def test_a_usual_referral_with_the_longest_note_is_one_sheet(print_sheet, demo_app, words):
    with demo_app.app_context():
        referral = send_lina(note=fill_up(500, words), guardian_name=fill_up(60, words))
        accept(referral, actor_of("theo.marchand"))
        reference = referral.reference
    people = ("samira.haddad", "theo.marchand")

    assert print_sheet(reference, people) == dict.fromkeys(people, 1)


def test_the_longest_sheet_fits_a_phone(page, enter, demo_app, is_accessible, fits_the_screen):
    with demo_app.app_context():
        referral, _ = send_longest("W")
        reference = referral.reference
    enter("nadia.ferrand")
    page.set_viewport_size({"width": 390, "height": 844})

    page.goto(f"/demandes/{reference}/fiche")

    fits_the_screen()
    is_accessible()

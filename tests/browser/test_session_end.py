"""What a person sees when their session is about to end."""

from playwright.sync_api import expect

from tests.browser.steps import press

ALMOST_A_QUARTER_OF_AN_HOUR = "12:01"  # managers are signed out after fifteen minutes alone


def test_the_end_of_a_session_is_told_and_put_off(page, enter, is_accessible, fits_the_screen):
    page.clock.install()
    enter("helene.vasseur")
    notice = page.get_by_text("vous serez déconnecté faute d’activité")
    expect(notice).to_be_hidden()

    page.clock.fast_forward(ALMOST_A_QUARTER_OF_AN_HOUR)
    expect(notice).to_be_visible()
    is_accessible()
    fits_the_screen()
    press(page, "Rester connecté")

    expect(notice).to_be_hidden()
    page.clock.fast_forward(ALMOST_A_QUARTER_OF_AN_HOUR)
    expect(notice).to_be_visible()

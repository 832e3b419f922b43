"""What people paste is wider than a phone; what they typed is there when they come back."""

from playwright.sync_api import expect

from tests.browser.steps import press

LONG = "x" * 150


def test_a_long_word_pushes_no_page_aside(page, enter, fits_the_screen):
    enter("helene.vasseur")
    page.goto("/fiches/afev/modifier")
    page.get_by_label("Site").fill(f"https://{'a' * 100}.fr")
    page.get_by_label("Pourquoi ce changement").fill(LONG)
    press(page, "Proposer la modification")
    fits_the_screen()

    for path in ("/fiches", "/simulation?_nouveau-nom=" + "n" * 60 + "&_nouveau-modele=lacle"):
        page.goto(path)
        fits_the_screen()


def test_a_long_reason_stays_in_its_card(page, enter, fits_the_screen):
    enter("theo.marchand")
    page.goto("/places/afev/declarer")
    page.get_by_label("Nombre de places").fill("91")
    page.get_by_label("Raison").fill(LONG)
    press(page, "Voir l’effet")
    fits_the_screen()

    press(page, "Confirmer")

    expect(page.locator("#calcul ~ table").get_by_text(LONG)).to_be_visible()
    fits_the_screen()


def test_buttons_of_a_title_are_cut_in_no_word(page, enter):
    enter("helene.vasseur")

    page.goto("/places")

    lines = "all => all.map(one => one.getClientRects()[0].height)"
    heights = page.locator(".titre-page .bt").evaluate_all(lines)
    assert max(heights) <= 52


def test_the_figure_is_still_there_after_a_step_back(page, enter):
    enter("theo.marchand")
    page.goto("/places/afev/declarer")
    page.get_by_label("Nombre de places").fill("77")
    page.get_by_label("Raison").fill("essai")
    press(page, "Voir l’effet")

    page.go_back()

    expect(page.get_by_label("Nombre de places")).to_have_value("77")

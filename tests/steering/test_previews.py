"""What the pages of places say before an act: on which day, what it replaces, what is closed."""

import pytest

from tests import factories as make
from tests.steering.scenes import fill_lacle

LATER = "26/01/2027"


def preview(browser, slug="lacle", stated="15", day="27/11/2026"):
    """Return the preview of a figure."""
    typed = {"stated": stated, "effective_on": day, "reason": "deux mentores de plus"}
    return browser.submit(f"/places/{slug}/declarer", typed, "Voir l’effet")


def close(browser, slug="lacle"):
    """Close an association from today on."""
    typed = {"reason": "examens"}
    return browser.submit(f"/places/{slug}/fermer", typed, "Fermer ces jours-là")


def test_a_day_to_come_is_told_as_one(manager):
    fill_lacle(3)

    page = preview(manager, day=LATER)

    assert page.one("#effet").get_text() == "Ce que cela changera le 26\xa0janvier 2027"
    assert "2 jeunes de la liste d’attente recevront une proposition ce matin-là." in page.text
    assert "aussitôt" not in page.text


def test_today_is_told_as_today(manager):
    fill_lacle(3)

    page = preview(manager)

    assert page.one("#effet").get_text() == "Ce que cela change"
    assert "2 jeunes de la liste d’attente recevront une proposition aussitôt." in page.text


def test_the_plan_that_gives_way_is_named(coordinator, manager):
    preview(coordinator, "afev", "100", LATER)
    coordinator.press("Confirmer")

    page = preview(manager, "afev", "60", LATER)

    assert "Remplace ce qu’a prévu Théo Marchand pour ce jour-là : 100 places." in page.text


def test_a_plan_made_meanwhile_is_not_lost(coordinator, manager):
    preview(manager, "afev", "60", LATER)
    preview(coordinator, "afev", "100", LATER)
    coordinator.press("Confirmer")

    page = manager.press("Confirmer", status=422)

    assert "Théo Marchand a prévu 100 places à partir du 26 janvier 2027." in page.alerts[0]
    assert "100 places" in manager.get("/places/afev").text


def test_a_move_says_which_plan_will_ignore_it(coordinator, manager):
    preview(coordinator, "afev", "100", LATER)
    coordinator.press("Confirmer")
    typed = {"source": "afev", "target": "lacle", "number": "3", "reason": "essai"}

    page = manager.submit("/places/deplacer", typed, "Voir l’effet")

    said = "À partir du 26 janvier 2027 : 100 places, quoi que vous changiez ici."
    assert said in page.text


@pytest.mark.parametrize("day, said", [("27/11/2026", "est fermée"), (LATER, "sera fermée")])
def test_a_closed_association_is_said_to_be(manager, day, said):
    fill_lacle(3)
    close(manager)

    page = preview(manager, day=day)

    assert f"L’association {said} aux nouveaux jeunes" in page.text
    assert make.get_programme("lacle").stated == 1

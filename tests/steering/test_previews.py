"""What the pages of places say before an act: on which day, what it replaces, what is closed."""

import pytest

from app.core.formats import MINUS
from tests import factories as make
from tests.steering.scenes import PUPIL, fill_lacle, say

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


def test_a_closed_association_has_no_free_place_in_the_list(manager):
    close(manager, "afev")

    page = manager.get("/places")

    assert page.table_row("Afev")["Libres"] == "0"
    free = [row["Libres"] for row in page.table_rows()]
    assert sum(int(text.split()[0]) for text in free[:-1]) == int(free[-1].split()[0])


def test_only_an_open_association_is_without_limit(manager):
    close(manager, "article1")

    page = manager.get("/places")

    assert page.table_row("Article 1")["Libres"] == "0"
    assert page.table_row("Ensemble")["Déclarées"].endswith("ou plus")
    assert not page.table_row("Ensemble")["Libres"].endswith("ou plus")


def test_a_closed_association_is_said_to_be_where_places_are_tried(manager):
    close(manager, "afev")

    page = manager.get("/simulation")

    assert page.table_row("Afev")["Places libres"] == "0"
    assert "Afev fermée aux nouvelles demandes" in page.text
    assert "90 places, 0 libre, fermée" in page.text


def steps(page):
    """Return the figures of the calculation, from the first to the places left."""
    return [row["Places"] for row in page.table_rows("section[aria-labelledby=calcul] table")]


def test_the_calculation_reads_as_an_addition(manager):
    for stated in ("15", "13"):
        preview(manager, stated=stated)
        manager.press("Confirmer")
    make.make_referral(make.make_prescriber(make.ECOLE), **PUPIL)

    page = manager.get("/places/lacle")

    assert steps(page) == ["10", "+5", f"{MINUS}2", "13", f"{MINUS}1", "0", "0", "12"]


def test_the_calculation_of_a_closed_association_leaves_no_place(manager):
    close(manager)

    page = manager.get("/places/lacle")

    assert steps(page) == ["10", "10", "0", "0", "0", f"{MINUS}10", "0"]
    assert "10 places libres" not in page.text


def test_a_long_calculation_begins_with_what_was_stated_before(manager):
    for stated in range(11, 32):
        say("lacle", stated, make.make_manager())

    page = manager.get("/places/lacle")

    assert steps(page)[:2] == ["11", "+1"]
    assert page.table_row("Places déclarées auparavant")["Places"] == "11"


@pytest.mark.parametrize("name, day", [("declarer", "effective_on"), ("fermer", "starts_on")])
def test_a_day_the_calendar_does_not_have_is_said_so(manager, name, day):
    typed = {day: "31/02/2027", "reason": "essai"}

    page = manager.submit(
        f"/places/lacle/{name}", typed, None if name == "fermer" else "Voir l’effet"
    )

    assert (page.status, page.value(day)) == (422, "31/02/2027")
    assert "n’existe pas" in page.error(day)


def test_days_closed_too_far_say_until_when(manager):
    typed = {"ends_on": "31/12/2098", "reason": "essai"}

    page = manager.submit("/places/lacle/fermer", typed, "Fermer ces jours-là", status=422)

    assert "dans les deux ans : le 28 novembre 2028 au plus tard" in page.alerts[0]


@pytest.mark.parametrize("number", ["12,5", "20000", "0"])
def test_a_number_of_places_to_move_says_its_limits(manager, number):
    typed = {"source": "afev", "target": "lacle", "number": number, "reason": "essai"}

    page = manager.submit("/places/deplacer", typed, "Voir l’effet", status=422)

    assert "un nombre entier, entre 1 et 10 000" in page.error("number")

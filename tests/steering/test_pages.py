"""The pages of places and sheets, as a coordinator and a manager use them."""

import pytest

from tests import factories as make
from tests.referrals.scenes import send_lina_again

REASON = "deux mentores de plus"
HISTORY = "section[aria-labelledby=historique] table"


def type_places(browser, stated, slug="afev", **typed):
    """Type a figure on the page of an association, and ask for its effect."""
    fields = {"stated": stated, "reason": REASON, **typed}
    return browser.submit(f"/places/{slug}/declarer", fields, "Voir l’effet")


def test_an_association_goes_straight_to_its_own_places(coordinator):
    page = coordinator.get("/places")

    assert page.h1 == "Places de l’Afev"
    assert page.table_row("= Libres")["Places"] == "90"


def test_an_association_reads_no_other_s_places(coordinator):
    for path in (
        "/places/lacle",
        "/places/lacle/declarer",
        "/fiches/lacle",
        "/fiches/lacle/modifier",
    ):
        coordinator.get(path, status=404)


def test_a_figure_is_seen_before_it_is_confirmed(coordinator):
    seen = type_places(coordinator, "95")
    before = make.get_programme("afev").stated

    done = coordinator.press("Confirmer")

    assert "90 → 95" in seen.text
    assert (before, make.get_programme("afev").stated) == (90, 95)
    assert "Les places sont déclarées." in done.alerts
    assert done.table_row("95 au lieu de 90", HISTORY)["Par"] == "Théo Marchand"


def test_a_seen_figure_can_still_be_changed(coordinator):
    type_places(coordinator, "95", open_ended=True)

    page = coordinator.press("Modifier")

    assert (page.value("stated"), page.value("reason")) == ("95", REASON)
    assert page.one("[name=open_ended]").has_attr("checked")


@pytest.mark.parametrize("typed", ["", "beaucoup", "-3", "99999", "1²"])
def test_what_is_no_figure_is_said_and_kept(coordinator, typed):
    page = type_places(coordinator, typed)

    assert page.status == 422
    assert page.error("stated")
    assert (page.value("stated"), page.value("reason")) == (typed, REASON)


def test_a_page_confirmed_too_late_says_who_changed_the_places(coordinator, manager):
    type_places(coordinator, "95")
    type_places(manager, "80")
    manager.press("Confirmer")

    page = coordinator.press("Confirmer", status=422)

    assert "Hélène Vasseur" in page.alerts[0]
    assert (page.value("stated"), make.get_programme("afev").stated) == ("95", 80)


def test_a_planned_figure_shows_and_can_be_given_up(coordinator):
    type_places(coordinator, "95", effective_on="01/09/2027")
    page = coordinator.press("Confirmer")

    after = coordinator.press("Annuler ce changement")

    assert "À partir du 1er septembre 2027 : 95 places." in page.text
    assert "Aucun changement de places" in after.text


def test_days_are_closed_and_opened_again(coordinator):
    fields = {"ends_on": "01/09/2027", "reason": "examens"}
    closed = coordinator.submit("/places/afev/fermer", fields, "Fermer ces jours-là")

    opened = coordinator.press("Lever cette fermeture")

    assert "Fermée aux nouveaux jeunes." in closed.text
    assert "Ouverte aux nouveaux jeunes." in opened.text


def test_days_that_cannot_close_are_said(coordinator):
    fields = {"starts_on": "01/09/2020", "reason": "examens"}

    page = coordinator.submit("/places/afev/fermer", fields, "Fermer ces jours-là")

    assert page.status == 422
    assert "aujourd’hui ou un jour à venir" in page.alerts[0]


def test_a_manager_moves_free_places(manager):
    typed = {"source": "afev", "target": "lacle", "number": "5", "reason": REASON}
    seen = manager.submit("/places/deplacer", typed, "Voir l’effet")

    manager.press("Confirmer")

    assert "90 → 85" in seen.text
    assert "10 → 15" in seen.text
    assert [make.get_programme(one).stated for one in ("afev", "lacle")] == [85, 15]


def test_more_places_than_are_free_do_not_move(manager):
    typed = {"source": "lacle", "target": "afev", "number": "11", "reason": REASON}

    page = manager.submit("/places/deplacer", typed, "Voir l’effet")

    assert (page.status, page.value("number")) == (422, "11")
    assert "10 places libres" in page.alerts[0]


def test_the_places_of_a_past_day_are_those_of_that_day(manager):
    type_places(manager, "95")
    manager.press("Confirmer")

    then = manager.get("/places?le=01/09/2026")
    now = manager.get("/places")

    assert then.table_row("Afev")["Déclarées"] == "90"
    assert now.table_row("Afev")["Déclarées"] == "95"


def test_a_day_that_is_none_is_said(manager):
    assert "Écrivez la date" in manager.get("/places?le=hier").text


@pytest.mark.parametrize("address", ["/places/afev?avant=", "/fiches/afev?version="])
@pytest.mark.parametrize("number", [str(2**63), "9" * 24, "-1", "x"])
def test_a_number_no_row_has_shows_the_page_from_its_beginning(coordinator, address, number):
    assert coordinator.get(address + number).text == coordinator.get(address.split("?")[0]).text


def test_a_prescriber_is_not_named_to_the_association(coordinator, manager):
    referral = send_lina_again()

    shown = coordinator.get("/places/afev").table_row(referral.reference)
    told = manager.get("/places/afev").table_row(referral.reference)

    assert (shown["Par"], told["Par"]) == ("", "Isabelle Carlier")


def test_a_sheet_is_asked_by_the_association_and_approved_by_a_manager(coordinator, manager):
    asked = coordinator.submit(
        "/fiches/afev/modifier",
        {"age_max": "20", "note": "jusqu’au BTS"},
        "Proposer la modification",
    )
    manager.get("/fiches")
    seen = manager.click("Afev")

    done = manager.press("Approuver la fiche")

    assert asked.table_row("Âge")["Après"] == "De 5 à 20 ans"
    assert "0 demande en attente devient possible, 0 ne l’est plus." in seen.text
    assert "Version 2 (en vigueur)" in done.text
    assert "de 5 à 20 ans" in manager.get("/associations/afev").text


def test_an_association_approves_nothing(coordinator):
    page = coordinator.submit(
        "/fiches/afev/modifier", {"age_max": "20", "note": "essai"}, "Proposer la modification"
    )

    assert "Approuver" not in page.text
    coordinator.post(f"{page.path}/approuver", {"effective_on": "27/11/2026"}, status=404)


def test_a_refused_sheet_says_why(coordinator, manager):
    page = coordinator.submit(
        "/fiches/afev/modifier", {"age_max": "20", "note": "essai"}, "Proposer la modification"
    )
    manager.submit(page.path, {"answer": "Pas cette année."}, "Ne pas retenir")

    assert "Pas cette année." in coordinator.get(page.path).text


@pytest.mark.parametrize(
    "typed, name",
    [
        ({"age_min": "20", "age_max": "6"}, "age_max"),
        ({"age_max": "mille"}, "age_max"),
        ({"email": "pas une adresse"}, "email"),
        ({"note": ""}, "note"),
    ],
)
def test_a_sheet_that_cannot_be_read_is_said_and_kept(coordinator, typed, name):
    fields = {"note": "essai", **typed}
    page = coordinator.submit("/fiches/afev/modifier", fields, "Proposer la modification")

    assert (page.status, page.value(name)) == (422, typed[name])
    assert page.error(name)


def test_an_untouched_sheet_asks_for_nothing(coordinator):
    page = coordinator.submit(
        "/fiches/afev/modifier", {"note": "rien"}, "Proposer la modification", status=422
    )

    assert "Rien n’a été changé." in page.alerts[0]


def test_an_association_with_two_programmes_moves_places_between_them(coordinator, manager):
    typed = {"model": "afev", "name": "Afev, lycées", "stated": "4", "reason": REASON}
    manager.submit("/places/nouveau", typed, "Voir l’effet")
    manager.press("Ouvrir le programme")
    move = {"source": "afev", "target": "afev-lycees", "number": "5", "reason": REASON}
    coordinator.submit("/places/deplacer", move, "Voir l’effet")

    coordinator.press("Confirmer")

    rows = coordinator.get("/places").table_rows()
    assert [row["Déclarées"] for row in rows] == ["85", "9", "94"]


def test_a_programme_whose_name_is_taken_is_not_opened(manager):
    typed = {"model": "afev", "name": "AFEV", "stated": "4", "reason": REASON}

    page = manager.submit("/places/nouveau", typed, "Voir l’effet")

    assert (page.status, page.value("name")) == (422, "AFEV")
    assert "s’appelle déjà" in page.alerts[0]

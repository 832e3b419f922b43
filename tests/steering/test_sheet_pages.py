"""The pages of a sheet: what is replaced, withdrawn, given up, and by whom."""

import pytest

EDIT = "/fiches/afev/modifier"
PROPOSE = "Proposer la modification"


def propose(browser, **typed):
    """Ask for another sheet of the Afev."""
    return browser.submit(EDIT, {"note": "essai", **typed}, PROPOSE)


def approve(manager, page, day):
    """Approve what a page shows, from a day on."""
    return manager.submit(page.path, {"effective_on": day}, "Approuver la fiche")


def test_a_version_to_come_is_given_up_from_the_page_of_the_sheet(coordinator, manager):
    seen = approve(manager, propose(coordinator, age_max="20"), "01/12/2027")

    done = manager.press("Abandonner la version à venir")

    assert "en vigueur à partir du 1er décembre 2027." in seen.alerts[0]
    assert "Version 2 (à venir)" in seen.text
    assert "La version à venir est abandonnée." in done.alerts[0]
    assert "Version 2 (abandonnée)" in done.text
    assert "Version 3 (en vigueur)" in done.text


def test_what_a_version_given_up_would_have_changed_is_told_of_it_alone(coordinator, manager):
    approve(manager, propose(coordinator, age_max="20"), "01/12/2027")
    manager.press("Abandonner la version à venir")

    changes = "section[aria-labelledby=changements]"
    assert manager.get("/fiches/afev?version=2").table_row("Âge", f"{changes} table")
    assert manager.get("/fiches/afev?version=3").soup.select(changes) == []


def test_a_version_in_force_is_not_given_up_and_the_page_says_so(manager):
    manager.get("/fiches/afev")

    page = manager.post("/fiches/afev/versions/1/abandonner", {})

    assert (page.path, page.alerts) == (
        "/fiches/afev",
        ["Cette version a déjà pris effet : proposez une modification de la fiche."],
    )


def test_an_association_gives_no_version_up(coordinator, manager):
    approve(manager, propose(coordinator, age_max="20"), "01/12/2027")

    assert "Abandonner" not in coordinator.get("/fiches/afev").text
    coordinator.post("/fiches/afev/versions/2/abandonner", {}, status=404)


def test_a_sheet_approved_today_says_so(coordinator, manager):
    done = approve(manager, propose(coordinator, age_max="20"), "27/11/2026")

    assert done.alerts[0].endswith("en vigueur dès aujourd’hui.")


def test_a_day_too_far_is_said_and_kept(coordinator, manager):
    page = approve(manager, propose(coordinator, age_max="20"), "01/01/2099")

    assert (page.status, page.value("effective_on")) == (422, "01/01/2099")
    assert "dans les deux ans" in page.error("effective_on")


def test_the_form_says_whose_proposal_it_would_replace(coordinator, manager):
    first = propose(coordinator, age_max="20")
    before = manager.get(EDIT)

    propose(manager, age_max="21")

    assert "Une modification proposée par Théo Marchand" in before.text
    assert "la vôtre la remplacera" in before.text
    replaced = coordinator.get(first.path)
    assert "Remplacée le 27 novembre 2026 par la proposition d’Hélène Vasseur." in replaced.text
    assert "21" in coordinator.click("Lire celle qui la remplace").table_row("Âge")["Après"]


def test_the_page_of_a_proposal_says_who_withdrew_it(coordinator, manager):
    page = propose(coordinator, age_max="20")
    manager.get(page.path)
    manager.press("Retirer cette modification")

    assert "Retirée par Hélène Vasseur le 27 novembre 2026." in coordinator.get(page.path).text


def test_a_stale_form_says_what_changed_and_may_be_sent_again(coordinator, manager):
    asked = propose(manager, site="https://www.afev.org")
    coordinator.get(EDIT)
    approve(manager, asked, "27/11/2026")

    refused = coordinator.press(PROPOSE, {"age_max": "20", "note": "essai"}, status=422)
    done = coordinator.press(PROPOSE)

    assert "La fiche a changé pendant ce temps (site)." in refused.alerts[0]
    assert refused.value("age_max") == "20"
    assert done.table_row("Âge")["Après"] == "De 5 à 20 ans"
    assert done.table_row("Site")["Avant"] == "https://www.afev.org"


@pytest.mark.parametrize(
    "typed, name",
    [("//evil", "site"), ("https:///evil", "site"), ("afev", "site"), ("0", "months")],
)
def test_what_is_no_site_and_no_length_is_refused(coordinator, typed, name):
    page = propose(coordinator, **{name: typed})

    assert (page.status, page.value(name)) == (422, typed)
    assert page.error(name)


def test_a_sheet_emptied_of_all_it_may_leave_out_is_read_everywhere(coordinator, manager):
    nothing = {"mentors": [], "meeting_places": [], "needs": [], "kinds": []}
    nothing |= dict.fromkeys(("age_min", "age_max", "frequency", "duration", "months"), "")
    publics = ("public_fragilite_parcours", "public_education_prioritaire")

    page = propose(coordinator, **nothing, **dict.fromkeys(publics, ""))
    approve(manager, page, "27/11/2026")

    assert "Afev" in coordinator.get("/associations/afev").text
    assert "Afev" in coordinator.get("/associations").text

"""The page of sectors: what a person says of an organisation is kept."""

import pytest

from app.auth.districts import import_districts
from app.auth.placing import SectorOrigin
from app.auth.service.sectors import Saying, say_sector
from app.core.db import db
from app.core.errors import NotFoundError
from tests.auth.districts import feature, square, write
from tests.factories import get_organisation, make_manager
from tests.referrals.scenes import count_events

PAGE = "/secteurs"
LEBAS, MONOD = "0590190L", "0594634S"


@pytest.fixture
def districts(roubaix, tmp_path):
    """One district, around the collège Lebas."""
    alma = feature(name="Moulin - Potennerie", shape=square(3.18, 50.68, 0.01))
    file = write(tmp_path / "qpv.geojson", alma)
    return import_districts(roubaix, file, frozenset({"59512"}))


def id_of(code):
    return str(get_organisation(code).id)


def sector_of(code):
    db.session.rollback()
    organisation = get_organisation(code)
    return organisation.sector, organisation.sector_origin


def test_the_page_counts_the_organisations_of_each_sector(roubaix, manager):
    page = manager.get(PAGE)

    counted = [(row["Secteur"], row["Organismes"]) for row in page.table_rows("section table")]
    assert counted[:2] == [("Centre", "1"), ("Oran-Cartigny", "1")]
    assert counted[-1] == ("Secteur inconnu", "79")
    assert "Aucun quartier prioritaire n’est enregistré" in page.text


def test_the_page_tells_what_the_map_said(districts, manager):
    page = manager.get(PAGE)

    assert "1 quartier prioritaire (ANCT)" in page.text
    row = page.table_row("Collège Jean-Baptiste Lebas")
    assert row["Secteur"] == "Moulin - Potennerie d’après un fichier importé"


@pytest.mark.both_databases
def test_a_manager_gives_a_new_sector_to_several(manager):
    manager.get(f"{PAGE}?nom=coll")
    chosen = {"organisations": [id_of(LEBAS), id_of(MONOD)], "new_sector": "Quartiers  Sud"}

    page = manager.press("Enregistrer le secteur", chosen)

    assert "Secteur enregistré pour 2 organismes." in page.text
    assert page.path == f"{PAGE}?nom=coll"
    assert page.table_row("Théodore Monod")["Secteur"] == "Quartiers Sud dit par une personne"
    assert sector_of(LEBAS) == ("Quartiers Sud", SectorOrigin.PERSON)
    assert count_events("sectors.said") == 1


def test_a_sector_of_the_list_is_given(manager):
    chosen = {"organisations": [id_of(LEBAS)], "sector": "=Trois-Ponts"}

    manager.submit(PAGE, chosen, "Enregistrer le secteur")

    assert sector_of(LEBAS) == ("Trois-Ponts", SectorOrigin.PERSON)


def test_a_sector_typed_otherwise_is_the_one_already_there(manager):
    chosen = {"organisations": [id_of(LEBAS)], "new_sector": "trois-ponts"}

    manager.submit(PAGE, chosen, "Enregistrer le secteur")

    assert sector_of(LEBAS) == ("Trois-Ponts", SectorOrigin.PERSON)


@pytest.mark.parametrize(
    "typed, sector",
    [("hors quartier PRIORITAIRE", "Hors quartier prioritaire"), ("secteur inconnu", "")],
)
def test_the_sectors_that_are_no_district_are_found_too(manager, typed, sector):
    chosen = {"organisations": [id_of(LEBAS)], "new_sector": typed}

    manager.submit(PAGE, chosen, "Enregistrer le secteur")

    assert sector_of(LEBAS) == (sector, SectorOrigin.PERSON)


def test_without_a_map_nobody_is_asked_to_follow_it(manager):
    shown = manager.get(PAGE)

    page = manager.post(PAGE, {"organisations": id_of(LEBAS), "sector": "map"}, status=422)

    assert "Celui que donne la carte" not in shown.text
    assert page.error("sector").endswith("Aucune carte n’est enregistrée, choisissez un secteur")


def test_a_page_beyond_the_last_is_the_last(manager):
    beyond, last = manager.get(f"{PAGE}?page=9999"), manager.get(f"{PAGE}?page=1")

    assert beyond.table_rows("form table") == last.table_rows("form table") != []


def test_a_person_may_say_that_nobody_knows(districts, manager):
    chosen = {"organisations": [id_of(LEBAS)], "sector": "unknown"}

    manager.submit(PAGE, chosen, "Enregistrer le secteur")

    assert sector_of(LEBAS) == ("", SectorOrigin.PERSON)


def test_a_person_may_let_the_map_decide_again(districts, manager):
    say_sector(Saying(frozenset({get_organisation(LEBAS).id}), "Ailleurs"), make_manager())

    chosen = {"organisations": [id_of(LEBAS), id_of(MONOD)], "sector": "map"}
    manager.submit(PAGE, chosen, "Enregistrer le secteur")

    assert sector_of(LEBAS) == ("Moulin - Potennerie", SectorOrigin.IMPORT)
    assert sector_of(MONOD) == ("Hors quartier prioritaire", SectorOrigin.IMPORT)


def test_an_organisation_the_map_does_not_know_is_in_no_sector(districts):
    someone, turgot = make_manager(), frozenset({get_organisation("0590186G").id})
    say_sector(Saying(turgot, "Ailleurs"), someone)

    say_sector(Saying(turgot, by_map=True), someone)

    assert sector_of("0590186G") == ("", None)


@pytest.mark.parametrize(
    "typed, words",
    [
        ({"new_sector": "Sud"}, "Cochez au moins un établissement ou service"),
        ({"organisations": ["999999", "x"], "sector": "unknown"}, "Cochez au moins un"),
        ({"organisations": "first"}, "Choisissez un secteur, ou écrivez-en un nouveau"),
        ({"organisations": "first", "sector": "=Nulle part"}, "Choisissez un secteur de la liste"),
        (
            {"organisations": "first", "sector": "unknown", "new_sector": "Sud"},
            "de la liste ou écrivez-en un, pas les deux",
        ),
        ({"organisations": "first", "new_sector": "a" * 81}, "Gardez 80 caractères au plus"),
        ({"organisations": "first", "new_sector": "a\u202eb"}, "caractères invisibles"),
    ],
)
def test_a_refused_form_keeps_what_was_typed(manager, typed, words):
    manager.get(PAGE)
    sent = {**typed, "organisations": id_of(LEBAS)} if "first" in typed.values() else typed

    page = manager.post(PAGE, sent, status=422)

    assert words in page.text
    assert count_events("sectors.said") == 0
    if "first" in typed.values():
        assert page.one(f"input[value='{id_of(LEBAS)}'][checked]")


def test_the_list_is_cut_in_pages_that_keep_the_filters(manager):
    manager.get(f"{PAGE}?secteur=%3F")

    page = manager.click("Organismes suivants")

    assert page.path == f"{PAGE}?secteur=?&page=1"
    assert len(page.table_rows("form table")) == 19


def test_the_filters_find_by_sector_and_by_name(manager):
    page = manager.get(f"{PAGE}?secteur=Trois-Ponts&nom=LYCEE")

    names = [row["Nom"] for row in page.table_rows("form table")]
    assert names == ["Lycée général et technologique Maxence Van der Meersch"]


def test_a_list_without_anybody_says_what_to_do(manager):
    page = manager.get(f"{PAGE}?secteur=Nulle+part&page=7")

    assert "Aucun organisme dans cette liste" in page.text


def test_an_organisation_of_elsewhere_does_not_exist(roubaix):
    afev = get_organisation("afev").id

    with pytest.raises(NotFoundError):
        say_sector(Saying(frozenset({afev}), "Sud"), make_manager())


def test_administrators_say_sectors_too(administrator):
    chosen = {"organisations": [id_of(LEBAS)], "new_sector": "Sud"}

    administrator.submit(PAGE, chosen, "Enregistrer le secteur")

    assert sector_of(LEBAS) == ("Sud", SectorOrigin.PERSON)


@pytest.mark.parametrize("who", ["samira.haddad", "theo.marchand"])
def test_the_sectors_are_not_for_those_who_do_not_steer(roubaix, sign_in, who):
    sign_in(who).get(PAGE, status=404)


def test_the_page_asks_little_of_the_base(districts, manager, query_counter):
    with query_counter as queries:
        manager.get(PAGE)

    assert queries.count <= 6


def test_the_map_of_the_site_leads_to_the_sectors(manager):
    assert manager.get("/plan-du-site").one(f"a[href='{PAGE}']").text == "Secteurs de la ville"

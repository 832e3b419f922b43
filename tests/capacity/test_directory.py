"""The directory of associations, its filters and its sheets."""

import pytest

from app.capacity.forms import read_wanted
from app.capacity.wanted import Wanted
from tests.factories import accept, state_places
from tests.referrals.scenes import actor_of, send_lina


def names(page):
    return page.all(".fiche h3")


def card(page, name):
    found = [
        tag
        for tag in page.soup.select(".fiche")
        if name in tag.h3.get_text().replace("\u00a0", " ")
    ]
    return found[0].get_text(" ", strip=True).replace("\u00a0", " ")


@pytest.mark.parametrize(
    "who", ["samira.haddad", "theo.marchand", "helene.vasseur", "karim.delobel"]
)
def test_everybody_signed_in_reads_the_ten_associations(sign_in, who):
    page = sign_in(who).get("/associations")

    assert len(names(page)) == 10
    assert page.alerts[0].startswith("10 associations , 432 places déclarées ou plus, 432 libres")


def test_a_visitor_does_not(visitor):
    page = visitor.get("/associations")

    assert page.path.startswith("/connexion")


@pytest.mark.parametrize(
    "query,expected",
    [
        ("etape=ecole", {"Afev", "LA CLE"}),
        ("etape=ecole&etape=vie_active&prescripteur=ase", {"LA CLE", "Proxité"}),
        ("rencontres=distanciel&etape=etudes&prescripteur=mission_locale", {"ANAF"}),
        ("prescripteur=emploi&etape=vie_active&rencontres=presentiel", None),
        ("prescripteur=ecole&etape=ecole", {"Afev", "LA CLE"}),
    ],
)
def test_filters_narrow_the_directory(prescriber, query, expected):
    found = set(names(prescriber.get(f"/associations?{query}")))

    if expected is None:
        assert {"DUO for a JOB", "Fondation FACE"} <= found
    else:
        assert expected <= found
        assert len(found) < 10


def test_only_those_with_room_are_shown_when_asked(prescriber):
    state_places("lacle", 0)

    page = prescriber.get("/associations?libres=1")

    assert "LA CLE" not in names(page)
    assert len(names(page)) == 9


def test_active_filters_can_be_taken_off_one_by_one(prescriber):
    query = "etape=ecole&libres=1&prescripteur=ase&rencontres=distanciel"
    prescriber.get(f"/associations?{query}")

    page = prescriber.click("École")

    labels = ["À distance", "Aide sociale à l’enfance", "Seulement s’il en reste"]
    assert [text.partition(" ,")[0] for text in page.all(".actifs a")] == [*labels, "Tout effacer"]


def test_no_association_says_what_to_try(prescriber):
    state_places("afev", 0)
    state_places("lacle", 0)

    page = prescriber.get("/associations?etape=ecole&libres=1")

    assert page.all(".vide h2") == ["Aucune association ne réunit ces critères."]
    assert "Essayez sans « Seulement s’il en reste »" in page.text


@pytest.mark.parametrize("query", ["etape=lune", "rencontres=%00", "prescripteur=" + "x" * 3000])
def test_a_filter_nobody_offers_asks_for_nothing(prescriber, query):
    assert len(names(prescriber.get(f"/associations?{query}"))) == 10


@pytest.mark.both_databases
def test_places_taken_and_reserved_are_told_apart(prescriber):
    accept(send_lina(), actor_of("theo.marchand"))
    send_lina(first_name="Noé")

    page = prescriber.get("/associations")

    assert "88 libres 1 réservée 1 occupée sur 90" in card(page, "Afev")


def test_what_the_brochure_leaves_open_is_to_confirm(prescriber):
    page = prescriber.get("/associations")

    assert "Les modalités imprimées sont celles de l’ANAF" in card(page, "Article 1")
    assert "est celle de l’Afev : à quelle adresse écrire" in card(page, "ANAF")
    assert "un CFA peut-il orienter un jeune" not in card(page, "ANAF")


def test_an_english_name_says_its_language(prescriber):
    page = prescriber.get("/associations")

    assert set(page.all('[lang="en"]')) == {"DUO for a JOB"}


def test_a_sheet_quotes_the_brochure_and_says_what_it_leaves_open(prescriber):
    prescriber.get("/associations")
    page = prescriber.get("/associations/face")

    assert page.h1 == "Fondation FACE"
    assert "« Durée : pas d’engagement minimum »" in page.text
    assert "faut-il y habiter, ou suffit-il d’y être scolarisé" in page.text


def test_a_sheet_says_when_an_association_is_closed(prescriber, app):
    programme = state_places("duo", 10)
    programme.is_open = False

    page = prescriber.get("/associations/duo")

    assert "L’association ne reçoit pas de demande pour le moment." in page.text


@pytest.mark.parametrize("slug", ["inconnue", "%00", "AFEV", "a" * 3000])
def test_an_unknown_association_is_not_found(prescriber, slug):
    prescriber.get(f"/associations/{slug}", status=404)


@pytest.mark.parametrize("path", ["/associations", "/associations/afev"])
def test_the_directory_asks_the_base_at_most_six_times(prescriber, query_counter, path):
    with query_counter as queries:
        prescriber.get(path)

    assert queries.count <= 6, queries.seen


def test_nothing_wanted_has_no_filter_to_take_off(app):
    with app.test_request_context("/associations") as context:
        wanted = read_wanted(context.request.args)

    assert wanted == Wanted()
    assert list(wanted.removals()) == []
    assert wanted.query == {}

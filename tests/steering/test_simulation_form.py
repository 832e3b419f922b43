"""What is typed is read, said when it cannot be, and never lost; the address stays short."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict

from app.steering.address import without, write_address
from app.steering.forms.simulation import read_asked
from app.steering.scenario import NEWCOMER, Change, Newcomer, Scenario
from tests.factories import get_programme
from tests.steering.builders import a_board, an_offered, boards, scenarios

PARTS = ("places", "etat", "sans", "min", "max", "besoin", "nom", "modele")
VALUES = ("", "0", "7", "007", "12 ", "abc", "-1", "qpv", "ou_plus", "afev", "9" * 5000, "\0", "5")


@given(st.data())
def test_an_address_is_read_back_as_the_scenario_it_came_from(data):
    board = data.draw(boards())
    scenario = data.draw(scenarios(board))

    asked = read_asked(MultiDict(write_address(scenario)), board)

    assert asked.scenario == scenario
    assert asked.is_tidy
    assert not asked.is_stale


SLUGS = ("afev", "duo", NEWCOMER, "gone")
pairs = st.tuples(st.sampled_from(SLUGS), st.sampled_from(PARTS), st.sampled_from(VALUES))


@given(st.lists(pairs, max_size=6))
def test_whatever_an_address_says_its_short_form_is_read_once(typed):
    board = a_board()
    args = MultiDict((f"{slug}-{part}", value) for slug, part, value in typed)

    asked = read_asked(args, board)

    again = read_asked(MultiDict(asked.pairs), board)
    assert asked.scenario is None or again.scenario == asked.scenario
    assert again.is_tidy


def test_what_changes_nothing_leaves_the_address():
    board = (an_offered("afev", stated=90, taken=0),)

    asked = read_asked(MultiDict({"afev-places": "90", "afev-min": "5", "afev-max": ""}), board)

    assert (asked.scenario, asked.pairs, asked.is_tidy) == (Scenario(), (), False)


def test_a_newcomer_goes_as_a_whole():
    scenario = Scenario(
        {"afev": Change(stated=3, reopened=True)},
        Newcomer("Relais", 4, "lacle", open_ended=True, change=Change(oldest=12)),
        with_expected=True,
    )

    pairs = without(write_address(scenario), (f"{NEWCOMER}-nom", "Relais"))

    assert pairs == (("attendus", "1"), ("afev-places", "3"), ("afev-etat", "rouverte"))


@pytest.mark.parametrize(
    "typed,field,said",
    [
        ({"afev-places": "trente"}, "afev-places", "Afev : écrivez le nombre de places"),
        ({"afev-places": "10001"}, "afev-places", "en chiffres, 10 000 au plus"),
        (
            {"face-max": "x"},
            "face-max",
            "Fondation FACE : écrivez l’âge en chiffres, 99",
        ),
        ({"face-max": "3"}, "face-max", "l’âge le plus jeune dépasse le plus âgé"),
        ({"face-min": "30", "face-max": "20"}, "face-min", "dépasse le plus âgé"),
        ({"_nouveau-places": "5"}, "_nouveau-modele", "choisissez l’association"),
        ({"_nouveau-modele": "afev"}, "_nouveau-places", "dites combien de places"),
    ],
)
def test_what_cannot_be_tried_is_said_and_stays_typed(manager, typed, field, said):
    page = manager.submit("/simulation", typed, "Calculer", status=422)

    assert said in page.error(field)
    assert any(said in alert for alert in page.alerts)
    assert page.title.startswith("Erreur : ")
    assert {name: page.value(name) for name in typed} == typed


def test_ages_are_changed_or_no_longer_asked_not_both(manager):
    both = {"afev-min": "3", "afev-sans": ["age"]}

    page = manager.submit("/simulation", both, "Calculer", status=422)

    assert "pas les deux" in page.error("afev-min")
    assert page.one("input[name=afev-sans][value=age]").has_attr("checked")


def test_the_form_is_sent_and_the_address_keeps_what_changes_only(manager):
    page = manager.submit("/simulation", {"cpossible-places": "30"}, "Calculer")

    assert page.path == "/simulation?cpossible-places=30"
    assert "C’Possible : de 20 à 30 places" in page.text
    assert page.value("cpossible-places") == "30"


def test_every_kind_of_change_is_said_in_words(manager):
    asked = (
        "article1-etat=sans_plus&article1-max=30&afev-etat=ou_plus&afev-min=4"
        "&afev-besoin=orientation&_nouveau-nom=Relais&_nouveau-modele=face&_nouveau-places=5"
        "&_nouveau-etat=ou_plus&_nouveau-sans=qpv&_nouveau-min=12"
    )

    page = manager.get(f"/simulation?{asked}")

    said = [words.removesuffix(" , retirer cette hypothèse") for words in page.all(".actifs a")]
    assert said == [
        *("Article 1 : places sans « ou plus »", "Article 1 : jusqu’à 30 ans"),
        *("Afev : places « ou plus »", "Afev : à partir de 4 ans, 5 aujourd’hui"),
        "Afev : aussi pour l’objectif « orientation »",
        "Relais : 5 places ou plus, sur le modèle de la Fondation FACE",
        "Relais : sans la condition « Quartier : jeunes des quartiers prioritaires »",
        *("Relais : à partir de 12 ans, 14 aujourd’hui", "Tout effacer"),
    ]


def test_one_year_is_singular(manager):
    page = manager.get("/simulation?afev-min=0&afev-max=1")

    assert "Afev : à partir de 0 an, 5 aujourd’hui" in page.text
    assert "Afev : jusqu’à 1 an, 18 aujourd’hui" in page.text


def test_a_link_that_speaks_of_what_is_gone_says_so(manager):
    page = manager.get("/simulation?disparue-places=10&afev-sans=inconnue")

    assert "n’est plus dans l’annuaire" in " ".join(page.all(".message"))
    assert page.all(".actifs") == []


def test_a_closed_association_may_be_reopened(manager):
    get_programme("anaf").is_open = False

    page = manager.get("/simulation")
    row = page.table_row("ANAF", "section[aria-labelledby=valeur] table")
    opened = manager.submit("/simulation", {"anaf-etat": ["rouverte"]}, "Calculer")

    assert "fermée aux nouvelles demandes" in row["Association"]
    assert "ANAF : rouverte aux nouvelles demandes" in opened.text


@pytest.mark.parametrize("who", ["samira.haddad", "theo.marchand", "karim.delobel"])
def test_only_the_cite_educative_may_try(sign_in, who):
    browser = sign_in(who)

    browser.get("/simulation", 404)
    browser.get("/simulation/radar", 404)

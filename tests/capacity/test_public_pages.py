"""The public pages: the notices, how long things are kept, every page in the site map."""

import pytest

from app.core.access import declared_access
from tests.referrals.scenes import actor_of

DOORS = {"auth.home", "static"}


def list_pages(app, may):
    """Yield the address of each page without parameter that a person may open."""
    for rule in app.url_map.iter_rules():
        access = declared_access(app, rule.endpoint)
        is_page = "GET" in rule.methods and not rule.arguments and rule.endpoint not in DOORS
        if is_page and access != "public" and may(access):
            yield rule.rule


@pytest.mark.parametrize(
    "who", ["samira.haddad", "theo.marchand", "helene.vasseur", "karim.delobel"]
)
def test_the_site_map_links_every_page_of_a_role(app, sign_in, who):
    browser = sign_in(who)
    page = browser.get("/plan-du-site")
    links = {link["href"] for link in page.soup.select("main a[href]")}

    may = actor_of(who).may
    assert set(list_pages(app, may)) - links == set()


def test_the_site_map_of_a_visitor_shows_the_doors(visitor):
    links = visitor.get("/plan-du-site").all("main a")

    assert links[:3] == ["Se connecter", "Mot de passe oublié", "Recevoir un lien de connexion"]


def test_the_notice_proposes_six_months_when_a_referral_comes_to_nothing(visitor):
    text = visitor.get("/notice").text

    assert "six mois si la demande n’aboutit pas]" in text
    assert "Le collège [nom] vous propose" in text


def test_the_privacy_page_says_what_is_erased_today(visitor):
    text = visitor.get("/donnees-personnelles").text

    assert "L’effacement automatique du reste est en préparation" in text
    assert "30 jours après leur envoi" in text

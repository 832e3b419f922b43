"""A link lasts seven days, is renewed on demand, and nobody can make one up."""

from datetime import timedelta

import pytest
from itsdangerous import URLSafeSerializer

from app.core.db import db
from app.referrals.errors import StaleActError
from app.referrals.models import Assignment
from app.referrals.service.answer_links import SALT
from app.referrals.service.by_link import accept_by_link
from tests import factories as make
from tests.referrals.every_mail import outbox
from tests.referrals.links import link_for, link_in_mail
from tests.referrals.scenes import actor_of, count_events, send_lina, state_of
from tests.referrals.test_expire import MONDAY
from tests.support.race import race
from tests.test_get_changes_nothing import rows

WEEK = timedelta(days=7)


@pytest.fixture
def old_link(roubaix, frozen) -> str:
    """A link whose seven days are just over, its request still waiting."""
    frozen(MONDAY)
    send_lina()
    path = link_in_mail()
    frozen(MONDAY + WEEK)
    return path


def test_a_link_serves_until_the_last_minute_of_its_seven_days(visitor, roubaix, frozen):
    frozen(MONDAY)
    referral = send_lina()
    path = link_in_mail()
    frozen(MONDAY + WEEK - timedelta(minutes=1))
    visitor.get(path)

    visitor.press("Accepter la demande")

    assert state_of(referral) == "accepted"


def test_an_old_link_sends_a_new_one_to_the_same_person(visitor, old_link):
    page = visitor.get(old_link)
    assert page.h1 == "Ce lien n’est plus actif"

    page = visitor.press("Recevoir un nouveau lien")

    assert page.alerts == ["Ce lien n’est plus actif. Nous venons de vous en envoyer un nouveau."]
    [mail] = outbox("renewed_link")
    assert mail.recipient == "theo.marchand@example.org"
    assert mail.read_once
    assert visitor.get(link_in_mail(template="renewed_link")).h1 == "Demande de L. C."


def test_opening_an_old_link_sends_nothing(visitor, old_link):
    for _ in range(3):
        visitor.get(old_link)

    assert outbox("renewed_link") == []


def test_an_old_link_cannot_answer_any_more(visitor, old_link):
    visitor.get(old_link)
    version = db.session.query(Assignment).one().version

    page = visitor.post(f"{old_link}/accepter", {"version": version})

    assert page.h1 == "Ce lien n’est plus actif"
    assert count_events("proposal.accepted") == 0


def test_new_links_are_asked_three_times_an_hour_at_most(visitor, old_link):
    for _ in range(3):
        visitor.submit(old_link, button="Recevoir un nouveau lien")

    page = visitor.submit(old_link, button="Recevoir un nouveau lien", status=429)

    assert page.h1 == "Trop d’essais"
    assert len(outbox("renewed_link")) == 3


def test_a_link_that_still_serves_is_not_renewed(visitor, roubaix):
    send_lina()
    path = link_in_mail()
    visitor.get(path)

    visitor.post(f"{path}/nouveau-lien")

    assert outbox("renewed_link") == []


def test_an_old_link_to_an_answered_request_is_not_renewed(visitor, old_link):
    visitor.get(old_link)
    [assignment] = db.session.query(Assignment)
    make.accept(assignment.referral, actor_of("claire.wattelle"))

    page = visitor.post(f"{old_link}/nouveau-lien")

    assert "Claire Wattelle a déjà accepté cette demande" in page.text
    assert outbox("renewed_link") == []


def test_opening_the_pages_of_a_link_writes_nothing(app, visitor, roubaix):
    send_lina()
    path = link_in_mail()
    before = rows(app)

    for address in (path, f"{path}/decliner", path):
        visitor.get(address)

    assert rows(app) == before


def test_nobody_makes_up_a_link(app, visitor, roubaix):
    one = make.get_last_assignment(send_lina())
    payload = [one.id, actor_of("theo.marchand").membership_id, one.answer_key, 1]
    path, secret = link_in_mail(), app.config["SECRET_KEY"]

    made_up = [
        path + "x",
        path[:-1],
        path.replace(".", ""),
        f"/repondre/{URLSafeSerializer('another key', salt=SALT).dumps(payload)}",
        f"/repondre/{URLSafeSerializer(secret, salt='another use').dumps(payload)}",
    ]

    assert [visitor.get(address, status=404).h1 for address in made_up] == (
        ["Ce lien n’ouvre rien"] * 5
    )


@pytest.mark.parametrize("who", ["odile.prevost", "samira.haddad", "helene.vasseur"])
def test_a_link_signed_for_somebody_of_elsewhere_opens_nothing(visitor, roubaix, who):
    referral = send_lina()

    page = visitor.get(link_for(referral, actor_of(who)), status=404)

    assert page.h1 == "Ce lien n’ouvre rien"


@pytest.mark.both_databases
def test_two_people_who_answer_at_once_give_one_answer(app, roubaix, database_url):
    referral = send_lina()
    version = make.get_last_assignment(referral).version
    people = ("theo.marchand", "claire.wattelle")
    clicks = [(link_in_mail(who).rpartition("/")[2], version) for who in people]

    finish = race(click, clicks, database_url, processes=2)

    assert (sum(finish.results), finish.errors) == (1, [])
    assert state_of(referral) == "accepted"
    assert count_events("proposal.accepted") == 1


def click(item: tuple[str, int]) -> bool:
    """Accept by a link; whoever comes second is told, and changes nothing."""
    try:
        return accept_by_link(*item) is not None
    except StaleActError:
        return False

"""Who is told of a referral: people who are still there, nobody forgotten."""

from sqlalchemy import select

from app.auth.models import Membership, User
from app.auth.rules import Role
from app.core.db import db
from app.core.models import OutboxMessage
from tests import factories as make
from tests.referrals.scenes import actor_of, send_lina

SAMIRA = "samira.haddad@example.org"


def told(template):
    """Return who received that mail."""
    statement = select(OutboxMessage.recipient).where(OutboxMessage.template == template)
    return db.session.scalars(statement.order_by(OutboxMessage.recipient)).all()


def close_role(actor):
    db.session.get_one(Membership, actor.membership_id).is_active = False
    db.session.commit()


def test_the_author_is_told_of_the_answer(roubaix):
    make.make_prescriber(make.COLLEGE)
    referral = send_lina()

    make.accept(referral, actor_of("theo.marchand"))

    assert told("accepted") == [SAMIRA]


def test_the_colleagues_of_an_author_who_left_are_told(roubaix):
    samira = actor_of("samira.haddad")
    code = make.get_organisation(make.COLLEGE)
    assert code.id == samira.organisation_id
    make.make_prescriber(make.COLLEGE, email="remplace@example.org")
    referral = send_lina()
    close_role(samira)

    make.accept(referral, actor_of("theo.marchand"))

    assert told("accepted") == ["remplace@example.org"]


def test_an_author_whose_account_is_closed_is_not_told(roubaix):
    samira = actor_of("samira.haddad")
    referral = send_lina()
    db.session.get_one(User, samira.user_id).is_active = False
    db.session.commit()

    make.accept(referral, actor_of("theo.marchand"))

    assert told("accepted") == []


def test_the_managers_are_told_when_an_association_has_nobody(roubaix):
    for who in ("theo.marchand", "claire.wattelle"):
        close_role(actor_of(who))
    manager = make.make_person("cite-educative", Role.MANAGER, email="a.manager@example.org")

    send_lina()

    assert told("new_proposal") == []
    assert told("no_coordinator") == ["a.manager@example.org", "helene.vasseur@example.org"]
    assert manager.role is Role.MANAGER

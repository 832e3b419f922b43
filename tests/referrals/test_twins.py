"""The same child sent twice: asked within one organisation, silent across two."""

from datetime import date, datetime

import pytest
from sqlalchemy import event, select

from app.core.clock import PARIS
from app.core.db import db
from app.core.models import OutboxMessage
from app.referrals.errors import UnseenTwinError
from app.referrals.models import Suspicion
from app.referrals.queries import alike
from app.referrals.reasons import DeclineReason, Refusal
from app.referrals.service.submit import submit_referral
from tests.factories import decline, make_draft, make_referral
from tests.referrals.answers import FORM, LINA, count_referrals, fill, only_referral
from tests.referrals.scenes import actor_of

BORN = date(2013, 3, 8)
MATHIS = {"first_name": "Mathis", "last_name": "Lefebvre", "birth_date": BORN}


@pytest.fixture(autouse=True)
def november(frozen):
    frozen(datetime(2026, 11, 23, 9, tzinfo=PARIS))


@pytest.fixture
def samira(roubaix):
    return actor_of("samira.haddad")


@pytest.fixture
def marc(roubaix):
    return actor_of("marc.vermeulen")


def suspicions():
    db.session.rollback()
    return db.session.scalars(select(Suspicion).order_by(Suspicion.id)).all()


@pytest.mark.both_databases
@pytest.mark.parametrize(
    "typed",
    [
        {"first_name": "MATHYS", "last_name": "Lefèvre"},
        {"first_name": "Lefebvre", "last_name": "Mathis"},
        {"birth_date": date(2013, 8, 3)},
        {"birth_date": date(2013, 3, 9)},
    ],
)
def test_a_likely_same_person_is_found_in_one_question(samira, query_counter, typed):
    earlier = make_referral(samira, **MATHIS).reference
    draft = make_draft(**{**MATHIS, **typed})

    with query_counter as queries:
        found = alike.list_alike_of_own(draft, samira)

    assert [one.reference for one in found] == [earlier]
    assert queries.count == 1


@pytest.mark.both_databases
def test_the_act_refuses_a_twin_nobody_was_shown(samira):
    earlier = make_referral(samira, **MATHIS)

    with pytest.raises(UnseenTwinError) as refused:
        submit_referral(make_draft(**MATHIS), samira)

    assert refused.value.code == f"double-{earlier.reference}"
    assert "Mathis Lefebvre, envoyée le 23" in refused.value.message
    assert count_referrals() == 1


def test_the_act_sends_a_twin_that_was_seen(samira):
    earlier = make_referral(samira, **MATHIS)
    seen = frozenset({f"double-{earlier.reference}"})

    submit_referral(make_draft(**MATHIS, seen=seen), samira)

    assert count_referrals() == 2
    assert suspicions() == []


def test_the_other_twin_is_sent_without_a_question(samira):
    make_referral(samira, **MATHIS)

    submit_referral(make_draft(**{**MATHIS, "first_name": "Lucas"}), samira)

    assert count_referrals() == 2


def test_the_form_says_where_the_earlier_one_is(prescriber):
    fill(prescriber)
    earlier = only_referral().reference

    page = fill(prescriber, first_name="Linah", last_name="Carpantier", birth_date="03/08/2013")

    (question,) = page.all(".message--attention li")
    assert question.startswith(
        "Une demande existe déjà pour Lina Carpentier (date de naissance notée : 8 mars 2013), "
        "envoyée le 23 novembre 2026 par votre établissement. "
        f"Demande nº {earlier}, proposée."
    )


@pytest.fixture
def quick_colleague(app, samira):
    """Somebody who sends the same child between the form's question and the act."""
    hurry = [make_draft(first_name="Lina", last_name="Carpentier", birth_date=BORN)]

    def send_first(_connection, _cursor, statement, *_rest):
        if "sound_key" in statement and hurry:
            draft = hurry.pop()
            with app.app_context():
                submit_referral(draft, samira)

    db.session.commit()
    return lambda: event.listen(db.engine, "after_cursor_execute", send_first)


def test_a_colleague_who_was_quicker_is_told_and_nothing_typed_is_lost(prescriber, quick_colleague):
    prescriber.get(FORM)
    quick_colleague()

    page = prescriber.press("Envoyer", {**LINA, "note": "Libre le samedi."}, 422)

    assert page.all(".message--attention li")[0].startswith("Une demande existe déjà pour Lina")
    assert page.value("note") == "Libre le samedi."
    assert count_referrals() == 1
    assert prescriber.press("Envoyer tel quel").h1 == "Demande envoyée"
    assert count_referrals() == 2


@pytest.mark.both_databases
def test_two_organisations_with_one_child_are_noted_in_silence(samira, marc):
    earlier = make_referral(samira, **MATHIS)
    before = earlier.id

    later = submit_referral(make_draft(**{**MATHIS, "first_name": "Mathys"}), marc)

    (noted,) = suspicions()
    assert (noted.earlier_id, noted.later_id, noted.state) == (before, later.id, "open")
    assert noted.agreed == ["first_name_heard", "birth_equal"]
    assert 0.9 < noted.score < 1


def test_nobody_but_a_manager_hears_of_it(samira, marc):
    make_referral(samira, **MATHIS)
    told = len(db.session.scalars(select(OutboxMessage)).all())

    later = make_referral(marc, **MATHIS)

    mails = db.session.scalars(select(OutboxMessage)).all()[told:]
    assert mails
    assert {"doublon", "Rosa Parks", "déjà"} & set(" ".join(m.body for m in mails).split()) == set()
    assert [entry.kind for entry in later.thread if "merge" in entry.kind] == []


def test_a_child_nobody_follows_any_more_raises_no_doubt(samira, marc):
    earlier = make_referral(samira, **MATHIS, wish="afev")
    refusal = Refusal(DeclineReason.NOT_INTERESTED)
    decline(earlier, actor_of("theo.marchand"), refusal)

    make_referral(marc, **MATHIS)

    assert suspicions() == []


def test_twins_of_two_schools_raise_no_doubt(samira, marc):
    make_referral(samira, **MATHIS)

    make_referral(marc, **{**MATHIS, "first_name": "Lucas"})

    assert suspicions() == []

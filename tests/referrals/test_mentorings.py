"""A mentoring starts, goes on, ends or stops: places, dates, answers."""

from datetime import date, timedelta

import pytest

from app.core import clock
from app.referrals.endings import CLOSING_QUESTIONS, Completion, EndReason, Modality
from app.referrals.errors import ImpossibleActError, InvalidReasonError
from app.referrals.mentoring import add_months, confirmed_until, expected_end, renewed_end
from app.referrals.service import following
from app.referrals.service.following import Closing, Start, Stop
from tests.factories import accept, get_last_assignment, get_programme
from tests.referrals.scenes import actor_of, proposals_of, send_lina, state_of

THEO = "theo.marchand"


def accepted():
    """Return a request the Afev accepted."""
    referral = send_lina()
    accept(referral, actor_of(THEO))
    return referral


def started(day=None):
    """Return a request whose pair has met."""
    referral = accepted()
    start = Start(day or clock.today(), Modality.ON_SITE)
    version = get_last_assignment(referral).version
    following.start_mentoring(referral.reference, version, start, actor_of(THEO))
    return referral


def stop(referral, **facts):
    version = get_last_assignment(referral).version
    wanted = Stop(**{"reason": EndReason.POOR_FIT, **facts})
    return following.end_early(referral.reference, version, wanted, actor_of(THEO))


@pytest.mark.parametrize(
    "duration,end",
    [
        ({"min_mois": 10, "max_mois": None}, date(2027, 9, 30)),
        ({"min_mois": 1.5, "max_mois": 6}, date(2027, 5, 30)),
        ({"min_mois": 0, "max_mois": None}, date(2027, 7, 31)),
        ({"min_mois": 72, "max_mois": 72}, date(2032, 11, 30)),
    ],
)
def test_the_end_follows_from_the_programme_s_duration(duration, end):
    assert expected_end(date(2026, 11, 30), duration) == end


def test_a_month_without_that_day_ends_on_its_last():
    assert add_months(date(2026, 8, 31), 6) == date(2027, 2, 28)


def test_a_school_year_begun_in_august_ends_the_next_one():
    assert expected_end(date(2027, 8, 2), {}) == date(2028, 7, 31)


def test_one_more_term_counts_from_the_end_or_from_today():
    six = {"max_mois": 6}

    assert renewed_end(date(2027, 3, 1), six, date(2027, 2, 1)) == date(2027, 9, 1)
    assert renewed_end(date(2027, 3, 1), six, date(2027, 4, 1)) == date(2027, 10, 1)


def test_june_asks_of_the_whole_summer():
    assert confirmed_until(date(2027, 5, 31)) == date(2027, 5, 31)
    assert confirmed_until(date(2027, 6, 1)) == date(2027, 8, 31)


@pytest.mark.both_databases
def test_a_start_keeps_the_place_and_tells_the_expected_end(roubaix):
    referral = started()

    assert state_of(referral) == "mentoring"
    assert get_last_assignment(referral).expected_end == add_months(clock.today(), 10)
    assert get_programme("afev").taken == 1


@pytest.mark.parametrize("days", [-1, 31])
def test_a_start_is_between_the_acceptance_and_thirty_days(roubaix, days):
    with pytest.raises(ImpossibleActError):
        started(clock.today() + timedelta(days=days))


@pytest.mark.both_databases
def test_the_end_gives_the_place_back_and_keeps_the_answers(roubaix):
    referral = started()
    version = get_last_assignment(referral).version
    closing = Closing(Completion.OBJECTIVES_MET, {"questions": {"confidence": "yes"}})

    following.complete_mentoring(referral.reference, version, closing, actor_of(THEO))

    assert state_of(referral) == "completed"
    assert get_last_assignment(referral).outcomes == {"questions": {"confidence": "yes"}}
    assert get_programme("afev").taken == 0


@pytest.mark.both_databases
def test_an_early_end_may_ask_another_association_at_once(roubaix):
    referral = started()

    outcome = stop(referral, reassigns=True)

    assert outcome.is_rerouted
    assert proposals_of(referral)[0] == ("afev", "ended_early")
    assert proposals_of(referral)[1][0] != "afev"


def test_an_early_end_for_another_reason_needs_a_word(roubaix):
    with pytest.raises(InvalidReasonError):
        stop(started(), reason=EndReason.OTHER)


def test_a_mentoring_goes_from_start_to_end_by_its_pages(coordinator):
    path = f"/demandes/{accepted().reference}"
    coordinator.get(path)
    coordinator.click("Mentor trouvé…")
    coordinator.press("L’accompagnement commence", {"modality": "on_site"})
    coordinator.click("Clore l’accompagnement…")
    answers = {f"question_{code}": "rather_yes" for code in CLOSING_QUESTIONS}
    needs = {"need_scolaire": "met", "need_confiance": "partly"}
    shown = set(coordinator.page.soup.select("select"))
    needs = {n: v for n, v in needs.items() if any(one["name"] == n for one in shown)}

    page = coordinator.press(
        "Clore l’accompagnement", {"completion": "term_reached", **answers, **needs}
    )

    assert "La place est rendue." in page.alerts[0]


def test_closing_without_an_answer_to_a_need_says_which(coordinator):
    path = f"/demandes/{started().reference}/cloturer"

    page = coordinator.submit(path, {"completion": "term_reached"}, "Clore", status=422)

    assert "Choisissez une réponse" in page.alerts[0]


def test_a_date_that_is_none_is_refused_and_kept(coordinator):
    path = f"/demandes/{accepted().reference}/demarrer"

    page = coordinator.submit(path, {"day": "31/02/2027", "modality": "both"}, status=422)

    assert "Écrivez la date avec le jour, le mois et l’année" in page.alerts[0]
    assert page.one("input[name=day]")["value"] == "31/02/2027"


def test_somebody_stopped_early_is_reassigned_in_one_click(prescriber):
    referral = started()
    stop(referral)
    prescriber.get(f"/demandes/{referral.reference}")

    page = prescriber.press("Demander une autre association")

    assert "proposée à une autre association" in page.alerts[0]

"""An association reads of its own part of a request: before others, after it, never theirs."""

import pytest

from app.referrals.endings import EndReason, Modality
from app.referrals.reasons import DeclineReason, Refusal
from app.referrals.service import correcting, following
from app.referrals.service.following import Start, Stop
from app.referrals.steps import ForbiddenMoveError
from tests import factories as make
from tests.referrals.attempts import correction_of
from tests.referrals.scenes import actor_of, proposals_of, send_lina

THEO, SAMIRA = "theo.marchand", "samira.haddad"
NOT_INTERESTED = Refusal(DeclineReason.NO_SUITABLE_MENTOR)


def stop(referral, *, reassigns):
    """Let the pair of the Afev meet, then stop."""
    make.accept(referral, actor_of(THEO))
    reference, actor = referral.reference, actor_of(THEO)
    start = Start(make.get_last_assignment(referral).answered_at.date(), Modality.ON_SITE)
    begun = following.start_mentoring(reference, proposal(referral).version, start, actor)
    end = Stop(EndReason.ABSENCES, reassigns=reassigns)
    following.end_early(reference, begun.version, end, actor)


def proposal(referral):
    return make.get_last_assignment(referral)


def test_the_next_association_does_not_read_why_another_declined(roubaix, sign_in):
    referral = send_lina()
    make.decline(referral, actor_of(THEO), NOT_INTERESTED)
    slug = proposals_of(referral)[-1][0]
    who = {"proxite": "sonia.delcourt", "telemaque": "gaelle.dubus", "lacle": "odile.prevost"}

    page = sign_in(who.get(slug, "julien.masure")).get(f"/demandes/{referral.reference}")

    thread = page.all(".chrono li")
    assert not [line for line in thread if "Afev" in line or "Théo" in line]
    assert [line for line in thread if "Demande envoyée" in line]


def test_what_becomes_of_a_request_elsewhere_is_not_told_to_who_had_it(coordinator):
    referral = send_lina()
    stop(referral, reassigns=True)
    other = proposal(referral).programme.name
    draft = correction_of(referral, first_name="Linah")
    correcting.correct(referral.reference, referral.version, draft, actor_of(SAMIRA))

    page = coordinator.get(f"/demandes/{referral.reference}")

    assert "Accompagnement interrompu" in page.text
    assert other not in page.text
    assert "corrigée" not in page.text
    assert "Pourquoi" not in page.text


def test_who_declined_does_not_ask_elsewhere_for_a_pair_that_stopped(roubaix):
    referral = send_lina(to="telemaque")
    make.decline(referral, actor_of("gaelle.dubus"), NOT_INTERESTED)
    holder = proposal(referral)
    actor = make.make_coordinator(holder.programme.slug)
    make.accept(referral, actor)
    start = Start(proposal(referral).answered_at.date(), Modality.ON_SITE)
    begun = following.start_mentoring(referral.reference, holder.version, start, actor)
    following.end_early(referral.reference, begun.version, Stop(EndReason.ABSENCES), actor)

    with pytest.raises(ForbiddenMoveError):
        following.reassign(referral.reference, referral.version, actor_of("gaelle.dubus"))


@pytest.mark.parametrize("day", ["01/09/2020", "01/09/2099"])
def test_a_day_no_pair_may_meet_on_is_told_in_the_form(coordinator, day):
    referral = send_lina()
    make.accept(referral, actor_of(THEO))

    page = coordinator.submit(
        f"/demandes/{referral.reference}/demarrer", {"day": day, "modality": "remote"}, status=422
    )

    assert page.error("day")
    assert page.value("day") == day


def test_everybody_who_follows_a_pair_reads_when_it_met_and_until_when(coordinator, prescriber):
    referral = send_lina()
    accepted = make.accept(referral, actor_of(THEO))
    start = Start(accepted.answered_at.date(), Modality.REMOTE)
    following.start_mentoring(referral.reference, accepted.version, start, actor_of(THEO))

    pages = [one.get(f"/demandes/{referral.reference}") for one in (coordinator, prescriber)]

    for page in pages:
        assert "à distance" in page.text.split("Première rencontre")[1][:40]
        assert "Fin prévue" in page.text


def test_the_list_of_who_had_a_request_says_how_their_part_ended(coordinator):
    referral = send_lina()
    stop(referral, reassigns=True)

    ended = coordinator.get("/demandes?statut=interrompue")
    assert "Accompagnement interrompu" in ended.table_row("L. C.")["Statut"]
    assert ended.table_row("L. C.")["Ensuite"] == "–"

    assert referral.reference not in coordinator.get("/demandes?statut=proposee").text


def test_a_second_click_on_another_association_finds_the_first_one_s_work(roubaix):
    referral = send_lina()
    stop(referral, reassigns=False)
    version = referral.version

    for _ in range(2):
        following.reassign(referral.reference, version, actor_of(THEO))

    assert [state for _, state in proposals_of(referral)] == ["ended_early", "proposed"]

"""Every mail Navette can write, said of Zéphyrine Quatrepoint, whom none of them may name."""

from datetime import date, datetime

from app.auth.models import User
from app.core.clock import PARIS
from app.core.db import db
from app.core.mail import Mail
from app.core.models import OutboxMessage
from app.referrals.endings import CloseReason, WithdrawReason
from app.referrals.models import Referral
from app.referrals.moves import Move
from app.referrals.rules import WaitReason
from app.referrals.service import news
from app.referrals.service import notifications as tell
from app.referrals.service.notifications import Told, ToldProgramme
from app.referrals.service.telling import tell_of, tell_of_programme, tell_of_proposal
from app.steering.notifications import tell_change
from tests import factories as make
from tests.referrals.scenes import send_lina

ZEPHYRINE = {
    "first_name": "Zéphyrine",
    "last_name": "Quatrepoint",
    "birth_date": date(2013, 3, 8),
    "guardian_name": "Hyacinthe Quatrepoint",
    "phone": "0639985678",
    "email": "hyacinthe.q@example.org",
    "note": "Zéphyrine est libre le jeudi.",
}
SECRETS = (
    *("Zéphyrine", "Quatrepoint", "Hyacinthe", "0639985678", "06 39 98 56 78"),
    *("hyacinthe.q@", "8 mars 2013", "08/03/2013", "2013-03-08", "libre le jeudi"),
)
TUESDAY = date(2026, 12, 1)
OPENINGS = ("accepter des rencontres à distance ouvrirait 2\u00a0associations",)


def send_zephyrine() -> Referral:
    """Return a request for her, proposed to the Afev."""
    facts = {name: value for name, value in ZEPHYRINE.items() if name != "birth_date"}
    return send_lina(**facts, birth_date=ZEPHYRINE["birth_date"])


def list_every_mail() -> list[Mail]:
    """Return at least one mail of each template, as services write them."""
    referral = send_zephyrine()
    told = tell_of(referral)
    assignment = make.get_last_assignment(referral)
    proposal, programme = tell_of_proposal(assignment), tell_of_programme(assignment.programme)
    refused = tell.Ended("LA CLE", "Pas de mentor correspondant (langue, horaires, lieu)")
    due = [(referral.reference, TUESDAY), ("9ABCDE", date(2026, 12, 3))]
    return [
        *tell.tell_receipt(told, proposal),
        *tell.tell_coordinators(told, proposal),
        *tell.tell_coordinators(told, tell.ToldProposal(programme, TUESDAY)),
        *tell.tell_reminder(programme.association, programme.coordinators, due),
        *tell.tell_accepted(told, "Afev", "Théo Marchand", "theo.marchand@example.org"),
        *tell.tell_rerouted(told, refused, proposal),
        *(mail for why in (None, *WaitReason) for mail in tell.tell_ended(told, refused, why)),
        *tell.tell_waiting(told, False),
        *tell.tell_waiting(told, True, position=3, news_by=TUESDAY, openings=OPENINGS),
        *tell.tell_question(told, "Afev"),
        *tell.tell_reply(told, programme),
        *tell.tell_expired(told, programme, TUESDAY, goes_on=False),
        *tell.ask_to_correct_places(told, programme),
        *tell.tell_renewed(told, "Afev", proposal.answerers[0]),
        *tell.remind_coordinators(told, proposal),
        *tell.tell_merged(told, told),
        *list_news(told, programme),
        *tell.tell_monday(tell.MondayPoint(date(2026, 11, 23), 22, 6, 4), programme.managers),
        *tell_change(programme.managers, "Afev", "afev", "Afev", "100 places, dès aujourd’hui."),
        *tell_change(
            programme.managers, "Afev", "afev", "Afev", "Fiche proposée.", "plus de mentors"
        ),
        *_of_accounts(),
    ]


def list_news(told: Told, programme: ToldProgramme) -> list[Mail]:
    """Return the short news of each kind."""
    return [
        *news.tell_taken_back(told, programme),
        *news.tell_corrected(told, programme),
        *news.tell_transfer_asked(told, programme),
        *news.tell_handed_over(told, programme),
        *news.tell_transfer_failed(told, programme, programme),
        *(m for move in news.BEHALF for m in news.tell_on_behalf(told, programme, move, "H. V.")),
        *(m for move in news.FOLLOWED for m in news.tell_followed(told, "Afev", move)),
        *(m for reason in CloseReason for m in news.tell_closed(told, reason)),
        *news.tell_undone(told, "Collège Rosa Parks"),
        *(m for again in (True, False) for m in _undone(told, programme, awaits=again)),
        *(m for reason in WithdrawReason for m in news.tell_withdrawn(told, reason)),
        *news.tell_transfer_cancelled(told, programme),
        *news.tell_followed(told, "Afev", Move.END_EARLY, is_rerouted=True),
    ]


def _undone(told: Told, programme: ToldProgramme, *, awaits: bool) -> list[Mail]:
    return news.tell_undone_to_association(told, programme, "Collège Rosa Parks", awaits=awaits)


def outbox(template: str | None = None) -> list[OutboxMessage]:
    """Return the messages of a template, or all, oldest first, as they are in the base now."""
    db.session.rollback()
    messages = db.session.query(OutboxMessage).order_by(OutboxMessage.id).all()
    return [message for message in messages if template in {None, message.template}]


def _of_accounts() -> list[Mail]:
    to = ("samira.haddad@example.org",)
    news = {
        "at": datetime(2026, 11, 25, 17, tzinfo=PARIS),
        "subject": "L’Afev accepte la demande 7K3QXZ",
        "link": "http://localhost/demandes/7K3QXZ",
    }
    guest = {"user": User(name="Samira Haddad"), "organisation": "Collège Rosa Parks"}
    return [
        Mail(to, "digest", {"news": [news]}),
        Mail(to, "invitation", {**guest, "actor": None, "token": "x"}),
        Mail(to, "invitation", {**guest, "actor": None, "token": None}),
        Mail(to, "password_reset", {"token": "x"}),
        Mail(to, "sign_in_link", {"token": "x"}),
    ]

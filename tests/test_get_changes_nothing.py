"""Opening an address changes nothing: crawlers, mail scanners and the back button are harmless."""

import re
from collections.abc import Iterator
from itertools import product
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from app.auth.models import ClosedPeriod
from app.auth.rules import Role
from app.auth.service import invite_person, request_sign_in_link
from app.auth.service.accounts import Invitation
from app.capacity.queries import get_newest_version
from app.core.base import Base
from app.core.db import db
from app.core.delivery import deliver_next
from app.core.models import OutboxMessage
from app.core.post_office import open_post
from app.referrals.list_lines import Line
from app.referrals.models import Suspicion
from app.referrals.offline_lines import Brought
from app.referrals.service.class_lists import keep_list
from app.referrals.service.drafts import save_draft
from app.referrals.service.offline import keep_return
from app.steering.service.sheets import propose
from tests.factories import accept, get_organisation, get_programme
from tests.referrals.scenes import actor_of, send_lina, send_lina_again
from tests.support.client import Browser

PEOPLE = ("", "samira.haddad", "theo.marchand", "helene.vasseur", "karim.delobel")
# The law wants two readings written down: an identity, and a workbook taken away. A session notes
# when it was last used; limits and refused entries count requests. Nothing else may move.
WRITTEN_BY_READING = {"audit_event", "rate_count", "sign_in_failure", "user_session"}
ONE_TIME = re.compile(r"/(?:invitation|connexion/lien|repondre)/(\S+)")
SECRET_LINKS = ("invitation", "sign_in_link", "new_proposal")
Samples = dict[str, list[Any]]


@pytest.fixture
def samples(demo_app: Flask) -> Samples:
    """What the variable parts of addresses stand for: things that exist, and may be acted upon."""
    with demo_app.app_context():
        proposed, accepted = send_lina(), send_lina(first_name="Amir")
        accept(accepted, actor_of("theo.marchand"))
        send_lina_again()
        newest = select(Suspicion.reference).order_by(Suspicion.id.desc()).limit(1)
        doubt = db.session.scalars(newest).one()
        samira = actor_of("samira.haddad")
        kept = keep_list([Line(2, {"first_name": "Zoé"})], samira).reference
        draft = save_draft(None, {"first_name": "Zoé"}, samira)
        filled = Brought(3, proposed.reference, "", "", {"action": "Accepter"})
        back = keep_return([filled], actor_of("theo.marchand")).reference
        references = [proposed.reference, accepted.reference, doubt, kept, back, draft.reference]
        return {
            "reference": references,
            "token": list(links_of_mails()),
            "slug": ["afev", "duo"],
            "period_id": [db.session.scalars(select(ClosedPeriod.id)).first()],
            "proposal_id": [ask_for_a_sheet()],
            "plan_id": [1],
            "closure_id": [1],
            "user_id": [actor_of("theo.marchand").user_id],
            "id": [deliver_one(demo_app)],
            "filename": ["navette.css"],
        }


def ask_for_a_sheet() -> int:
    """Ask for another sheet of the Afev; return what is asked."""
    newest = get_newest_version(get_programme("afev").id)
    sheet = newest.sheet | {"age_max": 20}
    return propose("afev", newest.version, sheet, "essai", actor_of("theo.marchand")).id


def links_of_mails() -> Iterator[str]:
    """Send an invitation and a sign-in link; yield the secrets of the last mails that hold one."""
    afev = get_organisation("afev").id
    noemie = Invitation("noemie@example.org", "Noémie Castel", Role.COORDINATOR, afev)
    invite_person(noemie, actor_of("karim.delobel"))
    request_sign_in_link("theo.marchand@example.org")
    newest = select(OutboxMessage).order_by(OutboxMessage.id.desc()).limit(12)
    for message in db.session.scalars(newest.where(OutboxMessage.template.in_(SECRET_LINKS))):
        yield from ONE_TIME.findall(message.body)


def deliver_one(app: Flask) -> int:
    """Deliver a message; return its number in the mailbox of the demonstration."""
    settings = app.config["SETTINGS"]
    assert deliver_next(open_post(settings))
    return int(next(settings.mail_folder.glob("*.eml")).stem)


def addresses(app: Flask, samples: Samples) -> Iterator[str]:
    """Yield every address that can be opened, and those that carry a question."""
    adapter = app.url_map.bind("localhost")
    for rule in app.url_map.iter_rules():
        if "GET" in (rule.methods or ()):
            names = sorted(rule.arguments)
            for values in product(*(samples[name] for name in names)):
                yield adapter.build(rule.endpoint, dict(zip(names, values, strict=True)))
    yield f"/demandes/nouvelle?brouillon={samples['reference'][-1]}"
    yield f"/demandes?statut=proposee&apres=1795000000000000-{samples['reference'][0]}"


def enter(app: Flask, who: str) -> Browser:
    """Return the browser of somebody of the demonstration; of a passer-by when it is nobody."""
    browser = Browser(app)
    browser.get("/connexion")
    if who:
        browser.post("/connexion/demo", {"email": f"{who}@example.org"})
    return browser


def status_of(browser: Browser, address: str) -> int:
    """Open an address, follow nothing."""
    with browser.send("GET", address) as answer:
        return answer.status_code


def rows(app: Flask) -> dict[str, list[Any]]:
    """Return everything each table holds."""
    with app.app_context():
        return {
            name: list(db.session.execute(select(table).order_by(*table.primary_key)))
            for name, table in Base.metadata.tables.items()
            if name not in WRITTEN_BY_READING
        }


@pytest.mark.parametrize("who", PEOPLE, ids=["a passer-by", *PEOPLE[1:]])
def test_opening_every_address_changes_no_row(demo_app, samples, who):
    browser = enter(demo_app, who)
    before = rows(demo_app)

    answers = {path: status_of(browser, path) for path in addresses(demo_app, samples)}

    after = rows(demo_app)
    assert [name for name in before if before[name] != after[name]] == []
    assert [path for path, status in answers.items() if status >= 500] == []
    assert list(answers.values()).count(200) >= 15


def test_the_samples_are_things_one_can_open(demo_app, samples):
    theo = enter(demo_app, "theo.marchand")
    proposed, accepted, doubt, kept, back, draft = samples["reference"]

    opened = [f"/demandes/{proposed}/decliner", f"/demandes/{accepted}"]
    opened += [f"/invitation/{samples['token'][1]}", f"/courriels/{samples['id'][0]}"]

    opened += [f"/repondre/{samples['token'][-1]}"]

    opened += [f"/demandes/hors-ligne/{back}", f"/demandes/hors-ligne/{back}/supprimer"]

    assert [status_of(theo, path) for path in opened] == [200] * 7
    helene = enter(demo_app, "helene.vasseur")
    assert status_of(helene, f"/demandes/doublons/{doubt}/fusionner") == 200
    samira = enter(demo_app, "samira.haddad")
    assert status_of(samira, f"/demandes/brouillons/{draft}/supprimer") == 200
    assert status_of(samira, f"/demandes/import/{kept}") == 200

"""A referral already sent, as it should have been: the same questions, less what is settled."""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from flask import request
from werkzeug.datastructures import MultiDict
from wtforms import BooleanField, HiddenField
from wtforms.validators import StopValidation

from app.auth.rules import Actor
from app.core.formats import phone
from app.referrals.corrections import IDENTITY, list_changed, list_correctable
from app.referrals.forms import choices
from app.referrals.forms.acting import read_version
from app.referrals.forms.referral import ReferralForm
from app.referrals.models import Referral
from app.referrals.pages.desk import Desk
from app.referrals.rules import Draft, is_adult
from app.referrals.service.correcting import facts_of, facts_of_draft
from app.referrals.warnings import Doubt

FIELD_OF = {"school_id": "school"}
ALWAYS_READ = frozenset({"agreement", "csrf_token", "seen"})
DOUBTED = IDENTITY | {"situation", "note"}
DIGEST_LENGTH = 12
_PAIR = re.compile(rf"[a-z_]+:[0-9a-f]{{{DIGEST_LENGTH}}}")
QPV_CODES = {value: code for code, value in choices.QPV_VALUES.items()}


class CorrectionForm(ReferralForm):
    """The page that corrects. What may not change any more is neither shown nor read."""

    version = HiddenField()
    shown = HiddenField()

    def __init__(self, desk: Desk, referral: Referral, *, late: bool = False) -> None:
        """Show the referral as it stands, or read what was typed over it.

        Args:
            late: somebody corrected meanwhile: what was typed stays, over what is there now.
        """
        self.referral, self.late = referral, late
        facts = list_correctable(referral.state)
        self.asked = frozenset(FIELD_OF.get(name, name) for name in facts)
        super().__init__(desk, formdata=self._formdata())
        if not self.asks_agreement:
            del self.agreement

    @property
    def seen_version(self) -> int:
        """The version the person had on screen."""
        return read_version(self.version.data)

    @property
    def asks_agreement(self) -> bool:
        """Whether somebody else has to agree, now that the birth date is another."""
        born, today = self.born_on, self.desk.today
        return born is not None and self.is_adult is not is_adult(
            self.referral.young_person.birth_date, today
        )

    @property
    def asks_criteria(self) -> bool:
        """Whether what the choice rests on may still change."""
        return "situation" in self.asked

    def validate_agreement(self, field: BooleanField) -> None:
        """Ask for the agreement of whoever has to give it now."""
        if not field.data:
            who = "du jeune" if self.is_adult else "de la famille"
            raise StopValidation(f"Recueillez l’accord {who} avant d’enregistrer")

    def list_new_doubts(self, actor: Actor) -> list[Doubt]:
        """Return the doubts about what was corrected; a twin only with another name or date."""
        draft = self.to_draft()
        changed = set(list_changed(facts_of(self.referral), facts_of_draft(draft)))
        if not changed & DOUBTED:
            return []
        found = super().list_new_doubts(actor)
        return [one for one in found if not one.reference or changed & IDENTITY]

    def to_draft(self) -> Draft:
        """Return every fact as corrected; its key is the referral's own, so that it is no twin."""
        draft = replace(super().to_draft(), submission_key=self.referral.submission_key)
        if self.is_adult and not self.asks_agreement:  # eighteen since: the guardian agreed
            return replace(draft, guardian_name=self.guardian_name.data or "")
        return draft

    def _formdata(self) -> MultiDict[str, Any]:
        """Return what was typed, over what may not change; as it stands when nothing was.

        On a late page, a fact the person left as it was shown takes its newest value.
        """
        newest = self._as_typed()
        given = MultiDict({**newest, "shown": _digests(newest)})
        if request.method != "POST":
            return given
        shown = dict(pair.split(":") for pair in _pairs(request.form.get("shown", "")))
        for name in self.asked.union(ALWAYS_READ):
            typed = request.form.getlist(name)
            if not (self.late and shown.get(name) == _digest(typed)):
                given.setlist(name, typed)
        if not self.late:
            given.setlist("version", request.form.getlist("version"))
            given.setlist("shown", request.form.getlist("shown"))
        return given

    def _as_typed(self) -> dict[str, Any]:
        """Return the answers of the referral as its form spells them."""
        referral, person = self.referral, self.referral.young_person
        return {
            "version": str(referral.version),
            "first_name": person.first_name,
            "last_name": person.last_name,
            "birth_date": f"{person.birth_date:%d/%m/%Y}",
            "situation": referral.situation,
            "school": str(referral.school_id or choices.NO_SCHOOL),
            "qpv": QPV_CODES[referral.qpv],
            "objectives": list(referral.objectives),
            "meeting": referral.meeting,
            "note": referral.note,
            "guardian_name": person.guardian_name,
            "phone": phone(person.phone),
            "email": person.email,
        }


def _digests(typed: Mapping[str, Any]) -> str:
    """Return what was shown of each fact, so that a late page knows which ones were touched."""
    said = {name: one if isinstance(one, list) else [one] for name, one in typed.items()}
    return " ".join(f"{name}:{_digest(values)}" for name, values in said.items())


def _digest(values: list[str]) -> str:
    lines = [" ".join(value.split()) for value in values]
    return hashlib.sha256(repr(lines).encode()).hexdigest()[:DIGEST_LENGTH]


def _pairs(text: str) -> list[str]:
    return [pair for pair in text.split(" ") if _PAIR.fullmatch(pair)]

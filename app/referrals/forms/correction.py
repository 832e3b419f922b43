"""A referral already sent, as it should have been: the same questions, less what is settled."""

from dataclasses import replace
from typing import Any

from flask import request
from werkzeug.datastructures import MultiDict
from wtforms import HiddenField

from app.core.formats import phone
from app.referrals.corrections import list_correctable
from app.referrals.forms import choices
from app.referrals.forms.acting import read_version
from app.referrals.forms.referral import ReferralForm
from app.referrals.models import Referral
from app.referrals.pages.desk import Desk
from app.referrals.rules import Draft, is_adult

FIELD_OF = {"school_id": "school"}
ALWAYS_READ = ("agreement", "csrf_token", "version", "seen")
QPV_CODES = {value: code for code, value in choices.QPV_VALUES.items()}


class CorrectionForm(ReferralForm):
    """The page that corrects. What may not change any more is neither shown nor read."""

    version = HiddenField()

    def __init__(self, desk: Desk, referral: Referral) -> None:
        """Show the referral as it stands, or read what was typed over it."""
        self.referral = referral
        facts = list_correctable(referral.state)
        self.asked = frozenset(FIELD_OF.get(name, name) for name in facts)
        super().__init__(desk, formdata=self._formdata())
        if not self.asks_agreement:
            del self.agreement

    @property
    def seen_version(self) -> int:
        """The version the person had on screen."""
        return read_version(self.version.data)

    def take_newest_version(self) -> None:
        """Let what was typed be sent over the referral as it is now, once it was read again."""
        self.version.data = str(self.referral.version)

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

    def to_draft(self) -> Draft:
        """Return every fact as corrected; its key is the referral's own, so that it is no twin."""
        return replace(super().to_draft(), submission_key=self.referral.submission_key)

    def _formdata(self) -> MultiDict[str, Any]:
        """Return what was typed, over what may not change; as it stands when nothing was."""
        shown = MultiDict(self._as_typed())
        if request.method != "POST":
            return shown
        for name in self.asked.union(ALWAYS_READ):
            shown.setlist(name, request.form.getlist(name))
        return shown

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

"""What may be corrected of a request, and what a correction changes."""

from app.referrals.corrections import (
    CRITERIA,
    FACT_LABELS,
    changed_words,
    list_changed,
    list_correctable,
)
from app.referrals.rules import ReferralState


def test_everything_may_be_corrected_until_an_association_accepts():
    before, after = ReferralState.PROPOSED, ReferralState.ACCEPTED

    assert list_correctable(before) - list_correctable(after) == CRITERIA
    assert "phone" in list_correctable(after)


def test_only_what_differs_is_changed_in_the_order_of_the_form():
    facts = dict.fromkeys(FACT_LABELS)

    changed = list_changed(facts, facts | {"phone": "0639980000", "last_name": "Martin"})

    assert changed == ("last_name", "phone")
    assert changed_words(list(changed)) == "nom, téléphone"

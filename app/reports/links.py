"""From a figure to its list, for those who may read the list."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from urllib.parse import urlencode

from flask import url_for
from markupsafe import Markup

from app.auth.rules import Actor, Permission
from app.reports.figures import Period


@dataclass(frozen=True, slots=True)
class Links:
    """Addresses for one reader; a list the reader may not open has none, so no link is dead.

    `query` are the parameters that ask for the period again; paper has no link to follow.
    """

    actor: Actor
    period: Period
    query: Mapping[str, Any] = field(default_factory=dict)
    for_paper: bool = False

    @property
    def open_lists(self) -> bool:
        """Whether the reader may open the list behind a figure."""
        return not self.for_paper and self.actor.may(Permission.READ_REFERRALS)

    def to_list(self, **query: str) -> str:
        """Return the address of the referrals narrowed by filters of the list, or ""."""
        if not self.open_lists:
            return ""
        query_string = urlencode(query)
        address = url_for("referrals.list_referrals")
        return f"{address}?{query_string}" if query_string else address

    def to_period(self, **query: str) -> str:
        """Return the address of the referrals submitted in the period, narrowed, or ""."""
        return self.to_days(self.period.start, self.period.end, **query)

    def to_days(self, first: date, last: date, **query: str) -> str:
        """Return the address of the referrals submitted between two days, both included, or ""."""
        return self.to_list(du=first.isoformat(), au=last.isoformat(), **query)

    def to_programme(self, slug: str) -> str:
        """Return the address of an association's sheet."""
        return url_for("capacity.show_programme", slug=slug)

    def to_places(self, slug: str) -> str:
        """Return the address of an association's places, or ""."""
        return url_for("places.show_places", slug=slug) if self._reads_places else ""

    def to_all_places(self) -> str:
        """Return the address of the places of all associations, or ""."""
        return url_for("places.list_places") if self._reads_places else ""

    @property
    def _reads_places(self) -> bool:
        return self.actor.may(Permission.READ_PLACES)

    def to_report(self, slug: str) -> str:
        """Return the address of an association's report over the period."""
        return url_for("reports.show_report_of", slug=slug, **self.query)


def anchor(url: str, words: str) -> Markup:
    """Return the words, as a link when there is an address."""
    return Markup('<a href="{}">{}</a>').format(url, words) if url else Markup("{}").format(words)

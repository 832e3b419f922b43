"""Verdicts to French: why this association, what is to verify, why not each other one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from app.matching.criteria import eligibility, kind_seen
from app.matching.ranking import Offer
from app.matching.reasons import (
    Reason,
    expected_words,
    meeting_words,
    places_sentence,
    reasons_for,
    why_clauses,
)
from app.matching.vocabulary import LEVEL_LABELS, shortage_word
from app.matching.wording import (
    family_of,
    join_and,
    lower_first,
    plural,
    rhythm,
    typo,
    with_article,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from app.matching.facts import Profile
    from app.matching.programmes import Programme

CLOSING = (
    "C’est une proposition : l’association accepte ou décline, et vous pouvez en choisir une "
    "autre en disant pourquoi. Une personne décide toujours."
)


class Other(NamedTuple):
    """Another association studied, and what is said of it."""

    programme_id: str
    name: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why an association is proposed, ready to be stored and shown. It never knows a name.

    Args:
        summary: « Proposition : Afev. 12 ans, 5e, collège REP+. »
        why: the reasons in one sentence.
        reasons: the same, row by row, then places, then what is to verify.
        places: the sentence on places and tension.
        also_possible: the other associations that could welcome the young person now.
        not_retained: the others, with the rule that excludes them, full, or declined.
    """

    programme_id: str
    summary: str
    why: str
    reasons: tuple[Reason, ...]
    places: str
    also_possible: tuple[Other, ...] = ()
    not_retained: tuple[Other, ...] = ()
    closing: str = CLOSING

    @property
    def to_verify(self) -> tuple[str, ...]:
        """What a person still has to check."""
        return tuple(row.sentence for row in self.reasons if row.status == "to_verify")

    @property
    def sentences(self) -> tuple[str, ...]:
        """The whole explanation, one paragraph each."""
        checks = " ; ".join(lower_first(check.rstrip(".")) for check in self.to_verify)
        possible = " ; ".join(f"{other.name}, {other.sentence}" for other in self.also_possible)
        excluded = " ; ".join(f"{other.name} ({other.sentence})" for other in self.not_retained)
        said = (
            self.summary,
            self.why,
            self.places,
            checks and f"À vérifier : {checks}.",
            possible and f"Aussi possibles : {possible}.",
            excluded and f"Non retenues : {excluded}.",
            self.closing,
        )
        return tuple(typo(sentence) for sentence in said if sentence)

    @property
    def text(self) -> str:
        """The sentences, one a line."""
        return "\n".join(self.sentences)

    def to_data(self) -> dict[str, Any]:
        """Return the explanation as JSON data."""
        return {
            "programme_id": self.programme_id,
            "summary": self.summary,
            "why": self.why,
            "reasons": [row._asdict() for row in self.reasons],
            "places": self.places,
            "also_possible": [other._asdict() for other in self.also_possible],
            "not_retained": [other._asdict() for other in self.not_retained],
            "closing": self.closing,
        }


def explanation_from_data(data: Mapping[str, Any]) -> Explanation:
    """Return the explanation `Explanation.to_data` wrote."""
    return Explanation(
        programme_id=data["programme_id"],
        summary=data["summary"],
        why=data["why"],
        reasons=tuple(Reason(**row) for row in data["reasons"]),
        places=data["places"],
        also_possible=tuple(Other(**other) for other in data["also_possible"]),
        not_retained=tuple(Other(**other) for other in data["not_retained"]),
        closing=data["closing"],
    )


def explain(
    profile: Profile,
    offer: Offer,
    alternatives: Iterable[Offer | Programme],
    *,
    declined: Collection[str] = (),
) -> Explanation:
    """Explain a proposal in French, from the facts alone: same facts, same bytes.

    Args:
        offer: the proposal, as `rank` gave it or as a person chose it.
        alternatives: the other offers of `rank` (also possible), and the programmes it did not
            offer (not retained: excluded, else declined, else full, which also covers places that
            are closed or not stated: nothing tells them apart here). The proposal itself, or a
            programme that is also an offer, may be among them: it is left out.
        declined: ids of the programmes that already declined this young person.

    Source: « How an explanation reads ».
    """
    programme = offer.programme
    answer = eligibility(profile, programme)
    others = [other for other in alternatives if _id(other) != offer.programme_id]
    offers = [other for other in others if isinstance(other, Offer)]
    offered = {other.programme_id for other in offers}
    excluded = [o for o in others if not isinstance(o, Offer) and o.id not in offered]
    places = places_sentence(offer.places, offer.tension)
    return Explanation(
        programme_id=programme.id,
        summary=typo(f"Proposition : {programme.name}. {_portrait(profile)}"),
        why=typo(f"Pourquoi : {_why(programme, why_clauses(profile, programme, answer))}"),
        reasons=reasons_for(profile, programme, answer, offer.places, offer.tension),
        places=typo(f"Places : {places}."),
        also_possible=tuple(_also_possible(other, offer) for other in offers),
        not_retained=tuple(_not_retained(profile, other, declined) for other in excluded),
    )


def _id(other: Offer | Programme) -> str:
    return other.programme_id if isinstance(other, Offer) else other.id


def _portrait(profile: Profile) -> str:
    """Return « 12 ans, 5e, collège REP+. », from what is known and may be read."""
    schools = sorted(kind for kind in profile.kinds if family_of(kind))
    known = (
        None if profile.age is None else plural(profile.age, "an"),
        None if profile.level is None else LEVEL_LABELS.get(profile.level, profile.level),
        kind_seen(schools or sorted(profile.kinds)) if profile.kinds else None,
    )
    facts = ", ".join(fact for fact in known if fact)
    return f"{facts}." if facts else "Demande à compléter."


def _why(programme: Programme, clauses: list[str]) -> str:
    said = f"{with_article(programme.name)} {join_and(clauses)}"
    meetings = [part for part in (rhythm(programme.frequency), meeting_words(programme)) if part]
    return f"{said} ; {', '.join(meetings)}." if meetings else f"{said}."


def _also_possible(other: Offer, chosen: Offer) -> Other:
    word = shortage_word(other.tension)
    if other.places.open_ended:
        said = f"{other.places.stated} places ou plus : {word}"
    else:
        free = plural(other.places.free, "place")
        said = f"{free} {expected_words(other.places, other.tension)} : {word}"
    if word == "rare" and other.fit >= chosen.fit:
        said += ", gardée pour les jeunes qui n’ont pas d’autre solution"
    return Other(other.programme_id, typo(other.programme.name), typo(said))


def _not_retained(profile: Profile, programme: Programme, declined: Collection[str]) -> Other:
    blocking = eligibility(profile, programme).blocking
    if blocking is not None:
        said = blocking.wanted
    else:
        said = "a décliné cette demande" if programme.id in declined else "complet"
    return Other(programme.id, typo(programme.name), typo(said))

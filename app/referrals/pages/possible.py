"""The live list: the associations open to a young person, as one reads it. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.capacity.sheets import Facts
from app.core.formats import count
from app.core.gauges import places_left
from app.core.typography import typo
from app.matching import (
    Eligibility,
    Offer,
    Places,
    Profile,
    Programme,
    eligibility,
    fit,
    rank,
    shortage_word,
)
from app.matching.publics import PUBLICS
from app.matching.ranking import meetings_are_compatible
from app.matching.reasons import TO_CHECK
from app.matching.wording import join_and, upper_first
from app.referrals.pages.wording import FULL_NEXT, TO_ASSIGN_NEXT

SAID_BY_THE_SCHOOL = frozenset({"education_prioritaire"})
OWN_PUBLIC = "refugie_ou_issu_immigration"
_MEETS_ALL = "Répond à tous les critères"
_FULL = "Complet : liste d’attente"


@dataclass(frozen=True, slots=True)
class Candidate:
    """A programme, its places and its sheet.

    `reserved` of the `taken` places await an answer; `tension`: young people expected per free
    place.
    """

    programme: Programme
    places: Places
    facts: Facts
    taken: int
    reserved: int
    tension: float

    @property
    def occupied(self) -> int:
        """Places of accepted young people."""
        return max(0, self.taken - self.reserved)


@dataclass(frozen=True, slots=True)
class Possible:
    """One association of the list.

    `state` is the mark: "oui" meets all criteria, "voir" has something to verify, "plein" is full;
    `covered` counts the objectives its sheet names; `own_public` asks the prescriber to confirm.
    """

    candidate: Candidate
    state: str
    words: str
    meetings: str
    fit: int
    covered: str
    shortage: str
    proposed: bool
    own_public: bool
    confirmed: bool
    wished: bool

    @property
    def suits(self) -> str:
        """« Adéquation de 87 sur 100, 2 objectifs couverts sur 2, place disponible ».

        Empty until an objective is chosen: it would compare nothing.
        """
        said = (f"Adéquation de {self.fit} sur 100", self.covered, self.shortage)
        return ", ".join(filter(None, said)) if self.covered else ""

    @property
    def free_words(self) -> str:
        """« 27 places libres », « 96 places libres ou plus »."""
        places = self.candidate.places
        return places_left("place libre", max(0, places.free), places.open_ended)


@dataclass(frozen=True, slots=True)
class Excluded:
    """An association that cannot welcome this young person, and the rule that says so."""

    facts: Facts
    why: str


@dataclass(frozen=True, slots=True)
class Possibles:
    """The whole list, best first."""

    lines: tuple[Possible, ...]
    excluded: tuple[Excluded, ...]

    @property
    def headline(self) -> str:
        """« 3 associations possibles »."""
        return (
            count("association possible", len(self.lines))
            if self.lines
            else ("Aucune association possible")
        )

    @property
    def proposal(self) -> Possible | None:
        """The one Navette would propose."""
        return next((line for line in self.lines if line.proposed), None)

    @property
    def offered(self) -> int:
        """How many have a place."""
        return sum(line.state != "plein" for line in self.lines)

    @property
    def can_prefer(self) -> bool:
        """Whether a preference means anything: several have a place, for somebody we know of."""
        return self.offered > 1 and self.proposal is not None

    @property
    def notice(self) -> str:
        """What happens when none has a place, or none fits; empty otherwise."""
        if not self.lines:
            return TO_ASSIGN_NEXT
        return "" if self.offered else typo(FULL_NEXT)

    @property
    def why_not(self) -> str:
        """« Pourquoi pas les 7 autres ? »."""
        others = len(self.excluded)
        return "Pourquoi pas l’autre ?" if others == 1 else f"Pourquoi pas les {others} autres ?"


def list_possibles(profile: Profile, candidates: Sequence[Candidate]) -> Possibles:
    """Return the associations open to a young person, and why not the others.

    An unknown fact excludes nobody: it is to verify. The proposal is marked once the age,
    the class or situation and the school attended are known.

    Args:
        candidates: every programme of the territory.
    """
    programmes = [candidate.programme for candidate in candidates]
    places = {candidate.programme.id: candidate.places for candidate in candidates}
    tensions = {candidate.programme.id: candidate.tension for candidate in candidates}
    by_id = {candidate.programme.id: candidate for candidate in candidates}
    offers = rank(profile, programmes, places, tensions)
    is_told = _is_told(profile)
    lines = [
        _offered(profile, by_id[offer.programme_id], offer, proposed=is_told and offer is offers[0])
        for offer in offers
    ]
    offered = {offer.programme_id for offer in offers}
    full, excluded = [], []
    for candidate in candidates:
        if candidate.programme.id in offered:
            continue
        answer = eligibility(profile, candidate.programme)
        if answer.blocking is None:
            full.append(_line(profile, candidate, answer, state="plein", words=_FULL))
        else:
            excluded.append(Excluded(candidate.facts, answer.blocking.wanted))
    full.sort(key=lambda line: (-line.fit, line.candidate.programme.id))
    return Possibles(tuple(lines + full), tuple(excluded))


def _is_told(profile: Profile) -> bool:
    situation = profile.level or profile.apprentice
    return bool(profile.age is not None and situation and profile.kinds)


def _offered(profile: Profile, candidate: Candidate, offer: Offer, *, proposed: bool) -> Possible:
    doubts = _doubts(profile, offer)
    words = f"À vérifier : {join_and(doubts)}" if doubts else _MEETS_ALL
    return _line(
        profile,
        candidate,
        offer.eligibility,
        state="voir" if doubts else "oui",
        words=words,
        shortage=f"place {shortage_word(offer.tension)}",
        proposed=proposed,
    )


def _line(
    profile: Profile,
    candidate: Candidate,
    answer: Eligibility,
    *,
    state: str,
    words: str,
    shortage: str = "",
    proposed: bool = False,
) -> Possible:
    programme = candidate.programme
    return Possible(
        candidate=candidate,
        state=state,
        words=typo(words),
        meetings=_meetings(candidate.facts),
        fit=round(fit(profile, programme)),
        covered=_covered(profile, programme),
        shortage=shortage,
        proposed=proposed,
        own_public=any(verdict.criterion == OWN_PUBLIC for verdict in answer.verdicts),
        confirmed=programme.id in profile.confirmed,
        wished=profile.wish == programme.id,
    )


def _doubts(profile: Profile, offer: Offer) -> list[str]:
    """List what a person still has to check."""
    doubts = [
        TO_CHECK.get(verdict.criterion) or PUBLICS[verdict.criterion].to_check
        for verdict in offer.eligibility.verdicts
        if verdict.required
        and verdict.status == "to_verify"
        and verdict.criterion not in SAID_BY_THE_SCHOOL
    ]
    if not meetings_are_compatible(profile, offer.programme):
        doubts.append("le lieu des rencontres")
    return list(dict.fromkeys(doubts))


def _meetings(facts: Facts) -> str:
    """« 2 h par semaine, une année scolaire ou plus. Au domicile du jeune ou à distance. »."""
    lines = dict(facts.lines)
    said = [lines[label] for label in ("Rythme", "Lieu") if lines.get(label)]
    return " ".join(f"{upper_first(sentence)}." for sentence in said)


def _covered(profile: Profile, programme: Programme) -> str:
    """« 2 objectifs couverts sur 3 », empty while none is chosen."""
    if not profile.needs:
        return ""
    covered = count("objectif couvert", len(profile.needs & programme.needs))
    return f"{covered} sur {len(profile.needs)}"

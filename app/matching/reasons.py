"""The rows of an explanation: what suits, fact by fact, and what is left to check."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from app.matching.criteria import AUTHORISED_PARTNER
from app.matching.publics import PUBLICS
from app.matching.ranking import meetings_are_compatible
from app.matching.vocabulary import (
    KIND_LABELS,
    NEED_LABELS,
    PLACE_WORDS,
    SENSITIVE_KINDS,
    shortage_word,
)
from app.matching.wording import (
    family_of,
    join_and,
    kinds_phrase,
    of_name,
    plural,
    rhythm,
    typo,
    upper_first,
    wanted_people,
    with_article,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from app.matching.criteria import Eligibility, Verdict
    from app.matching.facts import Places, Profile, Status
    from app.matching.programmes import Programme

_SCHOOL_LABELS = {
    label for kind, label in KIND_LABELS.items() if family_of(kind) or kind == "etab_superieur"
}
TO_CHECK: dict[str, str] = {
    "age": "l’âge",
    "level": "la classe ou la situation",
    "prescriber": "l’établissement fréquenté",
}
"""What a person has to check when the fact of a criterion is unknown; see `Public.to_check`."""
_SAID_BY_THE_PRESCRIBER = frozenset({"education_prioritaire"})


class Reason(NamedTuple):
    """One row: the criterion's code, its name on screen, the sentence, and how it stands."""

    criterion: str
    label: str
    sentence: str
    status: Status


def reasons_for(
    profile: Profile, programme: Programme, answer: Eligibility, places: Places, tension: float
) -> tuple[Reason, ...]:
    """List the rows that explain a proposal: met criteria, places, then what is to verify.

    Each row rests on one fact of the profile: without that fact the row disappears.
    """
    rows = [
        *_criteria_rows(programme, answer),
        *_needs_rows(profile, programme),
        *_meeting_rows(profile, programme),
        *_wish_rows(profile, programme),
        Reason("places", "Places", upper_first(places_sentence(places, tension)) + ".", "yes"),
    ]
    rows.sort(key=lambda row: row.status == "to_verify")
    return tuple(row._replace(sentence=typo(row.sentence)) for row in rows)


def places_sentence(places: Places, tension: float) -> str:
    """Return « 37 libres sur 90 pour environ 29 jeunes attendus d’ici juillet : disponible »."""
    word = shortage_word(tension)
    if places.open_ended:
        return f"{places.stated} ou plus : {word}"
    free = f"{plural(places.free, 'libre')} sur {places.stated}"
    return f"{free} {expected_words(places, tension)} d’ici juillet : {word}"


def expected_words(places: Places, tension: float) -> str:
    """Return « pour environ 29 jeunes attendus »."""
    expected = round(tension * places.free)
    if expected == 0:
        return "sans autre jeune attendu"
    return f"pour environ {plural(expected, 'jeune')} attendu{'s' if expected > 1 else ''}"


def why_clauses(profile: Profile, programme: Programme, answer: Eligibility) -> list[str]:
    """List what the programme does for this young person: « accompagne de 5 à 18 ans »…"""
    clauses = [
        clause
        for verdict in _told(programme, answer)
        if verdict.status == "yes" and (clause := _clause(verdict, _partners(profile, programme)))
    ]
    covered = [f"« {NEED_LABELS[need]} »" for need in _covered(profile, programme)]
    if covered:
        noun = "les besoins" if len(covered) > 1 else "le besoin"
        clauses.append(f"couvre {noun} {join_and(covered)}")
    if profile.wish == programme.id:
        clauses.append("répond au souhait du prescripteur")
    return clauses or ["a de la place"]


def meeting_words(programme: Programme) -> str:
    """Return where the pair meets: « au domicile du jeune, dans un lieu tiers ou à distance »."""
    places = [PLACE_WORDS[code] for code in programme.meeting_places if code in PLACE_WORDS]
    ways = places or (["en présentiel"] if "presentiel" in programme.modes else [])
    ways += ["à distance"] if "distanciel" in programme.modes else []
    return " ou ".join([", ".join(ways[:-1]), ways[-1]] if len(ways) > 1 else ways)


def _told(programme: Programme, answer: Eligibility) -> Iterator[Verdict]:
    """Yield the verdicts worth a row; a class that suits is left out when an age says the same."""
    codes = {criterion.code for criterion in programme.criteria}
    for verdict in answer.verdicts:
        silent = (
            verdict.status == "no"
            or (verdict.criterion in _SAID_BY_THE_PRESCRIBER and "prescriber" in codes)
            or (verdict.criterion == "level" and verdict.status == "yes" and "age" in codes)
        )
        if not silent:
            yield verdict


def _criteria_rows(programme: Programme, answer: Eligibility) -> Iterator[Reason]:
    for verdict in _told(programme, answer):
        if verdict.status == "to_verify":
            yield _to_verify(verdict.criterion, _what_to_check(verdict, programme))
        elif verdict.seen:
            label, sentence = _row_words(verdict, programme)
            yield Reason(verdict.criterion, label, upper_first(sentence), "yes")


def _row_words(verdict: Verdict, programme: Programme) -> tuple[str, str]:
    name = with_article(programme.name)
    if verdict.criterion == "prescriber":
        label = "Établissement" if verdict.seen in _SCHOOL_LABELS else "Prescripteur"
        if verdict.seen == AUTHORISED_PARTNER:
            return label, f"{verdict.seen}, dont {name} reçoit les demandes."
        return label, f"{verdict.seen}, partenaire {of_name(programme.name)}."
    if verdict.criterion in PUBLICS:
        label = PUBLICS[verdict.criterion].label
        return label, f"{verdict.seen} : {name} {_clause(verdict, '')}."
    label = "Âge" if verdict.criterion == "age" else "Classe"
    people = wanted_people(verdict.wanted)
    return label, f"{verdict.seen}. {upper_first(name)} accompagne {people}."


def _clause(verdict: Verdict, partners: str) -> str:
    if not verdict.seen:
        return ""
    if verdict.criterion == "prescriber":
        return f"travaille avec {partners}"
    if verdict.criterion in PUBLICS:
        first = "" if verdict.required else "d’abord "
        return f"s’adresse {first}aux {PUBLICS[verdict.criterion].wanted}"
    start = verdict.wanted.startswith(("jeunes", "lycées"))
    return f"accompagne {'les ' if start else ''}{verdict.wanted}"


def _partners(profile: Profile, programme: Programme) -> str:
    """Name the partners like this one: « les collèges REP et REP+ »; never a sensitive one."""
    known = {c.code: c.values for c in programme.criteria}.get("prescriber", ())
    matched = [kind for kind in known if kind in profile.kinds and kind not in SENSITIVE_KINDS]
    if not matched:
        return "ce partenaire habilité"
    schools = [kind for kind in matched if family_of(kind)]
    family = family_of(schools[0]) if schools else None
    alike = [kind for kind in known if family and family_of(kind) == family]
    phrase = kinds_phrase(alike or matched[:1])
    return phrase if phrase[0].isupper() else f"les {phrase}"


def _what_to_check(verdict: Verdict, programme: Programme) -> str:
    public = PUBLICS.get(verdict.criterion)
    if public is None:
        name = with_article(programme.name)
        return f"{TO_CHECK[verdict.criterion]} ({name} : {verdict.wanted})"
    return public.to_check if verdict.required else f"{public.to_check}, pour la priorité"


def _covered(profile: Profile, programme: Programme) -> list[str]:
    return [need for need in NEED_LABELS if need in profile.needs & programme.needs]


def _needs_rows(profile: Profile, programme: Programme) -> Iterator[Reason]:
    covered = [NEED_LABELS[need] for need in _covered(profile, programme)]
    if covered:
        sentence = f"{upper_first(join_and(covered))}, au cœur de l’accompagnement."
        yield Reason("needs", "Objectifs", sentence, "yes")
    missing = sorted(NEED_LABELS.get(n, n) for n in profile.needs - programme.needs)
    if missing:
        nouns = "les objectifs" if len(missing) > 1 else "l’objectif"
        listed = join_and([f"« {need} »" for need in missing])
        what = f"{nouns} {listed}, hors de la fiche {of_name(programme.name)}"
        yield _to_verify("needs", what)


def _meeting_rows(profile: Profile, programme: Programme) -> Iterator[Reason]:
    if not meetings_are_compatible(profile, programme):
        ways = f"les rencontres ({meeting_words(programme)}), que la demande souhaite autrement"
        yield _to_verify("meeting", ways)
        return
    if profile.meeting == "indifferent":
        said = meeting_words(programme)
    elif profile.meeting == "presentiel":
        said = "sur place, comme demandé"
    else:
        said = "à distance, comme demandé"
    parts = [part for part in (said, rhythm(programme.frequency)) if part]
    if parts:
        yield Reason("meeting", "Rencontres", f"{upper_first(' ; '.join(parts))}.", "yes")


def _wish_rows(profile: Profile, programme: Programme) -> Iterator[Reason]:
    if profile.wish == programme.id:
        sentence = "Association souhaitée par le prescripteur."
        yield Reason("wish", "Souhait", sentence, "yes")


def _to_verify(criterion: str, what: str) -> Reason:
    return Reason(criterion, "À vérifier", f"{upper_first(what)}.", "to_verify")

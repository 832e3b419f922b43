"""Invented school years: who is referred, when, and what they need. Deterministic by seed.

A year is drawn in three steps. A *mix* gives the share of each kind of young person (a segment:
stage × kind of prescriber); each year bends these shares at random (log-normal, 0.25). The number
of referrals is `load` × the 432 places of the brochure, ± its square root. Each arrives on a day
drawn from the monthly weights of the specification. Nothing here comes from a real person.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from math import exp, sqrt
from random import Random

from app.matching import Arrival, Profile
from app.matching.schoolyear import LAST_DAY, share_elapsed
from app.matching.vocabulary import LEVEL_YEARS, is_priority_education

PLACES_OF_THE_BROCHURE = 432
YEARLY_BEND = 0.25

PRIMARY = ("CP", "CE1", "CE2", "CM1", "CM2")
MIDDLE = ("6e", "5e", "4e", "3e")
GENERAL = ("2de_GT", "1re_G", "Tle_G")
TECHNOLOGICAL = ("1re_T", "Tle_T")
VOCATIONAL = ("CAP1", "CAP2", "2de_PRO", "1re_PRO", "Tle_PRO")
HIGHER = ("BAC+1", "BAC+2", "BAC+3", "BAC+4", "BAC+5")


@dataclass(frozen=True, slots=True)
class Segment:
    """A kind of young person: who sends them, in which classes, with which likely facts.

    Args:
        kinds: the prescriber's, and the school's when it is another.
        shares: share of the year in each of the three mixes, in thousandths.
        needs: the likely objectives, the first twice as likely as the last.
        job_seekers: share that looks for work, a placement or work-study.
    """

    name: str
    kinds: tuple[str, ...]
    levels: tuple[str, ...]
    shares: tuple[int, int, int]
    needs: tuple[str, ...]
    qpv: float = 0.6
    job_seekers: float = 0.0


SCHOOL_NEEDS = ("scolaire", "confiance", "ouverture_culturelle", "francais_fls")
COLLEGE_NEEDS = ("scolaire", "confiance", "orientation", "decouverte_pro", "ouverture_culturelle")
LYCEE_NEEDS = ("orientation", "scolaire", "confiance", "decouverte_pro", "alternance")
WORK_NEEDS = ("insertion", "orientation", "alternance", "confiance")

MIXES = ("équilibre de la brochure", "collèges d’abord", "insertion d’abord")

SEGMENTS = (
    Segment("école REP+", ("ecole_rep_plus",), PRIMARY, (70, 90, 40), SCHOOL_NEEDS, 0.8),
    Segment("école hors REP", ("ecole",), PRIMARY, (15, 20, 10), SCHOOL_NEEDS, 0.3),
    Segment("collège REP+", ("college_rep_plus",), MIDDLE, (150, 260, 90), COLLEGE_NEEDS, 0.8),
    Segment("collège REP", ("college_rep",), MIDDLE, (60, 110, 40), COLLEGE_NEEDS, 0.7),
    Segment("collège hors REP", ("college",), MIDDLE, (50, 80, 30), COLLEGE_NEEDS, 0.3),
    Segment("lycée général", ("lycee",), GENERAL, (200, 140, 110), LYCEE_NEEDS, 0.5, 0.1),
    Segment("lycée techno", ("lycee", "lycee_techno"), TECHNOLOGICAL, (70, 50, 50),
            LYCEE_NEEDS, 0.5, 0.2),
    Segment("lycée pro", ("lycee_pro",), VOCATIONAL, (120, 90, 130), LYCEE_NEEDS, 0.6, 0.4),
    Segment("supérieur", ("etab_superieur",), HIGHER, (90, 50, 80), WORK_NEEDS, 0.4, 0.5),
    Segment("mission locale", ("mission_locale",), ("HORS_SCOLAIRE",), (70, 40, 190),
            WORK_NEEDS, 0.6, 0.9),
    Segment("France Travail", ("pole_emploi",), ("HORS_SCOLAIRE",), (20, 10, 80),
            WORK_NEEDS, 0.5, 1.0),
    Segment("centre social", ("centre_social",), (*HIGHER[:2], "HORS_SCOLAIRE"), (20, 15, 60),
            WORK_NEEDS, 0.8, 0.8),
    Segment("association, jeune", ("association",), (*MIDDLE, *GENERAL), (25, 20, 30),
            COLLEGE_NEEDS, 0.6),
    Segment("association, adulte", ("association",), ("HORS_SCOLAIRE", "BAC+1"), (15, 5, 35),
            WORK_NEEDS, 0.6, 0.8),
    Segment("ASE, collège REP+", ("ase", "college_rep_plus"), MIDDLE, (15, 15, 10),
            COLLEGE_NEEDS, 0.5),
    Segment("ASE, lycée", ("ase", "lycee_pro"), VOCATIONAL, (10, 5, 15), LYCEE_NEEDS, 0.5, 0.3),
)  # fmt: skip


def draw_year(mix: int, load: float, seed: int) -> list[Arrival]:
    """Draw the arrivals of a school year, in order of arrival.

    Args:
        mix: index in `MIXES`.
        load: referrals expected per place of the brochure.
        seed: same mix, load and seed, same year.
    """
    chance = Random(f"{mix}-{load}-{seed}")
    expected = load * PLACES_OF_THE_BROCHURE
    size = max(1, round(chance.gauss(expected, sqrt(expected))))
    weights = [s.shares[mix] * exp(chance.gauss(0, YEARLY_BEND)) for s in SEGMENTS]
    segments = chance.choices(SEGMENTS, weights, k=size)
    days = sorted(chance.choices(range(LAST_DAY + 1), _DAILY, k=size))
    return [
        Arrival(draw_profile(chance, segment, f"{seed}-{rank:04d}"), day)
        for rank, (segment, day) in enumerate(zip(segments, days, strict=True))
    ]


_DAILY = [later - sooner for sooner, later in pairwise(map(share_elapsed, range(-1, LAST_DAY + 1)))]


def draw_profile(chance: Random, segment: Segment, profile_id: str) -> Profile:
    """Draw one young person of a segment."""
    level = chance.choice(segment.levels)
    seeking = None
    if chance.random() < segment.job_seekers:
        seeking = chance.choice(("alternance", "stage", "emploi", "emploi"))
    needs = _draw_needs(chance, segment, seeking)
    qpv = chance.choices((True, False, None), (segment.qpv, 0.9 - segment.qpv, 0.1))[0]
    priority = any(map(is_priority_education, segment.kinds))
    return Profile(
        id=profile_id,
        kinds=frozenset(segment.kinds),
        level=level,
        age=_draw_age(chance, level),
        qpv=qpv,
        modest_background=True if qpv or priority or chance.random() < 0.4 else None,
        in_difficulty=True,
        apprentice=seeking == "alternance" or (level in VOCATIONAL and chance.random() < 0.15),
        seeking=seeking,
        new_to_french="francais_fls" in needs,
        needs=needs,
        meeting=chance.choices(("indifferent", "presentiel", "distanciel", "distanciel_seul"),
                               (70, 20, 7, 3))[0],
    )  # fmt: skip


def _draw_needs(chance: Random, segment: Segment, seeking: str | None) -> frozenset[str]:
    weights = [2 - rank / (len(segment.needs) - 1) for rank in range(len(segment.needs))]
    needs = set(chance.choices(segment.needs, weights, k=chance.choice((1, 2, 2, 3))))
    if seeking == "emploi":
        needs.add("insertion")
    if seeking in {"stage", "alternance"}:
        needs.add("alternance")
    return frozenset(sorted(needs)[:3])


def _draw_age(chance: Random, level: str) -> int:
    if level == "HORS_SCOLAIRE":
        return chance.randint(16, 29)
    return LEVEL_YEARS[level] + 5 + chance.choice((0, 0, 0, 1, 1, 2))

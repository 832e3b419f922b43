"""Write `data/annee_type.json`: 432 invented referrals, for a first year without history.

Run as `python -m benchmarks.typical_year`. The segments come in the shares of the brochure's own
mix, without chance (largest remainders); the order and the facts are drawn with a fixed seed; the
days follow the monthly weights. A real year replaces it on 1 July.
"""

from __future__ import annotations

import json
from pathlib import Path
from random import Random

from app.matching import Arrival, profile_to_data
from app.matching.schoolyear import LAST_DAY, share_elapsed
from benchmarks.demand import MIXES, PLACES_OF_THE_BROCHURE, SEGMENTS, Segment, draw_profile

TARGET = Path(__file__).parents[1] / "data" / "annee_type.json"
SEED = 2026


def typical_year() -> list[Arrival]:
    """Return the 432 arrivals, in order; always the same ones."""
    chance = Random(SEED)
    segments = [segment for segment, count in _quotas().items() for _ in range(count)]
    chance.shuffle(segments)
    return [
        Arrival(draw_profile(chance, segment, f"type-{rank:03d}"), _day(rank))
        for rank, segment in enumerate(segments, start=1)
    ]


def _quotas() -> dict[Segment, int]:
    """Share 432 referrals between the segments by largest remainders."""
    mix = MIXES.index("équilibre de la brochure")
    total = sum(segment.shares[mix] for segment in SEGMENTS)
    exact = {s: PLACES_OF_THE_BROCHURE * s.shares[mix] / total for s in SEGMENTS}
    quotas = {segment: int(share) for segment, share in exact.items()}
    missing = PLACES_OF_THE_BROCHURE - sum(quotas.values())
    by_remainder = sorted(SEGMENTS, key=lambda s: quotas[s] - exact[s])
    return {s: quotas[s] + (s in by_remainder[:missing]) for s in SEGMENTS}


def _day(rank: int) -> int:
    """Return the day by which this share of the year has usually arrived."""
    share = (rank - 0.5) / PLACES_OF_THE_BROCHURE
    return next(day for day in range(LAST_DAY + 1) if share_elapsed(day) >= share)


def main() -> None:
    """Write the file, one arrival a line."""
    lines = [
        json.dumps({"day": a.day, "profile": profile_to_data(a.profile)}, ensure_ascii=False)
        for a in typical_year()
    ]
    note = "Année type inventée, produite par benchmarks/typical_year.py : aucune personne réelle."
    body = ",\n".join(lines)
    header = json.dumps(note, ensure_ascii=False)
    TARGET.write_text(f'{{"note": {header}, "arrivals": [\n{body}\n]}}\n', encoding="utf-8")


if __name__ == "__main__":
    main()

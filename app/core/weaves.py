"""The cloth of a slug: a small tartan, always the same; some are drawn by hand in `data/`."""

import json
from dataclasses import dataclass
from functools import cache
from hashlib import sha256

from config import ROOT

DRAWN = ROOT / "data" / "weaves.json"

GROUNDS = ("#0e4f4d", "#2a4f7f", "#c2543b", "#f2b134", "#653a66", "#7fb8b0", "#9a3420", "#e4dccb")
THREADS = ("#fbf8f2", "#f2b134", "#08302f", "#c2543b", "#0e4f4d", "#2a4f7f")

Cloth = tuple[tuple[str, str, str], tuple[int, ...]]
"""Ground, first thread, second thread; where the threads pass."""


@dataclass(frozen=True, slots=True)
class Band:
    """One thread: where it starts, how wide it is (the cloth is 52 wide), its colour."""

    start: int
    width: int
    colour: str


@dataclass(frozen=True, slots=True)
class Weave:
    """A cloth: the same bands go down and across."""

    ground: str
    bands: tuple[Band, ...]

    @property
    def threads(self) -> tuple[tuple[str, tuple[Band, ...]], ...]:
        """The bands by colour, in the order they pass: one path of the drawing each."""
        colours = dict.fromkeys(band.colour for band in self.bands)
        return tuple(
            (colour, tuple(band for band in self.bands if band.colour == colour))
            for colour in colours
        )


def weave(slug: str) -> Weave:
    """Return the cloth of a slug, its hyphens left out; imagined unless it is drawn by hand."""
    (ground, *threads), passes = drawn().get(slug.replace("-", "")) or _imagine(slug)
    bands = [
        Band(start - 2, 3 if rank else 5, threads[rank % 2]) for rank, start in enumerate(passes)
    ]
    return Weave(ground, tuple(bands))


@cache
def drawn() -> dict[str, Cloth]:
    """Return the cloths of the design system, read once."""
    cloths = json.loads(DRAWN.read_text(encoding="utf-8"))
    return {slug: (tuple(c["colours"]), tuple(c["passes"])) for slug, c in cloths.items()}


def _imagine(slug: str) -> Cloth:
    seed = sha256(slug.encode()).digest()
    ground = GROUNDS[seed[0] % len(GROUNDS)]
    first, *others = [colour for colour in THREADS if colour != ground][seed[1] % 3 :]
    second = others[seed[2] % len(others)]
    return (ground, first, second), tuple(sorted({4 + value % 44 for value in seed[3:7]}))

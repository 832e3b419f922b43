"""The cloth of an association: a small tartan drawn from its slug, always the same. Pure."""

from dataclasses import dataclass
from hashlib import sha256

GROUNDS = ("#0e4f4d", "#2a4f7f", "#c2543b", "#f2b134", "#653a66", "#7fb8b0", "#9a3420", "#e4dccb")
THREADS = ("#fbf8f2", "#f2b134", "#08302f", "#c2543b", "#0e4f4d", "#2a4f7f")

# The ten cloths of the design system: ground, first thread, second thread, where the threads pass.
DRAWN: dict[str, tuple[tuple[str, str, str], tuple[int, ...]]] = {
    "afev": (("#0e4f4d", "#f2b134", "#fbf8f2"), (6, 18, 30, 42)),
    "anaf": (("#2a4f7f", "#fbf8f2", "#c2543b"), (10, 16, 36)),
    "article1": (("#c2543b", "#08302f", "#f2b134"), (4, 22, 28, 46)),
    "proxite": (("#f2b134", "#0e4f4d", "#9a3420"), (12, 24, 36)),
    "cpossible": (("#653a66", "#f2b134", "#fbf8f2"), (8, 14, 38)),
    "duo": (("#7fb8b0", "#08302f", "#c2543b"), (5, 26, 32)),
    "face": (("#fbf8f2", "#2a4f7f", "#0e4f4d"), (9, 20, 40)),
    "lacle": (("#9a3420", "#fbf8f2", "#08302f"), (14, 20, 26, 44)),
    "cravate": (("#08302f", "#c2543b", "#fbf8f2"), (6, 30, 36)),
    "telemaque": (("#e4dccb", "#653a66", "#0e4f4d"), (11, 23, 35, 47)),
}


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


def weave(slug: str) -> Weave:
    """Return the cloth of an association; the ten of the brochure have theirs, drawn by hand."""
    (ground, *threads), passes = DRAWN.get(slug.replace("-", "")) or _imagine(slug)
    bands = [
        Band(start - 2, 3 if rank else 5, threads[rank % 2]) for rank, start in enumerate(passes)
    ]
    return Weave(ground, tuple(bands))


def _imagine(slug: str) -> tuple[tuple[str, str, str], tuple[int, ...]]:
    seed = sha256(slug.encode()).digest()
    ground = GROUNDS[seed[0] % len(GROUNDS)]
    first, *others = [colour for colour in THREADS if colour != ground][seed[1] % 3 :]
    second = others[seed[2] % len(others)]
    return (ground, first, second), tuple(sorted({4 + value % 44 for value in seed[3:7]}))

"""A line per programme: who would go there, and what more places would bring."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from app.core.formats import number, or_more
from app.core.typography import typo
from app.matching import Places, Programme
from app.steering import address
from app.steering.outlook import MORE, Gain, Outlook, placed_per_programme
from app.steering.pages.changes import address_of
from app.steering.scenario import NEWCOMER, Offered, Scenario, World

NOTHING_TO_SAY = "–"
CLOSED = "fermée aux nouvelles demandes"
MOST_TRIALS = 3


@dataclass(frozen=True, slots=True)
class ProgrammeLine:
    """A programme: its free places and who goes there, before and after.

    Args:
        free: in words, « 12 », « 12 ou plus », « 2 puis 12 ».
        could_go: those without a place whom it could welcome, were there one.
        gain: what more places would bring; None where it says nothing.
        why: why it says nothing.
        url: the address that tries five more places; "" when something is tried already.
    """

    name: str
    free: str
    before: int
    after: int
    could_go: int
    gain: Gain | None
    why: str = ""
    url: str = ""

    @property
    def is_closed(self) -> bool:
        """Whether it takes nobody new, whatever its places."""
        return self.why == CLOSED

    @property
    def shift(self) -> str:
        """How many more go there after, with its sign."""
        return signed(self.after - self.before)

    @property
    def one_more(self) -> str:
        """What one more place would bring: « +1 », « 0 », or a dash."""
        return NOTHING_TO_SAY if self.gain is None else signed(self.gain.one)

    @property
    def five_more(self) -> str:
        """What five more places would bring."""
        return NOTHING_TO_SAY if self.gain is None else signed(self.gain.five)


def list_lines(
    scenario: Scenario,
    offered: Sequence[Offered],
    worlds: tuple[World, World],
    outlook: Outlook,
    could_go: Mapping[str, int],
) -> tuple[ProgrammeLine, ...]:
    """Return the lines of every programme once the scenario is true, in the order offered.

    Args:
        worlds: programmes and places before and after.
        could_go: those without a place each programme could welcome.
    """
    board = {one.slug: one for one in offered}
    placed = placed_per_programme(outlook.before), placed_per_programme(outlook.after)
    lines = []
    for programme in worlds[1].programmes:
        slug, one = programme.id, board.get(programme.id)
        why = _why_no_gain(worlds[1].places[slug], scenario, one)
        lines.append(
            ProgrammeLine(
                name=_name(programme),
                free=_free(worlds[0].places.get(slug), worlds[1].places[slug]),
                before=placed[0][slug],
                after=placed[1][slug],
                could_go=could_go.get(slug, 0),
                gain=None if why else outlook.gains[slug],
                why=why,
                url=_try_more(scenario, one) if one and not why else "",
            )
        )
    return tuple(lines)


def most_worth_first(lines: Sequence[ProgrammeLine]) -> tuple[ProgrammeLine, ...]:
    """Return where more places would bring most first; only the first few may be tried at once."""
    ordered = sorted(lines, key=_worth)
    return (*ordered[:MOST_TRIALS], *(replace(line, url="") for line in ordered[MOST_TRIALS:]))


def _worth(line: ProgrammeLine) -> tuple[bool, int, int, int, str]:
    gain = line.gain or Gain()
    return line.gain is None, -gain.five, -gain.one, -line.could_go, line.name


def signed(quantity: int) -> str:
    """Return a number with its sign: « +3 », « 0 »."""
    return f"{'+' if quantity > 0 else ''}{number(quantity)}"


def _name(programme: Programme) -> str:
    """Return the name as it is shown; what a person typed is left as typed."""
    return programme.name if programme.id == NEWCOMER else typo(programme.name)


def _free(before: Places | None, after: Places) -> str:
    now = _say_free(after)
    then = now if before is None else _say_free(before)
    return now if now == then else f"{then} puis {now}"


def _say_free(places: Places) -> str:
    return or_more(number(max(0, places.free)), places.open_ended)


def _why_no_gain(places: Places, scenario: Scenario, offered: Offered | None) -> str:
    """Return why more places would change nothing; "" when they may."""
    if places.open_ended:
        return "sans limite de places"
    if offered is None or offered.is_open:
        return ""
    change = scenario.changes.get(offered.slug)
    return "" if change and change.reopened else CLOSED


def _try_more(scenario: Scenario, offered: Offered) -> str:
    """Return the address of five more places, from the page that tries nothing yet."""
    if not scenario.is_identity:
        return ""
    crowd = ((address.EXPECTED, "1"),) if scenario.with_expected else ()
    more = str(offered.places.stated + MORE)
    return address_of((*crowd, (f"{offered.slug}-{address.PLACES}", more)))

"""Young people, places and programmes for the tests of the engine."""

from itertools import product
from pathlib import Path

from hypothesis import strategies as st

from app.matching import Arrival, Offer, Places, Profile, eligibility, explain, fit, load_programmes
from app.matching.vocabulary import KIND_LABELS, LEVEL_LABELS, NEED_LABELS

CATALOGUE = Path(__file__).parents[2] / "data" / "programmes.json"
PROGRAMMES = load_programmes(CATALOGUE)
BY_ID = {programme.id: programme for programme in PROGRAMMES}
IDS = sorted(BY_ID)
ROOM = Places(90, 37)
MEETINGS = ("indifferent", "presentiel", "distanciel", "distanciel_seul")
UNKNOWN = {
    "kinds": frozenset(),
    "level": None,
    "age": None,
    "qpv": None,
    "modest_background": None,
    "in_difficulty": None,
    "apprentice": None,
    "seeking": None,
    "new_to_french": False,
    "needs": frozenset(),
    "meeting": "indifferent",
}


def a_profile(**facts):
    """A pupil of twelve in a REP+ collège, unless told otherwise."""
    pupil = {"id": "p", "kinds": {"college_rep_plus"}, "level": "5e", "age": 12}
    return Profile(**{**UNKNOWN, **pupil, "needs": {"scolaire"}, **facts})


def all_places(free=10, **others):
    """The same number of free places everywhere, except the programmes named."""
    return {i: Places(stated=max(free, 10), free=others.get(i, free)) for i in IDS}


def arrivals(count, day, **facts):
    """Several young people with the same facts, the same day."""
    return [Arrival(a_profile(id=f"a{rank}", **facts), day) for rank in range(count)]


def profiles(**fixed):
    """Any young person, even improbable, with some facts fixed."""
    known_or_not = st.sampled_from([True, False, None])
    facts = {
        "id": st.just("p"),
        "kinds": st.frozensets(st.sampled_from(sorted(KIND_LABELS)), max_size=2),
        "level": st.sampled_from([None, *LEVEL_LABELS]),
        "age": st.none() | st.integers(4, 35),
        "qpv": known_or_not,
        "modest_background": known_or_not,
        "in_difficulty": known_or_not,
        "apprentice": known_or_not,
        "seeking": st.sampled_from([None, "stage", "alternance", "emploi"]),
        "new_to_french": st.booleans(),
        "needs": st.frozensets(st.sampled_from(sorted(NEED_LABELS)), max_size=3),
        "meeting": st.sampled_from(MEETINGS),
        "wish": st.sampled_from([None, *IDS]),
        "confirmed": st.frozensets(st.sampled_from(IDS), max_size=2),
    }
    return st.builds(Profile, **{**facts, **{name: st.just(v) for name, v in fixed.items()}})


def places():
    """Any places, full or beyond included, for all programmes."""
    room = st.builds(Places, st.integers(0, 40), st.integers(-3, 40), st.booleans())
    return st.fixed_dictionaries(dict.fromkeys(IDS, room))


def tensions():
    """Any tensions, some of them missing."""
    return st.dictionaries(st.sampled_from(IDS), st.floats(0, 10))


def best_by_hand(options, rooms):
    """The most people placed, then the best total fit, by trying everything.

    Args:
        options: per person, the fit of each programme open to them.
        rooms: places per programme.
    """
    best = (0, 0.0)
    for choice in product(*([None, *fits] for fits in options)):
        chosen = [programme_id for programme_id in choice if programme_id is not None]
        if all(chosen.count(i) <= rooms[i] for i in set(chosen)):
            pairs = zip(options, choice, strict=True)
            total = sum(fits[i] for fits, i in pairs if i is not None)
            best = max(best, (len(chosen), round(total, 6)))
    return best


def an_offer(profile, programme_id="afev", room=ROOM, tension=0.79):
    """An offer, even of a programme that excludes the young person."""
    programme = BY_ID[programme_id]
    suits, answer = fit(profile, programme), eligibility(profile, programme)
    return Offer(programme_id, suits - 100 * tension, suits, tension, answer, programme, room)


def explained(profile, programme_id="afev", alternatives=(), **told):
    """The explanation of an offer, Afev's unless told otherwise."""
    return explain(profile, an_offer(profile, programme_id, **told), alternatives)


def row(explanation, criterion):
    """The sentence of the first row of a criterion, None without one."""
    return next((r.sentence for r in explanation.reasons if r.criterion == criterion), None)

"""What a manager tries, read from the address: a form per programme, one for a new one."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from werkzeug.datastructures import MultiDict

from app.core.formats import count, or_more
from app.core.typography import typo
from app.matching.wording import age_range
from app.referrals.forms.fields import BoxesField, ListField
from app.steering import address
from app.steering.address import Pair, write_address
from app.steering.forms.trial import CEILING, FLOOR, OPENING, ChangeForm, NewcomerForm, Today
from app.steering.pages.words import NEW_NAME
from app.steering.scenario import (
    NEWCOMER,
    Newcomer,
    Offered,
    Scenario,
    ages_of,
    effective,
    effective_shape,
)

NAME_LENGTH = 60


@dataclass(frozen=True, slots=True)
class Asked:
    """What an address asks to try.

    Args:
        scenario: None when something typed cannot be read; the forms say what.
        pairs: the same, as the shortest address.
        is_stale: whether a part of the address speaks of what is no longer in the directory.
        is_tidy: whether the address is already the shortest one.
    """

    scenario: Scenario | None
    forms: tuple[ChangeForm, ...]
    newcomer: NewcomerForm
    with_expected: bool
    pairs: tuple[Pair, ...]
    is_stale: bool
    is_tidy: bool

    @property
    def faults(self) -> dict[str, str]:
        """The messages of every programme, by the id of the field they stand beside."""
        fields = (field for form in self.forms for field in form)
        return {field.id: str(field.errors[0]) for field in fields if field.errors}


def read_asked(args: MultiDict[str, str], offered: Sequence[Offered]) -> Asked:
    """Return what an address asks to try on these programmes."""
    forms = tuple(_read_programme(args, one) for one in offered)
    newcomer = _read_newcomer(args, offered)
    with_expected = bool(args.get(address.EXPECTED))
    readable = not any(form.errors for form in (*forms, newcomer))
    scenario = _scenario(forms, newcomer, offered, with_expected) if readable else None
    pairs = write_address(scenario) if scenario else ()
    stale = _speaks_of_others(args, forms)
    tidy = scenario is None or stale or tuple(args.items(multi=True)) == pairs
    return Asked(scenario, forms, newcomer, with_expected, pairs, stale, tidy)


def _read_programme(args: MultiDict[str, str], offered: Offered) -> ChangeForm:
    form = ChangeForm(args, prefix=f"{offered.slug}-")
    form.whose, form.today = typo(offered.programme.name), _today(offered)
    states = [CEILING if offered.open_ended else FLOOR]
    form.offer(offered.programme, states if offered.is_open else [*states, OPENING])
    form.check()
    return form


def _today(offered: Offered) -> Today:
    places, ages = offered.places, ages_of(offered.programme)
    free = or_more(count("libre", max(0, places.free)), places.open_ended)
    return Today(
        places=or_more(count("place", places.stated), offered.open_ended),
        free=free if offered.is_open else f"{free}, fermée",
        ages="" if ages == (None, None) else age_range(*ages),
    )


def _read_newcomer(args: MultiDict[str, str], offered: Sequence[Offered]) -> NewcomerForm:
    form = NewcomerForm(args, prefix=f"{NEWCOMER}-")
    form.whose = NEW_NAME
    form.model.choices = [(one.slug, typo(one.programme.name)) for one in offered]
    chosen = next((o.programme for o in offered if o.slug == form.model.data), None)
    form.offer(chosen, [FLOOR])
    form.title.data = (form.title.data or "")[:NAME_LENGTH].strip()
    form.check()
    return form


def _scenario(
    forms: Sequence[ChangeForm],
    newcomer: NewcomerForm,
    offered: Sequence[Offered],
    with_expected: bool,
) -> Scenario:
    changes = {
        one.slug: change
        for one, form in zip(offered, forms, strict=True)
        if (change := effective(form.change, one)) is not None
    }
    return Scenario(changes, _newcomer(newcomer), with_expected)


def _newcomer(form: NewcomerForm) -> Newcomer | None:
    if not form.is_touched or form.programme is None:
        return None
    change = effective_shape(form.change, form.programme)
    return Newcomer(
        name=form.title.data or NEW_NAME,
        stated=form.places.number or 0,
        model=form.programme.id,
        open_ended=bool(change.open_ended),
        change=replace(change, stated=None, open_ended=None),
    )


def _speaks_of_others(args: MultiDict[str, str], forms: Sequence[ChangeForm]) -> bool:
    """Whether an address names a programme, a criterion or a need that is not offered.

    The boxes of a new programme are those of its model: after another one is chosen, those that
    are not there count for nothing.
    """
    known = {field.name: field for form in forms for field in form}
    return any(
        value and not _is_offered(known.get(name), value)
        for name, value in args.items(multi=True)
        if _is_a_change(name)
    )


def _is_a_change(name: str) -> bool:
    slug, _, part = name.rpartition("-")
    return part in address.PARTS and slug != NEWCOMER


def _is_offered(field: Any, value: str) -> bool:
    if isinstance(field, BoxesField | ListField):
        return value in {code for code, *_ in field.iter_choices()}
    return field is not None

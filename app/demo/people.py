"""Invented young people: names drawn at random, answers that hold together."""

import csv
import itertools
import random
from collections.abc import Sequence
from datetime import date, timedelta
from functools import cache
from typing import Any

from factory.base import Factory
from factory.declarations import LazyAttribute
from factory.declarations import Sequence as Numbered

from app.referrals.rules import ADULT_AGE, Draft
from app.referrals.situations import BY_CODE
from config import ROOT

NAMES = ROOT / "data" / "prenoms_noms_demo.csv"
MEETINGS = ("indifferent",) * 7 + ("presentiel",) * 2 + ("distanciel_seul",)
QPV = (True, True, True, False, None)
GOALS: dict[str, tuple[tuple[str, ...], ...]] = {
    "ecole": (("scolaire",), ("scolaire", "confiance"), ("scolaire", "francais_fls")),
    "college": (
        ("scolaire", "confiance"),
        ("scolaire",),
        ("confiance", "ouverture_culturelle"),
        ("orientation", "decouverte_pro"),
        ("scolaire", "orientation"),
        ("francais_fls", "scolaire"),
    ),
    "lycee": (
        ("orientation",),
        ("orientation", "confiance"),
        ("scolaire", "orientation"),
        ("alternance", "orientation"),
        ("confiance", "ouverture_culturelle"),
    ),
    "active": (("insertion",), ("insertion", "confiance"), ("alternance", "insertion")),
}
NOTES = (
    "",
    "",
    "",
    "Disponible le mercredi après-midi et le samedi matin.",
    "Aimerait rencontrer quelqu’un qui connaît les métiers du dessin.",
    "S’investit beaucoup en sport, a besoin d’aide pour s’organiser.",
    "Motivée, n’ose pas prendre la parole en classe.",
)
STAGES = {
    "École": "ecole",
    "Collège": "college",
    "Lycée général et technologique": "lycee",
    "Lycée professionnel": "lycee",
    "Apprentissage et vie active": "active",
}


@cache
def _names() -> dict[str, tuple[str, ...]]:
    with NAMES.open(encoding="utf-8", newline="") as stream:
        rows = sorted(tuple(row) for row in csv.reader(stream, delimiter=";"))
    return {
        kind: tuple(name for _, name in group)
        for kind, group in itertools.groupby(rows, key=lambda row: row[0])
        if kind != "type"
    }


def first_names() -> Sequence[str]:
    """Return the given names of the demonstration."""
    return _names()["prenom_f"] + _names()["prenom_m"]


def last_names() -> Sequence[str]:
    """Return the family names of the demonstration."""
    return _names()["nom"]


def birth_date_for(age: int, on: date, days: int = 100) -> date:
    """Return a birth date that makes `age` years on a day, `days` (0 to 364) after the birthday."""
    return date(on.year - age, on.month, min(on.day, 28)) - timedelta(days=days)


def _birth_date(answers: Any) -> date:
    return birth_date_for(answers.age, answers.on)


class DraftFactory(Factory[Draft]):
    """A referral that a prescriber could send; any answer may be given.

    `age` sets the birth date, counted on `on`.
    """

    class Meta:
        model = Draft
        exclude = ("age", "on")

    on = date(2026, 11, 23)
    age = 13
    first_name = "Lina"
    last_name = "Carpentier"
    birth_date = LazyAttribute(_birth_date)  # type: ignore[no-untyped-call]  # the library is untyped
    situation = "4e"
    qpv: bool | None = True
    objectives = frozenset({"scolaire", "confiance"})
    meeting = "indifferent"
    note = ""
    guardian_name = "Nadège Carpentier"
    phone = "0639981234"
    email = ""
    school_id: int | None = None
    wish: str | None = None
    confirmed: frozenset[str] = frozenset()
    submission_key = Numbered("key-{:08d}".format)  # type: ignore[no-untyped-call]  # the library is untyped


def invent(chance: random.Random, situation: str, on: date) -> Draft:
    """Return an invented young person in that situation, referred on a day.

    Args:
        chance: a seeded generator: the same seed tells the same story.
        situation: a code of `situations.SITUATIONS`.
    """
    facts = BY_CODE[situation]
    age = chance.randint(*facts.ages)
    stage = STAGES[facts.group]
    last_name = chance.choice(last_names())
    answers: dict[str, Any] = {
        "first_name": chance.choice(first_names()),
        "last_name": last_name,
        "birth_date": birth_date_for(age, on, chance.randint(0, 330)),
        "situation": situation,
        "qpv": chance.choice(QPV),
        "objectives": frozenset(chance.choice(GOALS[stage])),
        "meeting": chance.choice(MEETINGS),
        "note": chance.choice(NOTES),
        "guardian_name": "",
        "phone": f"063998{chance.randint(1000, 9999)}",
        "submission_key": f"{chance.getrandbits(128):032x}",
    }
    if age < ADULT_AGE:
        answers["guardian_name"] = f"{chance.choice(first_names())} {last_name}"
    if situation == "EMPLOI" and chance.random() < 0.6:
        answers["confirmed"] = frozenset({"duo"})
    draft: Draft = DraftFactory.build(**answers)
    return draft

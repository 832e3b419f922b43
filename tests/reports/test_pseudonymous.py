"""The workbook names nobody, and no text of anybody runs in it."""

from datetime import date
from io import BytesIO
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook
from sqlalchemy import select

from app.auth.models import Organisation
from app.core import clock
from app.core.db import db
from app.reports.workbooks import build_workbook
from tests import factories
from tests.core.test_xlsx import NASTY

IDENTITY = {
    "first_name": "Zéphyrine",
    "last_name": "Quenouille-Dubobinot",
    "guardian_name": "Clodomir Tisserand",
    "phone": "0639981274",
    "email": "zephyrine.q@example.org",
    "note": "Aime beaucoup la calligraphie.",
}
FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r", "\uff1d")
BIRTH = date(2013, 3, 27)


@pytest.fixture
def named(roubaix) -> bytes:
    """A workbook with one young person we know everything about, sent by the ASE."""
    actor = factories.make_prescriber(factories.ASE, name="Bérengère Fuseau")
    factories.make_referral(actor, birth_date=BIRTH, **IDENTITY)
    return build_workbook(roubaix, clock.today())


def parts_of(content: bytes) -> dict[str, str]:
    """Return the text of every part of a workbook."""
    with ZipFile(BytesIO(content)) as book:
        return {name: book.read(name).decode() for name in book.namelist()}


def test_no_part_of_the_workbook_tells_who_the_young_person_is(named):
    everything = "".join(parts_of(named).values()).casefold()

    told = [word for value in IDENTITY.values() for word in (value, *value.split("-"))]
    assert [word for word in told if word.casefold() in everything] == []
    assert "06 39 98" not in everything
    assert "bérengère" not in everything


@pytest.mark.both_databases
def test_only_the_year_of_birth_is_told(named):
    everything = "".join(parts_of(named).values())
    serial = (BIRTH - date(1899, 12, 30)).days

    assert load_workbook(BytesIO(named))["Demandes"]["E2"].value == 2013
    assert [s for s in ("27/03/2013", "2013-03-27", f">{serial}<") if s in everything] == []


def test_a_sensitive_prescriber_is_not_named_on_a_line(named):
    name = factories.get_organisation(factories.ASE).name
    row = next(load_workbook(BytesIO(named))["Demandes"].iter_rows(min_row=2, values_only=True))

    assert row[2:4] == ("Partenaire habilité", "Partenaire habilité")
    assert name not in "".join(parts_of(named).values())


def test_a_name_of_organisation_never_runs(roubaix):
    names = [
        text.replace("\x00", "").replace("\ud800", "") for text in NASTY if 0 < len(text) < 160
    ]
    known = select(Organisation).where(Organisation.uai.is_not(None)).order_by(Organisation.id)
    schools = db.session.scalars(known.limit(len(names))).all()
    for school, name in zip(schools, names, strict=True):
        school.name = name
        factories.make_referral(factories.make_prescriber(school.code))

    book = load_workbook(BytesIO(build_workbook(roubaix, clock.today())))

    shown = book["Demandes"]["D"][1:]
    assert {cell.data_type for cell in shown} == {"s"}
    assert [c.value for c in shown if c.value.startswith(FORMULA_SIGNS)] == []
    assert len(shown) == len(names)

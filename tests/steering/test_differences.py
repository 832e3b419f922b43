"""Every fact the form of a sheet asks is told to whoever approves it."""

import json

import pytest
from wtforms import HiddenField, TextAreaField

from app.referrals.forms.fields import BoxesField, ListField
from app.steering.differences import list_differences
from app.steering.forms.sheets import sheet_form
from tests.matching.builders import CATALOGUE, IDS

SHEETS = json.loads(CATALOGUE.read_text("utf-8"))["programmes"]
SHEET_BY_ID = {sheet["id"]: sheet for sheet in SHEETS}


@pytest.fixture(autouse=True)
def request_of_a_form(app):
    """A form reads the request it came with."""
    with app.test_request_context():
        yield


def a_form(sheet):
    """Return the form of a sheet as it is first shown."""
    form = sheet_form(sheet)
    form.show(sheet, 1)
    return form


def asked(sheet):
    """Return the fields that say something of the programme."""
    silent = (HiddenField, TextAreaField)
    fields = [field for field in a_form(sheet) if not isinstance(field, silent)]
    return [field.name for field in fields if getattr(field, "choices", ...)]


def turn(field):
    """Say something else in a field."""
    if isinstance(field, ListField):
        field.data = "" if field.data else "requis"
    elif isinstance(field, BoxesField):
        turned = {field.choices[0].value} if field.choices else set()
        field.data = list(set(field.data or []) ^ turned)
    else:
        field.data = "17" if field.data != "17" else "18"


@pytest.mark.parametrize("slug", IDS)
def test_a_form_left_as_it_is_says_nothing_and_is_valid(slug):
    sheet = SHEET_BY_ID[slug]
    form = a_form(sheet)

    assert form.to_sheet(sheet) == sheet
    assert [form[name].errors for name in asked(sheet) if not form[name].validate(form)] == []


@pytest.mark.parametrize("slug", IDS)
def test_each_field_of_the_form_is_told_when_it_changes(slug):
    sheet = SHEET_BY_ID[slug]
    for name in asked(sheet):
        form = a_form(sheet)
        turn(form[name])

        assert len(list_differences(sheet, form.to_sheet(sheet))) == 1, name


@pytest.mark.parametrize("field", ["levels", "needs", "kinds", "mentors", "meeting_places"])
def test_each_box_of_the_form_is_told_when_it_is_ticked(field):
    sheet = SHEET_BY_ID["afev"]
    for choice in a_form(sheet)[field].choices:
        form = a_form(sheet)
        ticked = set(form[field].data) ^ {choice.value}
        form[field].data = list(ticked)

        assert list_differences(sheet, form.to_sheet(sheet)), choice.value


def test_the_months_are_those_the_planned_end_is_counted_with():
    sheet = SHEET_BY_ID["anaf"]
    form = a_form(sheet)
    shown, form.months.data = form.months.data, "9"

    (told,) = list_differences(sheet, form.to_sheet(sheet))

    assert (shown, told.label) == ("6", "Durée, en mois")
    assert (told.before, told.after) == ("6\u00a0mois", "9\u00a0mois")

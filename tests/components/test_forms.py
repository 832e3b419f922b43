"""Fields tie label, hint, error and control; an error is said once in each place."""

import pytest
from bs4 import BeautifulSoup
from wtforms import (
    BooleanField,
    EmailField,
    Form,
    PasswordField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.fields import SelectChoice

from tests.components.conftest import Render

LEVELS = [
    SelectChoice("autre", "Autre"),
    SelectChoice("4e", "4e", optgroup="Collège"),
    SelectChoice("2de", "Seconde", optgroup="Lycée"),
]
EVERY_FIELD = """
{{ error_summary(form) }}{{ csrf() }}
{{ text(form.name, hint="Comme à l’état civil", note="13 ans", note_id="age") }}
{{ text(form.email, optional=true, maxlength=80, inputmode="email", cls="court") }}
{{ password(form.password, hint="Quinze signes au moins") }}{{ textarea(form.note) }}
"""
EVERY_CHOICE = """
{{ select(form.level, blank="Choisissez") }}{{ select(form.kind, hint="Une seule", cls="court") }}
{{ radios(form.qpv, hide_legend=true) }}
{{ checkboxes(form.goals, hint="Un à trois", optional=true) }}
{% call consent(form.agreed, hint="Notice remise") %}D’accord{% endcall %}
"""


class Referral(Form):
    """One field of each kind."""

    name = StringField("Nom")
    email = EmailField("Adresse électronique")
    password = PasswordField("Mot de passe")
    note = TextAreaField("Précisions")
    level = SelectField("Classe", choices=LEVELS)
    kind = SelectField("Type", choices=[SelectChoice("a", "A"), SelectChoice("b", "B")])
    qpv = RadioField("QPV", choices=[SelectChoice("oui", "Oui"), SelectChoice("non", "Non")])
    goals = SelectMultipleField("Objectifs", choices=[SelectChoice("scolaire"), SelectChoice("x")])
    agreed = BooleanField("Accord")


@pytest.fixture
def form() -> Referral:
    """A filled form without error."""
    return Referral(data={"name": "<Lina>", "level": "2de", "qpv": "oui", "goals": ["scolaire"]})


def described(page: BeautifulSoup, identifier: str) -> str:
    """Return the words a screen reader adds to a control."""
    ids = str(page.select_one(f"#{identifier}")["aria-describedby"]).split()
    return " ".join(page.select_one(f"#{each}").get_text(strip=True) for each in ids)


@pytest.mark.parametrize("component, source", [("forms", EVERY_FIELD), ("choices", EVERY_CHOICE)])
def test_every_control_has_a_name_and_an_id_of_its_own(
    render: Render, form: Referral, component: str, source: str
) -> None:
    page = render(component, source, form=form)

    controls = page.select("input:not([type=hidden]), select, textarea")
    ids = [control["id"] for control in controls]
    assert len(set(ids)) == len(ids) >= 4
    assert all(c.find_parent("label") or page.select_one(f"label[for={c['id']}]") for c in controls)


def test_what_was_typed_stays(render: Render, form: Referral) -> None:
    page = render("forms", EVERY_FIELD, form=form)

    assert page.select_one("#name")["value"] == "<Lina>"
    assert page.select_one("#password").get("value") is None
    assert page.select_one("[role=alert]") is None


def test_what_was_chosen_stays(render: Render, form: Referral) -> None:
    page = render("choices", EVERY_CHOICE, form=form)

    assert [each["value"] for each in page.select("[selected], [checked]")] == [
        "2de",
        "oui",
        "scolaire",
    ]


def test_hint_and_error_are_read_with_the_control(render: Render, form: Referral) -> None:
    form.name.errors = ["Indiquez le nom"]

    page = render("forms", EVERY_FIELD, form=form)

    assert described(page, "name") == "Comme à l’état civil Erreur\u00a0:Indiquez le nom 13 ans"
    assert page.select_one("#name")["aria-invalid"] == "true"


def test_the_summary_counts_in_words_and_leads_to_each_answer(
    render: Render, form: Referral
) -> None:
    form.name.errors = ["Indiquez le nom"]
    form.qpv.errors = ["Dites si l’adresse est en quartier prioritaire"]

    alert = render("forms", EVERY_FIELD, form=form).select_one("[role=alert]")

    assert alert.strong.get_text() == "Deux réponses sont à revoir"
    assert [link["href"] for link in alert.select("a")] == ["#name", "#qpv-0"]


def test_a_group_in_error_says_so_near_its_boxes(render: Render, form: Referral) -> None:
    form.goals.errors = ["Choisissez au moins un objectif"]

    page = render("choices", EVERY_CHOICE, form=form)

    assert "Choisissez au moins un objectif" in described(page, "goals")
    assert page.select_one("#goals-0") is not None


def test_a_warning_of_ours_joins_the_summary(render: Render, form: Referral) -> None:
    page = render("forms", "{{ error_summary(form, extra={'age': 'Trop jeune'}) }}", form=form)

    assert page.select_one("[role=alert] strong").get_text() == "Une réponse est à revoir"
    assert page.select_one("[role=alert] a")["href"] == "#age"


def test_classes_are_listed_under_their_school(render: Render, form: Referral) -> None:
    page = render("choices", "{{ select(form.level) }}", form=form)

    assert [group["label"] for group in page.select("optgroup")] == ["Collège", "Lycée"]
    assert page.select_one("select > option")["value"] == "autre"

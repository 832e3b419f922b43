"""Pieces of pages: what people and screen readers get from each."""

from datetime import UTC, date, datetime
from types import SimpleNamespace as Row

from app.core.charts import Week
from app.core.formats import day_month
from tests.components.conftest import Render

MORNING = datetime(2026, 11, 19, 7, 47, tzinfo=UTC)


def test_a_state_is_a_shape_and_a_word(render: Render) -> None:
    page = render("statut", "{{ statut('proposee', 'Proposée') }}")

    assert page.select_one(".statut--proposee svg")["aria-hidden"] == "true"
    assert page.get_text(strip=True) == "Proposée"


def test_a_raised_ending_stays_beside_its_number(render: Render) -> None:
    page = render("statut", "{{ deadline(text) }}", text=day_month(date(2026, 12, 1)))

    # The deadline spaces its parts out: the icon and one sentence, whatever is in the sentence.
    assert [part.name for part in page.select_one(".echeance").contents] == ["svg", "span"]
    assert page.select_one(".echeance sup").previous_sibling == "1"


def test_a_gauge_says_its_figures_to_those_who_do_not_see_it(render: Render) -> None:
    page = render("jauge", "{{ jauge('Afev', 90, 54, 9) }}{{ legend() }}")

    assert "54\u00a0places occupées" in page.select_one("svg[role=img]")["aria-label"]
    assert page.select_one(".jauge__legende strong").get_text() == "27\u00a0libres"


def test_a_gauge_beyond_its_capacity_says_so(render: Render) -> None:
    page = render("jauge", "{{ jauge('LA CLE', 10, 11) }}")

    assert "au-delà" in page.select_one(".jauge__alerte").get_text()


def test_an_open_gauge_ends_with_a_plus(render: Render) -> None:
    page = render("jauge", "{{ jauge('Article 1', 200, 96, 8, open_ended=true) }}")

    assert page.select_one("text").get_text() == "+"


def test_the_path_says_the_stages_that_are_not_covered(render: Render) -> None:
    page = render("fil", "{{ fil(['college', 'lycee']) }}")

    assert [item.get_text() for item in page.select("li.oui")] == ["Collège", "Lycée"]
    assert page.select_one("li").get_text() == "École\u00a0: non"


def test_a_cloth_is_decorative(render: Render) -> None:
    page = render("tissage", "{{ tissage('afev', 32) }}{{ loom() }}")

    assert all(svg["aria-hidden"] == "true" for svg in page.select("svg"))


def test_the_thread_starts_with_what_is_expected(render: Render) -> None:
    source = (
        "{% call timeline() %}{{ expected('Réponse attendue', day) }}"
        "{{ knot('Question', 'Théo', at, '<b>Libre ?</b>') }}"
        "{{ knot('Déclinée', refused=true) }}{% endcall %}"
    )

    page = render("timeline", source, day=date(2026, 11, 25), at=MORNING)

    assert page.select_one("li.futur time")["datetime"] == "2026-11-25"
    assert page.select_one(".citation").get_text() == "<b>Libre ?</b>"
    assert page.select_one("li.refus h3").get_text() == "Déclinée"


def test_an_explanation_says_aloud_what_its_icons_show(render: Render) -> None:
    rows = [Row(label="Âge", sentence="13 ans.", status=s) for s in ("yes", "to_verify", "no")]
    source = "{{ criteria(rows) }}{{ others([('LA CLE', '', 'complet')]) }}{{ computed(at, 4) }}"

    page = render("pourquoi", source, rows=rows, at=MORNING)

    assert [hidden.get_text(strip=True) for hidden in page.select(".cache")] == [
        "Critère rempli.",
        "Critère à vérifier.",
        "Critère non rempli.",
    ]
    assert "Une personne décide toujours" in page.get_text()


def test_a_table_keeps_its_roles_and_names_its_cells_for_a_phone(render: Render) -> None:
    source = (
        "{% call table('Places', [('Association', ''), ('Libres', 'n')], 't-places') %}"
        "{% call row() %}{{ head('Afev') }}{{ cell('27', 'Libres', 'n') }}{% endcall %}"
        "{% endcall %}"
    )

    page = render("table", source)

    assert page.caption.get_text() == "Places"
    assert page.select_one("td[role=cell]")["data-titre"] == "Libres"
    assert page.select_one("th[scope=row][role=rowheader]").get_text() == "Afev"


def test_an_active_filter_can_be_removed_by_its_link(render: Render) -> None:
    source = (
        "{% call filters('Filtrer', active=[('Collège', '?a')], clear_url='?') %}"
        "{{ filter_select('statut', 'Statut', [('', 'Tous'), ('p', 'Proposée')], 'p') }}"
        "{{ filter_boxes('etape', 'Étape', [('c', 'Collège')], ['c']) }}"
        "{{ filter_search('q', 'Chercher', 'Lina', 'Référence') }}{% endcall %}"
    )

    page = render("filters", source)

    assert page.select_one(".actifs a").get_text() == "Collège, retirer ce filtre"
    assert page.form["method"] == "get"
    assert [field["id"] for field in page.select("select, [type=search]")] == ["f-statut", "f-q"]


def test_an_act_is_posted_once_with_its_token(render: Render) -> None:
    source = "{{ post('/accepter', 'Accepter', icon='ok', about='L. C.', fields={'version': 3}) }}"

    form = render("actions", source).form

    assert form.has_attr("data-once")
    assert {field["name"]: field["value"] for field in form.select("[type=hidden]")} == {
        "csrf_token": "jeton",
        "version": "3",
    }
    assert form.button["aria-label"] == "Accepter L. C."


def test_a_chart_of_weeks_comes_with_its_data(render: Render) -> None:
    weeks = [Week("31 août", 14, 2), Week("7 sept.", 29, 14, holiday=True, current=True)]

    page = render("rhythm", "{{ rhythm(weeks, 'Pic de 29.') }}", weeks=weeks)

    assert page.select_one("svg[role=img]")["aria-label"] == "Pic de 29."
    assert [cell.get_text() for cell in page.select("td")] == ["14", "2", "29", "14"]


def test_every_slice_of_a_bar_leads_to_its_list(render: Render) -> None:
    parts = [Row(label="Acceptées", count=3, tone="acceptee", url="/demandes?statut=accepted")]

    page = render("charts", "{{ stacked(parts, 'Répartition') }}", parts=parts)

    assert page.select_one("tbody a")["href"] == "/demandes?statut=accepted"
    assert page.select("td.n")[1].get_text() == "100\u00a0%"


def test_a_late_association_is_said_late_not_only_drawn(render: Render) -> None:
    rows = [Row(label="Afev", days=3, answers=9), Row(label="LA CLE", days=7.5, answers=8)]

    page = render("charts", "{{ delays(rows) }}", rows=rows)

    figures = [cell.get_text() for cell in page.select("td.n")]
    assert figures == ["3", "7,5, objectif dépassé"]


def test_an_empty_state_says_what_to_do_next(render: Render) -> None:
    page = render("empty", "{{ empty('Rien à traiter', 'Tout est fait.', '/x', 'Voir') }}")

    assert page.h2.get_text() == "Rien à traiter"
    assert page.a["href"] == "/x"


def test_a_message_carries_its_kind_as_an_icon(render: Render) -> None:
    page = render("message", "{{ message('Fait.', 'succes', role='status') }}")

    assert page.select_one("[role=status].message--succes svg") is not None

"""A figure of the dashboard and the list it leads to are one."""

from bs4 import Tag

from tests.reports.conftest import count_of
from tests.support.page import visible


def figure_beside(link: Tag) -> int:
    """Return the number a person reads beside a link: its own words, its card, or its row."""
    words = visible(link)
    if words.replace(" ", "").isdigit():
        return count_of(words)
    if card := link.find_parent("div", class_="chiffre"):
        return count_of(visible(card.select_one(".chiffre__grand")))
    if row := link.find_parent("tr"):
        return count_of(visible(row.select_one("td.n strong")))
    return count_of(visible(link.find_parent("li").select_one("strong")))


def test_every_figure_equals_the_count_of_its_list(demo_manager):
    board = demo_manager.get("/tableau-de-bord")
    links = board.soup.select('main a[href^="/demandes"]')

    differences = {}
    for link in links:
        counted = demo_manager.get(link["href"]).one("[role=status]")
        if count_of(visible(counted)) != figure_beside(link):
            differences[link["href"]] = (figure_beside(link), visible(counted))

    assert len(links) > 15  # fewer bars in September than in June
    assert differences == {}


def test_every_status_of_the_chart_leads_to_its_list(demo_manager):
    board = demo_manager.get("/tableau-de-bord")

    rows = board.soup.select("section[aria-labelledby=statuts] tbody tr")

    assert all("statut=" in row.select_one("a")["href"] for row in rows)
    assert sum(count_of(visible(row.select_one("strong"))) for row in rows) == count_of(
        visible(board.one("#statuts"))
    )

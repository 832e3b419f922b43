"""What leaves the printer: the committee paper."""

import re
from collections.abc import Callable

from playwright.sync_api import Page


def test_the_dashboard_prints_on_two_pages(page: Page, enter: Callable[[str], None]) -> None:
    enter("helene.vasseur")
    page.goto("/tableau-de-bord")

    paper = page.pdf(format="A4", prefer_css_page_size=True)

    assert len(re.findall(rb"/Type\s*/Page\b", paper)) == 2

"""Journeys in a real Chromium, on a base filled with the demonstration, under the strict CSP."""

import shutil
import threading
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from flask import Flask
from playwright.sync_api import ConsoleMessage, Page, expect
from werkzeug.serving import make_server

from app.demo.server import QuietHandler
from tests.browser.steps import enter_as

CHROMIUM = shutil.which("chromium") or "/usr/bin/chromium"
# A closed network: Chromium must look for nothing outside.
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
WIDE, NARROW = (1280, 900), (390, 844)
PATIENCE = 10_000  # milliseconds, on two busy cores
expect.set_options(timeout=PATIENCE)
AXE_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    """Debian's Chromium, as pytest-playwright is told."""
    return {"executable_path": CHROMIUM, "headless": True, "args": list(ARGUMENTS)}


@pytest.fixture(params=[WIDE, NARROW], ids=["1280", "390"])
def viewport(request: pytest.FixtureRequest) -> tuple[int, int]:
    """Both widths of the mock-ups."""
    return request.param


@pytest.fixture
def browser_context_args(viewport: tuple[int, int], live_server: str) -> dict[str, Any]:
    """A French visitor's browser."""
    width, height = viewport
    return {
        "base_url": live_server,
        "locale": "fr-FR",
        "timezone_id": "Europe/Paris",
        "viewport": {"width": width, "height": height},
    }


@pytest.fixture
def live_server(demo_app: Flask) -> Iterator[str]:
    """The address of the demonstration, served on a free port while the test lasts."""
    server = make_server("127.0.0.1", 0, demo_app, threaded=True, request_handler=QuietHandler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def page(page: Page) -> Iterator[Page]:
    """A page that fails the test when the browser complains: script error, CSP, missing file."""
    complaints: list[str] = []
    page.set_default_timeout(PATIENCE)

    def note(message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            complaints.append(f"{message.type}: {message.text}")

    page.on("console", note)
    page.on("pageerror", lambda error: complaints.append(f"pageerror: {error}"))
    yield page
    # A refused form answers 422, a missing page 404, an act come too late 409, a form of a session
    # that is over 400: Chromium notes each of them, we chose each of them.
    chosen = tuple(f"status of {status}" for status in (400, 404, 409, 422))
    assert [text for text in complaints if not any(status in text for status in chosen)] == []


@pytest.fixture
def enter(page: Page) -> Callable[[str], None]:
    """Enter as somebody of the demonstration, in one click: `enter("theo.marchand")`."""

    return partial(enter_as, page)


@pytest.fixture
def is_accessible(page: Page) -> Callable[[], None]:
    """Check the page in front of the person with axe: not one violation of WCAG 2.2 AA."""

    def check() -> None:
        expect(page.locator("h1")).to_have_count(1)
        results = Axe().run(page, options={"runOnly": {"type": "tag", "values": AXE_TAGS}})
        assert results.violations_count == 0, f"{page.url}\n{results.generate_report()}"

    return check


@pytest.fixture
def fits_the_screen(page: Page) -> Callable[[], None]:
    """Check that the page does not scroll sideways."""

    def check() -> None:
        overflow = page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )
        assert overflow <= 0, f"{page.url} is {overflow} px wider than the screen"

    return check

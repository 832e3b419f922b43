"""Take the picture of the README from the running demonstration: `make screenshot`.

It starts the demonstration in a folder of its own, signs in as the manager, and stops it.
"""

import contextlib
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import sync_playwright

from app.demo.cast import PASSWORD
from config import ROOT

PICTURE = ROOT / "docs" / "capture.png"
WIDTH, HEIGHT = 1280, 1000
MANAGER = "helene.vasseur@example.org"
COMMAND = [sys.executable, "-m", "flask", "--app", "app", "navette", "demo", "--serve"]


def main() -> int:
    """Write `docs/capture.png`; return 0."""
    with tempfile.TemporaryDirectory() as folder, served_demo(Path(folder)) as address:
        take_picture(address, PICTURE)
    print(f"Image écrite\u00a0: {PICTURE.relative_to(ROOT)}")
    return 0


def take_picture(address: str, picture: Path) -> None:
    """Write what the manager sees first, 1280 pixels wide."""
    chromium = shutil.which("chromium") or "/usr/bin/chromium"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        page = browser.new_page(
            viewport={"width": WIDTH, "height": HEIGHT}, locale="fr-FR", base_url=address
        )
        page.goto("/connexion")
        page.get_by_label("Adresse électronique").fill(MANAGER)
        page.get_by_label("Mot de passe", exact=True).fill(PASSWORD)
        page.get_by_role("button", name="Se connecter", exact=True).click()
        page.wait_for_url("**/tableau-de-bord")
        page.evaluate("document.fonts.ready.then(() => true)")
        picture.parent.mkdir(exist_ok=True)
        page.screenshot(path=picture)
        browser.close()


@contextlib.contextmanager
def served_demo(instance: Path) -> Iterator[str]:
    """Serve a new demonstration on a free port while the block lasts; yield its address."""
    environment = {**os.environ, "NAVETTE_PROFILE": "demo", "NAVETTE_INSTANCE": str(instance)}
    process = subprocess.Popen(
        [*COMMAND, "--port", "0"],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        yield _read_address(process)
    finally:
        process.terminate()
        process.wait(30)


def _read_address(process: "subprocess.Popen[str]") -> str:
    said = ""
    for line in process.stdout or ():
        said += line
        found = re.search(r"http://127\.0\.0\.1:\d+", line)
        if found:
            return found.group()
    raise RuntimeError(f"the demonstration did not start: {said}")


if __name__ == "__main__":
    raise SystemExit(main())

"""A coordinator works away from the screen: takes the list, fills it in, brings it back."""

from pathlib import Path

from openpyxl import load_workbook
from playwright.sync_api import Page, expect

from app.core.db import db
from app.referrals.models import Referral
from tests.browser.steps import answers, h1, open_from_menu, press, send_lina_to_the_afev
from tests.referrals.offline import fill


def take_the_list(page: Page, folder: Path) -> Path:
    """Go from the inbox to the page that explains, and download the list."""
    open_from_menu(page, "Demandes")
    page.get_by_role("link", name="Travailler hors ligne").click()
    with page.expect_download() as download:
        page.get_by_role("link", name="Télécharger la liste").click()
    file = folder / download.value.suggested_filename
    download.value.save_as(file)
    return file


def fill_in(app, file: Path, reference: str) -> None:
    """Accept Lina, and decline somebody without saying why."""
    book = load_workbook(file)
    with app.app_context():
        lina = db.session.query(Referral).filter_by(reference=reference).one()
        fill(book, lina, Action="Accepter")
    sheet = book["À faire"]
    others = [cell for cell in sheet["A"][2:] if cell.value != reference]
    action = next(cell.column for cell in sheet[2] if cell.value == "Action")
    sheet.cell(others[0].row, action).value = "Décliner"
    book.save(file)


def see_what_stays_and_open(page: Page, reference: str, *checks) -> None:
    """See the row that stays, then open the request that was accepted."""
    expect(h1(page)).to_have_text("Liste rapportée")
    refused = page.get_by_role("row", name="Refusée")
    expect(refused).to_contain_text("Il manque « Motif »")
    for check in checks:
        check()
    page.get_by_role("row", name=reference).get_by_role("link").click()
    expect(h1(page)).to_have_text("Lina Carpentier")


def test_a_list_goes_out_and_comes_back(
    page, enter, demo_app, tmp_path, is_accessible, fits_the_screen
):
    reference = send_lina_to_the_afev(demo_app)
    enter("theo.marchand")
    file = take_the_list(page, tmp_path)
    is_accessible()
    fill_in(demo_app, file, reference)
    page.get_by_label("Liste remplie").set_input_files(file)
    press(page, "Vérifier la liste")
    expect(page.get_by_role("row", name=reference)).to_contain_text("Accepter la demande.")
    is_accessible()

    press(page, "Faire cette action")

    expect(answers(page)).to_have_text("1 action faite.")
    see_what_stays_and_open(page, reference, fits_the_screen, is_accessible)

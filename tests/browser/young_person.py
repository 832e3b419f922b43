"""Fill the referral form as a prescriber does."""

from playwright.sync_api import Page

from app.core import clock
from app.demo.people import birth_date_for


def describe(page: Page, first_name: str, last_name: str) -> None:
    """Answer every question about a pupil of thirteen, whose family agrees."""
    page.get_by_label("Prénom", exact=True).fill(first_name)
    page.get_by_label("Nom", exact=True).fill(last_name)
    page.get_by_label("Date de naissance").fill(f"{birth_date_for(13, clock.today()):%d/%m/%Y}")
    page.get_by_label("Classe ou situation").select_option("4e")
    page.get_by_role("group", name="quartier prioritaire").get_by_label("Oui").check()
    page.get_by_label("Scolarité et méthode").check()
    page.get_by_label("Nom du responsable légal").fill(f"Camille {last_name}")
    page.get_by_label("Téléphone").fill("06 39 98 12 34")
    page.get_by_role("checkbox", name="La famille et").check()

"""Whatever a person writes in an address, the answer is a page; on both databases."""

from collections.abc import Callable, Iterator
from urllib.parse import quote

import pytest
from flask import Flask

from tests.support.client import Browser

PEOPLE = ("samira.haddad", "isabelle.carlier", "theo.marchand", "helene.vasseur", "karim.delobel")
QUESTIONS = {
    "/associations": ("rencontres", "prescripteur", "etape", "libres"),
    "/comptes": ("organisation", "apres"),
    "/courriels": ("avant",),
    "/demandes": (
        "statut",
        "etape",
        "association",
        "origine",
        "du",
        "au",
        "retard",
        "sans_solution",
        "etablissement",
        "motif",
        "tri",
        "recherche",
        "brouillons",
        "apres",
    ),
    "/demandes/a-traiter": ("apres",),
    "/demandes/doublons": ("apres",),
    "/demandes/nouvelle": ("brouillon",),
    "/simulation": ("attendus", "afev-places", "afev-sans", "afev-min", "_nouveau-nom", "x-places"),
    "/simulation/radar": ("afev-places",),
}
ODD = ("\0", "a\0b", str(2**63), "3000000000", "1" + "0" * 26, "-1", "\U0001f9f5", "9" * 10_000)
ROWS = (
    *("/comptes/{}/desactiver", "/courriels/{}"),
    *("/demandes/{}", "/demandes/{}/envoyee", "/demandes/{}/fiche"),
    "/demandes/doublons/{}/fusionner",
    *("/repondre/{}", "/repondre/{}/decliner"),
    "/demandes/import/{}",
    "/reglages/calendrier/{}/supprimer",
)


def odd_addresses() -> Iterator[str]:
    """Yield every address that reads a question, with every odd value."""
    for path, names in QUESTIONS.items():
        yield from (f"{path}?{name}={quote(value)}" for name in names for value in ODD)
    for path in ROWS:
        yield from (path.format(quote(value)) for value in ODD)


@pytest.mark.both_databases
@pytest.mark.parametrize("who", PEOPLE)
def test_an_odd_question_is_answered_with_a_page(
    app: Flask, sign_in: Callable[[str], Browser], who: str
) -> None:
    app.config["PROPAGATE_EXCEPTIONS"] = False
    browser = sign_in(who)

    answers = {path: browser.send("GET", path).status_code for path in odd_addresses()}

    assert {path[:80]: status for path, status in answers.items() if status >= 500} == {}
    assert list(answers.values()).count(200) >= len(ODD)

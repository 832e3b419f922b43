"""The gates of every page must themselves catch what they promise to catch."""

import pytest

from tests.support import gates

GOOD = (
    '<!doctype html><html lang="fr"><head><meta charset="utf-8">'
    "<title>Aide – Navette, Cité éducative de Roubaix</title></head>"
    '<body><a href="#contenu">Aller au contenu</a><main id="contenu"><h1>Aide</h1>'
    '<label for="nom">Nom\u00a0:</label> <input id="nom" name="nom"></main></body></html>'
)
BROKEN = {
    "two headings": ("</h1>", "</h1><h1>Encore</h1>"),
    "no heading": ("<h1>Aide</h1>", ""),
    "title without the site": (" – Navette, Cité éducative de Roubaix", ""),
    "another language": ('lang="fr"', 'lang="en"'),
    "no skip link": ('href="#contenu"', 'href="/"'),
    "inline style": ("<h1>", '<h1 style="color:red">'),
    "inline handler": ("<h1>", '<h1 onclick="x()">'),
    "inline script": ("</main>", "</main><script>x()</script>"),
    "script address": ('href="#contenu"', 'href="javascript:x()"'),
    "an id twice": ("<h1>", '<h1 id="nom">'),
    "a field without label": (' for="nom"', ""),
    "unclosed element": ("</h1>", ""),
    "plain space before a colon": ("Nom\u00a0:", "Nom :"),
    "plain space after a guillemet": ("Aide</h1>", "« Aide\u00a0»</h1>"),
    "straight quotes": ("Aide</h1>", '"Aide"</h1>'),
    "plain space before a percent": ("Aide</h1>", "84 %</h1>"),
    "too heavy": ("</main>", "<p>" + "é" * 30_001 + "</p></main>"),
}


def test_a_good_page_passes():
    assert gates.faults_of_page(GOOD) == []


@pytest.mark.parametrize("change", BROKEN.values(), ids=BROKEN)
def test_a_broken_page_is_caught(change):
    broken = GOOD.replace(*change)

    assert broken != GOOD
    assert gates.faults_of_page(broken)


def test_what_people_type_is_not_held_to_our_typography():
    page = GOOD.replace("Aide</h1>", 'Rue "du Fil" : 3</h1>')

    assert gates.faults_of_page(page)
    assert gates.faults_of_page(page, typed=['Rue "du Fil" : 3']) == []


def test_missing_security_headers_are_caught():
    headers = {**gates.HEADERS, "Permissions-Policy": "camera=()"}

    assert gates.faults_of_headers(headers, signed_in=False) == []
    assert gates.faults_of_headers(headers, signed_in=True)
    assert len(gates.faults_of_headers({}, signed_in=False)) == len(gates.HEADERS) + 1

"""What every HTML page of Navette must be; the test client checks each page that it fetches."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping

import html5lib
from bs4 import BeautifulSoup, Tag
from html5lib.html5parser import ParseError

LARGEST_PAGE = 60_000  # bytes
TITLE_SUFFIX = " – Navette, Cité éducative de Roubaix"
NOT_TYPED_IN = {"hidden", "submit", "button", "reset", "image"}
NOT_PROSE = ["script", "style", "code", "pre", "textarea"]
HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
        "font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; "
        "object-src 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Robots-Tag": "noindex",
}
TYPOGRAPHY = {
    "espace simple avant une ponctuation haute": re.compile(r"[ \t\n][:;!?»%]"),
    "espace simple après «": re.compile(r"«[ \t\n]"),
    "guillemet droit": re.compile(r'"'),
    "espace fine U+202F": re.compile("\u202f"),
}


def faults_of_page(html: str, typed: Iterable[str] = ()) -> list[str]:
    """Return what is wrong with a whole page, empty when nothing is.

    Args:
        html: the page, from its doctype.
        typed: what people typed, left out of the check of typography.
    """
    soup = BeautifulSoup(html, "lxml")
    size = len(html.encode())
    faults = [f"HTML : {error}" for error in _parse_errors(html)]
    if size > LARGEST_PAGE:
        faults.append(f"page de {size} octets, plus de {LARGEST_PAGE}")
    return faults + _outline_faults(soup) + _piece_faults(soup, typed)


def faults_of_fragment(html: str, typed: Iterable[str] = ()) -> list[str]:
    """Return what is wrong with a piece of page: scripts, labels, ids, typography."""
    return _piece_faults(BeautifulSoup(html, "lxml"), typed)


def faults_of_text(text: str) -> list[str]:
    """Return the faults of French typography in a text: a page's words, a mail."""
    return [
        f"{rule} : …{text[max(0, found.start() - 30) : found.end() + 20]!r}…"
        for rule, pattern in TYPOGRAPHY.items()
        for found in pattern.finditer(text)
    ]


def faults_of_headers(headers: Mapping[str, str], *, signed_in: bool) -> list[str]:
    """Return the security headers that differ from the ones promised."""
    faults = [
        f"{name}: {headers.get(name)!r} au lieu de {value!r}"
        for name, value in HEADERS.items()
        if headers.get(name) != value
    ]
    if "()" not in headers.get("Permissions-Policy", ""):
        faults.append("Permissions-Policy n’éteint rien")
    if signed_in and "no-store" not in headers.get("Cache-Control", ""):
        faults.append("Cache-Control sans no-store sur une page personnelle")
    return faults


def _piece_faults(soup: BeautifulSoup, typed: Iterable[str]) -> list[str]:
    return _inline_faults(soup) + _identity_faults(soup) + _typography_faults(soup, typed)


def _parse_errors(html: str) -> list[str]:
    parser = html5lib.HTMLParser(strict=True)
    try:
        parser.parse(html)
    except ParseError as error:
        line = parser.errors[-1][0] if parser.errors else "?"
        return [f"{error} (ligne, colonne {line})"]
    return []


def _outline_faults(soup: BeautifulSoup) -> list[str]:
    titles = [title.get_text(strip=True) for title in soup.select("head > title")]
    html = soup.find("html")
    rules = {
        "un seul h1": len(soup.find_all("h1")) == 1,
        "un seul title": len(titles) == 1,
        f"title « page{TITLE_SUFFIX} » : {titles}": all(
            title.endswith(TITLE_SUFFIX) and title != TITLE_SUFFIX.strip() for title in titles
        ),
        "lang=fr": isinstance(html, Tag) and html.get("lang") == "fr",
        "lien d’évitement": _has_skip_link(soup),
    }
    return [rule for rule, holds in rules.items() if not holds]


def _has_skip_link(soup: BeautifulSoup) -> bool:
    first = soup.select_one("body a[href]")
    target = str(first["href"]) if first else ""
    return target.startswith("#") and soup.find(id=target[1:]) is not None


def _inline_faults(soup: BeautifulSoup) -> list[str]:
    faults = [f"style en ligne : {tag.name}" for tag in soup.select("[style], style")]
    for tag in soup.find_all(True):
        faults += [f"{tag.name} {name}=" for name in tag.attrs if name.lower().startswith("on")]
        href = str(tag.get("href") or "")
        if href.lower().startswith("javascript:"):
            faults.append(f"lien {href[:40]}")
        if tag.name == "script" and not tag.get("src"):
            faults.append("script en ligne")
    return faults


def _identity_faults(soup: BeautifulSoup) -> list[str]:
    counts = Counter(str(tag["id"]) for tag in soup.select("[id]"))
    faults = [f"id répété : {identity}" for identity, count in counts.items() if count > 1]
    labelled = {str(label["for"]) for label in soup.select("label[for]")}
    faults += [
        f"champ sans étiquette : {tag.get('name')}"
        for tag in soup.select("input, select, textarea")
        if tag.get("type") not in NOT_TYPED_IN and not _is_labelled(tag, labelled)
    ]
    return faults


def _is_labelled(tag: Tag, labelled: set[str]) -> bool:
    by_name = tag.get("aria-label") or tag.get("aria-labelledby")
    return bool(by_name or tag.get("id") in labelled or tag.find_parent("label"))


def _typography_faults(soup: BeautifulSoup, typed: Iterable[str]) -> list[str]:
    not_prose = {id(string) for tag in soup(NOT_PROSE) for string in tag.strings}
    text = "".join(string for string in soup.strings if id(string) not in not_prose)
    for words in sorted(typed, key=len, reverse=True):
        text = text.replace(words, "…")
    return faults_of_text(text)

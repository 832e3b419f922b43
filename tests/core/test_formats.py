"""French as it is printed."""

from datetime import UTC, date, datetime

import pytest
from markupsafe import Markup

from app.core import formats, typography
from app.core.typography import NBSP

SEPTEMBER_FIRST = date(2026, 9, 1)
WINTER_MORNING = datetime(2026, 11, 19, 7, 47, tzinfo=UTC)
SUMMER_NIGHT = datetime(2026, 6, 30, 22, 0, tzinfo=UTC)


def spaced(text: str) -> str:
    """Write the no-break space as ~ in expectations, as TeX does."""
    return text.replace("~", NBSP)


@pytest.mark.parametrize(
    "written, expected",
    [
        (formats.date_text(date(2026, 9, 4)), "4~septembre 2026"),
        (formats.date_text(SEPTEMBER_FIRST), "1er~septembre 2026"),
        (formats.date_long(SEPTEMBER_FIRST), "1<sup>er</sup>~septembre 2026"),
        (formats.date_long(date(2026, 9, 11)), "11~septembre 2026"),
        (formats.day_month(SEPTEMBER_FIRST), "1<sup>er</sup>~septembre"),
        (formats.day_month_short(date(2026, 2, 7)), "7~févr."),
        (formats.day_month_short(SEPTEMBER_FIRST), "1er~sept."),
        (formats.weekday_date(date(2026, 11, 25)), "mercredi 25~novembre 2026"),
        (formats.weekday_date_text(SEPTEMBER_FIRST), "mardi 1er~septembre 2026"),
        (formats.date_short(date(2026, 9, 4)), "04/09/2026"),
        (formats.iso(date(2026, 9, 4)), "2026-09-04"),
    ],
)
def test_a_date_reads_in_french(written: str, expected: str) -> None:
    assert written == spaced(expected)


@pytest.mark.parametrize(
    "written, expected",
    [
        (formats.time_text(WINTER_MORNING), "8~h~47"),
        (formats.time_text(SUMMER_NIGHT), "0~h"),
        (formats.datetime_text(WINTER_MORNING), "19~novembre 2026 à 8~h~47"),
        (formats.datetime_long(SUMMER_NIGHT), "1<sup>er</sup>~juillet 2026 à 0~h"),
        (formats.date_short(SUMMER_NIGHT), "01/07/2026"),
        (formats.iso(WINTER_MORNING), "2026-11-19T08:47"),
    ],
)
def test_an_instant_is_told_at_the_clock_of_paris(written: str, expected: str) -> None:
    assert written == spaced(expected)


def test_an_instant_without_a_time_zone_is_refused() -> None:
    naive = WINTER_MORNING.replace(tzinfo=None)

    with pytest.raises(ValueError, match="fuseau"):
        formats.time_text(naive)


def test_a_date_has_no_time_of_day() -> None:
    with pytest.raises(TypeError):
        formats.time_text(SEPTEMBER_FIRST)  # type: ignore[arg-type]  # the mistake under test


@pytest.mark.parametrize(
    "written, expected",
    [
        (formats.number(31125), "31~125"),
        (formats.number(-1), "\u22121"),
        (formats.number(2.5, 1), "2,5"),
        (formats.number(0.5), "1"),
        (formats.number(-0.2), "0"),
        (formats.percent(0.84), "84~%"),
        (formats.percent(0.125, 1), "12,5~%"),
        (formats.or_more("200", open_ended=True), "200 ou~plus"),
        (formats.or_more("90", open_ended=False), "90"),
    ],
)
def test_a_number_reads_in_french(written: str, expected: str) -> None:
    assert written == spaced(expected)


@pytest.mark.parametrize(
    "written, expected",
    [
        (formats.count("place libre", 0), "0~place libre"),
        (formats.count("place libre", 1), "1~place libre"),
        (formats.count("place libre", 27), "27~places libres"),
        (formats.count("fois", 3), "3~fois"),
        (formats.count("demande à traiter", 9, "demandes à traiter"), "9~demandes à traiter"),
        (formats.plural("jour ouvré", 1.5), "jour ouvré"),
        (formats.count("jour ouvré", 1.5), f"1,5{NBSP}jour ouvré"),
        (formats.count("jour ouvré", 2.5), f"2,5{NBSP}jours ouvrés"),
        (formats.plural("jeune", 31125), "jeunes"),
    ],
)
def test_the_plural_starts_at_two(written: str, expected: str) -> None:
    assert written == spaced(expected)


@pytest.mark.parametrize("typed", ["0639981234", "+33 6 39 98 12 34", "06.39.98.12.34"])
def test_a_french_number_is_shown_in_pairs_and_can_be_called(typed: str) -> None:
    assert formats.phone(typed) == spaced("06~39~98~12~34")
    assert formats.phone_link(typed) == "tel:+33639981234"


def test_a_foreign_number_is_shown_as_typed() -> None:
    assert formats.phone("+32 2 123 45 67") == "+32 2 123 45 67"
    assert formats.phone_link("+32 2 123") == "tel:322123"


@pytest.mark.parametrize(
    "written, expected",
    [
        (formats.ordinal(1), "1<sup>er</sup>"),
        (formats.ordinal(3), "3<sup>e</sup>"),
        (formats.ordinal(1, feminine=True), "1<sup>re</sup>"),
        (formats.ordinal(2, feminine=True), "2<sup>e</sup>"),
        (formats.level("4e"), "4<sup>e</sup>"),
        (formats.level("BTS 1re année"), "BTS 1<sup>re</sup> année"),
        (formats.level("CM2"), "CM2"),
        (formats.level("<b>6e"), "&lt;b&gt;6<sup>e</sup>"),
    ],
)
def test_the_end_of_an_ordinal_is_raised(written: Markup, expected: str) -> None:
    assert written == expected


@pytest.mark.parametrize(
    "written, expected",
    [
        (formats.initials("Lina Carpentier"), "L.~C."),
        (formats.initials("Sarah El Amrani"), "S.~E."),
        (formats.initials("Anne Marie", "El Amrani"), "A.~E."),
        (formats.initials("Lina"), "L."),
        (formats.short_name("Lina Carpentier"), "Lina~C."),
        (formats.short_name("Lina"), "Lina"),
        (formats.monogram("Samira Haddad"), "SH"),
    ],
)
def test_a_name_is_shortened(written: str, expected: str) -> None:
    assert written == spaced(expected)


@pytest.mark.parametrize(
    "name, subject, of, to",
    [
        ("Afev", "l’Afev", "de l’Afev", "à l’Afev"),
        ("Article 1", "Article~1", "d’Article~1", "à Article~1"),
        ("Proxité", "Proxité", "de Proxité", "à Proxité"),
        ("Fondation FACE", "la Fondation FACE", "de la Fondation FACE", "à la Fondation FACE"),
        ("Association des arts", "l’Association des arts", "de l’Association des arts", None),
        ("LA CLE", "LA CLE", "de LA CLE", "à LA CLE"),
    ],
)
def test_an_association_is_named_as_a_sentence_does(
    name: str, subject: str, of: str, to: str | None
) -> None:
    assert typography.with_article(name) == spaced(subject)
    assert typography.of_name(name) == spaced(of)
    assert typography.to_name(name) == spaced(to or f"à {subject}")


@pytest.mark.parametrize(
    "name, of",
    [
        ("Élodie Morelle", "d’Élodie Morelle"),
        ("Samira Haddad", "de Samira Haddad"),
        ("Hélène Vasseur", "d’Hélène Vasseur"),
        ("Hélène-Marie", "d’Hélène-Marie"),
        ("Hakim", "de Hakim"),
        ("Yves", "d’Yves"),
        ("Yacine", "de Yacine"),
        ("É. L.", "d’É. L."),
        ("L. C.", "de L. C."),
        ("Y. B.", "d’Y. B."),
    ],
)
def test_of_whom_is_said_as_one_says_it(name: str, of: str) -> None:
    assert typography.of_person(name) == of


@pytest.mark.parametrize(
    "typed, expected",
    [
        ("Une question : laquelle ?", "Une question~: laquelle~?"),
        ("Vu; refait: non! si", "Vu~; refait~: non~! si"),
        ("« Oui » et «non»", "«~Oui~» et «~non~»"),
        ("84 % et 5%", "84~% et 5~%"),
        ("l'accord d'Inès", "l’accord d’Inès"),
        ("à 10:30, https://exemple.fr/?a=1", "à 10:30, https://exemple.fr/?a=1"),
        ("Vraiment ?!", "Vraiment~?!"),
        ("Demande 7K3Q9M, Demande 234567", "Demande 7K3Q9M, Demande 234567"),
        ("Article 1", "Article~1"),
        ("Votre contact est Personne 14, CPE", "Votre contact est Personne 14, CPE"),
        ("Le 4 septembre, 12 ans", "Le 4 septembre, 12 ans"),
    ],
)
def test_typography_is_french(typed: str, expected: str) -> None:
    assert typography.typo(typed) == spaced(expected)
    assert typography.typo(typography.typo(typed)) == spaced(expected)


def test_typography_leaves_tags_and_entities_alone() -> None:
    source = Markup("<a href='/x?y'>Foyer &amp; école :</a> non")

    result = typography.typo(source)

    assert result == spaced("<a href='/x?y'>Foyer &amp; école~:</a> non")
    assert isinstance(result, Markup)


def test_every_filter_is_a_function_of_this_module() -> None:
    assert formats.FILTERS["date_long"] is formats.date_long
    assert formats.FILTERS["time"] is formats.time_text

"""The commands that bring files in: a dry run unless told otherwise, harmless when repeated."""

from pathlib import Path

import click

from app.auth import districts, holidays, schools
from app.auth.closed_days import ACADEMY, ZONE
from app.auth.territories import get_territory
from app.capacity.setup import SLUG

territory_option = click.option("--territory", "slug", default=SLUG, help="Territoire.")
file_argument = click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
apply_option = click.option(
    "--apply", "applies", is_flag=True, help="Enregistrer (sinon\u00a0: essai à blanc)."
)
commune_option = click.option(
    "--commune",
    "communes",
    multiple=True,
    default=sorted(schools.ROUBAIX),
    show_default=True,
    help="Code INSEE\u00a0; peut se répéter.",
)


@click.command("import-schools")
@file_argument
@apply_option
@commune_option
@territory_option
def import_schools(file: Path, applies: bool, communes: tuple[str, ...], slug: str) -> None:
    """Entrer les écoles de l’annuaire officiel (CSV)\u00a0; rien n’est jamais supprimé."""
    act = schools.import_schools if applies else schools.preview_import
    _tell(applies, act(get_territory(slug).id, file, frozenset(communes)).lines())


@click.command("import-qpv")
@file_argument
@apply_option
@commune_option
@territory_option
def import_districts(file: Path, applies: bool, communes: tuple[str, ...], slug: str) -> None:
    """Entrer les quartiers prioritaires de l’ANCT (GeoJSON) et situer les établissements."""
    act = districts.import_districts if applies else districts.preview_districts
    _tell(applies, act(get_territory(slug).id, file, frozenset(communes)).lines())


@click.command("import-holidays")
@file_argument
@apply_option
@click.option(
    "--correct",
    "corrects",
    is_flag=True,
    help="Donner à celles déjà là les dates du fichier.",
)
@click.option("--academy", default=ACADEMY, show_default=True, help="Académie.")
@click.option("--zone", default=ZONE, show_default=True, help="Zone, si l’académie n’est pas dite.")
@territory_option
def import_holidays(
    file: Path, applies: bool, corrects: bool, academy: str, zone: str, slug: str
) -> None:
    """Entrer les vacances du calendrier scolaire officiel (CSV ou JSON)."""
    act = holidays.import_holidays if applies else holidays.preview_holidays
    source = holidays.Source(file, academy, zone)
    _tell(applies, act(get_territory(slug).id, source, corrects).lines())


IMPORTS: tuple[click.Command, ...] = (import_schools, import_districts, import_holidays)


def _tell(applies: bool, lines: list[str]) -> None:
    for line in lines:
        click.echo(line)
    if not applies:
        click.echo(
            "Essai à blanc\u00a0: rien n’a été enregistré. Ajoutez --apply pour enregistrer."
        )

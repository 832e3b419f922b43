"""The commands of those who administer: each a thin call of one service."""

import os
import signal
import threading
from pathlib import Path

import click
from email_validator import EmailNotValidError, validate_email
from flask import Flask, current_app
from flask.cli import ScriptInfo, pass_script_info
from flask_migrate import upgrade

from app.auth.service.accounts import open_administrator
from app.auth.territories import get_authority, get_territory, list_territories
from app.capacity import queries as capacity_queries
from app.capacity.setup import set_up_territory
from app.cli_imports import IMPORTS, file_argument, territory_option
from app.clockwork import JOBS
from app.core import clock, delivery
from app.core.commands import FrenchGroup, PortNumber, RefusedError
from app.core.formats import number, or_more
from app.core.jobs import jobs_running
from app.core.loops import looping
from app.core.plain_text import is_plain
from app.core.post_office import open_post
from app.core.school_year import school_year_start
from app.core.typography import NBSP
from app.referrals.service.tension import refresh_tensions
from app.reports.doctor import examine
from app.reports.exporting import write_workbook
from app.reports.making import make_next_workbook
from config import Settings

NAME_LENGTH = 120
COLUMNS = "{:<24}{:>14}{:>9}{:>14}"


navette = FrenchGroup("navette", help="Administrer le service.")
for command in IMPORTS:
    navette.add_command(command)


def init_commands(app: Flask) -> None:
    """Mount `flask navette …`."""
    app.cli.add_command(navette)


@navette.command("demo")
@click.option("--serve", "serves", is_flag=True, help="Servir ensuite les pages.")
@click.option("--port", default=8000, type=PortNumber(0, 65535), help="Port de la machine.")
@pass_script_info
def demo(info: ScriptInfo, serves: bool, port: int) -> None:
    """Préparer la démonstration\u00a0; avec --serve, l’ouvrir."""
    settings: Settings = current_app.config["SETTINGS"]
    if not settings.is_demo:
        raise RefusedError("la démonstration ne s’ouvre que sous NAVETTE_PROFILE=demo.")
    from app.demo import server, show  # noqa: PLC0415 - its libraries stay out of the service

    listener = server.open_port(port) if serves else None
    address = server.announce(info.load_app(), listener) if listener else ""
    click.echo("Préparation de la démonstration…")
    upgrade()
    click.echo(show.describe(show.prepare_demo()))
    if listener:
        server.serve(info.load_app(), listener, lambda: click.echo(show.invite(address)))
        click.echo("Démonstration arrêtée. Tout est gardé pour la prochaine fois.")


@navette.command("set-up")
def set_up() -> None:
    """Entrer Roubaix\u00a0: écoles, partenaires, dix associations et leurs places."""
    territory = set_up_territory(school_year_start(clock.today()))
    click.echo(f"{territory.name}{NBSP}: territoire, écoles, partenaires et associations en place.")


@navette.command("create-admin")
@click.argument("email")
@click.option("--name", prompt="Nom affiché", help="Prénom et nom.")
@click.option("--invite", is_flag=True, help="Envoyer un lien au lieu de demander le mot de passe.")
@territory_option
def create_admin(email: str, name: str, invite: bool, slug: str) -> None:
    """Ouvrir un compte qui administre les autres."""
    authority = get_authority(get_territory(slug).id)
    email, name = _read_address(email), _read_name(name)
    password = None if invite else _ask_password()
    open_administrator(email, name, authority, password)
    if invite:
        click.echo("Compte ouvert. Un lien pour choisir le mot de passe part par courriel.")
    else:
        click.echo("Compte ouvert.")


def _read_address(text: str) -> str:
    try:
        return validate_email(text, check_deliverability=False).normalized
    except EmailNotValidError as error:
        raise RefusedError(f"«{NBSP}{text}{NBSP}» n’est pas une adresse électronique.") from error


def _read_name(text: str) -> str:
    name = " ".join(text.split())
    if not name or len(name) > NAME_LENGTH or not is_plain(name):
        raise RefusedError(f"le nom compte de 1 à {NAME_LENGTH} caractères lisibles.")
    return name


def _ask_password() -> str:
    return str(
        click.prompt(
            "Mot de passe (15 caractères ou plus)",
            hide_input=True,
            confirmation_prompt="Encore une fois",
        )
    )


@navette.command("places")
@territory_option
def places(slug: str) -> None:
    """Montrer les places déclarées, prises et libres."""
    programmes = capacity_queries.list_programmes(get_territory(slug).id)
    click.echo(COLUMNS.format("Association", "Déclarées", "Prises", "Libres"))
    for programme in programmes:
        count = programme.count
        stated = or_more(number(count.stated), count.open_ended)
        free = or_more(number(count.free), count.open_ended)
        click.echo(COLUMNS.format(programme.name, stated, number(count.taken), free))
    any_open = any(programme.open_ended for programme in programmes)
    click.echo(
        COLUMNS.format(
            "Total",
            or_more(number(sum(p.stated for p in programmes)), any_open),
            number(sum(p.taken for p in programmes)),
            or_more(number(sum(p.count.free for p in programmes)), any_open),
        )
    )


@navette.command("export")
@file_argument
@territory_option
def export(file: Path, slug: str) -> None:
    """Écrire le classeur Excel du territoire\u00a0: aucun nom, aucun contact."""
    territory = get_territory(slug)
    write_workbook(file, territory.id, clock.today())
    click.echo(f"Classeur écrit{NBSP}: {file}")


@navette.command("doctor")
def doctor() -> None:
    """Vérifier que registre, compteurs et propositions racontent la même histoire."""
    faults = examine()
    for fault in faults:
        click.echo(f"✗ {fault}")
    if faults:
        raise click.exceptions.Exit(1)
    click.echo("Tout concorde\u00a0: places, courriels, tables.")


@navette.command("worker")
@click.option("--with-parent", is_flag=True, help="S’arrêter avec le processus qui l’a lancé.")
@pass_script_info
def worker(info: ScriptInfo, with_parent: bool) -> None:
    """Envoyer les courriels, préparer les classeurs et faire tourner l’horloge, jusqu’à Ctrl-C."""
    stop = threading.Event()
    for received in (signal.SIGTERM, signal.SIGINT):
        signal.signal(received, lambda *_: stop.set())
    parent = os.getppid()
    app = info.load_app()
    with jobs_running(app, JOBS) as clockwork, looping(app, make_next_workbook):

        def goes_on() -> bool:
            clockwork.check_worker_health()
            return not with_parent or os.getppid() == parent

        delivery.run_worker(open_post(app.config["SETTINGS"]), stop, goes_on)


@navette.command("refresh-tensions")
def refresh() -> None:
    """Recalculer, chaque nuit, combien de jeunes sont encore attendus par place."""
    for territory in list_territories():
        tensions = refresh_tensions(territory.id)
        click.echo(f"{territory.name}{NBSP}: {len(tensions)} associations recalculées.")

"""Commands that refuse in French, in one sentence and without a trace."""

import errno
from typing import Any, NoReturn

import click
from flask.cli import AppGroup
from sqlalchemy.exc import DatabaseError

from app.core.errors import DomainError
from app.core.typography import NBSP

FILE_FAULTS = {
    errno.ENOENT: "fichier ou dossier introuvable",
    errno.EACCES: "accès refusé",
    errno.EROFS: "accès refusé, le disque est en lecture seule",
    errno.EISDIR: "c’est un dossier, pas un fichier",
    errno.ENOSPC: "plus de place sur le disque",
}
UNREADABLE = "fichier illisible"
UNREADY_BASE = "la base ne répond pas ou n’est pas prête. Essayez d’abord\u00a0: flask db upgrade"


class RefusedError(click.ClickException):
    """A command that cannot be done; the reason is French."""

    def show(self, file: Any = None) -> None:
        """Print the reason."""
        click.echo(f"Erreur{NBSP}: {self.message}", file=file, err=True)


class PortNumber(click.IntRange):
    """The number of a port."""

    def fail(self, *_: Any, **__: Any) -> NoReturn:
        """Refuse anything else in French."""
        raise RefusedError(f"un port est un nombre de {self.min} à {self.max}.")


class FrenchGroup(AppGroup):
    """Tells the refusals of services as sentences, not as traces."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command."""
        try:
            return super().invoke(ctx)
        except DomainError as error:
            raise RefusedError(error.message or type(error).__name__) from error
        except OSError as error:
            where = f"{error.filename}{NBSP}: " if error.filename else ""
            raise RefusedError(
                f"{where}{FILE_FAULTS.get(error.errno or 0, UNREADABLE)}."
            ) from error
        except DatabaseError as error:
            raise RefusedError(UNREADY_BASE) from error

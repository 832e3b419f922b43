"""The page of one workbook: where it stands, and when it may be taken."""

from dataclasses import dataclass

from app.auth.rules import Actor
from app.core import clock
from app.core.formats import count, datetime_text, number, time_text
from app.core.typography import NBSP, typo
from app.reports.choices import LABELS, read_choice
from app.reports.export_page import STATES, address_of, names_address_of
from app.reports.models import ExportRequest
from app.reports.requests import get_request, may_be_taken
from app.reports.rules import ExportState, is_slow_to_begin, is_watched

S = ExportState
RELOADED_EVERY = 3  # seconds
NOBODY = (
    "Rien ne prépare de classeur en ce moment : le service d’arrière-plan semble arrêté. Votre "
    "demande est gardée et sera traitée dès qu’il repart. Prévenez l’administration."
)

TOO_LATE = "Personne ne l’a téléchargé à temps. Refaites la demande pour en avoir un autre."


@dataclass(frozen=True, slots=True)
class ProgressPage:
    """Everything the page shows.

    `reloads` is in how many seconds the page reloads, 0 for never; `choice` leads to the same
    choice among the exports, `again` to where it is asked for again.
    """

    request: ExportRequest
    label: str
    state: str
    told: str
    may_be_taken: bool
    reloads: int
    is_under_way: bool
    choice: str
    again: str


def read_progress(reference: str, actor: Actor, *, watches: bool) -> ProgressPage:
    """Return the page of a workbook the person asked for.

    Args:
        watches: whether the page may reload by itself.

    Raises:
        NotFoundError: absent, or somebody else's.
    """
    request, now = get_request(reference, actor), clock.now()
    choice = read_choice(request.query, clock.today())
    ready = may_be_taken(request, now)
    reloads = watches and is_watched(request.state, request.asked_at, now)
    return ProgressPage(
        request=request,
        label=LABELS[choice.workbook],
        state=STATES[request.state],
        told=_told(request, ready),
        may_be_taken=ready,
        reloads=RELOADED_EVERY if reloads else 0,
        is_under_way=request.state in {S.WAITING, S.RUNNING},
        choice=address_of(choice.query),
        again=names_address_of(choice.query) if request.with_names else address_of(choice.query),
    )


def _told(request: ExportRequest, ready: bool) -> str:
    lines = count("ligne", request.rows)
    now = clock.now()
    if request.state is S.WAITING and is_slow_to_begin(request.state, request.asked_at, now):
        return typo(NOBODY)
    if request.state is S.READY and ready and request.expires_at:
        return f"{lines}. À télécharger avant {time_text(request.expires_at)}, une seule fois."
    if request.state is S.TAKEN and request.taken_at:
        taken = f"éléchargé le {datetime_text(request.taken_at)}"
        once = f"Déjà t{taken}{NBSP}: un classeur ne se télécharge qu’une fois."
        return f"{lines}. " + (f"T{taken}." if ready else once)
    return {
        S.WAITING: f"{lines}{NBSP}: la préparation va commencer.",
        S.RUNNING: f"{number(request.rows_done)} lignes écrites sur {number(request.rows)}.",
        S.FAILED: "La préparation a échoué plusieurs fois. L’administration peut lire pourquoi.",
    }.get(request.state, TOO_LATE)

"""The workbooks people ask for and take one by one: large ones, and those with names."""

import contextlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

from flask import current_app
from sqlalchemy import Select, delete, select

from app.auth.queries import get_actor
from app.auth.rules import Actor
from app.auth.service.sessions import confirm_password
from app.core import audit, clock
from app.core.clock import day_of
from app.core.db import db, transactional
from app.core.errors import NotFoundError
from app.core.formats import datetime_text
from app.core.typography import typo
from app.referrals.queries.kept import hold_other_tabs
from app.referrals.references import read_reference, unused_reference
from app.reports.choices import Choice, read_choice
from app.reports.exporting import name_workbook, order_today
from app.reports.journal import EXPORTED, NAMES_EXPORTED
from app.reports.models import ExportRequest
from app.reports.rules import DIRECT_ROWS, FILE_LIFE, KEPT_FOR, MAY_BE_TAKEN, UNDER_WAY, ExportState
from app.reports.workbooks import count_lines, write_order
from app.reports.workbooks.order import Order, order_of
from config import Settings

ASKED, NAMES_ASKED = "workbook.asked", "names.asked"
CHUNK = 64 * 1024
SHOWN, SHOWN_FOR = 10, timedelta(days=1)


class NotThereError(NotFoundError):
    """There is no file to take: the page of the request says why."""


@dataclass(frozen=True, slots=True)
class Parcel:
    """A workbook on its way to whoever asked for it."""

    name: str
    content: Iterator[bytes]


def ask_for_workbook(choice: Choice, actor: Actor) -> str:
    """Ask the worker for a large workbook; return the reference of the request.

    Asked twice, the same workbook is made once.
    """
    rows = count_lines(order_today(actor, choice))
    return _ask(choice, actor, rows)


def ask_for_names(choice: Choice, reason: str, password: str, address: str, actor: Actor) -> str:
    """Ask for a workbook with names; return the reference of the request.

    A small one is ready at once: it is made when it is taken, and no file is ever stored.

    Args:
        reason: why names are needed; kept with the request and written on the workbook.
        password: typed again by whoever sits there.
        address: where the request comes from.

    Raises:
        SignInRefusedError: the password is wrong, or the account has none.
        BlockedSignInError: too many wrong ones.
    """
    confirm_password(actor, password, address)
    rows = count_lines(order_today(actor, choice))
    return _ask_for_names(choice, reason, actor, rows)


def get_request(reference: str, actor: Actor) -> ExportRequest:
    """Return a workbook the person asked for.

    Raises:
        NotFoundError: absent, or somebody else's.
    """
    found = db.session.scalars(_own(reference, actor)).one_or_none()
    if found is None:
        raise NotFoundError
    return found


def list_own_requests(actor: Actor) -> Sequence[ExportRequest]:
    """Return the workbooks the person asked for in the last day, newest first."""
    since = clock.now() - SHOWN_FOR
    return db.session.scalars(
        select(ExportRequest)
        .where(ExportRequest.membership_id == actor.membership_id, ExportRequest.asked_at > since)
        .order_by(ExportRequest.id.desc())
        .limit(SHOWN)
    ).all()


def take_workbook(reference: str, actor: Actor) -> Parcel:
    """Give a workbook to whoever asked for it; its file is deleted once it was sent whole.

    The file is built before the trail is written: nobody waits for a workbook to write.

    Raises:
        NotFoundError: absent, or somebody else's.
        NotThereError: not ready, too old, or already taken.
    """
    request = get_request(reference, actor)
    if not may_be_taken(request, clock.now()):
        raise NotThereError
    if not request.file:
        order = order_of_request(request)
        content = write_order(order)
        return Parcel(_note_taken(reference, actor), iter([content]))
    path = folder_of_files() / request.file
    if not path.exists():
        raise NotThereError
    return Parcel(_note_taken(reference, actor), _send_once(path))


def order_of_request(request: ExportRequest) -> Order:
    """Return the order of a request: what its screen showed the day it was asked for.

    Raises:
        NotFoundError: the account was closed meanwhile.
    """
    actor = get_actor(request.membership_id)
    asked_on = day_of(request.asked_at)
    order = order_of(actor, read_choice(request.query, asked_on), asked_on)
    return replace(order, banner=_banner(request, actor)) if request.with_names else order


@transactional
def forget_old_requests() -> None:
    """Delete the requests of more than a year, with their reasons."""
    oldest = clock.now() - KEPT_FOR
    db.session.execute(delete(ExportRequest).where(ExportRequest.asked_at < oldest))


def folder_of_files() -> Path:
    """Return where large workbooks stay for an hour at most."""
    settings: Settings = current_app.config["SETTINGS"]
    return settings.export_folder


def delete_file(name: str) -> None:
    """Delete the file of a workbook, if it has one."""
    if name:
        with contextlib.suppress(OSError):  # what cannot be deleted now is looked for again
            (folder_of_files() / name).unlink()


@transactional
def _ask(choice: Choice, actor: Actor, rows: int) -> str:
    hold_other_tabs(actor)
    same = _find_under_way(choice, actor)
    if same is not None:
        return same.reference
    request = _new_request(choice, actor, rows)
    db.session.add(request)
    audit.record(ASKED, actor, "export", request.reference, filters=choice.query, rows=rows)
    return request.reference


@transactional
def _ask_for_names(choice: Choice, reason: str, actor: Actor, rows: int) -> str:
    request = _new_request(choice, actor, rows, reason)
    if rows <= DIRECT_ROWS:
        request.state, request.expires_at = ExportState.READY, request.asked_at + FILE_LIFE
    db.session.add(request)
    audit.record(NAMES_ASKED, actor, "export", request.reference, filters=choice.query, rows=rows)
    return request.reference


@transactional
def _note_taken(reference: str, actor: Actor) -> str:
    """Write that a workbook leaves; return its name."""
    now = clock.now()
    request = db.session.scalars(_own(reference, actor).with_for_update()).one_or_none()
    if request is None or not may_be_taken(request, now):
        raise NotThereError
    request.state, request.taken_at = ExportState.TAKEN, now
    if request.with_names:
        audit.record(NAMES_EXPORTED, actor, "export", reference, rows=request.rows)
    else:
        audit.record(EXPORTED, actor, "workbook", request.name, filters=request.query)
    return request.name


def may_be_taken(request: ExportRequest, now: datetime) -> bool:
    """A small workbook is taken once; a large one until its file was sent whole."""
    in_time = request.expires_at is not None and request.expires_at > now
    states = MAY_BE_TAKEN if request.file else {ExportState.READY}
    return in_time and request.state in states


def _find_under_way(choice: Choice, actor: Actor) -> ExportRequest | None:
    own = select(ExportRequest).where(
        ExportRequest.membership_id == actor.membership_id,
        ExportRequest.state.in_(UNDER_WAY),
        ~ExportRequest.with_names,
    )
    found = db.session.scalars(own.order_by(ExportRequest.id))
    return next((request for request in found if request.query == choice.query), None)


def _new_request(choice: Choice, actor: Actor, rows: int, reason: str = "") -> ExportRequest:
    now, with_names = clock.now(), bool(reason)
    today = day_of(now)
    return ExportRequest(
        reference=unused_reference(_is_used),
        membership_id=actor.membership_id,
        asked_at=now,
        query=choice.query,
        name=name_workbook(choice, actor.territory_id, today, with_names=with_names),
        with_names=with_names,
        reason=reason,
        state=ExportState.WAITING,
        rows=rows,
    )


def _own(reference: str, actor: Actor) -> Select[ExportRequest]:
    return select(ExportRequest).where(
        ExportRequest.reference == read_reference(reference),
        ExportRequest.membership_id == actor.membership_id,
    )


def _is_used(reference: str) -> bool:
    return bool(
        db.session.scalar(select(ExportRequest.id).where(ExportRequest.reference == reference))
    )


def _banner(request: ExportRequest, actor: Actor) -> str:
    """Return the line of an export with names: when, who, why."""
    asked = datetime_text(request.asked_at)
    who = f"{actor.name}, {actor.organisation_name}"
    return typo(f"Export nominatif du {asked} par {who}. Motif : {request.reason}")


def _send_once(path: Path) -> Iterator[bytes]:
    """Yield a file, and delete it after its last byte: a download that breaks may begin again."""
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            yield chunk
    path.unlink(missing_ok=True)

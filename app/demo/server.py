"""Serving the demonstration on this machine: the pages, and the worker that delivers mail."""

import contextlib
import errno
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from types import FrameType
from typing import Any

from flask import Flask
from werkzeug.serving import WSGIRequestHandler, make_server

from app.core.errors import DomainError
from config import ROOT, Settings

HOST = "127.0.0.1"
WAITING_CONNECTIONS = 128
FIRST_FREE_PORT, LAST_PORT = 8001, 65_535
PATIENCE_SECONDS = 10


class BusyPortError(DomainError):
    """Something else answers on that port."""


class QuietHandler(WSGIRequestHandler):
    """Says nothing of each page, neither to the terminal nor to the browser."""

    def log_request(self, *_facts: Any) -> None:
        """Keep the addresses people open out of the terminal."""

    def version_string(self) -> str:
        """Give no version away."""
        return "demo"


def open_port(port: int) -> socket.socket:
    """Return a listening socket of this machine only; port 0 chooses a free one.

    Raises:
        BusyPortError: the port is taken.
    """
    listener = socket.socket()
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((HOST, port))
    except OSError as error:
        listener.close()
        if error.errno != errno.EADDRINUSE:
            raise
        other = port + 1 if port < LAST_PORT else FIRST_FREE_PORT
        raise BusyPortError(
            f"Le port {port} est déjà pris. Essayez un autre\u00a0: PORT={other} make demo"
        ) from error
    listener.listen(WAITING_CONNECTIONS)
    return listener


def announce(app: Flask, listener: socket.socket) -> str:
    """Return the address people will type, which mails then lead to."""
    address = f"http://{HOST}:{listener.getsockname()[1]}"
    settings: Settings = app.config["SETTINGS"]
    app.config["SETTINGS"] = replace(settings, public_url=address)
    return address


def serve(app: Flask, listener: socket.socket, ready: Callable[[], None]) -> None:
    """Serve until Ctrl-C or SIGTERM, with a worker beside; both are stopped cleanly.

    Args:
        ready: called once pages answer.
    """
    server = make_server(
        HOST, 0, app, threaded=True, request_handler=QuietHandler, fd=listener.fileno()
    )
    signal.signal(signal.SIGTERM, _interrupt)
    address = app.config["SETTINGS"].public_url
    with _worker(address), contextlib.suppress(KeyboardInterrupt):
        ready()
        server.serve_forever()
    server.server_close()


@contextlib.contextmanager
def _worker(address: str) -> Iterator[None]:
    """Run `flask navette worker` in a child process that never outlives this one.

    Args:
        address: where the links of its mails lead.
    """
    command = [sys.executable, "-m", "flask", "--app", "app", "navette", "worker", "--with-parent"]
    child = subprocess.Popen(command, cwd=ROOT, env={**os.environ, "NAVETTE_PUBLIC_URL": address})  # noqa: S603 - our own command
    try:
        yield
    finally:
        child.terminate()
        try:
            child.wait(PATIENCE_SECONDS)
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()


def _interrupt(_signal: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt

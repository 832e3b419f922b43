"""What the journal of requests keeps of an address: which page, never a link's secret or a search.

`gunicorn.conf.py` names it; whoever asks for a journal of requests gets this one.
"""

import re
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

from gunicorn.glogging import Logger
from gunicorn.http.message import Request
from gunicorn.http.wsgi import Response

HIDDEN = "…"
SECRET = re.compile(r"^(/(?:invitation|connexion/lien|repondre)/)[^/]+")


def scrub(address: str) -> str:
    """Return an address without what opens a door, nor what was searched: its path at most."""
    return SECRET.sub(rf"\1{HIDDEN}", urlsplit(address).path)


class ScrubbedLog(Logger):
    """The journal of gunicorn, its addresses scrubbed."""

    def atoms(
        self, resp: Response, req: Request, environ: dict[str, Any], request_time: timedelta
    ) -> dict[str, Any]:
        """Return what a line of the journal may be made of."""
        path = scrub(str(environ.get("RAW_URI", "")))
        atoms: dict[str, Any] = super().atoms(resp, req, environ, request_time)
        kept = {name: value for name, value in atoms.items() if not name.startswith("{")}
        request = f"{environ.get('REQUEST_METHOD')} {path} {environ.get('SERVER_PROTOCOL')}"
        referrer = scrub(str(environ.get("HTTP_REFERER", "-")))
        return {**kept, "r": request, "U": path, "q": "", "f": referrer}

"""What every answer carries: strict headers, trusted hosts, a locked session cookie."""

from flask import Flask, Response, current_app, request, session
from flask_wtf.csrf import CSRFProtect
from werkzeug.middleware.proxy_fix import ProxyFix

from app.core.access import largest_request
from config import Settings

MEGABYTE = 1024 * 1024
HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
        "font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; "
        "object-src 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Robots-Tag": "noindex",
}
HSTS = "max-age=31536000; includeSubDomains"

csrf = CSRFProtect()


def init_security(app: Flask, settings: Settings) -> None:
    """Lock the doors; the sources of each figure are in spec/trust.md, F."""
    app.config.update(
        SECRET_KEY=settings.secret_key,
        TRUSTED_HOSTS=list(settings.trusted_hosts),
        MAX_CONTENT_LENGTH=MEGABYTE,
        MAX_FORM_MEMORY_SIZE=MEGABYTE,
        MAX_FORM_PARTS=200,
        SESSION_COOKIE_NAME="__Host-session" if settings.is_secure else "session",
        SESSION_COOKIE_SECURE=settings.is_secure,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_PATH="/",
        WTF_CSRF_TIME_LIMIT=None,
    )
    app.before_request(_make_room)  # before the token is looked for in what was sent
    csrf.init_app(app)
    if settings.proxy_count:
        count = settings.proxy_count
        app.wsgi_app = ProxyFix(  # type: ignore[method-assign]  # the way Flask documents
            app.wsgi_app, x_for=count, x_proto=count, x_host=count
        )

    @app.after_request
    def add_headers(response: Response) -> Response:
        response.headers.update(HEADERS)
        if settings.is_secure:
            response.headers["Strict-Transport-Security"] = HSTS
        if request.endpoint != "static" and session:
            response.headers["Cache-Control"] = "no-store"
        return response


def _make_room() -> None:
    """Let through a file that a view declares it accepts."""
    if length := largest_request(current_app, request.endpoint):
        request.max_content_length = length

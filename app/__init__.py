"""Navette: the only file that knows every package."""

import os
from pathlib import Path

from flask import Flask
from flask_migrate import Migrate

from app.auth import views as auth_views
from app.auth.permissions import init_permissions
from app.capacity import views as capacity_views
from app.cli import init_commands
from app.core import mailbox, pages
from app.core.db import db, init_db
from app.core.errors import answer_as_conflict, init_errors
from app.core.rate_limits import init_rate_limits
from app.core.security import init_security
from app.core.web import init_web
from app.navigation import init_navigation
from app.referrals import views as referrals_views
from app.referrals.steps import ForbiddenMoveError
from app.reports import views as reports_views
from app.steering.views import places as places_views
from app.steering.views import sheets as sheets_views
from app.steering.views import simulation
from config import ROOT, Settings, read_settings


def create_app(settings: Settings | None = None) -> Flask:
    """Return the application.

    Args:
        settings: those of the environment when None.

    Raises:
        ConfigurationError: production is not fully configured.
    """
    settings = settings or read_settings(os.environ)
    app = Flask(
        "app",
        root_path=str(Path(__file__).parent),
        static_folder=str(ROOT / "static"),
        template_folder=str(ROOT / "templates"),
        instance_path=str(ROOT / "instance"),
    )
    app.config["SETTINGS"] = settings
    app.config["SQLALCHEMY_DATABASE_URI"] = settings.database_url
    app.config["TESTING"] = settings.profile == "test"
    init_security(app, settings)
    init_db(app)
    Migrate(app, db, directory=str(ROOT / "migrations"), render_as_batch=True)
    init_web(app, settings)
    init_errors(app)
    answer_as_conflict(app, ForbiddenMoveError)
    init_permissions(app)
    init_rate_limits(app)
    init_navigation(app)
    _register(app)
    return app


def _register(app: Flask) -> None:
    """Mount every package's pages and commands."""
    app.register_blueprint(pages.bp)
    app.register_blueprint(mailbox.bp)
    app.register_blueprint(auth_views.bp)
    app.register_blueprint(auth_views.accounts)
    app.register_blueprint(auth_views.settings)
    app.register_blueprint(auth_views.sectors)
    app.register_blueprint(capacity_views.bp)
    app.register_blueprint(referrals_views.bp)
    app.register_blueprint(referrals_views.links)
    app.register_blueprint(places_views.bp)
    app.register_blueprint(sheets_views.bp)
    app.register_blueprint(simulation.bp)
    app.register_blueprint(reports_views.bp)
    init_commands(app)

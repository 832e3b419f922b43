"""The demonstration, prepared once for all the processes that run tests, then copied."""

import fcntl
import shutil
from dataclasses import replace
from pathlib import Path

from flask import Flask
from flask_migrate import upgrade

from app import create_app
from app.core.db import db
from app.demo.show import prepare_demo
from config import Profile, Settings
from tests.support.settings import make_settings


def demo_settings(database: Path) -> Settings:
    """Return the settings of a demonstration on this file, its mail beside it."""
    settings = make_settings(f"sqlite:///{database}", database.parent / "courriels")
    return replace(settings, profile=Profile.DEMO)


def prepared_demo(folder: Path) -> Path:
    """Return the file of a prepared demonstration; the first process to ask prepares it."""
    ready, under_way = folder / "demo.sqlite3", folder / "demo-under-way.sqlite3"
    with (folder / "demo.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not ready.exists():
            app = create_app(demo_settings(under_way))
            with app.app_context():
                upgrade()
                prepare_demo()
                db.session.remove()
                db.engine.dispose()
            under_way.rename(ready)
    return ready


def open_demo(prepared: Path, folder: Path) -> Flask:
    """Return the application on its own copy of the demonstration."""
    copy = folder / "demo.sqlite3"
    shutil.copyfile(prepared, copy)
    return create_app(demo_settings(copy))

"""How gunicorn runs Navette; what is not said here is its own default."""

logger_class = "app.core.access_log.ScrubbedLog"

"""The pages of reports: figures, and the workbooks one takes away."""

from flask import Blueprint

bp = Blueprint("reports", __name__)


from app.reports.views import exports, figures  # noqa: E402 - they mount their pages on bp

__all__ = ["bp", "exports", "figures"]

"""What a person keeps of their lists: filters under a name, the words of a search."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.core.base import Base

FILTER_NAME_LENGTH = 40
SEARCH_LENGTH = 100
SEARCH_KEY_LENGTH = 12


class SavedFilter(Base):
    """Filters of a list under a name, for one person in one role.

    `query` is a query string of ours, written from what the filters mean: no other name, no search.
    """

    __tablename__ = "saved_filter"
    __table_args__ = (UniqueConstraint("membership_id", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    membership_id: Mapped[int] = mapped_column(ForeignKey("membership.id"))
    name: Mapped[str] = mapped_column(String(FILTER_NAME_LENGTH))
    query: Mapped[str] = mapped_column(String(500))
    created_at: Mapped[datetime]


class KeptSearch(Base):
    """The words somebody looks for: the address of the list only holds their key (docs/adr/064)."""

    __tablename__ = "kept_search"

    key: Mapped[str] = mapped_column(String(SEARCH_KEY_LENGTH), primary_key=True)
    membership_id: Mapped[int] = mapped_column(ForeignKey("membership.id"), index=True)
    words: Mapped[str] = mapped_column(String(SEARCH_LENGTH))
    at: Mapped[datetime] = mapped_column(index=True)

"""Count what a page asks of the database."""

from typing import Any, Self

from sqlalchemy import Engine, event

NOT_COUNTED = ("BEGIN", "COMMIT", "ROLLBACK", "SAVEPOINT", "RELEASE", "PRAGMA")


class StatementCounter:
    """Records the SQL statements run while it is open: `with query_counter: ...`."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self.seen: list[str] = []

    def __enter__(self) -> Self:
        self.seen.clear()
        event.listen(self._engine, "before_cursor_execute", self._note)
        return self

    def __exit__(self, *_error: object) -> None:
        event.remove(self._engine, "before_cursor_execute", self._note)

    @property
    def count(self) -> int:
        """How many statements were run, transactions and settings apart."""
        return len(self.seen)

    def _note(self, _connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        if not statement.lstrip().upper().startswith(NOT_COUNTED):
            self.seen.append(statement)

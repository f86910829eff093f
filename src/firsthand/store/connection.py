"""One way to speak to either engine: statements with `?`, tuples back.

SQLAlchemy describes the tables and serves the rooms above (`Store.begin`); the store's own statements go
straight to the driver, for a search must not pay a quarter of a second to import a toolkit.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Final

Values = Sequence[Any]

WRITERS_LOCK: Final = 0x6669727374  # "first": on PostgreSQL writers wait for each other, for the chain has one end


class Connection(ABC):
    """A connection of one thread. Outside of `writing` each statement stands for itself."""

    dialect: str

    @abstractmethod
    def rows(self, statement: str, values: Values = ()) -> list[tuple[Any, ...]]:
        """All rows of the answer."""

    @abstractmethod
    def run(self, statement: str, values: Values = ()) -> int:
        """How many rows were changed."""

    @abstractmethod
    def many(self, statement: str, values: Iterable[Values]) -> None:
        """The statement once for each of `values`."""

    @abstractmethod
    def begin(self) -> None:
        """Begin a transaction that no other writer can come between."""

    @abstractmethod
    def begin_reading(self) -> None:
        """Begin a transaction that sees the store as it is now, whatever others write."""

    @abstractmethod
    def commit(self) -> None: ...

    @abstractmethod
    def roll_back(self) -> None: ...

    @abstractmethod
    def close(self) -> None: ...

    def is_open(self) -> bool:
        """False once the server has hung up: a new connection is needed."""
        return True

    def one(self, statement: str, values: Values = ()) -> tuple[Any, ...] | None:
        """The first row, None where there is none."""
        found = self.rows(statement, values)
        return found[0] if found else None

    def value(self, statement: str, values: Values = ()) -> Any:
        """The first column of the first row; None where there is none."""
        row = self.one(statement, values)
        return row[0] if row else None

    @contextmanager
    def writing(self) -> Iterator[None]:
        """A transaction: all of it is kept, or nothing."""
        self.begin()
        try:
            yield
        except BaseException:
            self.roll_back()
            raise
        self.commit()

    @contextmanager
    def reading(self) -> Iterator[None]:
        """A transaction that sees one state of the store."""
        self.begin_reading()
        try:
            yield
        finally:
            self.roll_back()

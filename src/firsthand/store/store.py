"""The book of record: everything that came in, kept, found again, and provably unchanged."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Final, TextIO

from firsthand.errors import NoStore, StoreDamaged, StoreReadOnly, StoreVersion
from firsthand.model.document import Document
from firsthand.model.reading import Reading
from firsthand.store import browsing, finding, overview, sqlite, upgrade
from firsthand.store.connection import Connection
from firsthand.store.decision import Decided, Decision
from firsthand.store.entry import Entry, Fault, Kept, KeptFailure, Redacted, Run
from firsthand.store.overview import Placed, Points
from firsthand.store.query import Hit, Page, Query, Row

if TYPE_CHECKING:
    import sqlalchemy
    from sqlalchemy.engine import Engine

DEFAULT_NAME: Final = "firsthand.db"
NAMED_BY: Final = "FIRSTHAND_STORE"  # the environment variable that names the store
_SERVER: Final = ("postgresql://", "postgres://", "postgresql+psycopg://")


def default_name() -> str:
    """The store that commands use: from the environment, or `firsthand.db` here."""
    return os.environ.get(NAMED_BY) or DEFAULT_NAME


@dataclass(frozen=True, slots=True)
class Change:
    """A report kept, renewed or redacted by the batch `sequence`. `state` as in `Row`."""

    sequence: int
    report_id: str
    state: str


class Store:
    """A store, open. Every thread has a connection of its own; a store may be used from several threads.

    StoreError and its kinds say what is wrong and how to mend it.
    """

    def __init__(self, name: str, path: Path | None, *, read_only: bool) -> None:
        """Use `Store.open`."""
        self.name = name
        self.path = path
        self.read_only = read_only
        self._mine = threading.local()
        self._all: list[tuple[int, Connection]] = []
        self._lock = threading.Lock()
        self._engine: tuple[int, Engine] | None = None

    @classmethod
    def open(cls, name: str | Path | None = None, *, create: bool = False, read_only: bool = False) -> Store:
        """The store `name`: a file, or postgresql://user@host/database; None for the default.

        With `create` a store that is not there is made; without, NoStore. An older store is brought to
        the newest shape first (unless `read_only`); one of a newer Firsthand is refused (StoreVersion).
        """
        wanted = str(name) if name is not None else default_name()
        server = wanted.startswith(_SERVER)
        path = None if server else Path(wanted)
        if path is not None:
            _prepare(path, create and not read_only)
        store = cls(wanted, path, read_only=read_only)
        try:
            store._ready(create and not read_only)
        except BaseException:
            store.close()
            raise
        return store

    def __enter__(self) -> Store:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of every connection."""
        with self._lock:
            for process, connection in self._all:
                if process == os.getpid():
                    connection.close()
            self._all.clear()
            if self._engine is not None and self._engine[0] == os.getpid():
                self._engine[1].dispose()
            self._engine = None
            self._mine = threading.local()

    @property
    def dialect(self) -> str:
        """ "sqlite" or "postgresql"."""
        return "sqlite" if self.path is not None else "postgresql"

    def shown_name(self) -> str:
        """The name without a password."""
        return self.name if self.path is not None else without_password(self.name)

    # Keeping

    def keep(self, entries: Iterable[Entry], run: str | None = None, *, renew: bool = False) -> Kept:
        """`entries` in one transaction: one acknowledged batch, one link of the chain.

        When this returns, all of them are on the disk; when it raises, none is. What the store has already
        is not written again; a reading beats a report stored unread; with `renew`, a reading that differs
        from the one kept takes its place. Batches of some hundred entries cost least. `run` names the run
        that `runs` counts it under.
        """

        from firsthand.store import keeping

        listed = list(entries)
        self._writable()
        return keeping.keep(self.connection(), listed, run, renew=renew)

    def tidy(self) -> None:
        """After many batches: SQLite's word index in fewer pieces, a seventh smaller (a bounded piece of work, and only
        where there is some); on PostgreSQL the statistics that its planner goes by."""
        from firsthand.store import index

        self._writable()
        index.tidy(self.connection())

    # Reading

    def report(self, report_id: str) -> Row:
        """One report as in a list, with its sources. NotKept where there is none."""
        return browsing.report(self.connection(), self.shown_name(), report_id)

    def document(self, report_id: str) -> Document:
        """The text of a report and what came with it. NotKept where there is none or it was redacted."""
        return browsing.document(self.connection(), self.shown_name(), report_id)

    def reading(self, report_id: str) -> Reading:
        """The reading as it was kept, every span held against the text; for a report stored unread, one without
        records that says so. NotKept where there is none or it was redacted."""
        return browsing.reading(self.connection(), self.shown_name(), report_id)

    def readings(self, ids: Sequence[str] | None = None, batch: int = 256) -> Iterator[tuple[str, Reading]]:
        """(report id, reading) of the reports named, or of all that were read, newest first; `batch` at a time."""
        return browsing.readings(self.connection(), self.shown_name(), ids, batch)

    def reports(self, after: str | None = None, limit: int = 100, query: Query | None = None) -> Page[Row]:
        """One page of reports, newest first; those that `query` finds, where given."""
        return browsing.reports(self.connection(), after, limit, query)

    def find(self, query: Query) -> Page[Hit]:
        """One page of answers; see `Query`."""
        return finding.find(self.connection(), query)

    def count(self, query: Query) -> int:
        """How many answers there are in all."""
        return finding.count(self.connection(), query)

    def points(self, query: Query) -> Points:
        """The events that answer `query`, as columns for a map: 100,000 of them in a fraction of a second."""
        return overview.points(self.connection(), query)

    def placed(self, query: Query, told: str) -> Placed:
        """The same added up by place, with how many of them have the modality `told`."""
        return overview.placed(self.connection(), query, told)

    def published_days(self) -> list[tuple[str, int]]:
        """(ISO day, number of reports published that day), days in order."""
        return overview.published_days(self.connection())

    def failures(self) -> tuple[KeptFailure, ...]:
        """Sources that could not be read, by name."""
        return browsing.failures(self.connection())

    def runs(self) -> tuple[Run, ...]:
        """Runs of intake, latest first."""
        return browsing.runs(self.connection())

    def changes(
        self, after_sequence: int = 0, limit: int | None = None, after_report: str | None = None
    ) -> tuple[Change, ...]:
        """Reports kept, renewed or redacted after a batch (with `after_report`, after that report of the batch), in
        order of their batches. A report stands at its latest batch only."""
        found = browsing.changes(self.connection(), after_sequence, after_report, limit)
        return tuple(Change(*one) for one in found)

    def total(self) -> int:
        """How many reports there are, redacted ones included."""
        return int(self.connection().value("SELECT count(*) FROM reports"))

    def sequence(self) -> int:
        """The latest batch; 0 for an empty store."""
        return int(self.connection().value("SELECT coalesce(max(sequence), 0) FROM batches"))

    # Reviewing, proving, removing

    def decide(self, decision: Decision) -> int:
        """Keep what a reviewer decided; the number of the decision."""
        from firsthand.store import reviewing

        self._writable()
        return reviewing.decide(self.connection(), self.shown_name(), decision)

    def decisions(
        self, report_id: str | None = None, record_id: str | None = None, after: int = 0
    ) -> tuple[Decided, ...]:
        """Decisions in order, all or of one report or record, after a number."""
        from firsthand.store import reviewing

        return reviewing.decisions(self.connection(), report_id, record_id, after)

    def dump(self, out: TextIO) -> int:
        """Everything that was kept as JSON lines, sorted: equal for equal input, whatever the order, the engine or
        the number of processes. Clock times and batches are left out. How many lines."""
        from firsthand.store import dumping

        return dumping.dump(self.connection(), out)

    def verify(self, tell: Callable[[int, int], None] | None = None) -> tuple[Fault, ...]:
        """Every item that is not as it was kept; empty where all is well. `tell(done, all)` is told of progress."""
        from firsthand.store import proving

        return proving.verify(self.connection(), tell)

    def redact(self, report_id: str, reason: str) -> Redacted:
        """Remove a text for good: from every report that has it, the search index, the free pages and the journal.

        The chain stays valid: a tombstone with the reason stands in the report's place, and the same text is not
        taken in again. Decisions on these reports and the tables of the rooms above go with it. NotKept where
        there is no such report.
        """
        from firsthand.store import redacting

        self._writable()
        return redacting.redact(self, report_id, reason)

    # Connections

    def connection(self) -> Connection:
        """This thread's connection. A process that was forked gets its own."""
        mine: tuple[int, Connection] | None = getattr(self._mine, "connection", None)
        if mine is None or mine[0] != os.getpid() or not mine[1].is_open():
            mine = (os.getpid(), self._connect())
            self._mine.connection = mine
            with self._lock:
                self._all.append(mine)
        return mine[1]

    @contextmanager
    def begin(self) -> Iterator[sqlalchemy.Connection]:
        """A SQLAlchemy connection inside of one transaction that may write, for the rooms above: kept at the end, or
        rolled back where an error passes. It holds the write lock: no other process can write meanwhile."""
        with self.engine().begin() as connection:
            yield connection

    @contextmanager
    def snapshot(self) -> Iterator[sqlalchemy.Connection]:
        """A SQLAlchemy connection that sees the store as it is now and cannot write. It waits for no writer, and
        no writer waits for it."""
        from firsthand.store.engines import READING

        with self.engine().connect().execution_options(**{READING: True}) as connection, connection.begin():
            yield connection

    def engine(self) -> Engine:
        """The SQLAlchemy engine of this store."""
        from firsthand.store.engines import engine

        with self._lock:
            if self._engine is None or self._engine[0] != os.getpid():
                self._engine = (os.getpid(), engine(self.name, self.path, read_only=self.read_only))
            return self._engine[1]

    def _connect(self) -> Connection:
        if self.path is not None:
            return sqlite.SqliteConnection(self.path, read_only=self.read_only)
        from firsthand.store.postgres import PostgresConnection

        return PostgresConnection(self.name, read_only=self.read_only)

    def _ready(self, create: bool) -> None:
        connection = self.connection()
        found = upgrade.version(connection)
        if found is None and upgrade.is_empty(connection):
            if not create:
                raise NoStore(
                    self.shown_name(), "holds no store yet; run `firsthand add` first, or open it with create=True"
                )
        elif upgrade.check(self.shown_name(), found):
            return
        elif self.read_only:
            raise StoreVersion(
                self.shown_name(), "has an older shape; open it once for writing, and it is brought up to date"
            )
        upgrade.upgrade(self.engine(), self.shown_name())

    def _writable(self) -> None:
        if self.read_only:
            raise StoreReadOnly(self.shown_name(), "was opened read-only; open it for writing")


def _prepare(path: Path, create: bool) -> None:
    if not path.exists():
        if not create:
            raise NoStore(str(path), "there is no such store; run `firsthand add` first, or check the name")
        sqlite.create(path)
    elif path.is_dir():
        raise NoStore(str(path), "is a folder; name a file in it")
    elif not sqlite.is_sqlite(path):
        raise StoreDamaged(
            str(path), "is no SQLite database, or cannot be read; check the name, and your right to read it"
        )


def without_password(url: str) -> str:
    """A database address as it may be shown."""
    scheme, mark, rest = url.partition("://")
    who, at, where = rest.rpartition("@")
    return f"{scheme}{mark}{who.partition(':')[0]}{at}{where}" if at else url

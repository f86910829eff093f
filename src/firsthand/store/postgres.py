"""PostgreSQL: a store that many share. What is special to it stands here.

Words and phrases find the same as on SQLite. A tsvector holds at most 255 positions of a word, none above
16,383, and one megabyte in all; reports beyond that are marked (`long`) and their phrases are looked for in
their words themselves.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from firsthand.errors import MissingPart, NoStore, StoreBusy, StoreError, StoreFull, StoreReadOnly
from firsthand.store.asking import Phrase
from firsthand.store.connection import WRITERS_LOCK, Connection, Values
from firsthand.store.index import Indexed

if TYPE_CHECKING:
    from firsthand.store.finding import Sought

try:
    import psycopg
    from psycopg import errors
except ImportError as error:
    raise MissingPart(
        "a store on PostgreSQL needs psycopg; install it with: pip install 'firsthand[postgres]'"
    ) from error

WAIT_SECONDS: Final = 60
_MOST_POSITIONS: Final = 255
_LAST_POSITION: Final = 16_383
_MOST_BYTES: Final = 900_000
EXACT, NO_PHRASES, NO_WORDS = 0, 1, 2


class PostgresConnection(Connection):
    dialect = "postgresql"

    def __init__(self, url: str, *, read_only: bool = False) -> None:
        self.shown = _shown(url)
        with self._told():
            self.raw = psycopg.connect(_driver_url(url), autocommit=True, connect_timeout=10)
            self.raw.execute(f"SET lock_timeout = '{WAIT_SECONDS}s'")
            # The answer must not depend on how large the planner thinks a list in a function is.
            self.raw.execute("SET jit = off")
            if read_only:
                self.raw.execute("SET default_transaction_read_only = on")

    def rows(self, statement: str, values: Values = ()) -> list[tuple[Any, ...]]:
        with self._told():
            return self.raw.execute(_translated(statement), values).fetchall()

    def run(self, statement: str, values: Values = ()) -> int:
        with self._told():
            return self.raw.execute(_translated(statement), values).rowcount

    def many(self, statement: str, values: Iterable[Values]) -> None:
        listed = list(values)
        if listed:
            with self._told(), self.raw.cursor() as cursor:
                cursor.executemany(_translated(statement), listed)

    def begin(self) -> None:
        self.run("BEGIN")
        try:
            self.run("SELECT pg_advisory_xact_lock(?)", (WRITERS_LOCK,))
        except BaseException:
            self.roll_back()
            raise

    def begin_reading(self) -> None:
        self.run("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")

    def commit(self) -> None:
        self.run("COMMIT")

    def roll_back(self) -> None:
        if not self.raw.closed:
            with self._told():
                self.raw.rollback()

    def close(self) -> None:
        self.raw.close()

    def is_open(self) -> bool:
        return not self.raw.closed

    @contextmanager
    def _told(self) -> Iterator[None]:
        """PostgreSQL's errors as ours, with the mend."""
        try:
            yield
        except errors.DiskFull as error:
            raise StoreFull(
                self.shown,
                f"the server's disk is full ({_said(error)}); free some space and run the same command again: what was acknowledged is kept",
            ) from error
        except (errors.ReadOnlySqlTransaction, errors.InsufficientPrivilege) as error:
            raise StoreReadOnly(
                self.shown, f"may not be written ({_said(error)}); ask for the right to write to this database"
            ) from error
        except (errors.LockNotAvailable, errors.DeadlockDetected, errors.TooManyConnections) as error:
            raise StoreBusy(self.shown, f"is held by others ({_said(error)}); try again in a while") from error
        except (errors.InvalidCatalogName, errors.InvalidPassword, errors.InvalidAuthorizationSpecification) as error:
            raise NoStore(
                self.shown, f"cannot be opened ({_said(error)}); check the database's name, user and password"
            ) from error
        except (psycopg.OperationalError, psycopg.InterfaceError, psycopg.ProgrammingError) as error:
            if isinstance(error, psycopg.ProgrammingError) and "connection" not in str(error):
                raise
            raise StoreError(
                self.shown,
                f"does not answer ({_said(error)}); check that the server runs and the address is right: what was acknowledged is kept",
            ) from error


def _said(error: BaseException) -> str:
    return " ".join(str(error).split()) or type(error).__name__


@cache
def _translated(statement: str) -> bytes:
    return statement.replace("%", "%%").replace("?", "%s").encode("utf-8")


def _driver_url(url: str) -> str:
    return url.replace("postgresql+psycopg://", "postgresql://", 1)


def sqlalchemy_url(url: str) -> str:
    """The address with the driver named, as SQLAlchemy wants it."""
    return "postgresql+psycopg://" + url.partition("://")[2]


def _shown(url: str) -> str:
    from firsthand.store.store import without_password

    return without_password(url)


def word_row(line: Indexed) -> tuple[Any, ...]:
    """The columns of `words` for a report."""
    title, body = line.title.split(), line.body.split()
    places: dict[str, list[int]] = {}
    for at, word in enumerate(title, 1):
        places.setdefault(word, []).append(at)
    begin = len(title) + 2  # no phrase runs from the title into the text
    for at, word in enumerate(body, begin):
        places.setdefault(word, []).append(at)
    exact = begin + len(body) <= _LAST_POSITION and all(len(one) <= _MOST_POSITIONS for one in places.values())
    bare = exact or sum(len(word.encode("utf-8")) + 8 for word in places) < _MOST_BYTES
    if exact:
        vector = " ".join(f"'{word}':{','.join(map(str, at))}" for word, at in places.items())
        exact = len(vector) < _MOST_BYTES
    if not exact:
        vector = " ".join(f"'{word}'" for word in places) if bare else ""
    state = EXACT if exact else NO_PHRASES if bare else NO_WORDS
    kept = ("", "") if exact else (line.title, line.body)
    return (line.number, vector, list(line.tokens), *kept, state)


def candidates(connection: Connection, sought: Sought, rank: int, limit: int | None) -> list[tuple[int, int]]:
    """(rank, number) of reports that may hold an answer, in order, after `rank`."""
    table, tests, values = _where(sought)
    cut = "" if limit is None else f" LIMIT {int(limit)}"
    return [
        (int(one), int(number))
        for one, number in connection.rows(
            f"SELECT p.rank, p.number FROM {table} WHERE {tests} AND p.rank > ? ORDER BY p.rank{cut}", (*values, rank)
        )
    ]


def count_reports(connection: Connection, sought: Sought) -> int:
    """How many reports fit."""
    table, tests, values = _where(sought)
    return int(connection.value(f"SELECT count(*) FROM {table} WHERE {tests}", values))


def _where(sought: Sought) -> tuple[str, str, tuple[Any, ...]]:
    tests, values = [sought.bounds], list(sought.bound_values)
    for group in sought.narrowing():
        tests.append("w.facets && ?::text[]")
        values.append(list(group))
    if sought.asked is not None:
        for phrase in sought.asked.wanted:
            test, more = _phrase_test(phrase)
            tests.append(test)
            values += more
        for phrase in sought.asked.unwanted:
            test, more = _phrase_test(phrase)
            tests.append(f"NOT {test}")
            values += more
    table = "reports p JOIN words w ON w.number = p.number" if len(tests) > 1 else "reports p"
    return table, " AND ".join(tests), tuple(values)


def _phrase_test(phrase: Phrase) -> tuple[str, list[Any]]:
    """Does a phrase stand in the title or in the text?"""
    words = [f"'{word}'" for word in phrase.words]
    if phrase.open:
        words[-1] += ":*"
    said = " " + " ".join(phrase.words) + ("" if phrase.open else " ")
    spelled = "(strpos(' ' || w.body || ' ', ?) > 0 OR strpos(' ' || w.title || ' ', ?) > 0)"
    together = " & ".join(words)
    if len(words) == 1:
        return f"(w.words @@ ?::tsquery OR (w.long = {NO_WORDS} AND {spelled}))", [together, said, said]
    test = (
        f"((w.words @@ ?::tsquery AND ((w.long = {EXACT} AND w.words @@ ?::tsquery) OR (w.long = {NO_PHRASES} AND {spelled})))"
        f" OR (w.long = {NO_WORDS} AND {spelled}))"
    )
    return test, [together, " <-> ".join(words), said, said, said, said]

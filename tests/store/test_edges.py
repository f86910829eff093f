"""Disks that are full, files that may not be written, stores of other versions, processes at once."""

from __future__ import annotations

import io
import multiprocessing
import os
import resource
import shutil
import signal
import sqlite3
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.store.samples import article, reading

from firsthand.errors import (
    BadValue,
    MissingPart,
    NoStore,
    StoreBusy,
    StoreError,
    StoreFull,
    StoreReadOnly,
    StoreVersion,
)
from firsthand.model.claim import Claim
from firsthand.model.document import Document
from firsthand.store import Decision, Entry, Query, Store
from firsthand.store.codec import Packed, opened, packed, squeezed
from firsthand.store.store import without_password
from firsthand.store.terms import asked_days, asked_sizes, day_tokens, size_tokens
from firsthand.store.words import folded, words


@pytest.fixture
def path(ready_file: Path, tmp_path: Path) -> Path:
    return Path(shutil.copyfile(ready_file, tmp_path / "book.db"))


def _fill(path: str, numbers: list[int], size: int) -> None:
    with Store.open(path) as store:
        for first in range(0, len(numbers), size):
            store.keep([Entry(source=str(n), reading=reading(n)) for n in numbers[first : first + size]])


def test_two_processes_at_once_leave_the_store_of_one(store_name: str, tmp_path: Path, ready_file: Path) -> None:
    numbers = list(range(16))
    for n in numbers:
        reading(n)  # made once, before the fork
    fork = multiprocessing.get_context("fork")
    workers = [fork.Process(target=_fill, args=(store_name, listed, 3)) for listed in (numbers, numbers[::-1])]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
        assert worker.exitcode == 0
    calm = shutil.copyfile(ready_file, tmp_path / "calm.db")
    _fill(str(calm), numbers, 16)
    with Store.open(store_name) as store, Store.open(calm) as other:
        assert store.verify() == ()
        one, two = io.StringIO(), io.StringIO()
        assert store.dump(one) == other.dump(two) == 16
        assert one.getvalue() == two.getvalue()


def test_a_process_killed_in_a_batch_leaves_whole_batches(path: Path) -> None:
    """A sample; tools/crash_test.py does two hundred rounds."""
    for n in range(20):
        reading(n)
    fork = multiprocessing.get_context("fork")
    for wait in (0.02, 0.08, 0.2):
        worker = fork.Process(target=_fill, args=(str(path), list(range(20)), 2))
        worker.start()
        worker.join(wait)
        worker.kill()
        worker.join()
        with Store.open(path) as store:
            assert store.total() % 2 == 0
            assert store.verify() == ()
    _fill(str(path), list(range(20)), 2)
    with Store.open(path) as store:
        assert store.total() == 20


def _until_full(path: str, out: multiprocessing.connection.Connection) -> None:  # type: ignore[name-defined]
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    with Store.open(path) as store:
        limit = Path(path).stat().st_size + 300_000
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
        kept = 0
        try:
            for n in range(1000):
                store.keep([Entry(source=str(n), document=Document(text=article(n) * 40))])
                kept += 1
        except StoreError as error:
            out.send((kept, type(error).__name__, str(error)))


def test_a_full_disk_is_said_and_loses_nothing(path: Path) -> None:
    here, there = multiprocessing.Pipe()
    fork = multiprocessing.get_context("fork")
    worker = fork.Process(target=_until_full, args=(str(path), there))
    worker.start()
    kept, kind, said = here.recv()
    worker.join()
    assert kind == StoreFull.__name__
    assert "what was acknowledged is kept" in said
    with Store.open(path) as store:
        assert store.total() == kept > 0
        assert store.verify() == ()
        store.keep([Entry(source="later", reading=reading(1))])


def test_a_file_that_may_not_be_written(path: Path) -> None:
    with Store.open(path, read_only=True) as store, pytest.raises(StoreReadOnly, match="read-only"):
        store.keep([Entry(source="x", reading=reading(1))])
    with Store.open(path, read_only=True) as store:
        for attempt in (
            lambda: store.redact("00", "why"),
            lambda: store.decide(Decision(record_id="a", report_id="00", verdict="accept", reason="", reviewer="A")),
        ):
            with pytest.raises(StoreReadOnly):
                attempt()


def test_the_engine_itself_refuses_to_write_a_read_only_store(path: Path) -> None:
    from firsthand.store.sqlite import SqliteConnection

    connection = SqliteConnection(path, read_only=True)
    with pytest.raises(StoreReadOnly, match="right to write"):
        connection.run("DELETE FROM reports")
    connection.close()


def test_a_read_only_disk(path: Path, tmp_path: Path) -> None:
    """A disk mounted for reading, in a namespace of its own: the store is searched as ever, and says why it keeps nothing."""
    with Store.open(path) as store:
        store.keep([Entry(source="x", reading=reading(1))])
    disk = tmp_path / "disk"
    disk.mkdir()
    script = (
        'mount -t tmpfs none "$1" && cp "$2" "$1/book.db" && mount -o remount,ro "$1" && exec "$3" -c "$4" "$1/book.db"'
    )
    done = subprocess.run(
        ["unshare", "-rm", "sh", "-c", script, "sh", disk, path, sys.executable, _ON_READ_ONLY_DISK],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    if "unshare" in done.stderr or "mount:" in done.stderr:
        pytest.skip(f"no namespace of our own to mount a disk in: {done.stderr.strip()}")
    assert done.stdout.splitlines() == ["1 report, 0 faults, snapshot 1", "StoreReadOnly"], done.stderr


_ON_READ_ONLY_DISK = """
import sys
from sqlalchemy import text
from firsthand.errors import FirsthandError
from firsthand.store import Query, Store
with Store.open(sys.argv[1], read_only=True) as store:
    with store.snapshot() as connection:
        seen = connection.execute(text("SELECT count(*) FROM reports")).scalar_one()
    print(f"{store.count(Query(kind='report'))} report, {len(store.verify())} faults, snapshot {seen}")
try:
    Store.open(sys.argv[1])
except FirsthandError as error:
    print(type(error).__name__)
"""


def test_a_folder_that_may_only_be_read(path: Path) -> None:
    """The same by rights alone, for a user who is not root."""
    with Store.open(path) as store:
        store.keep([Entry(source="x", reading=reading(1))])
    child = os.fork()
    if child == 0:  # pragma: no cover
        code = 1
        try:
            path.chmod(0o444)
            path.parent.chmod(0o555)
            for folder in path.parents:
                if folder.stat().st_mode & 0o005 != 0o005:
                    folder.chmod(folder.stat().st_mode | 0o005)
            if os.geteuid() == 0:
                os.setgid(65534)
                os.setuid(65534)
            with Store.open(path, read_only=True) as store:
                code = 0 if store.total() == 1 else 2
            try:
                Store.open(path)
                code = 3
            except StoreReadOnly:
                pass
        finally:
            os._exit(code)
    _, ended = os.waitpid(child, 0)
    path.parent.chmod(0o755)
    assert os.waitstatus_to_exitcode(ended) == 0


def test_a_store_that_is_held_says_so(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("firsthand.store.sqlite.WAIT_SECONDS", 0.1)
    holder = sqlite3.connect(path, isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    with Store.open(path) as store, pytest.raises(StoreBusy, match="another process"):
        store.keep([Entry(source="x", reading=reading(1))])
    holder.close()


def test_names_of_no_store(tmp_path: Path) -> None:
    for name in (tmp_path / "none.db", tmp_path, tmp_path / "no" / "folder.db"):
        with pytest.raises(NoStore):
            Store.open(name)
    with pytest.raises(NoStore):
        Store.open(tmp_path / "no" / "folder.db", create=True)


def test_a_store_of_a_newer_version_is_refused_politely(path: Path) -> None:
    raw = sqlite3.connect(path)
    raw.execute("UPDATE alembic_version SET version_num = '9999'")
    raw.commit()
    raw.close()
    with pytest.raises(StoreVersion, match="pip install --upgrade firsthand"):
        Store.open(path)


def test_a_database_of_somebody_else_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    raw = sqlite3.connect(path)
    raw.execute("CREATE TABLE photos (name TEXT)")
    raw.commit()
    raw.close()
    with pytest.raises(StoreVersion, match="no store of Firsthand"):
        Store.open(path, create=True)


def test_the_first_shape_of_a_store_still_opens(
    store_name: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    """A store as the first migration left it, with a report in it, brought to the newest shape."""
    from alembic import command
    from alembic.config import Config

    import firsthand.store.upgrade as steps
    from firsthand.store import sqlite

    if store_name.startswith("postgresql"):
        name: str | Path = request.getfixturevalue("postgres_url")
        old = Store(str(name), None, read_only=False)
    else:
        name = tmp_path / "old.db"
        sqlite.create(name)
        old = Store(str(name), name, read_only=False)
    config = Config()
    config.set_main_option("script_location", str(Path(steps.__file__).parent / "migrations"))
    with old.engine().begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")
    old.keep([Entry(source="x", reading=reading(1))])
    old.close()
    with Store.open(name) as store:
        assert steps.version(store.connection()) == steps.NEWEST
        assert next(read for _, read in store.readings()) == reading(1)
        assert store.verify() == ()


def test_the_newest_migration_is_the_one_that_opening_asks_for() -> None:
    import firsthand.store.upgrade as steps

    folder = Path(steps.__file__).parent / "migrations" / "versions"
    there = sorted(one.name[:4] for one in folder.glob("[0-9]*.py"))
    assert (steps.NEWEST, list(steps.KNOWN)) == (there[-1], there)


def test_the_tables_are_what_the_schema_says(store: Store) -> None:
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    from firsthand.store.schema import BY_HAND, metadata

    def ours(name: str | None, kind: str, parents: object) -> bool:
        return not (kind == "table" and name and name.split("_")[0] in BY_HAND)

    with store.snapshot() as connection:
        context = MigrationContext.configure(connection, opts={"include_name": ours, "compare_type": False})
        assert compare_metadata(context, metadata) == []


def test_rooms_above_write_in_one_transaction(store: Store) -> None:
    from sqlalchemy import text

    store.keep([Entry(source="x", reading=reading(1))])

    def half() -> None:
        with store.begin() as connection:
            connection.execute(text("UPDATE reports SET words = 0"))
            raise RuntimeError

    with pytest.raises(RuntimeError):
        half()
    assert store.verify() == ()
    with store.begin() as connection:
        assert connection.execute(text("SELECT count(*) FROM reports")).scalar() == 1


def test_readers_wait_for_no_writer(store: Store) -> None:
    """A process of its own holds a transaction that has written; reading goes on at once, and sees what was there before."""
    from sqlalchemy import text

    store.keep([Entry(source="x", reading=reading(1))])
    held = subprocess.Popen(
        [sys.executable, "-c", _HOLDER, store.name], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert held.stdin is not None
    assert held.stdout is not None
    try:
        assert held.stdout.readline() == "holding\n"
        with store.snapshot() as connection:
            assert connection.execute(text("SELECT words FROM reports")).scalar_one() > 0
        assert store.total() == 1
        held.stdin.write("end\n")
        held.stdin.flush()
        assert held.stdout.readline() == "ended\n"
        with store.snapshot() as connection:
            assert connection.execute(text("SELECT words FROM reports")).scalar_one() == 0
    finally:
        held.stdin.close()
        held.stdout.close()
        held.wait()


_HOLDER = """
import sys
from sqlalchemy import text
from firsthand.store import Store
with Store.open(sys.argv[1]) as store:
    with store.begin() as connection:
        connection.execute(text("UPDATE reports SET words = 0"))
        print("holding", flush=True)
        sys.stdin.readline()
    print("ended", flush=True)
"""


def test_a_snapshot_cannot_write(store: Store) -> None:
    from sqlalchemy import text
    from sqlalchemy.exc import DatabaseError

    store.keep([Entry(source="x", reading=reading(1))])
    with store.snapshot() as connection, pytest.raises(DatabaseError, match=r"read-?only"):
        connection.execute(text("UPDATE reports SET words = 0"))
    with store.begin() as connection:
        connection.execute(text("UPDATE reports SET words = words"))


def test_threads_have_connections_of_their_own(store: Store) -> None:
    store.keep([Entry(source=str(n), reading=reading(n)) for n in range(6)])
    counts: list[int] = []
    threads = [threading.Thread(target=lambda: counts.append(store.count(Query(kind="figure")))) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(counts)) == 1
    assert len(counts) == 6


def test_a_server_that_does_not_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    try:
        with pytest.raises(StoreError, match=r"anna@127\.0\.0\.1:1/none: does not answer") as told:
            Store.open("postgresql://anna:secret@127.0.0.1:1/none")
    except MissingPart as missing:
        pytest.skip(str(missing))
    assert "secret" not in str(told.value)


def test_a_password_is_not_shown() -> None:
    assert without_password("postgresql://anna:secret@host/db") == "postgresql://anna@host/db"
    assert without_password("postgresql://host/db") == "postgresql://host/db"


@pytest.mark.parametrize("number", range(12))
def test_a_packed_reading_comes_back(number: int) -> None:
    read = reading(number)
    text = read.document.text.encode()
    pressed = squeezed(packed(read), text)
    assert Packed.of(opened(pressed, text)).reading(read.document) == read
    whole = Packed.of(packed(read))
    for position, record in enumerate(read.records()):
        if isinstance(record, Claim):
            continue  # its id is made of another record's, and search has no use for it alone
        alone = whole.record(position, read.document.text)
        assert (alone.id, list(alone.spans())) == (record.id, list(record.spans()))


@given(st.binary(max_size=200))
def test_bytes_that_are_no_reading_are_refused(raw: bytes) -> None:
    with pytest.raises(BadValue):
        Packed.of(raw).reading(Document(text="x"))


@given(st.binary(max_size=300), st.binary(max_size=100))
def test_pressed_bytes_come_back(raw: bytes, text: bytes) -> None:
    assert opened(squeezed(raw, text), text) == raw


@given(st.text(max_size=80))
def test_words_are_cut_and_folded_once(text: str) -> None:
    told = [word for word, _, _ in words(text)]
    assert told == folded(text)
    assert all(word and all(sign.isalnum() for sign in word) for word in told)
    for _, start, end in words(text):
        assert text[start:end].strip() == text[start:end]


@given(*(st.integers(-40_000, 60_000) for _ in range(4)))
def test_days_that_overlap_share_a_token(a: int, b: int, c: int, d: int) -> None:
    told, wanted = sorted((a, b)), sorted((c, d))
    tokens = asked_days(*wanted)
    assert tokens is not None
    if told[0] <= wanted[1] and wanted[0] <= told[1]:
        assert set(tokens) & set(day_tokens(*told))


_SIZES = st.none() | st.floats(-10, 1e20, allow_nan=False)


@given(_SIZES, _SIZES, _SIZES, _SIZES)
def test_sizes_that_overlap_share_a_token(
    low: float | None, high: float | None, least: float | None, most: float | None
) -> None:
    if low is not None and high is not None and low > high:
        low, high = high, low
    tokens = asked_sizes(least, most)
    fits = (least is None or high is None or high >= least) and (most is None or low is None or low <= most)
    if tokens is not None and fits and (least is None or most is None or least <= most):
        assert set(tokens) & set(size_tokens(low, high))

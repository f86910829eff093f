"""What all tests share: slow tests run only when asked for; stores on both engines."""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from firsthand.store import Store


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--slow", action="store_true", help="run the tests that take minutes, too")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if config.getoption("--slow"):
        return
    for item in items:
        if item.get_closest_marker("slow"):
            item.add_marker(pytest.mark.skip(reason="takes minutes: run with --slow"))


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """The address of a PostgreSQL server of our own, without a database name; stopped and removed at the end."""
    with tempfile.TemporaryDirectory(prefix="firsthand-pg-") as folder:
        try:
            server = _Server(Path(folder))
        except (FileNotFoundError, subprocess.CalledProcessError) as error:
            if os.environ.get("FIRSTHAND_REQUIRE_POSTGRES"):
                pytest.fail(f"PostgreSQL is required and cannot be started: {error}")
            pytest.skip(f"PostgreSQL cannot be started here: {error}")
        try:
            yield server.url
        finally:
            server.stop()


class _Server:
    """A throw-away cluster. PostgreSQL refuses to run as root, so root becomes `postgres` for it."""

    def __init__(self, folder: Path) -> None:
        self.bin = _programs()
        self.data = folder / "data"
        self.before = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"] if os.geteuid() == 0 else []
        user = "postgres" if self.before else pwd.getpwuid(os.geteuid()).pw_name
        if self.before:
            shutil.chown(folder, "postgres", "postgres")
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        self.url = f"postgresql://{user}@127.0.0.1:{port}"
        self._run("initdb", "-A", "trust", "-E", "UTF8", "--locale=C", "-N", "-D", str(self.data))
        settings = "-c fsync=off -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c shared_buffers=64MB"
        options = f"-p {port} {settings}"
        self._run("pg_ctl", "-w", "-D", str(self.data), "-o", options, "-l", str(folder / "log"), "start")

    def stop(self) -> None:
        self._run("pg_ctl", "-w", "-m", "immediate", "-D", str(self.data), "stop")

    def _run(self, program: str, *arguments: str) -> None:
        command = [*self.before, str(self.bin / program), *arguments]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd="/")


def _programs() -> Path:
    """Where initdb and pg_ctl are; Debian keeps them off the path."""
    found = shutil.which("initdb")
    if found:
        return Path(found).parent
    installed = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    if not installed:
        raise FileNotFoundError("no initdb; on Debian: apt-get install postgresql")
    return installed[-1].parent


@pytest.fixture
def postgres_url(postgres_server: str, request: pytest.FixtureRequest) -> Iterator[str]:
    """The address of an empty database, dropped after the test."""
    import psycopg

    name = f"test_{os.getpid()}_{abs(hash(request.node.nodeid)) % 10**9}"
    with psycopg.connect(f"{postgres_server}/postgres", autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    yield f"{postgres_server}/{name}"
    with psycopg.connect(f"{postgres_server}/postgres", autocommit=True) as connection:
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def store_name(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The name of a store that is not there yet, on each engine in turn."""
    if request.param == "sqlite":
        return str(tmp_path / "book.db")
    return str(request.getfixturevalue("postgres_url"))


@pytest.fixture
def store(store_name: str) -> Iterator[Store]:
    """An empty store, on each engine in turn."""
    with Store.open(store_name, create=True) as opened:
        yield opened

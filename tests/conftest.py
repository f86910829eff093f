"""What all tests share: slow tests run only when asked for; stores on both engines."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings
from tools.postgres_server import Server

from firsthand.store import Store

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Playwright

_NUMBERS = count(1)


# A busy machine is slow, and that is no mistake of the code: time is measured by tools/measure_speed.py, not here.
settings.register_profile("house", deadline=None)
settings.load_profile("house")


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
            server = Server(Path(folder))
        except (FileNotFoundError, subprocess.CalledProcessError) as error:
            if os.environ.get("FIRSTHAND_REQUIRE_POSTGRES"):
                pytest.fail(f"PostgreSQL is required and cannot be started: {error}")
            pytest.skip(f"PostgreSQL cannot be started here: {error}")
        try:
            yield server.url
        finally:
            server.stop()


@pytest.fixture
def postgres_url(postgres_server: str) -> Iterator[str]:
    """The address of an empty place on our server (a schema of its own), dropped after the test."""
    import psycopg

    name = f"test_{next(_NUMBERS)}"
    with psycopg.connect(f"{postgres_server}/postgres", autocommit=True) as connection:
        connection.execute(f"CREATE SCHEMA {name}")
    yield f"{postgres_server}/postgres?options=-csearch_path%3D{name}"
    with psycopg.connect(f"{postgres_server}/postgres", autocommit=True) as connection:
        connection.execute(f"DROP SCHEMA {name} CASCADE")


@pytest.fixture(scope="session")
def ready_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty store, made once and copied for each test."""
    path = tmp_path_factory.mktemp("ready") / "book.db"
    Store.open(path, create=True).close()
    return path


@pytest.fixture(scope="session")
def ready_url(postgres_server: str) -> str:
    """An empty store on our server, made once and emptied for each test."""
    Store.open(f"{postgres_server}/postgres", create=True).close()
    return f"{postgres_server}/postgres"


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def store_name(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The name of an empty store, on each engine in turn."""
    if request.param == "sqlite":
        return str(shutil.copyfile(request.getfixturevalue("ready_file"), tmp_path / "book.db"))
    url = str(request.getfixturevalue("ready_url"))
    _empty(url)
    return url


@pytest.fixture
def store(store_name: str) -> Iterator[Store]:
    """An empty store, open, on each engine in turn."""
    with Store.open(store_name) as opened:
        yield opened


def _empty(url: str) -> None:
    import psycopg

    with psycopg.connect(url, autocommit=True) as connection:
        rows = connection.execute(
            "SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'alembic_version'"
        ).fetchall()
        connection.execute("TRUNCATE " + ", ".join(name for (name,) in rows) + " CASCADE")


_CHROMIUM_ARGUMENTS = (
    "--no-sandbox",
    "--headless",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@pytest.fixture(scope="session")
def _playwright() -> Iterator[Playwright]:
    """One for all tests: a second in the same process would find the loop of the first running."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        yield playwright


@pytest.fixture(scope="session")
def chromium_path() -> str:
    """The system's Chromium: $FIRSTHAND_CHROMIUM, or the usual names. Without it tests are skipped, unless
    FIRSTHAND_REQUIRE_BROWSER=1 says that it must be there."""
    named = os.environ.get("FIRSTHAND_CHROMIUM")
    found = named or shutil.which("chromium") or shutil.which("chromium-browser")
    if found is None:
        message = "no Chromium found: install it (Debian: apt-get install chromium) or set FIRSTHAND_CHROMIUM"
        if os.environ.get("FIRSTHAND_REQUIRE_BROWSER") == "1":
            pytest.fail(message)
        pytest.skip(message)
    return found


@pytest.fixture(scope="session")
def chromium(chromium_path: str, _playwright: Playwright) -> Iterator[Browser]:
    browser = _playwright.chromium.launch(executable_path=chromium_path, args=[*_CHROMIUM_ARGUMENTS, "--disable-gpu"])
    yield browser
    browser.close()


@pytest.fixture(scope="session")
def drawing_chromium(chromium_path: str, _playwright: Playwright) -> Iterator[Browser]:
    """Chromium that draws WebGL without a graphics card, as the map of the app needs."""
    software = ["--use-gl=angle", "--use-angle=swiftshader", "--enable-unsafe-swiftshader"]
    browser = _playwright.chromium.launch(executable_path=chromium_path, args=[*_CHROMIUM_ARGUMENTS, *software])
    yield browser
    browser.close()

"""A store with the example reports, and the app over it. One store a session; tests that write get a copy."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from firsthand.data.examples import desk_examples, examples
from firsthand.intake.source import Arrival, arrivals
from firsthand.kit import Kit
from firsthand.pipeline import read_document
from firsthand.serve.app import application
from firsthand.serve.settings import Settings
from firsthand.store import Entry, Store

SECRET = "a secret for tests, and for nothing else"


@pytest.fixture(scope="session")
def grammar() -> Kit:
    """Reading by grammar alone is enough for pages, and quick."""
    return Kit()


@pytest.fixture(scope="session")
def entries(grammar: Kit) -> list[Entry]:
    """The example reports, read."""
    made = []
    for found in arrivals([*examples(), *desk_examples()]):
        assert isinstance(found, Arrival)
        made.append(Entry(source=Path(found.source).name, reading=read_document(found.document, grammar)))
    return made


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory, entries: list[Entry]) -> Path:
    path = tmp_path_factory.mktemp("serve") / "filled.db"
    with Store.open(path, create=True) as store:
        store.keep(entries, run="tests")
    return path


@pytest.fixture(scope="session")
def reading_client(filled: Path, grammar: Kit) -> Iterator[TestClient]:
    """The app for tests that change nothing."""
    with (
        Store.open(filled) as store,
        TestClient(application(Settings(secret=SECRET), store, lambda: grammar)) as client,
    ):
        yield client


@pytest.fixture
def engine() -> str:
    """The engine of `store`; modules whose pages must do the same on both run through ENGINES of theirs."""
    return "sqlite"


@pytest.fixture
def store(engine: str, filled: Path, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Store]:
    """A store of one's own, filled."""
    if engine == "postgresql":
        with Store.open(request.getfixturevalue("postgres_url"), create=True) as opened:
            opened.keep(request.getfixturevalue("entries"), run="tests")
            yield opened
        return
    path = tmp_path / "own.db"
    with Store.open(filled) as source:
        source.connection().rows("PRAGMA wal_checkpoint(TRUNCATE)")
    shutil.copy(filled, path)
    with Store.open(path) as opened:
        yield opened


@pytest.fixture
def client(store: Store, grammar: Kit) -> Iterator[TestClient]:
    """The app over a store of one's own."""
    with TestClient(application(Settings(secret=SECRET), store, lambda: grammar)) as made:
        yield made


@pytest.fixture
def token() -> Callable[[TestClient], str]:
    """The form token of the page that a client would send from."""

    def found(client: TestClient, path: str = "/method") -> str:
        page = client.get(path).text
        return page.split('name="token" value="', 1)[1].split('"', 1)[0]

    return found

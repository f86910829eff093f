"""Intake into the store: one store whatever the order, the workers, the engine and the end of the process."""

from __future__ import annotations

import io
import json
import random
import signal
import subprocess
import sys
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.run import run_reports as reports
from typer.testing import CliRunner

from firsthand.cli.app import app
from firsthand.errors import StoreFull
from firsthand.intake.source import Arrival, Failure, arrivals
from firsthand.model.document import report_id
from firsthand.run import reading as reading_room
from firsthand.run.add import add, dry_run, keep, known
from firsthand.run.batch import Outcome
from firsthand.run.corpus import gather, outcomes_in, read_corpus
from firsthand.run.engine import Engine, Here, engine
from firsthand.run.sources import Terms, arriving
from firsthand.run.summary import Summary
from firsthand.run.total import total
from firsthand.store import Entry, Store

UKRAINIAN = (
    "У місті Суми внаслідок удару безпілотника загинули двоє людей, повідомив голова області. Рятувальники працюють."
)


def wall(number: int) -> str:
    return f"<html><head><title>Depot {number}</title></head><body><article><p>{reports.text(number)}</p></article></body></html>"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Every kind of thing once: lines, pages, an archive, two names for one report, another language, a failure."""
    made = tmp_path_factory.mktemp("reports")
    lines = [
        {
            "text": reports.text(n),
            "title": f"T {n}",
            "url": f"https://a.example/{n}",
            "published": f"2024-11-{n + 1:02d}",
        }
        for n in range(5)
    ]
    (made / "lines.jsonl").write_text("\n".join([*map(json.dumps, lines), '{"no": "text"}', json.dumps(lines[1])]))
    (made / "page.html").write_text(wall(20))
    (made / "plain.txt").write_text(reports.text(21))
    (made / "the same.txt").write_text(reports.text(21))
    (made / "other.txt").write_text(UKRAINIAN)
    (made / "scan.pdf").write_bytes(b"%PDF-1.7 cut short")
    with zipfile.ZipFile(made / "more.zip", "w") as archive:
        archive.writestr("inside.txt", reports.text(22))
    return made


def dump(store: Store) -> str:
    out = io.StringIO()
    store.dump(out)
    return out.getvalue()


@pytest.fixture(scope="module")
def calm(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The dump of a store that one process filled, in order, undisturbed."""
    with Store.open(tmp_path_factory.mktemp("calm") / "s.db", create=True) as store:
        add(store, [folder], on="here")
        return dump(store)


@pytest.fixture(scope="module", params=["local 1", "local 2", "dask 2"])
def on(request: pytest.FixtureRequest) -> Iterator[Engine]:
    kind, workers = request.param.split()
    if kind == "dask":
        cluster = pytest.importorskip("firsthand.run.cluster")
        pytest.importorskip("distributed")
        with cluster.Cluster(int(workers), processes=False) as made:
            yield made
        return
    with engine(kind, int(workers)) as made:
        yield made


def test_what_a_run_comes_to(folder: Path, tmp_path: Path) -> None:
    heard: list[int] = []
    with Store.open(tmp_path / "s.db", create=True) as store:
        summary = add(store, [folder], on="here", told=lambda summary: heard.append(summary.seen))
        assert (summary.seen, summary.new, summary.known, summary.unread) == (13, 9, 2, 1)
        assert summary.failures == {"UnreadableInput": 2}
        assert summary.causes() == "2 UnreadableInput"
        assert [Path(source).name for source, _ in summary.reasons] == ["lines.jsonl:6", "scan.pdf"]
        assert heard[-1] == 13
        assert {Path(one.source).name for one in store.failures()} == {"lines.jsonl:6", "scan.pdf"}
        rows = store.reports().items
        assert sorted(row.state for row in rows) == ["read"] * 8 + ["stored"]
        (twice,) = [row for row in rows if any("the same" in source for source in row.sources)]
        assert len(twice.sources) == 2
        (line,) = [row for row in rows if row.url == "https://a.example/1"]
        assert len(line.sources) == 2
        assert store.verify() == ()


def test_one_store_from_every_engine_twice_and_shuffled(folder: Path, calm: str, on: Engine, store: Store) -> None:
    files = sorted(folder.iterdir())
    random.Random(on.workers).shuffle(files)
    first = add(store, files, on=on)
    assert dump(store) == calm
    again = add(store, reversed(files), on=on)
    assert dump(store) == calm
    assert (first.new, again.new) == (9, 0)
    assert again.known == 11
    assert store.verify() == ()


def test_two_processes_at_once_leave_the_same_store(folder: Path, calm: str, store_name: str) -> None:
    code = (
        "import sys; from firsthand.run.add import add; from firsthand.store import Store\n"
        "from firsthand.intake.limits import Limits\n"
        "with Store.open(sys.argv[1], create=True) as store:\n"
        "    add(store, [sys.argv[2]], on='here', limits=Limits(seconds=300))"
    )
    command = [sys.executable, "-c", code, store_name, str(folder)]
    for process in [subprocess.Popen(command) for _ in range(2)]:
        assert process.wait() == 0
    with Store.open(store_name) as store:
        assert dump(store) == calm
        assert store.verify() == ()


def test_what_is_known_is_not_read_again(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Store.open(tmp_path / "s.db", create=True) as store:
        add(store, [folder / "lines.jsonl", folder / "other.txt"], on="here")
        read: list[str] = []

        def reads(batch: tuple[Arrival, ...]) -> list[Outcome]:
            read.extend(one.source for one in batch)
            return [Outcome(source=one.source) for one in batch]

        monkeypatch.setattr(reading_room, "_read", reads)
        add(store, [folder], on="here")
        assert sorted(Path(one).name for one in read) == [
            "inside.txt",
            "other.txt",
            "page.html",
            "plain.txt",
            "the same.txt",
        ]


def test_a_report_met_elsewhere_is_one_report_with_two_sources(tmp_path: Path) -> None:
    with Store.open(tmp_path / "s.db", create=True) as store:
        arrival = reports.arrival(1)
        assert not known(store, arrival.document)
        keep(store, [(arrival, None)])
        assert not known(store, arrival.document)  # stored, and not read
        (tmp_path / "a.jsonl").write_text(json.dumps({"text": "One was killed in Izium, police said."}))
        (tmp_path / "b.jsonl").write_text(json.dumps({"text": "One was killed in Izium, police said."}))
        add(store, [tmp_path / "a.jsonl"], on="here")
        add(store, [tmp_path / "b.jsonl"], on="here")
        (row,) = [row for row in store.reports().items if row.state == "read"]
        assert [Path(source).name for source in row.sources] == ["a.jsonl:1", "b.jsonl:1"]
        assert known(store, store.document(row.report_id))


@pytest.mark.parametrize("batch", [1, 3])
def test_killed_at_any_point_the_same_command_ends_in_the_same_store(
    folder: Path, calm: str, tmp_path: Path, batch: int
) -> None:
    store = tmp_path / "s.db"
    code = (
        "import sys; import firsthand.run.add as room; from firsthand.store import Store\n"
        f"room.BATCH = {batch}\n"
        "with Store.open(sys.argv[1], create=True) as store:\n"
        "    room.add(store, [sys.argv[2]], workers=2, told=lambda summary: print(summary.new, flush=True))"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code, str(store), str(folder)], stdout=subprocess.PIPE, text=True
    ) as running:
        assert running.stdout is not None
        acknowledged = [int(running.stdout.readline()) for _ in range(2)]
        running.send_signal(signal.SIGKILL)
    with Store.open(store) as opened:
        assert len(opened.reports().items) >= acknowledged[-1]
        assert opened.verify() == ()
        add(opened, [folder], on="here")
        assert dump(opened) == calm


def test_a_report_that_cannot_be_read_is_stored_and_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(batch: tuple[Arrival, ...]) -> list[Outcome]:
        return [Outcome(source=one.source, error="Fault", reason="made a stage fail") for one in batch]

    with Store.open(tmp_path / "s.db", create=True) as store:
        (tmp_path / "a.txt").write_text(reports.text(1))
        with monkeypatch.context() as patch:
            patch.setattr(reading_room, "_read", fails)
            summary = add(store, [tmp_path / "a.txt"], on="here")
        assert (summary.new, summary.failures, summary.unread) == (1, {"Fault": 1}, 0)
        (row,) = store.reports().items
        assert row.state == "stored"
        summary = add(store, [tmp_path / "a.txt"], on="here")
        assert (summary.renewed, summary.failed()) == (1, 0)
        (row,) = store.reports().items
        assert row.state == "read"


def test_a_store_that_refuses_ends_the_run_and_keeps_what_was_acknowledged(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import firsthand.run.add as room

    monkeypatch.setattr(room, "BATCH", 4)
    with Store.open(tmp_path / "s.db", create=True) as store:
        kept = Store.keep

        def full(self: Store, entries: list[Entry], *more: object, **named: object) -> object:
            if self.reports().items:
                raise StoreFull("s.db", "the disk is full")
            return kept(self, entries, *more, **named)  # type: ignore[arg-type]

        monkeypatch.setattr(Store, "keep", full)
        with pytest.raises(StoreFull, match="the disk is full"):
            add(store, [folder], on="local", workers=2)
        assert store.reports().items
        assert store.verify() == ()


def test_originals_are_kept_when_asked(folder: Path, tmp_path: Path) -> None:
    sizes = {}
    for originals in (False, True):
        with Store.open(tmp_path / f"{originals}.db", create=True) as store:
            add(store, [folder / "page.html"], on="here", originals=originals)
            sizes[originals] = len([line for line in dump(store).splitlines() if '"original"' in line])
    assert sizes[True] > sizes[False]


def test_sources_come_in_order_whoever_takes_them_apart(folder: Path, on: Engine) -> None:
    for number in range(12):
        (folder.parent / f"{number}.html").write_text(wall(number))
    sources: list[str | Path] = [folder, *(folder.parent / f"{number}.html" for number in range(12)), "no such file"]
    expected = list(arrivals(sources))
    found = list(arriving(sources, on, Terms()))
    assert [one for one in found if isinstance(one, Arrival)] == [one for one in expected if isinstance(one, Arrival)]
    said = [[str(one.error) for one in some if isinstance(one, Failure)] for some in (found, expected)]
    assert said[0] == said[1]
    assert len(said[0]) == 3


def test_a_corpus_is_loaded_in_one_sweep(folder: Path, calm: str, tmp_path: Path) -> None:
    gather(arrivals([folder]), str(tmp_path / "corpus"))
    with Here() as on, Store.open(tmp_path / "s.db", create=True) as store:
        read_corpus(str(tmp_path / "corpus"), str(tmp_path / "out"), on, rows=5)
        summary = keep(store, outcomes_in(str(tmp_path / "out")))
        assert (summary.new, summary.failed()) == (9, 2)
        assert dump(store) == calm


def test_a_dry_run_says_what_would_happen_and_does_nothing(folder: Path, tmp_path: Path) -> None:
    with Store.open(tmp_path / "s.db", create=True) as store:
        empty = dump(store)
        summary = dry_run(store, [folder])
        assert (summary.seen, summary.new, summary.known, summary.unread, summary.failed()) == (13, 9, 2, 1, 2)
        assert summary.words > 100
        assert dump(store) == empty
        add(store, [folder / "lines.jsonl"], on="here")
        assert dry_run(store, [folder]).new == 4
        assert dry_run(None, [folder]).new == 9


def test_how_many_there_will_be(folder: Path, tmp_path: Path) -> None:
    assert total([folder / "lines.jsonl", folder / "page.html"]) == 8
    (tmp_path / "a.jsonl").write_text("{}\n{}\n")
    assert total([tmp_path / "a.jsonl"]) == 2
    assert total([folder]) is None  # there is an archive in it
    assert total(["-"]) is None
    assert total(["https://a.example/"]) is None


def test_time_left_follows_the_pace_of_late(monkeypatch: pytest.MonkeyPatch) -> None:
    now = 1000.0
    monkeypatch.setattr(time, "monotonic", lambda: now)
    summary = Summary()
    assert summary.left(100) is None
    now += 10
    summary.seen = 900  # known before: in no time
    summary.mark()
    now += 10
    summary.seen = 910
    summary.mark()
    assert summary.pace() == pytest.approx(1.0)
    assert summary.left(1000) == pytest.approx(90)
    assert summary.left(None) is None


def run(*arguments: str) -> tuple[int, str, str]:
    done = CliRunner().invoke(app, list(arguments))
    return done.exit_code, done.stdout, done.stderr


def test_the_command_keeps_and_says_what_it_kept(folder: Path, calm: str, tmp_path: Path) -> None:
    path = str(tmp_path / "s.db")
    code, out, err = run("add", str(folder), "--store", path, "--dry-run")
    assert code == 1
    assert "13 reports: 9 would be kept, 2 are there already" in out
    assert "nothing was read or kept" in out
    assert "would fail" in err
    assert not Path(path).exists()
    code, out, err = run("add", str(folder), "--store", path, "--workers", "2")
    assert code == 1
    assert "13 reports in" in out
    assert "9 new, 2 known, 1 stored without being read, for their language, 2 failed (2 UnreadableInput)" in out
    assert "scan.pdf: is a broken PDF" in err
    with Store.open(path) as store:
        assert dump(store) == calm
    code, out, _ = run("add", str(folder / "plain.txt"), "--store", path)
    assert code == 0
    assert "0 new, 1 known" in out


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["--published", "tomorrow"], 2, "--published"),
        (["--scheduler", "tcp://127.0.0.1:1"], 2, "--engine dask"),
        (["--store", "/no/such/folder/s.db"], 3, "cannot be made"),
        (["--workers", "0"], 2, "--workers"),
    ],
)
def test_wrong_calls(folder: Path, arguments: list[str], code: int, said: str) -> None:
    found, _, err = run("add", str(folder / "plain.txt"), *arguments)
    assert found == code
    assert said in err


def test_a_published_day_holds_for_all(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Two were killed yesterday in Sumy, police said.")
    code, _, _ = run("add", str(tmp_path / "a.txt"), "--store", str(tmp_path / "s.db"), "--published", "2024-11-05")
    assert code == 0
    with Store.open(tmp_path / "s.db") as store:
        (row,) = store.reports().items
        assert row.published == "2024-11-05"
        assert [one.begin for one in store.reading(row.report_id).moments] == ["2024-11-04"]
        assert report_id(store.document(row.report_id)) == row.report_id

"""Corpora of Parquet: the same parts and bytes whoever reads, nothing half-written, nothing read twice."""

from __future__ import annotations

import hashlib
import json
import signal
import subprocess
import sys
import time
from pathlib import Path

import duckdb
import fsspec
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from tests.run import run_reports as reports
from typer.testing import CliRunner

import firsthand
from firsthand.cli.app import app
from firsthand.errors import BadValue, MissingInput
from firsthand.intake.source import Arrival, Failure
from firsthand.model.document import report_id
from firsthand.run import corpus as room
from firsthand.run.batch import read_batch
from firsthand.run.corpus import gather, outcomes_in, parts, read_corpus
from firsthand.run.engine import Here, engine
from firsthand.run.tables import arrivals_of, outcomes_of, read_table, report_table


def digests(folder: Path) -> dict[str, str]:
    return {one.name: hashlib.sha256(one.read_bytes()).hexdigest() for one in folder.iterdir() if one.is_file()}


@pytest.fixture
def corpus(tmp_path: Path) -> str:
    folder = tmp_path / "corpus"
    assert gather(reports.mixed(7), str(folder), rows=4) == 9
    return str(folder)


def test_reports_come_back_from_their_table() -> None:
    arrivals = reports.mixed(4)
    back = list(arrivals_of(report_table(arrivals)))
    assert [one for one in back if isinstance(one, Arrival)] == [one for one in arrivals if isinstance(one, Arrival)]
    (was,) = [one for one in arrivals if isinstance(one, Failure)]
    (now,) = [one for one in back if isinstance(one, Failure)]
    assert (now.source, type(now.error), now.reason()) == (was.source, type(was.error), was.reason())


def test_the_pure_function_over_tables() -> None:
    arrivals = reports.mixed(4)
    table = report_table(arrivals)
    found = read_table(table)
    assert found.equals(read_table(table))
    assert found["outcome"].to_pylist() == ["read", "unread", "read", "failed", "read", "read"]
    assert found["reading"].to_pylist()[1] is None
    expected = read_batch(one for one in arrivals if isinstance(one, Arrival))
    assert [outcome for _, outcome in outcomes_of(found) if outcome] == expected
    rows = found.to_pylist()
    assert rows[0]["report"] == report_id(reports.arrival(0).document)
    for row in rows:
        for record in row["records"] or ():
            if record["start"] is not None:
                assert row["text"][record["start"] : record["end"]] == record["quote"]
    assert {"figure", "event", "place", "attribution"} <= {r["kind"] for r in rows[0]["records"]}


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ({"text": "Two people were killed in Sumy."}, None),
        ({"text": "Two killed.\r\nIn Sumy.", "title": "T", "published": "2024-11-05"}, None),
        ({"text": "lone \x00 nul"}, None),
        ({"text": ""}, 'has an empty "text"'),
        ({"text": None}, 'has an empty "text"'),
        ({"text": "  \n"}, 'has an empty "text"'),
        ({"text": "x", "published": "5 November"}, "is no ISO date"),
    ],
)
def test_tables_from_elsewhere(row: dict[str, str], said: str | None) -> None:
    (found,) = arrivals_of(pa.Table.from_pylist([row]))
    if said is None:
        assert isinstance(found, Arrival)
        assert "\r" not in found.document.text
    else:
        assert isinstance(found, Failure)
        assert said in str(found.error)
        assert found.source == "row 1"


def test_a_table_without_text_is_refused() -> None:
    with pytest.raises(BadValue, match="body"):
        list(arrivals_of(pa.table({"body": ["a"]})))


def test_parts_are_cut_alike_everywhere(corpus: str) -> None:
    found = list(parts(corpus, 3))
    assert [(one.file, one.start, one.rows) for one in found] == [
        ("reports-000000.parquet", 0, 3),
        ("reports-000000.parquet", 3, 1),
        ("reports-000001.parquet", 0, 3),
        ("reports-000001.parquet", 3, 1),
        ("reports-000002.parquet", 0, 1),
    ]
    assert len({one.name() for one in found}) == 5
    assert found == list(parts(corpus + "/", 3))


@pytest.mark.parametrize("row_group", [1, 2, 7, 100])
def test_rows_of_a_part_whatever_the_row_groups(tmp_path: Path, row_group: int) -> None:
    (tmp_path / "in").mkdir()
    pq.write_table(
        pa.table({"text": [f"t{n}" for n in range(11)]}), tmp_path / "in/a.parquet", row_group_size=row_group
    )
    fs = fsspec.filesystem("file")
    for rows in (1, 3, 4, 11, 20):
        got = [
            text
            for part in parts(str(tmp_path / "in"), rows)
            for text in room._rows(fs, str(tmp_path / "in/a.parquet"), part)["text"].to_pylist()
        ]
        assert got == [f"t{n}" for n in range(11)]


@pytest.mark.parametrize(("kind", "workers"), [("local", 1), ("local", 2), ("dask", 2)])
def test_every_engine_writes_the_same_bytes(corpus: str, tmp_path: Path, kind: str, workers: int) -> None:
    with Here() as on:
        tally = read_corpus(corpus, str(tmp_path / "here"), on, rows=2)
    assert (tally.parts, tally.outcomes["read"], tally.outcomes["unread"]) == (5, 7, 1)
    assert tally.failures == {"MissingInput": 1}
    if kind == "dask":
        cluster = pytest.importorskip("firsthand.run.cluster")
        made = cluster.Cluster(workers, processes=False)
    else:
        made = engine(kind, workers)
    with made as on:
        read_corpus(corpus, str(tmp_path / "there"), on, rows=2)
    assert digests(tmp_path / "here") == digests(tmp_path / "there")


def test_only_what_is_missing_is_read(corpus: str, tmp_path: Path) -> None:
    out = tmp_path / "out"
    with Here() as on:
        read_corpus(corpus, str(out), on, rows=2)
        whole = digests(out)
        gone = sorted(name for name in whole if name.startswith("part-"))[1:3]
        for name in gone:
            (out / name).unlink()
        heard: list[tuple[int, int]] = []
        tally = read_corpus(corpus, str(out), on, rows=2, told=lambda tally, total: heard.append((tally.parts, total)))
    assert (tally.parts, tally.known) == (2, 3)
    assert heard == [(1, 5), (2, 5)]
    assert digests(out) == whole


def test_kill_leaves_whole_parts_and_the_next_run_ends_the_same(corpus: str, tmp_path: Path) -> None:
    with Here() as on:
        read_corpus(corpus, str(tmp_path / "calm"), on, rows=1)
    whole = digests(tmp_path / "calm")
    code = (
        "import sys; from firsthand.run.corpus import read_corpus; from firsthand.run.engine import engine\n"
        "with engine('local', 2) as on: read_corpus(sys.argv[1], sys.argv[2], on, rows=1)"
    )
    out = tmp_path / "killed"
    out.mkdir()
    with subprocess.Popen([sys.executable, "-c", code, corpus, str(out)]) as running:
        until = time.monotonic() + 60
        while time.monotonic() < until and not list(out.glob("part-*")) and running.poll() is None:
            time.sleep(0.002)
        running.send_signal(signal.SIGKILL)
        running.wait()
    there = digests(out)
    assert there.items() <= whole.items()
    assert len(there) < len(whole)
    with Here() as on:
        read_corpus(corpus, str(out), on, rows=1)
    assert digests(out) == whole


def test_another_version_or_another_cut_does_not_mix(corpus: str, tmp_path: Path) -> None:
    out = tmp_path / "out"
    with Here() as on:
        read_corpus(corpus, str(out), on, rows=2)
        with pytest.raises(BadValue, match="another folder"):
            read_corpus(corpus, str(out), on, rows=3)
        card = json.loads((out / "_firsthand.json").read_text())
        assert card["firsthand"] == firsthand.__version__
        (out / "_firsthand.json").write_text(json.dumps({**card, "firsthand": "0.0.1"}))
        with pytest.raises(BadValue, match=r"0\.0\.1.*another folder"):
            read_corpus(corpus, str(out), on, rows=2)


def test_a_folder_that_holds_nothing_says_so(tmp_path: Path) -> None:
    with pytest.raises(MissingInput, match="corpus gather"):
        list(parts(str(tmp_path)))
    with pytest.raises(MissingInput, match="corpus read"):
        list(outcomes_in(str(tmp_path)))
    with pytest.raises(BadValue, match="nowhere"):
        list(parts("nowhere://x"))


def test_an_object_store_and_a_folder_are_the_same_to_it(corpus: str, tmp_path: Path) -> None:
    with Here() as on:
        read_corpus(corpus, str(tmp_path / "out"), on, rows=4)
        fs = fsspec.filesystem("memory")
        fs.put(corpus, "/shared/corpus", recursive=True)
        read_corpus("memory://shared/corpus", "memory://shared/out", on, rows=4)
    stored = {Path(path).name: hashlib.sha256(fs.cat(path)).hexdigest() for path in fs.find("/shared/out", maxdepth=1)}
    assert stored == digests(tmp_path / "out")


def test_duckdb_asks_the_readings_in_place(corpus: str, tmp_path: Path) -> None:
    out = tmp_path / "out"
    with Here() as on:
        read_corpus(corpus, str(out), on)
    with duckdb.connect(config={"autoinstall_known_extensions": "false"}) as base:
        killed = base.sql(
            f"""select title, r.quote, r.value from (select title, unnest(records) as r from '{out}/*.parquet')
                where r.kind = 'figure' and r.role = 'killed' order by title"""
        ).fetchall()
    assert killed == [(f"Depot hit, {n}", f"{n + 2} people", str(n + 2)) for n in range(7)]


def test_readings_are_listed_as_they_were_read(corpus: str, tmp_path: Path) -> None:
    with Here() as on:
        read_corpus(corpus, str(tmp_path / "out"), on, rows=2)
    found = list(outcomes_in(str(tmp_path / "out")))
    assert [one.source for one, _ in found] == [one.source for one in reports.mixed(7)]
    assert [one.document for one, _ in found if isinstance(one, Arrival)] == [
        one.document for one in reports.mixed(7) if isinstance(one, Arrival)
    ]


def test_the_commands_gather_read_and_load(tmp_path: Path) -> None:
    def run(*arguments: str) -> tuple[int, str]:
        done = CliRunner().invoke(app, ["corpus", *arguments])
        return done.exit_code, done.output

    lines = "\n".join(json.dumps({"text": reports.text(number)}) for number in range(3))
    (tmp_path / "a.jsonl").write_text(lines + '\n{"no": "text"}\n')
    corpus, readings, store = (str(tmp_path / name) for name in ("corpus", "readings", "s.db"))
    assert run("gather", str(tmp_path / "a.jsonl"), "-o", corpus) == (0, f"4 rows in {corpus}\n")
    code, said = run("read", corpus, readings, "--workers", "1", "--part", "2")
    assert code == 1
    assert "2 parts now, 0 before: 1 failed, 3 read" in said
    assert run("read", corpus, readings, "--part", "2") == (0, "0 parts now, 2 before: nothing new\n")
    assert "3 new, 0 known, 1 failed" in run("load", readings, "--store", store)[1]
    assert "0 new, 3 known, 1 failed" in run("load", readings, "--store", store)[1]
    code, said = run("read", corpus, readings, "--part", "3")
    assert code == 2
    assert "another folder" in said
    assert run("load", readings, "--store", "/no/such/s.db")[0] == 3

"""Exports as data packages: they open elsewhere, say what is missing, and are the same bytes for the same readings."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import warnings
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from firsthand.cli.app import app
from firsthand.errors import BadValue, MissingInput
from firsthand.intake.source import Failure
from firsthand.model.document import Document, report_id
from firsthand.model.event import Modality
from firsthand.model.reading import Reading
from firsthand.publish import acled, ged, geojson, polecat, viina
from firsthand.publish import csv as records
from firsthand.publish.jsonl import readings as from_lines
from firsthand.publish.package import LEFT_OUT, Asked, write
from firsthand.publish.shapes import SHAPES, shapes
from firsthand.publish.xlsx import Workbook
from firsthand.store import Entry, Query, Store

EVERY = tuple(SHAPES.values())


@pytest.fixture
def several(sample: Reading) -> list[Reading]:
    """The sample thrice under other titles, one title a formula in the making."""
    titles = ("Depot, hit", '=HYPERLINK("http://a.example")', "Третя\nстрока")
    return [replace(sample, document=replace(sample.document, title=title)) for title in titles]


def described(folder: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((folder / "datapackage.json").read_text("utf-8"))
    return found


def test_a_package_opens_in_frictionless(several: list[Reading], tmp_path: Path) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of frictionless and what it brings
        frictionless = pytest.importorskip("frictionless")
        done = write(several, tmp_path / "out", EVERY)
        for resource in described(tmp_path / "out")["resources"]:
            if resource["format"] in ("csv", "tsv"):
                told = {name: value for name, value in resource.items() if name not in ("rows", "description")}
                report = frictionless.Resource.from_descriptor(told, basepath=str(tmp_path / "out")).validate()
                assert report.valid, report.flatten(["rowNumber", "fieldName", "note"])
                assert report.tasks[0].stats["rows"] == resource["rows"]
        metadata = frictionless.Package.metadata_validate(described(tmp_path / "out"))
        assert list(metadata) == []
    assert done.readings == 3


def test_every_file_is_as_its_hash_and_count_say(several: list[Reading], tmp_path: Path) -> None:
    done = write(several, tmp_path / "out", EVERY, Asked(query={"place": "Odesa", "kind": None}, failures=2))
    about = described(tmp_path / "out")
    named = {one["path"] for one in about["resources"]}
    assert {one.name for one in (tmp_path / "out").iterdir()} == {*named, "datapackage.json", "README.md"}
    for resource in about["resources"]:
        raw = (tmp_path / "out" / resource["path"]).read_bytes()
        assert resource["hash"] == f"sha256:{hashlib.sha256(raw).hexdigest()}"
        assert resource["bytes"] == len(raw)
    own = about["firsthand"]
    assert own["query"] == {"place": "Odesa"}
    assert (own["reports_found"], own["reports_exported"], own["sources_never_read"]) == (3, 3, 2)
    assert own["records_in"]["events"] == 3 * len(several[0].events)
    assert own["rows_out"] == {shape.name: done.rows[shape.name] for shape in EVERY}
    assert own["readers"] == [several[0].reader]
    left = list(csv.DictReader(io.StringIO((tmp_path / "out" / LEFT_OUT).read_text("utf-8"))))
    assert len(left) == sum(one["count"] for one in own["left_out"]) > 0
    assert {(one["shape"], one["reason"]) for one in left} == {(one["shape"], one["reason"]) for one in own["left_out"]}


def test_each_shape_is_what_its_module_writes(several: list[Reading], tmp_path: Path) -> None:
    write(several, tmp_path / "out", EVERY)
    lines = {
        "csv": records.rows(several), "acled": acled.rows(several), "ged": ged.rows(several),
        "viina": viina.rows(several), "polecat": polecat.lines(several), "geojson": geojson.lines(several),
    }  # fmt: skip
    for name, expected in lines.items():
        assert (tmp_path / "out" / SHAPES[name].path).read_bytes().decode("utf-8") == "".join(expected), name
    back = list(from_lines((tmp_path / "out" / "readings.jsonl").read_text("utf-8").split("\n")))
    assert back == several


def test_rows_in_are_rows_out_and_left_out(several: list[Reading], tmp_path: Path) -> None:
    done = write(several, tmp_path / "out", shapes(["acled", "ged", "viina", "polecat"]))
    events = sum(len(reading.events) for reading in several)
    for name in ("acled", "ged", "viina", "polecat"):
        left = sum(count for (shape, _), count in done.left_out.items() if shape == name)
        assert done.rows[name] + left == events, name


def test_equal_readings_give_equal_bytes(several: list[Reading], tmp_path: Path) -> None:
    for name in ("one", "two"):
        write(several, tmp_path / name, EVERY)
        write(several, tmp_path / f"{name}.zip", EVERY)
    for path in (tmp_path / "one").iterdir():
        assert path.read_bytes() == (tmp_path / "two" / path.name).read_bytes(), path.name
    assert (tmp_path / "one.zip").read_bytes() == (tmp_path / "two.zip").read_bytes()
    with zipfile.ZipFile(tmp_path / "one.zip") as archive:
        assert archive.testzip() is None
        assert sorted(archive.namelist()) == sorted(path.name for path in (tmp_path / "one").iterdir())


def test_nothing_is_mixed_and_nothing_half_is_seen(several: list[Reading], tmp_path: Path) -> None:
    write(several, tmp_path / "out", shapes(["csv"]))
    with pytest.raises(BadValue, match="there already"):
        write(several, tmp_path / "out", shapes(["csv"]))

    def breaks() -> Iterator[Reading]:
        yield several[0]
        raise RuntimeError("the disk is gone")

    with pytest.raises(RuntimeError, match="gone"):
        write(breaks(), tmp_path / "other", EVERY)
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_a_workbook_holds_no_formula_and_names_what_it_cannot_hold(several: list[Reading]) -> None:
    out = io.BytesIO()
    book = Workbook(out, rows=2)
    left: list[Any] = []
    for reading in several[1:]:
        book.add(reading, left)
    book.close()
    assert left
    assert {one.reason for one in left} <= {
        f"the sheet {name} holds 2 rows" for name in ("events", "claims", "figures")
    }
    with zipfile.ZipFile(out) as inside:
        sheets = [inside.read(name).decode() for name in inside.namelist() if name.startswith("xl/worksheets/sheet")]
    assert len(sheets) == 4
    assert not any("<f>" in sheet or "hyperlink" in sheet for sheet in sheets)
    assert "HYPERLINK" in "".join(sheets)


def test_nothing_to_export_is_still_a_package(tmp_path: Path) -> None:
    done = write([], tmp_path / "out", EVERY, Asked(missing=[("r1", "redacted")]))
    assert done.readings == 0
    about = described(tmp_path / "out")["firsthand"]
    assert about["left_out"] == [{"shape": "all", "reason": "redacted", "count": 1}]
    assert json.loads((tmp_path / "out" / "events.geojson").read_text())["features"] == []


def test_an_unknown_shape_is_named_with_those_there_are() -> None:
    with pytest.raises(BadValue, match=r"no shape kml; there are csv, acled"):
        shapes(["csv", "kml"])
    assert [one.name for one in shapes(["ged", "csv", "ged"])] == ["ged", "csv"]


@pytest.fixture
def book(sample: Reading, several: list[Reading], tmp_path: Path) -> str:
    with Store.open(tmp_path / "s.db", create=True) as store:
        unread = Document(text="Двоє людей загинули.", language="uk")
        gone = Failure("gone.txt", MissingInput("gone.txt", "no such file"))
        store.keep(
            [
                *(Entry(source=f"{n}.txt", reading=reading) for n, reading in enumerate(several)),
                Entry(source="uk.txt", document=unread),
                Entry(source="gone.txt", failure=gone),
            ]
        )
    return str(tmp_path / "s.db")


def run(*arguments: str) -> tuple[int, str, str]:
    done = CliRunner().invoke(app, ["export", *arguments])
    return done.exit_code, done.stdout, done.stderr


def test_the_command_exports_all_that_was_kept(book: str, several: list[Reading], tmp_path: Path) -> None:
    out = tmp_path / "all"
    code, said, err = run("--store", book, "--shape", "csv,acled,jsonl", "-o", str(out))
    assert code == 0, err
    assert "3 reports in" in said
    assert "left out of all  1: stored and not read (language uk" in err
    own = described(out)["firsthand"]
    assert (own["reports_found"], own["reports_exported"], own["sources_never_read"]) == (4, 3, 1)
    found = list(from_lines((out / "readings.jsonl").read_text("utf-8").split("\n")))
    assert {report_id(one.document) for one in found} == {report_id(one.document) for one in several}


def test_a_query_for_one_kind_exports_the_records_that_answer(book: str, tmp_path: Path) -> None:
    out = tmp_path / "some"
    code, _, err = run(
        "--store", book, "--kind", "event", "--modality", "claimed", "--shape", "geojson", "-o", str(out)
    )
    with Store.open(book) as store:
        hits = store.count(Query(kind="event", modality="claimed"))
    if not hits:
        assert code == 1
        assert "nothing was written" in err
        return
    assert code == 0
    features = json.loads((out / "events.geojson").read_text("utf-8"))["features"]
    assert len(features) == hits
    assert {one["properties"]["modality"] for one in features} == {Modality.CLAIMED.value}
    assert described(out)["firsthand"]["query"] == {"kind": "event", "modality": "claimed"}


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["--shape", "kml"], 2, "there are csv"),
        (["--since", "tomorrow"], 2, "no ISO day"),
        (["nosuchwordanywhere"], 1, "nothing was written"),
        (["--store", "/no/such/s.db"], 3, "cannot export"),
    ],
)
def test_wrong_calls(book: str, tmp_path: Path, arguments: list[str], code: int, said: str) -> None:
    found, _, err = run("--store", book, "-o", str(tmp_path / "out"), *arguments)
    assert found == code
    assert said in " ".join(err.replace("│", " ").split())
    assert not (tmp_path / "out").exists()

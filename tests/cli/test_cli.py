"""The command line as a user meets it: what it prints, where, and how it ends."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

import firsthand
from firsthand.cli.app import app
from firsthand.data.examples import examples
from firsthand.publish.json import from_json

TEXT = "Two people were killed in Sumy on Tuesday, governor Ihor Lazarenko said.\n"


def run(*arguments: str | Path, stdin: str | None = None) -> Result:
    return CliRunner().invoke(app, [str(argument) for argument in arguments], input=stdin)


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "report.txt"
    path.write_text(TEXT)
    return path


def test_version() -> None:
    result = run("--version")
    assert (result.exit_code, result.stdout) == (0, f"firsthand {firsthand.__version__}\n")


def test_installed_command() -> None:
    command = Path(sys.executable).with_name("firsthand")
    out = subprocess.run(
        [command, "read", "-", "--format", "jsonl"], input=TEXT, capture_output=True, text=True, check=True
    )
    assert from_json(out.stdout).document.text == TEXT
    assert out.stderr == ""


def test_what_is_written_is_utf8_whatever_the_terminal_is() -> None:
    command = Path(sys.executable).with_name("firsthand")
    for form, encoding in (("jsonl", "utf-8"), ("text", "ascii")):
        out = subprocess.run(
            [command, "read", "-", "--format", form],
            input="Kyiv — “Київ” – said no.".encode(),
            capture_output=True,
            check=True,
            env={**os.environ, "PYTHONIOENCODING": "ascii"},
        )
        assert ("Київ" in out.stdout.decode(encoding)) == (form == "jsonl")


def test_help_names_every_command() -> None:
    out = run("--help").stdout
    assert all(command in out for command in ("read", "demo", "schema"))


def test_text_view_of_one_report(report: Path) -> None:
    result = run("read", report, "--published", "2024-11-06")
    assert result.exit_code == 0
    assert result.stderr == ""
    assert "2024-11-06" in result.stdout
    assert "\x1b" not in result.stdout
    assert max(map(len, result.stdout.splitlines())) <= 100


def test_json_of_one_and_of_several(report: Path) -> None:
    one = run("read", report, "--format", "json").stdout
    assert from_json(one) == firsthand.read(report)
    several = json.loads(run("read", report, report, "--format", "json").stdout)
    assert [reading["document"]["text"] for reading in several] == [TEXT, TEXT]


def test_json_lines(report: Path) -> None:
    out = run("read", report, report, "--format", "jsonl").stdout
    assert [from_json(line) for line in out.splitlines()] == [firsthand.read(report)] * 2
    assert out.startswith('{"schema_version":')


def test_csv_and_web_annotation(report: Path) -> None:
    rows = list(csv.DictReader(io.StringIO(run("read", report, "--format", "csv").stdout)))
    assert all(TEXT[int(row["start"]) : int(row["end"])] == row["quote"] for row in rows if row["quote"])
    page = json.loads(run("read", report, "--format", "webannotation").stdout)
    assert page["type"] == "AnnotationPage"


def test_html_to_standard_output_and_to_a_folder(report: Path, tmp_path: Path) -> None:
    assert run("read", report, "--format", "html").stdout.lstrip().lower().startswith("<!doctype html>")
    result = run("read", report, report, "--format", "html", "-o", tmp_path / "pages")
    written = sorted((tmp_path / "pages").iterdir())
    assert result.exit_code == 0
    assert len(written) == 2
    assert all(str(path) in result.stderr for path in written)
    for arguments in ([], ["-o", tmp_path / "one.html"]):
        result = run("read", report, report, "--format", "html", *arguments)
        assert (result.exit_code, result.stdout) == (2, "")
        assert "needs a folder" in result.stderr
    assert sorted(path.name for path in tmp_path.iterdir()) == ["pages", "report.txt"]


def test_output_goes_to_a_file_and_leaves_no_half(report: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    result = run("read", report, "--format", "jsonl", "-o", out)
    assert (result.exit_code, result.stdout) == (0, "")
    assert from_json(out.read_text()) == firsthand.read(report)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["out.jsonl", "report.txt"]


def test_some_sources_failed(report: Path, tmp_path: Path) -> None:
    result = run("read", tmp_path / "none.txt", report, tmp_path / "other.pdf", "--format", "jsonl")
    assert result.exit_code == 1
    assert len(result.stdout.splitlines()) == 1
    assert f"not read  {tmp_path / 'none.txt'}: no such file; check the name and the folder" in result.stderr
    assert len(result.stderr.splitlines()) == 2


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["read", "a.txt", "--published", "5/11/2024"], "2024-11-05"),
        (["read", "a.txt", "--format", "xml"], "webannotation"),
        (["read", "a.txt", "--max-bytes", "0"], "max-bytes"),
        (["read"], "SOURCE"),
        (["write"], "write"),
        (["read", "a.txt", "-o", "/dev/null/nowhere.txt"], "cannot write there"),
    ],
)
def test_wrong_calls_end_with_2(arguments: list[str], words: str) -> None:
    result = run(*arguments)
    assert result.exit_code == 2
    assert words in result.stderr
    assert "Traceback" not in result.stderr


def test_size_limit(report: Path) -> None:
    result = run("read", report, "--max-bytes", "10")
    assert result.exit_code == 1
    assert "above the limit of 10 bytes" in result.stderr


def test_private_address_is_not_asked() -> None:
    result = run("read", "http://127.0.0.1/report")
    assert result.exit_code == 1
    assert "inside a private network" in result.stderr


def test_schema() -> None:
    assert json.loads(run("schema").stdout)["$defs"]["Reading"]


def test_demo_writes_a_report_for_each_example(tmp_path: Path) -> None:
    result = run("demo", "--out", tmp_path / "demo")
    assert result.exit_code == 0
    written = sorted((tmp_path / "demo").glob("*.html"))
    assert [path.stem for path in written] == [path.stem for path in examples()]
    assert result.stdout.rstrip().endswith(f"firsthand serve --store {tmp_path / 'demo' / 'firsthand.db'}")
    assert all(str(path) in result.stdout and path.stat().st_size < 300_000 for path in written)
    assert len(written) >= 3


def test_a_pipe_that_closes_is_no_crash() -> None:
    command = f"'{Path(sys.executable).with_name('firsthand')}' read '{examples()[1]}' --format json | head -c 100"
    out = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=False)
    assert "Traceback" not in out.stderr

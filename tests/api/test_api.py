"""The public surface is one list; what it promises holds."""

from __future__ import annotations

import os
import pkgutil
import subprocess
import sys
from datetime import date, datetime
from pathlib import Path

import pytest

import firsthand
from firsthand.api import kit
from firsthand.data.examples import examples
from firsthand.errors import MissingInput, UnknownFormat, Unreachable

SURFACE = [
    "read", "read_text", "read_many", "to_json", "from_json", "air_attacks",
    "Reading", "Document", "Published", "Span",
    "Passage", "Attribution", "Actor", "Place", "Moment", "Figure", "Event", "AirAttack", "Forecast", "Frame", "Claim", "Check",
    "Failure", "Limits", "FirsthandError", "InputError", "BadValue",
]  # fmt: skip
TEXT = "Two people were killed in Sumy on Tuesday, governor Ihor Lazarenko said."


def test_the_public_surface_is_this_list() -> None:
    assert firsthand.__all__ == SURFACE
    assert all(getattr(firsthand, name) is not None for name in SURFACE)
    assert set(SURFACE) <= set(dir(firsthand))
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = firsthand.nothing


def test_no_public_name_is_hidden_by_a_folder() -> None:
    """Importing a submodule binds its name on the package: a function of that name would be lost."""
    assert not set(SURFACE) & {module.name for module in pkgutil.iter_modules(firsthand.__path__)}


def test_import_is_quick() -> None:
    code = "import time; t = time.perf_counter(); import firsthand; print(time.perf_counter() - t)"
    times = [
        float(subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout)
        for _ in range(3)
    ]
    assert min(times) < 0.3


def test_import_loads_nothing_heavy() -> None:
    code = (
        "import sys, firsthand; "
        "print([m for m in ('numpy', 'onnxruntime', 'lxml', 'httpx', 'trafilatura', 'rich', 'yaml') if m in sys.modules])"
    )
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert out.strip() == "[]"


def test_reading_asks_no_network() -> None:
    code = (
        "import socket\n"
        "def refuse(*a, **k): raise AssertionError('the network was asked')\n"
        "socket.socket.connect = refuse\nsocket.getaddrinfo = refuse\n"
        f"import firsthand; firsthand.read({str(examples()[0])!r}); print('read')"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "read\n"


def test_a_text_a_path_and_a_name_are_told_apart(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "report.txt"
    path.write_text(TEXT)
    monkeypatch.chdir(tmp_path)
    as_text = firsthand.read(TEXT)
    assert as_text.document.text == TEXT
    assert firsthand.read(path).document.text == TEXT
    assert firsthand.read("report.txt").document.text == TEXT
    assert firsthand.read_text("report.txt").document.text == "report.txt"
    assert firsthand.read(f"{TEXT}\nreport.txt").document.text == f"{TEXT}\nreport.txt"
    with pytest.raises(MissingInput):
        firsthand.read("nowhere.pdf")
    with pytest.raises(Unreachable):
        firsthand.read(tmp_path.as_posix() and "http://127.0.0.1/", fetch=True)
    assert firsthand.read("http://127.0.0.1/").document.text == "http://127.0.0.1/"


@pytest.mark.parametrize("odd", ["", " ", "\n", "\0", "a" * 5000, ".", "..", "/", "~", "C:\\", "\ud800"])
def test_odd_texts_are_texts(odd: str) -> None:
    assert isinstance(firsthand.read(odd), firsthand.Reading)


def test_published_in_every_form() -> None:
    wanted = firsthand.Published("2024-11-05")
    for when in ("2024-11-05", date(2024, 11, 5), wanted):
        assert firsthand.read_text(TEXT, published=when).document.published == wanted
    found = firsthand.read_text(TEXT, published=datetime(2024, 11, 5, 18, 0)).document.published
    assert found is not None
    assert found.value == "2024-11-05T18:00:00"


def test_records_come_typed_and_in_order() -> None:
    reading = firsthand.read(examples()[1])
    passages: tuple[firsthand.Passage, ...] = reading.of(firsthand.Passage)
    assert passages
    starts = [passage.span.start for passage in passages]
    assert starts == sorted(starts)
    assert reading.of(firsthand.Figure) == reading.figures


def test_many_readings_come_one_at_a_time_with_failures_among_them(tmp_path: Path) -> None:
    good = tmp_path / "a.txt"
    good.write_text(TEXT)
    outcomes = firsthand.read_many([good, tmp_path / "none.txt", good], published="2024-11-06")
    first = next(outcomes)
    assert isinstance(first, firsthand.Reading)
    second = next(outcomes)
    assert isinstance(second, firsthand.Failure)
    assert second.source == str(tmp_path / "none.txt")
    assert "no such file" in second.reason()
    assert next(outcomes) == first


def test_several_documents_are_not_one_reading(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text('{"text": "One."}\n{"text": "Two."}\n')
    with pytest.raises(UnknownFormat, match=r"holds 2 documents; use firsthand\.read_many"):
        firsthand.read(path)


def test_the_kit_is_loaded_once() -> None:
    assert kit() is kit()


SCRIPT = """
import sys, firsthand
from firsthand.data.examples import examples
for path in examples():
    sys.stdout.write(firsthand.to_json(firsthand.read(path)) + "\\n")
"""


def test_same_bytes_in_same_bytes_out() -> None:
    """Two runs in one process, two processes, and hash seeds 0, 1 and 2."""
    twice = ["".join(firsthand.to_json(firsthand.read(path)) + "\n" for path in examples()) for _ in range(2)]
    assert twice[0] == twice[1]
    for seed in ("0", "1", "2"):
        out = subprocess.run(
            [sys.executable, "-c", SCRIPT],
            capture_output=True,
            check=True,
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONIOENCODING": "utf-8"},
        ).stdout.decode("utf-8")
        assert out == twice[0], f"hash seed {seed} changes the output"


def test_a_mistake_of_ours_costs_one_document(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def failing(document: firsthand.Document, kit: object) -> firsthand.Reading:
        if "bad" in document.text:
            raise ZeroDivisionError("in a stage")
        return firsthand.Reading(document=document)

    monkeypatch.setattr("firsthand.api.read_document", failing)
    path = tmp_path / "a.jsonl"
    path.write_text('{"text": "good"}\n{"text": "bad"}\n{"text": "good again"}\n')
    found = list(firsthand.read_many([path]))
    assert [type(one) for one in found] == [firsthand.Reading, firsthand.Failure, firsthand.Reading]
    assert isinstance(found[1], firsthand.Failure)
    assert "ZeroDivisionError: in a stage" in found[1].reason()


def test_a_forked_child_reads_as_its_parent(tmp_path: Path) -> None:
    """A process pool on Linux forks: neither the model's threads nor the parsing process may be shared."""
    page = tmp_path / "a.html"
    page.write_text(f"<html><body><article><p>{TEXT}</p><p>{TEXT} Nobody else was hurt.</p></article></body></html>")
    code = (
        "import multiprocessing, sys, firsthand\n"
        f"path = {str(page)!r}\n"
        "here = firsthand.to_json(firsthand.read(path))\n"
        "with multiprocessing.get_context('fork').Pool(2) as pool:\n"
        "    there = pool.map(firsthand.read, [path, path])\n"
        "print(all(firsthand.to_json(one) == here for one in there))\n"
    )
    out = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", code], capture_output=True, text=True, check=True, timeout=60
    )
    assert out.stdout == "True\n"

"""Whatever is wrong with the files or the runtime, the message names it and the mend."""

import json
import shutil
import sys
from pathlib import Path

import pytest

from firsthand.errors import ReaderUnavailable
from firsthand.reader.reader import MODEL, Reader


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    return Path(shutil.copytree(MODEL, tmp_path / "model"))


@pytest.mark.parametrize("file", ["reader.onnx", "pairs.npz", "settings.json", "tokenizer.json"])
def test_changed_file(copied: Path, file: str) -> None:
    with (copied / file).open("ab") as handle:
        handle.write(b"x")
    with pytest.raises(ReaderUnavailable, match=rf"{file}: sha256 .* of the card; reinstall firsthand"):
        Reader.load(copied)


@pytest.mark.parametrize("file", ["reader.onnx", "pairs.npz", "settings.json", "tokenizer.json"])
def test_missing_file(copied: Path, file: str) -> None:
    (copied / file).unlink()
    with pytest.raises(ReaderUnavailable, match=f"{file}: missing .* reinstall firsthand"):
        Reader.load(copied)


@pytest.mark.parametrize("card", ["", "[]", "{}", '{"name": "x", "sha256": 3}'])
def test_unreadable_card(copied: Path, card: str) -> None:
    (copied / "card.json").write_text(card)
    with pytest.raises(ReaderUnavailable, match="no readable card"):
        Reader.load(copied)


def test_no_folder(tmp_path: Path) -> None:
    with pytest.raises(ReaderUnavailable, match="no readable card"):
        Reader.load(tmp_path / "nothing")


@pytest.mark.parametrize("package", ["onnxruntime", "tokenizers"])
def test_missing_package(package: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, package, None)
    with pytest.raises(ReaderUnavailable, match=f"pip install '{package}"):
        Reader.load()


def test_old_runtime(monkeypatch: pytest.MonkeyPatch) -> None:
    import onnxruntime

    monkeypatch.setattr(onnxruntime, "__version__", "1.9.0")
    with pytest.raises(ReaderUnavailable, match=r"1\.9\.0 is too old"):
        Reader.load()


def test_broken_graph_with_a_matching_hash(copied: Path) -> None:
    import hashlib

    (copied / "reader.onnx").write_bytes(b"no graph")
    card = json.loads((copied / "card.json").read_text())
    card["sha256"]["reader.onnx"] = hashlib.sha256(b"no graph").hexdigest()
    (copied / "card.json").write_text(json.dumps(card))
    with pytest.raises(ReaderUnavailable, match="cannot open the reader"):
        Reader.load(copied)


def test_name_holds_the_hash() -> None:
    card = json.loads((MODEL / "card.json").read_text())
    assert Reader.load().name == f"{card['name']}-{card['sha256']['reader.onnx'][:8]}"


def test_size() -> None:
    assert sum(f.stat().st_size for f in MODEL.iterdir()) < 30_000_000

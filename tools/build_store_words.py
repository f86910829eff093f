"""Builds `src/firsthand/store/words-1.zdict`, the shared compression dictionary of the store.

    .venv/bin/python tools/build_store_words.py

It reads the shipped example articles, the made-up articles of the tests and the word lists, and writes the strings that
readings of them repeat, then plain words of reporting, most useful last. The file belongs to the format of
stores on people's disks: it is never written again under the same name (tests/store hold its digest).
"""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from typing import Any

import msgspec
import yaml
from tests.store.samples import document

from firsthand.api import kit
from firsthand.model.document import Document, Published
from firsthand.model.reading import Reading
from firsthand.pipeline import read_document
from firsthand.store.codec import Packed, packed

ROOT = Path(__file__).parent.parent
OUT = ROOT / "src/firsthand/store/words-1.zdict"
ROOM = 32_768


def main() -> None:
    if OUT.exists() and OUT.stat().st_size > 1:
        raise SystemExit(f"{OUT} stands already; a better dictionary needs a new name and a new code version")
    examples = sorted((ROOT / "src/firsthand/data/examples").glob("*.md"))
    texts = [path.read_text("utf-8") for path in examples]
    readings = [_read(text) for text in texts] + [read_document(document(n), kit()) for n in range(60)]
    said = _strings(readings)
    shapes = b"".join(packed(reading) for reading in readings[: len(texts)])[-6_000:]
    names = _names()
    prose = "\n".join(texts).encode("utf-8")
    head = " ".join(names).encode("utf-8")
    rest = prose + said + shapes
    OUT.write_bytes((head + rest)[-ROOM:])
    print(f"{OUT.relative_to(ROOT)}: {OUT.stat().st_size:,} bytes")


def _read(text: str) -> Reading:
    return read_document(Document(text=text, published=Published("2026-03-10")), kit())


def _strings(readings: list[Reading]) -> bytes:
    """Strings of packed readings as MessagePack has them, each once, the most frequent last."""
    counts: Counter[str] = Counter()
    for reading in readings:
        for shelf, columns in Packed.of(packed(reading)).shelves.items():
            counts[shelf] += 1
            for name, column in columns.items():
                counts[name] += 1
                counts.update(_inside(column))
    kept = [word for word, count in counts.most_common() if count > 1 and 2 < len(word) < 60]
    return b"".join(msgspec.msgpack.encode(word) for word in reversed(kept))


def _inside(value: Any) -> list[str]:
    if isinstance(value, str):
        return [value]
    return [one for part in value for one in _inside(part)] if isinstance(value, list) else []


def _names() -> list[str]:
    """Words of the word lists: what actors, places and reporting verbs are called."""
    words: Counter[str] = Counter()
    for path in sorted((ROOT / "src/firsthand/data").glob("actors*.yaml")) + sorted(
        (ROOT / "src/firsthand/data/en").glob("*.yaml")
    ):
        for one in _inside_yaml(yaml.safe_load(path.read_text("utf-8"))):
            words.update(re.findall(r"[A-Za-z]{4,}", one))
    return [word for word, count in words.most_common(1500)][::-1]


def _inside_yaml(value: Any) -> list[str]:
    if isinstance(value, str):
        return [value]
    if isinstance(value, dict):
        return [one for part in value.items() for inside in part for one in _inside_yaml(inside)]
    return [one for part in value for one in _inside_yaml(part)] if isinstance(value, list) else []


if __name__ == "__main__":
    main()

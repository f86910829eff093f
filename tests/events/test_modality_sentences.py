"""Own sentences over all modalities, half of them traps for a coder that goes by keywords."""

from __future__ import annotations

from pathlib import Path

import pytest

from firsthand.kit import Kit
from firsthand.model.document import Document
from firsthand.model.event import Event, Modality
from firsthand.pipeline import read_document

HERE = Path(__file__).parent
OCCURRED = {Modality.HAPPENED}
LINES = (HERE / "modality_sentences.tsv").read_text("utf-8").splitlines()
BORDER = next(k for k, line in enumerate(LINES) if line.startswith("# ----"))
ROWS = [
    (k > BORDER, tuple(expected.strip().split("/")), word.strip(), sentence.strip())
    for k, line in enumerate(LINES)
    if not line.startswith("#")
    for expected, word, sentence in [line.split("|")]
]


@pytest.fixture(scope="module")
def kit() -> Kit:
    return Kit()


def events_at(sentence: str, word: str, kit: Kit) -> list[Event]:
    """The events of `sentence` whose trigger or mention shares its stem with `word`."""
    stem = word.split("-")[-1][:5]
    reading = read_document(Document(text=sentence), kit)
    return [e for e in reading.events if any(stem in span.quote for span in (e.trigger, *e.mentions))]


def test_there_are_150_sentences_half_of_them_traps() -> None:
    assert len(ROWS) >= 150
    assert sum(trap for trap, *_ in ROWS) >= 75


def test_hardly_any_trap_leaves_as_happened(kit: Kit) -> None:
    taken_in = [
        sentence
        for _, expected, word, sentence in ROWS
        if not {"happened", "claimed"} & set(expected)
        and any(event.modality in OCCURRED for event in events_at(sentence, word, kit))
    ]
    assert len(taken_in) <= 2, taken_in


def test_most_events_are_found_with_their_modality(kit: Kit) -> None:
    right, found = 0, 0
    for _, expected, word, sentence in ROWS:
        events = events_at(sentence, word, kit)
        found += bool(events)
        right += any(event.modality.value in expected for event in events)
    assert found >= 0.85 * len(ROWS)
    assert right >= 0.80 * found

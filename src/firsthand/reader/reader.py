"""The reader: load once, then ask it for the signals of any text."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

from firsthand.errors import ReaderUnavailable
from firsthand.reader.decode import signals
from firsthand.reader.engine import Engine, Output
from firsthand.reader.nationalities import whole
from firsthand.reader.pairs import PairWeights
from firsthand.reader.paragraphs import Paragraph
from firsthand.reader.pieces import Pieces
from firsthand.reader.settings import Settings
from firsthand.reader.signals import Signals, joined
from firsthand.reader.windows import Window, read_tokens, windows

MODEL: Final = Path(__file__).parent / "model"
PART: Final = 18_000  # characters, about 3,000 words: longer than nearly every report
WEIGHTS, PAIRS, SETTINGS, TOKENIZER, CARD = "reader.onnx", "pairs.npz", "settings.json", "tokenizer.json", "card.json"


class Reader:
    """One model pass a document. Safe to share between threads: reading changes nothing but the piece memory."""

    def __init__(
        self,
        name: str,
        engine: Callable[[Sequence[Window]], list[Output]],
        pieces: Callable[[str], tuple[int, ...]],
        weights: PairWeights,
        settings: Settings,
    ) -> None:
        self.name = name
        self._engine = engine
        self._pieces = pieces
        self._weights = weights
        self._settings = settings

    @classmethod
    def load(cls, folder: Path | None = None) -> Reader:
        """Raises ReaderUnavailable, naming the mend, when files or the runtime are missing or not the right ones."""
        folder = MODEL if folder is None else folder
        name = _checked(folder)
        try:
            from tokenizers import Tokenizer  # heavy, as onnxruntime is
        except ImportError as error:
            raise ReaderUnavailable("the trained reader needs tokenizers: pip install 'tokenizers>=0.23'") from error
        tokenizer = Tokenizer.from_file(str(folder / TOKENIZER))
        tokenizer.no_padding()
        tokenizer.no_truncation()
        return cls(
            name,
            Engine(folder / WEIGHTS),
            Pieces(tokenizer),
            PairWeights.load(folder / PAIRS),
            Settings.load(folder / SETTINGS),
        )

    def signals(self, text: str, paragraphs: Sequence[Paragraph]) -> Signals:
        """What the model sees in `text`. A text longer than `PART` characters is read in parts that end with a
        paragraph, so that time grows linearly with the text and memory does not grow with it."""
        parts = []
        for part in _parts(paragraphs):
            tokens = read_tokens(text, part, self._pieces)
            cut = windows(tokens)
            seen = signals(tokens, cut, self._engine(cut), self._weights, self._settings)
            parts.append(replace(seen, names=whole(text, seen.names)))
        return joined(parts)


def _parts(paragraphs: Sequence[Paragraph]) -> Iterator[Sequence[Paragraph]]:
    part: list[Paragraph] = []
    for piece in (piece for paragraph in paragraphs for piece in _pieces(paragraph)):
        if part and piece.end - part[0].start > PART:
            yield part
            part = []
        part.append(piece)
    yield part


def _pieces(paragraph: Paragraph) -> Iterator[Paragraph]:
    """A paragraph that is longer than a part, cut between its sentences."""
    if paragraph.end - paragraph.start <= PART:
        yield paragraph
        return
    start = paragraph.start
    held: list[tuple[int, int]] = []
    for sentence in paragraph.sentences:
        if held and sentence[1] - start > PART:
            yield Paragraph(start, held[-1][1], tuple(held), paragraph.in_quote and start == paragraph.start)
            start, held = sentence[0], []
        held.append(sentence)
    yield Paragraph(start, paragraph.end, tuple(held), paragraph.in_quote and start == paragraph.start)


def _checked(folder: Path) -> str:
    """Compare every file with the hash on the card; returns the model's name and short hash."""
    mend = "reinstall firsthand, or train again with tools/train_reader"
    try:
        card = json.loads((folder / CARD).read_text(encoding="utf-8"))
        wanted = {str(file): str(digest) for file, digest in card["sha256"].items()}
        name = str(card["name"])
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise ReaderUnavailable(f"{folder / CARD}: no readable card of the trained reader ({error}); {mend}") from error
    for file in (WEIGHTS, PAIRS, SETTINGS, TOKENIZER):
        path = folder / file
        if not path.is_file():
            raise ReaderUnavailable(f"{path}: missing from the trained reader; {mend}")
        found = hashlib.sha256(path.read_bytes()).hexdigest()
        if found != wanted.get(file):
            raise ReaderUnavailable(
                f"{path}: sha256 {found[:12]} is not {wanted.get(file, 'on the card')[:12]} of the card; {mend}"
            )
    return f"{name}-{wanted[WEIGHTS][:8]}"

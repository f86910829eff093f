"""What a stage may use besides the reading: word lists, gazetteer, actor registry, and the reader's view.

Stages get the kit as an argument and know nothing of processes or clusters. A kit is loaded once per
process; `looking_at` gives the kit of one document, with what the trained reader saw in it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from firsthand.data.gazetteer import Gazetteer
from firsthand.data.language import Language
from firsthand.data.registry import Registry
from firsthand.model.reading import Reading
from firsthand.model.record import Record
from firsthand.reader.paragraphs import Paragraph

if TYPE_CHECKING:  # the reader pulls in numpy and onnxruntime: imported only when one is loaded
    from firsthand.reader.reader import Reader
    from firsthand.reader.signals import Signals

GRAMMAR: Final = "grammar"


@dataclass(frozen=True, slots=True, kw_only=True)
class Kit:
    """`reader` is the trained model, None where grammar works alone; `signals` what it saw in the document at hand."""

    language: Language = field(default_factory=Language)
    gazetteer: Gazetteer = field(default_factory=Gazetteer.load)
    registry: Registry = field(default_factory=Registry.load)
    reader: Reader | None = None
    signals: Signals | None = None

    @classmethod
    def with_reader(cls, weights: Path | None = None) -> Kit:
        """A kit with the trained reader, from `weights` or from the package; ReaderUnavailable when it cannot be loaded."""
        from firsthand.reader.reader import Reader

        return cls(reader=Reader.load(weights))

    def reader_name(self) -> str:
        """The trained model's name, or "grammar"."""
        return self.reader.name if self.reader else GRAMMAR

    def looking_at(self, reading: Reading, layout: tuple[Paragraph, ...]) -> Kit:
        """This kit with what the reader sees in `reading`'s text: the one model pass of a document."""
        if self.reader is None:
            return self
        return replace(self, signals=self.reader.signals(reading.document.text, layout))


Stage = Callable[[Reading, Kit], Iterable[Record]]

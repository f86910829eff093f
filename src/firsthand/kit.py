"""What a stage may use besides the reading: word lists, gazetteer, actor registry, and the reader's view.

Stages get the kit as an argument and know nothing of processes or clusters. A kit is loaded once per
process; `looking_at` gives the kit of one document, with what the trained reader saw in it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from firsthand.data.gazetteer import Gazetteer
from firsthand.data.language import Language
from firsthand.data.registry import Registry
from firsthand.model.reading import Reading
from firsthand.model.record import Record

if TYPE_CHECKING:  # the reader pulls in numpy and onnxruntime: imported only when one is loaded
    from firsthand.reader.signals import Signals


@dataclass(frozen=True, slots=True, kw_only=True)
class Kit:
    """`signals` is what the trained reader saw in the document at hand, None where grammar works alone."""

    language: Language = field(default_factory=Language)
    gazetteer: Gazetteer = field(default_factory=Gazetteer.load)
    registry: Registry = field(default_factory=Registry.load)
    signals: Signals | None = None


Stage = Callable[[Reading, Kit], Iterable[Record]]

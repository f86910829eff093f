"""A report as found, before it is named, typed and linked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from firsthand.reader.signals import Relation

Stretch = tuple[int, int]  # characters


@dataclass(frozen=True, slots=True)
class Draft:
    """Source, cue and content as character offsets, with what the rule knows besides.

    `lemma` is the cue's lemma or noun; `addressee` who was told; `depth` how many quotations deep the
    words stand; `headline` that they stand in one.
    """

    source: Stretch | None
    cue: Stretch | None
    content: tuple[Stretch, ...]
    rule: str
    lemma: str = ""
    addressee: Stretch | None = None
    depth: int = 0
    headline: bool = False
    block: bool = False
    negative: bool = False
    scope_uncertain: bool = False
    confidence: float = 0.7
    shared: bool = False  # the subject of an earlier verb
    under: Stretch | None = None  # cue of the draft that relays this one
    relation: Relation | None = None  # what the trained reader saw of it
    owner: Stretch | None = None  # who stands behind the source: "Kyiv's claims", "plans he discussed"

    def start(self) -> int:
        return min(s for s, _ in (*self.content, *(x for x in (self.source, self.cue) if x)))

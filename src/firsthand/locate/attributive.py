"""Place names that only qualify another word, or stand inside an organisation's name."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

from firsthand.locate.words import Words
from firsthand.model.actor import Actor, ActorKind
from firsthand.model.place import PlaceKind

if TYPE_CHECKING:
    from firsthand.reader.signals import Signals

_BODIES: Final = frozenset(
    {ActorKind.ARMED_FORCES, ActorKind.ARMED_GROUP, ActorKind.MINISTRY, ActorKind.AGENCY, ActorKind.IGO, ActorKind.NGO,
     ActorKind.MEDIA, ActorKind.COMPANY, ActorKind.PARTY, ActorKind.ORGANISATION}
)  # fmt: skip
_MODIFIES: Final = frozenset({"compound", "amod", "nmod:unmarked", "nmod:desc", "flat"})
_HEADS: Final = frozenset({"NOUN", "PROPN"})
_FAR: Final = 40
_LETTERS: Final = 6  # "U.S.A."


class Qualifiers:
    """What in a document makes a place name an attribute: names of organisations, and the grammar the reader sees."""

    def __init__(self, text: str, actors: Iterable[Actor], signals: Signals | None, words: Words) -> None:
        self._text, self._words, self._signals = text, words, signals
        spans = {(m.start, m.end) for a in actors if a.kind in _BODIES for m in a.mentions}
        if signals is not None:
            spans |= {(m.start, m.end) for m in signals.names if m.label == "organisation"}
        self._bodies = sorted(spans)
        self._longest = max((end - start for start, end in self._bodies), default=0)
        self._starts = [w.start for w in signals.words] if signals is not None else []

    def attributive(self, start: int, end: int, kind: PlaceKind) -> bool:
        """Whether the name at `start..end` only qualifies another."""
        after = self._text[end : end + 2]
        possessive = after in ("'s", "’s") or after[:1] in ("'", "’")
        if possessive:
            return False
        if after[:1] in ("-", "–") and after[1:2].isalpha() and not after[1:2].isspace():
            return True  # "Texas-based", "Ukraine-US"
        if start > 0 and self._text[start - 1] in "-–" and self._text[max(0, start - 2) : start - 1].isalpha():
            return True
        if self._in_body(start, end):
            return True
        if kind is not PlaceKind.COUNTRY:
            return False
        return self._modifies(start, end) if self._starts else self._before_noun(start, end)

    def _in_body(self, start: int, end: int) -> bool:
        at = bisect_right(self._bodies, (start, end))
        for a, b in self._bodies[max(0, at - 8) : at + 1]:
            if a <= start and end <= b and (b - a) > (end - start) + 2 and b - a < 120:
                return True
        return False

    def _modifies(self, start: int, end: int) -> bool:
        """By the reader's tree: a compound or the like, whose head stands to its right."""
        assert self._signals is not None
        words = self._signals.words
        at = bisect_right(self._starts, end - 1) - 1
        if at < 0 or words[at].start < start:
            return False
        word = words[at]
        if word.deprel not in _MODIFIES or not 0 <= word.head < len(words):
            return False
        head = words[word.head]
        between = self._text[end : head.start]
        return end <= head.start <= end + _FAR and head.upos in _HEADS and not any(c in between for c in ",.;:\n")

    def _before_noun(self, start: int, end: int) -> bool:
        """Without a tree: the next word is one that countries often qualify; letters such as "U.S." qualify nearly any."""
        rest = self._text[end : end + _FAR]
        if not rest.startswith(" "):
            return False
        word = rest.split(None, 1)[0].strip(".,;:!?\"'”’)").lower() if rest.split() else ""
        if word in self._words.attributive:
            return True
        short = self._text[start:end].isupper() and end - start <= _LETTERS
        return short and word.isalpha() and rest[1:2].islower() and word not in self._words.no_noun

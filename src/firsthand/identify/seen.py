"""Names that the trained reader sees: what the lists miss is added, what it takes for a place is no person."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from firsthand.identify.mentions import Mention
from firsthand.identify.words import between
from firsthand.model.actor import ActorKind

if TYPE_CHECKING:  # the kit loads the reader's view only where a model is at hand
    from firsthand.reader.signals import Signals

SURE: Final = 0.7
KINDS: Final = {"person": ActorKind.PERSON, "organisation": ActorKind.ORGANISATION}


def seen_by(signals: Signals, text: str, found: list[Mention]) -> list[Mention]:
    """`found` with the reader's persons and organisations of two words and more, none inside another."""
    taken: dict[int, Mention] = {k: mention for mention in found for k in range(mention.first, mention.last)}
    dropped: set[int] = set()
    added: list[Mention] = []
    for name in signals.names:
        if name.score < SURE:
            continue
        first, last = between(text, name.start, name.end)
        held = {taken[k].first: taken[k] for k in range(first, last) if k in taken}
        if name.label == "place":
            dropped |= {m.first for m in held.values() if m.kind is ActorKind.PERSON and m.title is None}
        elif name.label in KINDS and not held and last - first > 1:
            quote = text[name.start : name.end]
            if quote[:1].isupper() and "\n" not in quote:
                added.append(Mention(first, last, quote, KINDS[name.label], rule="reader_name"))
    return sorted((*(m for m in found if m.first not in dropped), *added), key=lambda m: (m.first, m.last))

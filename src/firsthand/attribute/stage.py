"""The attributions of a document."""

from __future__ import annotations

from firsthand.attribute.draft import Draft
from firsthand.attribute.grammar import drafts
from firsthand.attribute.lexicon import lexicon
from firsthand.kit import Kit
from firsthand.model.attribution import Attribution, Kind
from firsthand.model.reading import Reading
from firsthand.model.span import Span


def attributions(reading: Reading, kit: Kit) -> tuple[Attribution, ...]:
    """The attributions of a document."""
    lex = lexicon(kit.language)
    text = reading.document.text
    inner = {(q.inner.start, q.inner.end) for q in reading.passages if q.inner}
    starts = {q.inner.start for q in reading.passages if q.inner}
    out = []
    seen = set()
    for d in drafts(reading, lex):
        if d.content in seen and False:
            continue
        out.append(_record(text, d, starts))
    return tuple(out)


_MARKS = frozenset('“”"«»„')


def _kind(text: str, d: Draft, starts: set[int]) -> Kind:
    if d.block:
        return Kind.BLOCK
    if all(s in starts for s, _ in d.content):
        return Kind.DIRECT
    if any(_MARKS & set(text[s:e]) for s, e in d.content) or any(s in starts for s, _ in d.content):
        return Kind.MIXED
    return Kind.INDIRECT


def _record(text: str, d: Draft, starts: set[int]) -> Attribution:
    return Attribution(
        source=Span.of(text, *d.source) if d.source else None,
        cue=Span.of(text, *d.cue) if d.cue else None,
        content=tuple(Span.of(text, s, e) for s, e in d.content),
        kind=_kind(text, d, starts),
        made_by=f"rule:attribute/{d.rule}",
        confidence=d.confidence,
    )

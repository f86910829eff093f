"""The claims of a document: statements tied to the events, figures, places, moments and forecasts in them.

A record that stands in several nested statements belongs to the claim of each: who relays a toll
claims it too, and `Attribution.chain` says on whose word. What stands in no statement is the author's.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from firsthand.claims.inside import Shelf
from firsthand.kit import Kit
from firsthand.model.claim import Claim
from firsthand.model.passage import PassageKind
from firsthand.model.reading import Reading
from firsthand.model.span import Span


def claims(reading: Reading, kit: Kit) -> tuple[Claim, ...]:
    """One claim for each attribution, then one for each sentence in which the author tells an event or figure."""
    shelf = Shelf.of(reading)
    found: list[Claim] = []
    for attribution in reading.attributions:
        content = attribution.content
        inside = shelf.inside([(span.start, span.end) for span in content])
        found.append(
            Claim(
                content=content,
                attribution=attribution.id,
                speaker=attribution.speaker,
                events=inside.events,
                figures=inside.figures,
                places=inside.places,
                moments=inside.moments,
                forecasts=inside.forecasts,
                made_by="rule:claims/attributed",
                confidence=attribution.confidence,
            )
        )
    text = reading.document.text
    attributed = _merged([(s.start, s.end) for a in reading.attributions for s in a.content])
    for stretch in _authorial(reading, attributed):
        inside = shelf.inside(stretch)
        if not (inside.events or inside.figures):
            continue
        found.append(
            Claim(
                content=tuple(Span.of(text, start, end) for start, end in stretch),
                events=inside.events,
                figures=inside.figures,
                places=inside.places,
                moments=inside.moments,
                forecasts=inside.forecasts,
                made_by="rule:claims/authorial",
                confidence=0.8,
            )
        )
    return tuple(found)


def _merged(stretches: list[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for start, end in sorted(stretches):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], end))
        else:
            merged.append((start, end))
    return merged


def _authorial(reading: Reading, attributed: Sequence[tuple[int, int]]) -> list[list[tuple[int, int]]]:
    """What is left of each sentence without the attributed stretches; empty ones left out."""
    text = reading.document.text
    sentences = [(p.span.start, p.span.end) for p in reading.passages if p.kind is PassageKind.SENTENCE]
    found: list[list[tuple[int, int]]] = []
    at = 0
    for start, end in sentences:
        while at < len(attributed) and attributed[at][1] <= start:
            at += 1
        edges = [start]
        k = at
        while k < len(attributed) and attributed[k][0] < end:
            edges.extend((max(start, attributed[k][0]), min(end, attributed[k][1])))
            k += 1
        edges.append(end)
        left = []
        for a, b in list(pairwise(edges))[::2]:
            span = Span.trimmed(text, a, b)
            if any(c.isalnum() for c in span.quote):
                left.append((span.start, span.end))
        if left:
            found.append(left)
    return found

"""Passages as the trained reader wants them: paragraphs with their sentences."""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from firsthand.model.passage import PassageKind
from firsthand.model.reading import Reading
from firsthand.reader.paragraphs import Paragraph


def layout(reading: Reading) -> tuple[Paragraph, ...]:
    """Every headline, paragraph and caption, with its sentences, and whether a quotation is open where it begins."""
    sentences = sorted((p.span.start, p.span.end) for p in reading.passages if p.kind is PassageKind.SENTENCE)
    starts = [start for start, _ in sentences]
    reopened = {p.span.start for p in reading.passages if p.kind is PassageKind.QUOTATION and p.continues is not None}
    reopening = sorted(reopened)
    answer = []
    for passage in reading.passages:
        if passage.kind not in (PassageKind.HEADLINE, PassageKind.PARAGRAPH, PassageKind.CAPTION):
            continue
        start, end = passage.span.start, passage.span.end
        inside = tuple(sentences[bisect_left(starts, start) : bisect_right(starts, end - 1)])
        at = bisect_left(reopening, start)
        carried = at < len(reopening) and reopening[at] == start
        answer.append(Paragraph(start, end, inside or ((start, end),), carried))
    return tuple(answer)

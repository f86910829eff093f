"""The grammar's reading of a report: every draft it finds, layer by layer."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, replace

from firsthand.attribute.draft import Draft
from firsthand.attribute.lexicon import Lexicon
from firsthand.attribute.paragraph import Paragraph, between_marks, turn_of
from firsthand.attribute.phrases import is_quote
from firsthand.attribute.points import points
from firsthand.attribute.words import Layer, Unit, units
from firsthand.model.passage import Passage, PassageKind
from firsthand.model.reading import Reading

_LOOSE_SHORTEST = 25  # characters of a quotation that can stand on its own


@dataclass(frozen=True, slots=True)
class Layout:
    """The passages of a report, by kind."""

    stretches: tuple[tuple[Passage, bool], ...]  # paragraphs and headlines; True for a headline
    breaks: list[int]
    quotations: tuple[Passage, ...]
    blocks: tuple[Passage, ...]

    @classmethod
    def of(cls, reading: Reading) -> Layout:
        stretches = []
        breaks = []
        quotations = []
        blocks = []
        for passage in reading.passages:
            if passage.kind in (PassageKind.PARAGRAPH, PassageKind.CAPTION):
                stretches.append((passage, False))
            elif passage.kind is PassageKind.HEADLINE:
                stretches.append((passage, True))
            elif passage.kind is PassageKind.SENTENCE:
                breaks.append(passage.span.start)
            elif passage.kind is PassageKind.QUOTATION:
                quotations.append(passage)
            elif passage.kind is PassageKind.BLOCK_QUOTATION:
                blocks.append(passage)
        return cls(tuple(stretches), sorted(breaks), tuple(quotations), tuple(blocks))


def drafts(reading: Reading, lex: Lexicon) -> list[Draft]:
    """Every report the grammar finds, in text order of its layers."""
    text = reading.document.text
    layout = Layout.of(reading)
    starts = [q.span.start for q in layout.quotations]
    found: list[Draft] = []
    blocks = {block.span.start: block for block in layout.blocks}
    pending: Draft | None = None
    previous: Unit | None = None
    open_direct: dict[str, int] = {}  # quotation id -> index of the draft that holds it
    for passage, is_headline in layout.stretches:
        inside = layout.quotations[bisect_left(starts, passage.span.start) : bisect_left(starts, passage.span.end)]
        by_depth: dict[int, list[Passage]] = {}
        for quote in inside:
            by_depth.setdefault(quote.depth, []).append(quote)
        layer = Layer(passage.span.start, passage.span.end, 0)
        listed = list(units(text, layer, by_depth.get(1, []), layout.breaks))
        if pending is not None:
            pending = _announced(text, pending, passage, listed, blocks, found, open_direct)
        paragraph = Paragraph(text, lex, is_headline or _like_headline(passage), 0)
        fresh, left = paragraph.read(listed, previous)
        previous = listed[-1] if listed else None
        turn = turn_of(text, passage)
        if turn is not None:
            fresh = [turn, *fresh]
        base = len(found)
        found.extend(fresh)
        for n, draft in enumerate(fresh):
            for quote in by_depth.get(1, []):
                if any(
                    (s <= quote.span.start and quote.span.end <= e) or (s, e) == between_marks(text, quote)
                    for s, e in draft.content
                ):
                    open_direct.setdefault(quote.id, base + n)
        _loose(text, listed, found, base, open_direct, is_headline)
        pending = left
        for depth in sorted(by_depth):
            for quote in by_depth[depth]:
                if quote.inner is None or len(quote.inner) < _LOOSE_SHORTEST:
                    continue
                deeper = [q for q in by_depth.get(depth + 1, []) if quote.span.covers(q.span)]
                inner_layer = Layer(quote.inner.start, quote.inner.end, depth, quote)
                inner = list(units(text, inner_layer, deeper, layout.breaks))
                more, _ = Paragraph(text, lex, False, depth).read(inner)
                found.extend(more)
    claimed = {piece for draft in found if draft.rule != "loose" for piece in draft.content}
    found = [draft for draft in found if draft.rule != "loose" or not claimed & set(draft.content)]
    found.extend(points(text, [passage for passage, _ in layout.stretches]))
    return found


def _like_headline(passage: Passage) -> bool:
    """A short line without a full stop: a subheading or the line under a headline."""
    line = passage.span.quote
    return len(line) < 120 and line[-1].isalnum()


def _announced(
    text: str,
    pending: Draft,
    passage: Passage,
    listed: list[Unit],
    blocks: dict[int, Passage],
    found: list[Draft],
    open_direct: dict[str, int],
) -> Draft | None:
    """The paragraph after "X said:" is what X said, when it is a block or begins with a quotation."""
    block = blocks.get(passage.span.start)
    if block is not None:
        found.append(replace(pending, content=((block.span.start, block.span.end),), block=True, rule="block"))
    elif listed and is_quote(listed[0], 0):
        quote = listed[0][0].quote
        assert quote is not None
        found.append(replace(pending, content=(between_marks(text, quote),), rule="announced"))
        open_direct[quote.id] = len(found) - 1
    return None


def _loose(
    text: str, listed: list[Unit], found: list[Draft], base: int, open_direct: dict[str, int], is_headline: bool
) -> None:
    """Quotations no verb introduces: more of what was quoted just before, or words nobody is named for."""
    last_direct: int | None = None
    by_start = {}
    for n in range(base, len(found)):
        for s, _ in found[n].content:
            by_start[s] = n
    for unit in listed:
        for k, word in enumerate(unit):
            quote = word.quote
            if quote is None or quote.inner is None:
                continue
            if quote.id in open_direct:
                last_direct = open_direct[quote.id]
                continue
            if quote.continues and quote.continues in open_direct:
                n = open_direct[quote.continues]
                found[n] = replace(found[n], content=(*found[n].content, between_marks(text, quote)))
                open_direct[quote.id] = n
                continue
            whole = k == 0 and all(not x.is_word() for x in unit[1:])
            if not whole or quote.scare:
                continue
            if last_direct is not None and last_direct >= base:
                found[last_direct] = replace(
                    found[last_direct], content=(*found[last_direct].content, between_marks(text, quote))
                )
                open_direct[quote.id] = last_direct
            elif not is_headline and len(quote.inner) >= _LOOSE_SHORTEST:
                found.append(Draft(None, None, (between_marks(text, quote),), "loose", confidence=0.4))
                open_direct[quote.id] = len(found) - 1

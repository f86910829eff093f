"""The article as blocks of segments: every stretch of text once, with the records that stand on it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from heapq import nsmallest
from typing import Final

from markupsafe import Markup, escape

from firsthand.model.check import Verdict
from firsthand.model.event import Modality
from firsthand.model.passage import PassageKind
from firsthand.model.reading import Reading
from firsthand.model.span import Span

# Outer to inner: a wash lies under a line, a line of few words inside one of many.
KINDS: Final = ("statement", "cue", "forecast", "frame", "event", "time", "place", "figure")
MOST: Final = 6  # records named by one segment; a text that is marked deeper keeps its innermost ones


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch to be marked. `link` marks are few words long and carry the link to their record."""

    start: int
    end: int
    kind: str
    record: str
    link: bool = True
    form: str = ""


@dataclass(frozen=True, slots=True)
class Pin:
    """A sign between words, for records that have no few words of their own."""

    at: int
    kind: str
    record: str
    label: str


@dataclass(frozen=True, slots=True)
class Block:
    start: int
    end: int
    kind: str  # "headline", "paragraph", "block", "caption"


def marks(reading: Reading) -> tuple[list[Mark], list[Pin]]:
    """What is to be marked in the text of `reading`."""
    out: list[Mark] = []
    pins: list[Pin] = []

    def add(span: Span | None, kind: str, record: str, *, link: bool = True, form: str = "") -> None:
        if span is not None and len(span):
            out.append(Mark(span.start, span.end, kind, record, link, form))

    for a in reading.attributions:
        for content in a.content:
            add(content, "statement", a.id, link=False)
        add(a.source, "cue", a.id)
        add(a.cue, "cue", a.id)
        if a.source is None and a.cue is None:
            pins.append(Pin(a.content[0].start, "statement", a.id, "statement without a named source"))
    for o in reading.forecasts:
        add(o.span, "forecast", o.id, link=False)
        pins.append(Pin(o.span.start, "forecast", o.id, "forecast" if o.is_forecast() else "what if"))
    for w in reading.frames:
        add(w.span, "frame", w.id)
    for e in reading.events:
        form = "sure" if e.modality is Modality.HAPPENED else "unsure"
        add(e.trigger, "event", e.id, form=form)
        for mention in e.mentions:
            if mention != e.trigger:
                add(mention, "event", e.id, form=form)
    for m in reading.moments:
        add(m.span, "time", m.id)
    for p in reading.places:
        add(p.span, "place", p.id)
    for f in reading.figures:
        add(f.span, "figure", f.id)
    for k in reading.checks:
        if k.verdict is not Verdict.PASS and k.inputs:
            pins.append(Pin(max(s.end for s in k.inputs), "check", k.id, "check that does not pass"))
    return out, pins


def blocks(reading: Reading) -> list[Block]:
    """The text cut into paragraphs: by the report's passages, and by lines where none covers it."""
    text = reading.document.text
    names = {
        PassageKind.HEADLINE: "headline",
        PassageKind.PARAGRAPH: "paragraph",
        PassageKind.BLOCK_QUOTATION: "block",
        PassageKind.CAPTION: "caption",
    }
    # A block quotation may be a paragraph as well: the more telling name wins.
    order = ("headline", "caption", "block", "paragraph")
    known = sorted(
        (
            (p.span.start, order.index(names[p.kind]), p.span.end, names[p.kind])
            for p in reading.passages
            if p.kind in names
        ),
    )
    out: list[Block] = []
    at = 0
    for start, _, end, kind in known:
        if start < at:
            continue
        out += _lines(text, at, start)
        out.append(Block(start, end, kind))
        at = end
    out += _lines(text, at, len(text))
    return out


def _lines(text: str, start: int, end: int) -> Iterator[Block]:
    while start < end:
        stop = text.find("\n", start, end)
        stop = end if stop < 0 else stop
        if text[start:stop].strip():
            yield Block(start, stop, "paragraph")
        start = stop + 1


def article(reading: Reading, numbers: Mapping[str, int]) -> list[tuple[str, Markup]]:
    """(kind, HTML) of every block. The only markup is ours; the text goes through `escape`.

    `numbers` gives the short number of each record, by which segments name the records on them.
    """
    text = reading.document.text
    found, pins = marks(reading)
    cuts = _Segments(text, found, pins, numbers)
    return [(b.kind, cuts.html(b.start, b.end)) for b in blocks(reading)]


class _Segments:
    """Sweeps once over the text; asked for blocks in order."""

    def __init__(self, text: str, found: Iterable[Mark], pins: Iterable[Pin], numbers: Mapping[str, int]) -> None:
        self.text = text
        self.numbers = numbers
        self.opening = sorted(found, key=lambda m: (m.start, -m.end, KINDS.index(m.kind), m.record))
        self.pins = sorted(pins, key=lambda p: (p.at, p.kind, p.record))
        self.edges = sorted({m.start for m in self.opening} | {m.end for m in self.opening} | {p.at for p in self.pins})
        self.next_mark = 0
        self.next_pin = 0
        self.active: list[Mark] = []
        self.linked: set[str] = set()
        self.anchored: set[str] = set()

    def html(self, start: int, end: int) -> Markup:
        out: list[Markup] = []
        at = start
        edge = bisect_left(self.edges, start + 1)
        while at < end:
            out += self._pins(at, last=False)
            stop = min(end, self.edges[edge]) if edge < len(self.edges) else end
            out.append(self._segment(at, stop))
            at = stop
            if edge < len(self.edges) and stop == self.edges[edge]:
                edge += 1
        out += self._pins(end, last=True)
        return Markup("").join(out)

    def _pins(self, at: int, *, last: bool) -> Iterator[Markup]:
        """Signs that stand at or before `at`. A check's sign follows its words; the others go before."""
        while self.next_pin < len(self.pins) and self.pins[self.next_pin].at <= at:
            pin = self.pins[self.next_pin]
            if last and pin.at == at and pin.kind != "check":
                return
            self.next_pin += 1
            anchor = Markup("")
            if pin.record not in self.anchored:
                self.anchored.add(pin.record)
                anchor = self._anchor(pin.record)
            yield Markup('<a class="pin pin-{k}"{a} href="#{r}" data-r="{n}" aria-label="{label}"></a>').format(
                k=pin.kind, a=anchor, r=pin.record, n=self.numbers[pin.record], label=pin.label
            )

    def _anchor(self, record: str) -> Markup:
        return Markup(' id="t{}"').format(self.numbers[record])

    def _segment(self, start: int, end: int) -> Markup:
        while self.next_mark < len(self.opening) and self.opening[self.next_mark].start <= start:
            self.active.append(self.opening[self.next_mark])
            self.next_mark += 1
        self.active = [m for m in self.active if m.end > start]
        inside = escape(self.text[start:end])
        if not self.active:
            return inside
        inner = nsmallest(
            MOST, self.active, key=lambda m: (not m.link, m.end - m.start, -KINDS.index(m.kind), m.record)
        )
        kinds = {m.kind: m for m in reversed(inner)}
        # Kinds of marks that were cut from the list of names still show their line.
        for m in self.active:
            kinds.setdefault(m.kind, m)
        ordered = sorted(kinds, key=KINDS.index)
        named = " ".join(dict.fromkeys(str(self.numbers[m.record]) for m in inner))
        target = inner[0] if inner[0].link else None
        for kind in reversed(ordered[1:]):
            inside = Markup('<span class="{}">{}</span>').format(_css(kinds[kind]), inside)
        anchor = Markup("")
        for m in self.active:
            if m.record not in self.anchored:
                self.anchored.add(m.record)
                if anchor:
                    inside = Markup("<i{}></i>{}").format(self._anchor(m.record), inside)
                else:
                    anchor = self._anchor(m.record)
        css = _css(kinds[ordered[0]])
        # One link a record: what another mark cuts off, and blanks, are no further stops for the Tab key.
        if target is None or target.record in self.linked or not self.text[start:end].strip():
            return Markup('<span class="{}"{} data-r="{}">{}</span>').format(css, anchor, named, inside)
        self.linked.add(target.record)
        return Markup('<a class="{}"{} href="#{}" data-r="{}">{}</a>').format(css, anchor, target.record, named, inside)


def _css(mark: Mark) -> str:
    return f"k-{mark.kind} {mark.form}".rstrip()

"""The quick answers are those of the plain scan."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from firsthand.model.attribution import Attribution, Kind
from firsthand.model.frame import Frame, FrameKind
from firsthand.model.inside import Contents, Starts
from firsthand.model.span import Span

TEXT = "x" * 5000
SPANS = st.tuples(st.integers(0, 4999), st.integers(0, 1500)).map(
    lambda at: Span.of(TEXT, at[0], min(5000, at[0] + at[1]))
)


@given(st.lists(st.lists(SPANS, min_size=1, max_size=2), max_size=12), SPANS)
def test_innermost_is_the_shortest_content_that_covers(contents: list[list[Span]], span: Span) -> None:
    attributions = [
        Attribution(source=None, cue=None, content=tuple(spans), kind=Kind.DIRECT, made_by="rule:test")
        for spans in contents
    ]
    plain = [len(c) for a in attributions for c in a.content if c.covers(span)]
    found = Contents(attributions).covering(span)
    assert len(found) == len({a.id for a in attributions if any(c.covers(span) for c in a.content)})
    innermost = Contents(attributions).innermost(span)
    assert (innermost is None) == (not plain)
    if innermost is not None:
        assert min(len(c) for c in innermost.content if c.covers(span)) == min(plain)


@given(st.lists(SPANS, max_size=12), st.integers(0, 5000), st.integers(0, 5000))
def test_starts_are_found_between_two_offsets(spans: list[Span], start: int, end: int) -> None:
    frames = [Frame(span=span, kind=FrameKind.LOADED_WORD, made_by="rule:test") for span in spans]
    found = Starts(frames).within(start, end)
    assert sorted(one.id for one in found) == sorted(one.id for one in frames if start <= one.span.start < end)
    assert [one.span.start for one in found] == sorted(one.span.start for one in found)

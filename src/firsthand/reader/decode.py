"""From the network's numbers to signals."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from firsthand.reader.engine import Output
from firsthand.reader.labels import HEADS, MODALITIES, NAMES, QUANTITIES, ROLES, TIMES, TRIGGERS, UPOS, columns
from firsthand.reader.links import Piece, link
from firsthand.reader.pairs import PairWeights, Projections
from firsthand.reader.settings import Settings
from firsthand.reader.signals import Mark, Relation, Segment, Signals, Span, Trigger, Word
from firsthand.reader.spans import Array, best_tags, certainty, log_shares, runs
from firsthand.reader.syntax import attachments
from firsthand.reader.windows import Token, Window

_WHERE = columns()
_ATTRIBUTION = ("attribution", "nested")


def signals(
    tokens: Sequence[Token],
    windows: Sequence[Window],
    outputs: Sequence[Output],
    weights: PairWeights,
    settings: Settings,
) -> Signals:
    if not tokens:
        return Signals()
    tags = _owned_tags(windows, outputs)
    read = [(w, Projections.of(o.pairs, o.labels)) for w, o in zip(windows, outputs, strict=True)]
    breaks = _breaks(tokens)
    ends = _breaks(tokens, sentences=True)  # no name goes from one sentence into the next
    found = {
        head: _spans(head, tags[:, _WHERE[head]], ends if head == "names" else breaks, settings)
        for head in HEADS
        if head not in (*_ATTRIBUTION, "modality", "upos")
    }
    pieces = pieces_of(tokens, windows, outputs, settings)
    linked = link(pieces, read, weights, tokens, settings.least_source, settings.least_content)
    modality = log_shares(tags[:, _WHERE["modality"]])

    def span(first: int, last: int) -> Span:
        return tokens[first].start, tokens[last - 1].end

    def marks(head: str, kinds: tuple[str, ...]) -> tuple[Mark, ...]:
        return tuple(Mark(*span(a, b), kinds[k], settings.chance(head, s)) for a, b, k, s in found[head])

    relations = [
        Relation(
            tuple(span(p.first, p.last) for p in one.source),
            (span(one.cue.first, one.cue.last),),
            tuple(span(p.first, p.last) for p in one.content),
            settings.chance("relations", one.score),
            one.cue.nested,
        )
        for one in linked
    ]
    triggers = []
    for a, b, kind, score in found["triggers"]:
        shares = np.exp(modality[a:b]).mean(0)
        sure = int(shares.argmax())
        chance = settings.chance("modality", float(shares[sure]))
        triggers.append(
            Trigger(*span(a, b), TRIGGERS[kind], MODALITIES[sure], settings.chance("triggers", score), chance)
        )
    return Signals(
        _words(tokens, read, log_shares(tags[:, _WHERE["upos"]]), weights, settings),
        tuple(sorted(relations, key=lambda r: r.cue)),
        tuple(Segment(*span(p.first, p.last), p.role, settings.chance("segments", p.score), p.nested) for p in pieces),
        marks("names", NAMES),
        marks("times", TIMES),
        marks("quantities", QUANTITIES),
        tuple(triggers),
    )


def pieces_of(
    tokens: Sequence[Token], windows: Sequence[Window], outputs: Sequence[Output], settings: Settings
) -> list[Piece]:
    """Sources, cues and contents before linking; "nested" is the layer inside contents."""
    tags = _owned_tags(windows, outputs)
    breaks = _breaks(tokens)
    return [
        Piece(a, b, ROLES[kind], score, head == "nested")
        for head in _ATTRIBUTION
        for a, b, kind, score in _spans(head, tags[:, _WHERE[head]], breaks, settings)
    ]


def _owned_tags(windows: Sequence[Window], outputs: Sequence[Output]) -> Array:
    return np.concatenate([o.tags[w.owned - w.first :] for w, o in zip(windows, outputs, strict=True)])


def _breaks(tokens: Sequence[Token], sentences: bool = False) -> list[int]:
    """The first word of each paragraph, or of each sentence."""
    places = [(t.paragraph, t.sentence if sentences else 0) for t in tokens]
    return [i for i, place in enumerate(places) if i == 0 or place != places[i - 1]]


def _spans(head: str, scores: Array, breaks: Sequence[int], settings: Settings) -> list[tuple[int, int, int, float]]:
    """(first, one past the last, kind, raw score), in word numbers."""
    if head in settings.caution:
        scores = scores.copy()
        scores[:, 0] += np.float32(settings.caution[head])
    logs = log_shares(scores)
    return [(a, b, k, certainty(logs, a, b, k)) for a, b, k in runs(best_tags(logs, breaks))]


def _words(
    tokens: Sequence[Token],
    read: Sequence[tuple[Window, Projections]],
    upos: Array,
    weights: PairWeights,
    settings: Settings,
) -> tuple[Word, ...]:
    classes = upos.argmax(1)
    heads = np.full(len(tokens), -1, dtype=np.int64)
    labels = np.zeros(len(tokens), dtype=np.int64)
    scores = np.zeros(len(tokens), dtype=np.float32)
    for window, projections in read:
        own = range(window.owned, window.last)
        starts = [i for i in own if i == window.owned or tokens[i].sentence != tokens[i - 1].sentence]
        base = window.first
        sentences = [(a - base, b - base) for a, b in zip(starts, [*starts[1:], window.last], strict=True)]
        chosen, kinds, sure = attachments(projections, weights, sentences)
        here = slice(window.owned, window.last)
        heads[here] = np.where(chosen < 0, -1, chosen + base)
        labels[here], scores[here] = kinds, sure
    return tuple(
        Word(t.start, t.end, UPOS[c], h, settings.relations[k], settings.chance("words", s))
        for t, c, h, k, s in zip(
            tokens, classes.tolist(), heads.tolist(), labels.tolist(), scores.tolist(), strict=True
        )
    )

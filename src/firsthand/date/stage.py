"""The time expressions of a document."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from firsthand.date.anchor import Anchor, Anchored
from firsthand.date.grammar import expressions
from firsthand.date.lexicon import lexicon
from firsthand.date.locale import day_first
from firsthand.date.narrative import asides, is_chronology, tells_history
from firsthand.date.precision import acled_time_precision, ucdp_date_prec
from firsthand.date.saying import Stretches, spoken
from firsthand.date.scene import Scene
from firsthand.date.spot import Spot
from firsthand.date.tense import tense_around
from firsthand.date.terms import Between, Found
from firsthand.date.units import Unit
from firsthand.kit import Kit
from firsthand.model.document import Document, Grain
from firsthand.model.moment import Moment
from firsthand.model.reading import Reading
from firsthand.model.span import Span


def moments(reading: Reading, kit: Kit) -> tuple[Moment, ...]:
    """Every time expression of the document, in text order.

    A range ("10-17 February") is one moment over the whole, and its two ends are moments with `part_of` set.
    Without a publication date a relative time has a value with X in it or none, no days, and no anchor.
    """
    document = reading.document
    scene = Scene.of(document.text, lexicon(kit.language))
    found = expressions(scene, day_first(scene, document))
    published = publication(document)
    narrative = tells_history(found, published[0] if published else None) or is_chronology(scene, found)
    aside = asides(found) if narrative else frozenset()

    def walk(said: Mapping[int, Moment]) -> list[Moment]:
        anchor = Anchor(
            published[1] if published else None, narrative, lambda one: tense_around(scene, one.first, one.stop)
        )
        out: list[Moment] = []
        for n, one in enumerate(found):
            day = said.get(n)
            anchor.said = None if day is None or day.begin is None else (Spot.on(date.fromisoformat(day.begin)), day.id)
            told, ends = anchor.settle_range(one, n in aside)
            whole = moment(scene, one, told)
            out.append(whole)
            out.extend(moment(scene, part, end, whole.id) for part, end in zip(one.parts, ends, strict=True))
        return out

    first = walk({})
    told = spoken(document.text, reading.attributions, reading.passages, first)
    if not told:
        return tuple(first)
    quoted = Stretches(told)
    said = {
        n: told[quoted.spans[i]] for n, one in enumerate(found) if (i := quoted.holding(_span(scene, one))) is not None
    }
    return tuple(walk(said) if said else first)


def publication(document: Document) -> tuple[date, Spot] | None:
    """The day a report came out and that date at its own grain; None where it is not known."""
    if document.published is None:
        return None
    day = document.published.date()
    match document.published.grain:
        case Grain.YEAR:
            return day, Spot(Unit.YEAR, day.year)
        case Grain.MONTH:
            return day, Spot(Unit.MONTH, day.year, day.month)
    return day, Spot.on(day)


def moment(scene: Scene, one: Found, told: Anchored, whole: str | None = None) -> Moment:
    """The record of an expression; `whole` is the id of the range that it is an end of."""
    span = _span(scene, one)
    mod = told.mod
    begin, end = told.begin, told.end
    if not isinstance(one.term, Between):
        begin, end = opened(told.begin, told.end, "before" if mod == "BEFORE" else one.bound)
        mod = {"since": "SINCE", "before": "BEFORE"}.get(one.bound or "", mod)
    return Moment(
        made_by=f"rule:date/{one.rule}",
        span=span,
        kind=told.kind,
        value=told.value,
        mod=mod or None,
        begin=begin.isoformat() if begin else None,
        end=end.isoformat() if end else None,
        anchor=told.anchor,
        zone=told.zone,
        bound=one.bound,
        part_of=whole,
        acled_time_precision=acled_time_precision(begin, end),
        ucdp_date_prec=ucdp_date_prec(begin, end),
    )


def _span(scene: Scene, one: Found) -> Span:
    tokens = scene.tokens
    return Span.of(tokens.text, tokens.starts[one.first], tokens.ends[one.stop - 1])


def opened(begin: date | None, end: date | None, bound: str | None) -> tuple[date | None, date | None]:
    """The days of a time behind since, until, by, before or after: one side opens."""
    match bound:
        case "since":
            return begin, None
        case "until" | "by":
            return None, end
        case "before":
            return None, begin - timedelta(days=1) if begin is not None and begin > date.min else None
        case "after":
            return end, None
    return begin, end

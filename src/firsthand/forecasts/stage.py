"""The forecasts of a document."""

from __future__ import annotations

from bisect import bisect_left

from firsthand.events.closed import closed
from firsthand.events.nearby import Nearby
from firsthand.forecasts.grammar import PERCENT, Found, forecast_in
from firsthand.forecasts.keys import key
from firsthand.forecasts.lists import lists
from firsthand.identify.words import Word, between, words
from firsthand.kit import Kit
from firsthand.model.attribution import SpeechAct
from firsthand.model.forecast import Forecast, ForecastKind
from firsthand.model.passage import PassageKind
from firsthand.model.reading import Reading
from firsthand.model.span import Span

PLAIN = (ForecastKind.FORECAST,)
ACTS = (SpeechAct.PROMISE, SpeechAct.THREATEN, SpeechAct.REQUEST, SpeechAct.WISH)
CONFIDENCE = {"conditional": 0.8, "implicit": 0.6, "sign": 0.6, "predicting": 0.7, "modal": 0.5, "would_have": 0.6}


def forecasts(reading: Reading, kit: Kit) -> tuple[Forecast, ...]:
    """What the sentences of a document say will, would, could or may come, each sentence once."""
    text = reading.document.text
    told, said, known = words(text), lists(kit.language), closed(kit.language)
    near = Nearby.of(reading)
    starts = [event.trigger.start for event in reading.events]
    found: list[Forecast] = []
    for passage in reading.passages:
        if passage.kind is not PassageKind.SENTENCE:
            continue
        first, last = between(text, passage.span.start, passage.span.end)
        seen = forecast_in(told, first, last, said, known)
        if seen is not None:
            record = _record(reading, near, starts, told, first, last, seen)
            if record is not None:
                found.append(record)
    return tuple(found)


def _record(
    reading: Reading, near: Nearby, starts: list[int], told: tuple[Word, ...], first: int, last: int, seen: Found
) -> Forecast | None:
    text = reading.document.text
    whole = Span.trimmed(text, told[first].start, told[last - 1].end)
    outcome = _span(text, told, seen.outcome)
    condition = _span(text, told, seen.condition) if seen.condition else None
    if outcome is None:
        return None
    carrier = near.voices.get(_first_word(told, seen.outcome))
    if seen.kind in PLAIN and carrier is not None and carrier.speech_act in ACTS:
        return None
    percent = PERCENT.search(whole.quote)
    return Forecast(
        span=whole,
        kind=seen.kind,
        outcome=outcome,
        condition=condition,
        strength=seen.strength,
        probability=min(int(percent[1]), 100) / 100 if percent else None,
        horizon=_horizon(reading, near, whole),
        attribution=carrier.id if carrier else None,
        key=key(
            told,
            seen.outcome,
            reading.events[bisect_left(starts, outcome.start) : bisect_left(starts, outcome.end)],
            [
                p
                for p in near.places_in(whole.start, whole.end)
                if outcome.overlaps(p.span) or (condition is not None and condition.overlaps(p.span))
            ],
        ),
        made_by=f"rule:forecasts/{seen.rule}",
        confidence=CONFIDENCE[seen.rule],
    )


def _first_word(told: tuple[Word, ...], part: tuple[int, int]) -> int:
    first, last = part
    while first < last - 1 and not told[first].low[0].isalnum():
        first += 1
    return first


def _span(text: str, told: tuple[Word, ...], part: tuple[int, int]) -> Span | None:
    first, last = part
    while first < last and not told[first].low[0].isalnum():
        first += 1
    while last > first and not (told[last - 1].low[-1].isalnum() or told[last - 1].low[-1] in "]%"):
        last -= 1
    return Span.of(text, told[first].start, told[last - 1].end) if first < last else None


def _horizon(reading: Reading, near: Nearby, whole: Span) -> str | None:
    """The moment in the sentence that lies ahead of publication, else one that stays relative."""
    day = reading.document.published.date().isoformat() if reading.document.published else None
    for moment in near.moments_in(whole.start, whole.end):
        if moment.end is None or day is None or moment.end >= day:
            return moment.id
    return None

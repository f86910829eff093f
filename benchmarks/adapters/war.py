"""All layers of a war report."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any, Final

from benchmarks.gold import Report
from firsthand.date.conventions import war_rules
from firsthand.events.when import day_of
from firsthand.kit import Kit
from firsthand.model.check import Check, Verdict
from firsthand.model.event import Event, Modality
from firsthand.model.forecast import Forecast
from firsthand.model.moment import Moment
from firsthand.model.place import Place, PlaceKind
from firsthand.model.reading import Reading
from firsthand.model.span import Span, cover
from firsthand.pipeline import read_document

# The gold knows fewer modalities than we keep: each of ours goes to the nearest that its rules name.
MODALITY: Final = {
    Modality.DENIED: "did_not_happen",
    Modality.ORDERED: "planned",
    Modality.PROMISED: "planned",
    Modality.WARNED: "threatened",
    Modality.COUNTERFACTUAL: "did_not_happen",
    Modality.GENERAL: "happened",
}
CALENDAR: Final = re.compile(r"\d{4}(?:-\d\d){0,2}")

# The layer holds what a reader can recompute from the text; our other checks ask about sources and wording.
ARITHMETIC: Final = frozenset(
    {
        "ratio_recompute",
        "ratio_bounds",
        "sum_of_parts",
        "unit_conversion",
        "base_population_implied",
        "single_cluster_extrapolation",
        "range_contains",
        "contradiction",
        "significant_figures",
        "product_recompute",
        "change_recompute",
        "rate_recompute",
        "multiple_recompute",
        "remainder",
        "mixed_bounds",
        "confirmed_against_estimate",
        "assertion_vs_figure",
    }
)
# One number beside another is a comparison: nothing is worked out.
COMPARED: Final = frozenset({"sum_of_parts", "ratio_bounds"})


def predict(reports: Iterable[Report], kit: Kit, convention: str) -> Iterator[dict[str, Any]]:
    for report in reports:
        yield {"id": report.id, **layers(read_document(report.document(), kit))}


def layers(reading: Reading) -> dict[str, Any]:
    return {
        "statements": [
            {
                "source": _span(a.source),
                "cue": _span(a.cue),
                "content": [_span(c) for c in a.content],
                "kind": a.kind.value,
                "source_type": a.source_type.value,
                "chain": list(a.chain()),
            }
            for a in reading.attributions
        ],
        "figures": [
            {"start": f.span.start, "end": f.span.end, "lo": f.low, "hi": f.high, "role": f.role.value}
            for f in reading.figures
        ],
        "places": [_place(p) for p in reading.places if p.kind is not PlaceKind.AREA and not p.attributive],
        "times": [
            {"start": t.start, "end": t.end, "value": t.value, "interval": t.interval}
            for t in war_rules(reading.moments)
        ],
        "events": [_event(e, reading) for e in reading.events],
        "forecasts": [_forecast(f) for f in reading.forecasts],
        "arithmetic": _arithmetic(reading),
    }


def _span(span: Span | None) -> dict[str, int] | None:
    return None if span is None else {"start": span.start, "end": span.end}


def _place(place: Place) -> dict[str, Any]:
    """A point known only by its district goes by its name: the gold's rule for weak coordinates."""
    if place.kind is PlaceKind.SETTLEMENT and place.acled_geo_precision == 2:
        return {"start": place.span.start, "end": place.span.end, "canonical": place.name, "lat": None, "lon": None}
    return {
        "start": place.span.start,
        "end": place.span.end,
        "canonical": place.name,
        "lat": place.latitude,
        "lon": place.longitude,
    }


def days(moment: Moment) -> str | None:
    if moment.begin and moment.end:
        return moment.begin if moment.begin == moment.end else f"{moment.begin}/{moment.end}"
    return None


def _event(event: Event, reading: Reading) -> dict[str, Any]:
    places = {p.id: p for p in reading.places}
    moments = {m.id: m for m in reading.moments}
    named = [places[i].name for i in event.places if i in places]
    dates = [moments[i] for i in event.moments if i in moments]
    return {
        "trigger": _span(event.trigger),
        "plover": event.plover.value,
        "mode": event.mode,
        "modality": MODALITY.get(event.modality, event.modality.value),
        "actor": event.actor,
        "target": event.target,
        "place": named[0] if named else None,
        "date": next(map(_date, dates), None) or _days(day_of(event, reading)),
    }


def _days(ends: tuple[str, str] | None) -> str | None:
    return None if ends is None else ends[0] if ends[0] == ends[1] else "/".join(ends)


def _date(moment: Moment) -> str | None:
    """Day, month or year as written; what is finer or coarser as its days."""
    return moment.value if moment.value and CALENDAR.fullmatch(moment.value) else days(moment) or moment.value


def _forecast(forecast: Forecast) -> dict[str, Any]:
    row: dict[str, Any] = {
        "span": _span(forecast.span),
        "condition": _span(forecast.condition),
        "outcome": _span(forecast.outcome),
    }
    return row if forecast.is_forecast() else row | {"not_a_forecast": True}


def _arithmetic(reading: Reading) -> list[dict[str, Any]]:
    """One line a number under test, which our checks name first, with the gravest of its verdicts: the gold has one."""
    found: dict[tuple[int, int], dict[str, Any]] = {}
    for check in reading.checks:
        if check.kind not in ARITHMETIC or not _judged(check):
            continue
        first = cover(reading.document.text, check.inputs[:1])
        line = {"start": first.start, "end": first.end, "verdict": _verdict(check), "kind": check.kind}
        known = found.get((first.start, first.end))
        if known is None or GRAVITY.index(line["verdict"]) > GRAVITY.index(known["verdict"]):
            found[first.start, first.end] = line
    return sorted(found.values(), key=lambda line: (line["start"], line["end"]))


GRAVITY: Final = ("pass", "warn", "fail")


def _judged(check: Check) -> bool:
    if check.kind in COMPARED and check.verdict is Verdict.PASS and len(check.inputs) < 3:
        return False
    return bool(check.inputs) and (check.verdict is not Verdict.CANNOT_TELL or check.kind == "rate_recompute")


def _verdict(check: Check) -> str:
    """A rate without a total to compare it with has no remark there ("no total stated")."""
    return "pass" if check.verdict is Verdict.CANNOT_TELL else check.verdict.value

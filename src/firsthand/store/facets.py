"""What search knows of a reading: one row a record that can be looked for, with its doubt in columns.

A figure takes place, days, modality and actors from the event that counts it, and its source from the
claim it stands in; so "killed, claimed by a ministry, near Pokrovsk" is one row's business.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Final

from firsthand.model.actor import Actor
from firsthand.model.attribution import Attribution, SourceType
from firsthand.model.check import Check
from firsthand.model.claim import Claim
from firsthand.model.event import Event
from firsthand.model.figure import Figure
from firsthand.model.forecast import Forecast
from firsthand.model.frame import Frame
from firsthand.model.moment import Moment
from firsthand.model.place import Place
from firsthand.model.reading import Reading
from firsthand.model.record import Record

SHIFT: Final = 20  # a record's row is its report's number times 2**20 plus its place in the reading
MOST_RECORDS: Final = 1 << SHIFT
CODES: Final = {
    "attribution": 1,
    "actor": 2,
    "place": 3,
    "figure": 4,
    "event": 5,
    "forecast": 6,
    "frame": 7,
    "check": 8,
}
NAMES: Final = {code: kind for kind, code in CODES.items()}


@dataclass(frozen=True, slots=True)
class Spot:
    """A place as search keeps it: once for all reports. `spelled` are other spellings met in the text."""

    name: str
    country: str | None = None
    gazetteer: str | None = None
    lat: float | None = None
    lon: float | None = None
    km: float | None = None
    spelled: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Facets:
    """One row. `position` is the record's place in `Reading.records()`."""

    position: int
    kind: str
    type: str | None = None
    acled_event: str | None = None
    acled_sub: str | None = None
    modality: str | None = None
    source_type: str | None = None
    source: str | None = None
    actor: str | None = None
    target: str | None = None
    role: str | None = None
    verdict: str | None = None
    day_from: int | None = None
    day_to: int | None = None
    low: float | None = None
    high: float | None = None
    places: tuple[Spot, ...] = ()
    names: tuple[str, ...] = field(default=())  # further names: relays, voices behind, who denies


def day_number(value: str | None) -> int | None:
    """Days since 1970-01-01; None for None and for what is no day of our calendar."""
    if value is None:
        return None
    try:
        return date.fromisoformat(value[:10]).toordinal() - 719_163
    except ValueError:
        return None


def day_name(number: int | None) -> str | None:
    """The ISO day of a day number."""
    return None if number is None else date.fromordinal(number + 719_163).isoformat()


def facets(reading: Reading) -> Iterator[Facets]:
    """The rows of `reading`, in order of their records."""
    seen = _Seen(reading)
    for position, record in enumerate(reading.records()):
        if position >= MOST_RECORDS:
            return
        row = seen.row(position, record)
        if row is not None:
            yield row


class _Seen:
    """One reading, with what its records say of each other."""

    def __init__(self, reading: Reading) -> None:
        self.places: dict[str, Place] = {one.id: one for one in reading.places}
        self.moments: dict[str, Moment] = {one.id: one for one in reading.moments}
        self.voices: dict[str, Attribution] = {one.id: one for one in reading.attributions}
        self.events: dict[str, Event] = {}  # by the figures that count them
        for event in reading.events:
            for figure in (*event.figures, *(toll.figure for toll in event.tolls)):
                self.events.setdefault(figure, event)
        self.claims: dict[str, Claim] = {}
        for claim in reading.claims:
            for one in (*claim.figures, *claim.events, *claim.forecasts):
                if one not in self.claims or self.claims[one].attribution is None:
                    self.claims[one] = claim
        self.told: set[tuple[str, float | None, float | None]] = set()

    def row(self, position: int, record: Record) -> Facets | None:
        if isinstance(record, Event):
            return self._event(position, record)
        if isinstance(record, Figure):
            return self._figure(position, record)
        if isinstance(record, Attribution):
            return self._said(Facets(position=position, kind="attribution", type=record.speech_act.value), record)
        if isinstance(record, Forecast):
            days = self._days((record.horizon,) if record.horizon else ())
            row = Facets(position=position, kind="forecast", type=record.kind.value, modality=record.strength.value)
            return self._said(replace(row, day_from=days[0], day_to=days[1]), self._voice(record.attribution))
        if isinstance(record, Place):
            return self._place(position, record)
        return _plain(position, record)

    def _event(self, position: int, event: Event) -> Facets:
        days = self._days(event.moments)
        row = Facets(
            position=position,
            kind="event",
            type=event.plover.value,
            acled_event=event.acled_event,
            acled_sub=event.acled_sub,
            modality=event.modality.value,
            actor=event.actor,
            target=event.target,
            day_from=days[0],
            day_to=days[1],
            places=self._spots(event.places),
            names=_some(event.claimed_by, event.denied_by),
        )
        return self._said(row, self._voice(event.attribution))

    def _figure(self, position: int, figure: Figure) -> Facets:
        row = Facets(
            position=position,
            kind="figure",
            role=figure.role.value,
            low=None if figure.low is None else _real(figure.low),
            high=None if figure.high is None else _real(figure.high),
        )
        event = self.events.get(figure.id)
        if event is not None:
            told = self._event(position, event)
            row = replace(
                row,
                type=told.type,
                modality=told.modality,
                actor=told.actor,
                target=told.target,
                day_from=told.day_from,
                day_to=told.day_to,
                places=told.places,
                source=told.source,
                source_type=told.source_type,
                names=told.names,
            )
        claim = self.claims.get(figure.id)
        return self._said(row, self._voice(claim.attribution if claim else None))

    def _place(self, position: int, place: Place) -> Facets | None:
        """A place has one row a report, at its first mention."""
        told = (place.name, place.latitude, place.longitude)
        if told in self.told:
            return None
        self.told.add(told)
        return Facets(position=position, kind="place", type=place.kind.value, places=(_spot(place),))

    def _said(self, row: Facets, voice: Attribution | None) -> Facets:
        if voice is None or row.source is not None:
            return row
        source = voice.speaker or (voice.source.quote if voice.source else None)
        kind = voice.source_type.value
        further = (*row.names, *(one.name for one in (*voice.via, *voice.rests_on)))
        return replace(row, source=source, source_type=kind, names=tuple(dict.fromkeys(further)))

    def _voice(self, attribution: str | None) -> Attribution | None:
        return self.voices.get(attribution) if attribution else None

    def _spots(self, ids: tuple[str, ...]) -> tuple[Spot, ...]:
        return tuple(dict.fromkeys(_spot(self.places[one]) for one in ids if one in self.places))

    def _days(self, ids: tuple[str, ...]) -> tuple[int | None, int | None]:
        """From the first to the last day of all moments; one open end is the other end's day."""
        ends = [(self.moments[one].begin, self.moments[one].end) for one in ids if one in self.moments]
        first = [day for begin, _ in ends if (day := day_number(begin)) is not None]
        last = [day for _, end in ends if (day := day_number(end)) is not None]
        if not first and not last:
            return None, None
        begin, end = min(first or last), max(last or first)
        return min(begin, end), max(begin, end)


def _plain(position: int, record: Record) -> Facets | None:
    if isinstance(record, Actor):
        kind = record.source_type.value if record.source_type is not SourceType.UNSPECIFIED else None
        return Facets(position=position, kind="actor", type=record.kind.value, actor=record.name, source_type=kind)
    if isinstance(record, Check):
        return Facets(position=position, kind="check", type=record.kind, verdict=record.verdict.value)
    if isinstance(record, Frame):
        return Facets(position=position, kind="frame", type=record.kind.value)
    return None


def _spot(place: Place) -> Spot:
    spelled = place.span.quote if place.variant else None
    return Spot(place.name, place.country, place.gazetteer, place.latitude, place.longitude, place.radius_km, spelled)


def _some(*names: str | None) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for name in names if name))


def _real(value: float) -> float:
    """As a database can hold it: counts above 10**308 do not exist outside of tests."""
    try:
        return float(value)
    except OverflowError:
        return 1e308 if value > 0 else -1e308

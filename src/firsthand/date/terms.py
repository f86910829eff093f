"""What the words of a time expression say, before it is known where they are counted from."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from firsthand.date.units import Unit


class Base(StrEnum):
    """Where a relative time is counted from: the moment of speaking, or the time last spoken of."""

    SPEECH = "speech"
    REFERENCE = "reference"


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of day: by the clock, or a part of the day (TIMEX3: MO, MI, AF, EV, NI, DT)."""

    hour: int | None = None
    minute: int | None = None
    second: int | None = None
    part: str | None = None
    zone: str | None = None

    def value(self) -> str:
        if self.hour is None:
            return f"T{self.part}"
        seconds = "" if self.second is None else f":{self.second:02d}"
        return f"T{self.hour:02d}:{self.minute or 0:02d}{seconds}"


@dataclass(frozen=True, slots=True)
class Step:
    """ "last week", "the same month", "the next day": so many units from the base."""

    unit: Unit
    count: int
    base: Base
    clock: Clock | None = None


@dataclass(frozen=True, slots=True)
class Point:
    """A point of the calendar as far as the words give it.

    `within` is the larger time that a relative clause names ("June last year"). `step` and `base` come from
    last, next, this, that before the name ("last May"), and are None where the name stands alone.
    """

    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    week: int | None = None
    quarter: int | None = None
    half: int | None = None
    season: str | None = None
    decade: int | None = None
    century: int | None = None
    clock: Clock | None = None
    feast: str | None = None
    within: Step | None = None
    step: int | None = None
    base: Base | None = None


@dataclass(frozen=True, slots=True)
class Length:
    """An amount of time; a number of None is unknown ("weeks"). `top` is the upper end of "two to three weeks"."""

    parts: tuple[tuple[float | None, Unit], ...]
    top: tuple[tuple[float | None, Unit], ...] | None = None


@dataclass(frozen=True, slots=True)
class Offset:
    """ "two weeks ago", "three days later", "a day after the 5th"."""

    length: Length
    sign: int
    base: Base
    clock: Clock | None = None
    origin: Point | None = None


@dataclass(frozen=True, slots=True)
class Window:
    """ "the past four days", "the next two weeks": a length that ends or begins at the base."""

    length: Length
    sign: int
    base: Base


@dataclass(frozen=True, slots=True)
class Vague:
    """PAST_REF, PRESENT_REF, FUTURE_REF."""

    value: str


@dataclass(frozen=True, slots=True)
class Repeat:
    """ "every night", "Tuesdays", "a day": the value as TIMEX3 writes it."""

    value: str


@dataclass(frozen=True, slots=True)
class Between:
    """A range: both ends belong to it."""

    first: Point | Step | Offset
    last: Point | Step | Offset


@dataclass(frozen=True, slots=True)
class Happening:
    """A named event: "the full-scale invasion"."""

    begin: str
    end: str | None = None


Term = Point | Step | Length | Offset | Window | Vague | Repeat | Between | Happening


@dataclass(frozen=True, slots=True)
class Found:
    """A term on the words `first` up to, not including, `stop`. `bound` is since, until, by, before or after."""

    first: int
    stop: int
    term: Term
    rule: str
    mod: str | None = None
    bound: str | None = None
    parts: tuple[Found, ...] = ()

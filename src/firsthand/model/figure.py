"""Figures: how many of what, as a range that keeps the doubt of the words."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from firsthand.errors import BadValue
from firsthand.model.record import Record
from firsthand.model.span import Span

Number = int | float


class Operator(StrEnum):
    EXACT = "exact"
    AT_LEAST = "at_least"
    MORE_THAN = "more_than"
    AT_MOST = "at_most"
    LESS_THAN = "less_than"
    UP_TO = "up_to"
    NEARLY = "nearly"
    ABOUT = "about"
    RANGE = "range"
    VAGUE = "vague"  # dozens, hundreds of thousands, several


class Role(StrEnum):
    """What a figure counts or measures (vocabulary of the war annotation rules)."""

    KILLED = "killed"
    INJURED = "injured"
    MISSING = "missing"
    CAPTURED = "captured"
    LOSSES = "losses"  # killed and injured together, or equipment lost
    CASUALTIES = "casualties"  # dead and missing together, or unspecified
    DISPLACED = "displaced"
    DESERTERS = "deserters"
    LAUNCHED = "launched"
    INTERCEPTED = "intercepted"
    FORCE_SIZE = "force_size"
    RESPONDERS = "responders"
    WEAPONS = "weapons"
    INVENTORY = "inventory"
    POPULATION = "population"
    SHARE = "share"
    RATIO = "ratio"
    DISTANCE = "distance"
    AREA = "area"
    MASS = "mass"
    SPEED = "speed"
    CALIBRE = "calibre"
    TEMPERATURE = "temperature"
    AGE = "age"
    DURATION = "duration"
    MONEY = "money"
    DAMAGE = "damage"
    COUNT = "count"


class Change(StrEnum):
    """A figure that says by how much, or to what, something moved."""

    ROSE_BY = "rose_by"
    FELL_BY = "fell_by"
    ROSE_TO = "rose_to"
    FELL_TO = "fell_to"


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure(Record):
    """A stated amount: `low..high` is what the words allow, None where open.

    `span` is modifier, number and counted noun when adjacent; `number` the number's own words.
    `value` is the number as stated, None for vague amounts and ranges. `unit` is singular and in
    English ("drone", "km2", "percent", "USD", "day", "person"). `counted` is the noun phrase counted.
    `of` is the id of the figure that this one is n of ("38 of 63"); `subset_of` of the larger figure
    it is included in ("including three children"); `same_as` of an earlier mention. `role` is the best
    single reading and `senses` every reading that stands ("lost 76 men": killed, missing, captured,
    injured). `per` is the unit of a rate ("day"). `cumulative` is True for a running total, False for
    an addition to one, None where the text does not say. `items` are the members of a list that the
    figure counts. `whose` are the words for whose people or things are counted ("Russian", "Abdeen family"),
    `by` for who did it ("Israeli strikes"), where the sentence says so. `hypothetical` marks a figure inside a condition or a forecast.
    """

    prefix: ClassVar[str] = "f"

    span: Span
    number: Span
    op: Operator
    low: Number | None
    high: Number | None
    value: Number | None = None
    unit: str | None = None
    counted: str | None = None
    counted_span: Span | None = None
    role: Role = Role.COUNT
    senses: tuple[Role, ...] = ()
    of: str | None = None
    subset_of: str | None = None
    same_as: str | None = None
    per: str | None = None
    change: Change | None = None
    cumulative: bool | None = None
    hypothetical: bool = False
    items: tuple[Span, ...] = ()
    whose: Span | None = None
    by: Span | None = None

    def start(self) -> int:
        """Where the amount begins; who did it may be named before."""
        return self.span.start

    def __post_init__(self) -> None:
        if self.low is not None and self.high is not None and self.low > self.high:
            raise BadValue(f"figure {self.span.quote!r}: low {self.low} above high {self.high}")
        if any(
            isinstance(n, float) and (n != n or n in (float("inf"), float("-inf")))
            for n in (self.low, self.high, self.value)
        ):
            raise BadValue(f"figure {self.span.quote!r}: bounds must be finite or None")
        Record.__post_init__(self)

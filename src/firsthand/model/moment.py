"""Moments: when, as TIMEX3 and as a closed interval of days."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from firsthand.model.record import Record
from firsthand.model.span import Span


class MomentKind(StrEnum):
    """TIMEX3 types (ISO-TimeML)."""

    DATE = "DATE"
    TIME = "TIME"
    DURATION = "DURATION"
    SET = "SET"


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment(Record):
    """A time expression. `value` is TIMEX3 ("2024-11-05", "P3Y", "XXXX-WXX-2"), None when it cannot be said.

    `begin` and `end` are the first and last day (ISO dates, both included), None where open or unknown.
    `anchor` is what a relative time was counted from: "published", "narrative", or a moment's id; an
    expression that stays relative because the publication date is unknown has `anchor` None and no days.
    `mod` is TIMEX3's (APPROX, MORE_THAN, LESS_THAN, BEFORE, AFTER, SINCE, START, MID, END).
    `bound` is the word that opens one side: since, until, by, before, after. `part_of` is the id of the
    range of which this is one end ("10" and "17 February" in "10-17 February").
    """

    prefix: ClassVar[str] = "m"

    span: Span
    kind: MomentKind
    value: str | None
    mod: str | None = None
    begin: str | None = None
    end: str | None = None
    anchor: str | None = None
    zone: str | None = None
    bound: str | None = None
    part_of: str | None = None
    acled_time_precision: int | None = None
    ucdp_date_prec: int | None = None

    def identity(self) -> tuple[str, ...]:
        return ("part",) if self.part_of else ()

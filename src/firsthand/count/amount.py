"""An amount: a numeral with its operator, unit or counted noun."""

from __future__ import annotations

from dataclasses import dataclass

from firsthand.count.nouns import Counted
from firsthand.count.numerals import Numeral
from firsthand.count.units import Unit
from firsthand.model.figure import Change, Number, Operator


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount:
    """Tokens first..last-1: operator, number, unit or counted noun. `number_first..number_last` is the number alone.

    `kind` is the unit's ("distance", "money", "share", ...) or "count", "ratio", "age", "multiple".
    `of_last` ends the second number of "one in ten". `trap` says why it counts nothing (None: it does).
    """

    first: int
    last: int
    number_first: int
    number_last: int
    numeral: Numeral
    op: Operator
    value: Number | None
    low: Number | None
    high: Number | None
    kind: str = "count"
    unit: str | None = None
    over: str | None = None
    counted: Counted | None = None
    per: str | None = None
    change: Change | None = None
    modifier: str | None = None
    adding: bool = False
    trap: str | None = None
    sentence: int = 0
    shared: bool = False  # unit or noun taken over from the next amount of a list
    written_unit: Unit | None = None

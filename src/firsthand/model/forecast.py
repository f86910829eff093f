"""Forecasts: what is said to come, and on what condition."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from firsthand.model.record import Record
from firsthand.model.span import Span


class ForecastKind(StrEnum):
    CONDITIONAL = "conditional"
    IMPLICIT_CONDITIONAL = "implicit_conditional"
    FORECAST = "forecast"
    WARNING_INDICATOR = "warning_indicator"
    CONDITIONAL_INFERENCE = "conditional_inference"  # not a forecast: what follows if something is so
    COUNTERFACTUAL = "counterfactual"  # not a forecast: what would have been


class Strength(StrEnum):
    """Modal strength of the outcome."""

    CERTAIN = "certain"  # will
    PROBABLE = "probable"  # would, is likely to
    POSSIBLE = "possible"  # could, may, might, risk of
    UNLIKELY = "unlikely"


@dataclass(frozen=True, slots=True, kw_only=True)
class Forecast(Record):
    """`span` is the whole statement; `horizon` a moment's id; `attribution` whose forecast it is (None: the author's).

    `probability` is set only where the text gives a number. `key` is the same for the same forecast in
    other words of place and outcome, so that a later report can settle it.
    """

    prefix: ClassVar[str] = "o"

    span: Span
    kind: ForecastKind
    outcome: Span
    condition: Span | None = None
    strength: Strength = Strength.POSSIBLE
    probability: float | None = None
    horizon: str | None = None
    attribution: str | None = None
    key: str = ""

    def is_forecast(self) -> bool:
        return self.kind not in (ForecastKind.CONDITIONAL_INFERENCE, ForecastKind.COUNTERFACTUAL)

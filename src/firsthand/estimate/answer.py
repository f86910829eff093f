"""An estimate, or the reason why there is none."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """How many people in all, under one model. Never a number without `method` and `assumes`.

    `low..high` is the interval of level `level`; `low` alone with `best` None is a lower bound. `refused` says
    why there is no estimate, and then all three numbers are None. `warnings` are what a reader must know.
    """

    method: str
    model: str
    assumes: tuple[str, ...]
    low: float | None = None
    best: float | None = None
    high: float | None = None
    level: float = 0.95
    warnings: tuple[str, ...] = ()
    refused: str | None = None

    def holds(self, truth: float) -> bool:
        """Whether the interval holds `truth`."""
        return self.low is not None and self.high is not None and self.low <= truth <= self.high

"""What a human reviewer decided about a record."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from firsthand.errors import BadValue


class Ruling(StrEnum):
    ACCEPT = "accept"
    FIX = "fix"
    REJECT = "reject"


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """Never overwrites what the machine said: it stands beside the record, and the latest one of a reviewer counts.

    `record_id` is a record of the report, or a name that a room above gives ("report", "incident:...").
    `fix` holds the fields as the reviewer wants them, with verdict "fix" only.
    """

    record_id: str
    report_id: str
    verdict: str
    reason: str
    reviewer: str
    fix: dict[str, Any] | None = None

    def __post_init__(self) -> None:
        if self.verdict not in tuple(Ruling):
            raise BadValue(f"verdict {self.verdict!r} is none of {', '.join(Ruling)}")
        if (self.verdict == Ruling.FIX) != (self.fix is not None):
            raise BadValue('a decision has `fix` exactly where its verdict is "fix"')
        if not self.reviewer.strip():
            raise BadValue("a decision names its reviewer")


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """A decision as kept: its number in order, and when (UTC, ISO)."""

    number: int
    decision: Decision
    at: str

"""Checks: whether the numbers of a report can bear what is built on them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from firsthand.model.record import Record
from firsthand.model.span import Span


class Verdict(StrEnum):
    """Never "true" or "false": a check says what holds, not who is right."""

    PASS = "pass"
    WARN = "warn"
    FAIL = "fail"
    CANNOT_TELL = "cannot_tell"


@dataclass(frozen=True, slots=True)
class Parameter:
    """A number that a check brings with it, and where it comes from."""

    name: str
    value: float
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Check(Record):
    """`formula` has the numbers put in; `message` is one plain sentence; `flip` says what would change the verdict."""

    prefix: ClassVar[str] = "k"

    kind: str
    inputs: tuple[Span, ...]
    formula: str
    verdict: Verdict
    message: str
    flip: str | None = None
    records: tuple[str, ...] = ()
    parameters: tuple[Parameter, ...] = ()

    def identity(self) -> tuple[str, ...]:
        return (self.kind,)

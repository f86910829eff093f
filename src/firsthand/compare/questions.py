"""Figures of several reports that answer the same question, side by side with who stands behind each."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import pairwise
from typing import Final

from firsthand.compare.terms import day
from firsthand.model.attribution import Attribution
from firsthand.model.event import Modality
from firsthand.model.figure import Figure, Number, Role
from firsthand.model.reading import Reading
from firsthand.model.span import Span

ASKED: Final = (Role.KILLED, Role.INJURED, Role.MISSING, Role.CAPTURED, Role.DISPLACED)
APART: Final = 1.5  # rival numbers of one day further apart than this are a contradiction, nearer a range
NEAR: Final = 1.25  # parts of two reports this near in size are taken to be the same group
TAKING: Final = frozenset({"seize_territory", "seize", "capture"})


class State(StrEnum):
    AGREED = "agreed"
    RANGE = "range"
    GROWING = "growing"
    CONTRADICTED = "contradicted"


@dataclass(frozen=True, slots=True)
class Answer:
    """One figure as an answer: what it allows, and the voice at the root of its chain (None: the reporter)."""

    document: str
    figure: str
    span: Span
    low: Number | None
    high: Number | None
    value: Number | None
    origin: str | None
    chain: tuple[str, ...]
    told: date | None


@dataclass(frozen=True, slots=True)
class Question:
    """`part` tells a question about a group within the whole ("of whom 14 were ...") from one about the whole.

    `low..high` spans the numbers given for it; `state` is what they are to each other, and `rule` why.
    """

    role: Role
    part: bool
    answers: tuple[Answer, ...]
    low: Number | None
    high: Number | None
    state: State
    rule: str


def questions(readings: Sequence[Reading]) -> tuple[Question, ...]:
    """The questions of one incident that at least one report answers with a number."""
    found = []
    for role in ASKED:
        whole, parts = _answers(readings, role)
        if whole:
            found.append(_question(role, False, whole))
        if parts:
            found.append(_question(role, True, parts))
    return tuple(found)


def _answers(readings: Sequence[Reading], role: Role) -> tuple[list[Answer], list[Answer]]:
    """What answers for the whole, and what for a part: within one report a figure far below its largest is a part."""
    whole: list[Answer] = []
    parts: list[Answer] = []
    for reading in readings:
        mine = [figure for figure in reading.figures if _counts(figure, role)]
        largest = max((figure.value or 0 for figure in mine), default=0)
        for figure in mine:
            part = figure.subset_of or figure.of or (figure.value or 0) * APART < largest
            (parts if part else whole).append(_answer(reading, figure))
    return whole, parts


def _counts(figure: Figure, role: Role) -> bool:
    plain = figure.role is role and figure.value is not None and not figure.hypothetical and not figure.per
    return plain and figure.unit in ("person", "body", None)


def _answer(reading: Reading, figure: Figure) -> Answer:
    said = carrier(reading, figure.span)
    chain = said.chain() if said else ()
    return Answer(
        document=reading.document.id,
        figure=figure.id,
        span=figure.span,
        low=figure.low,
        high=figure.high,
        value=figure.value,
        origin=chain[-1] if chain else None,
        chain=chain,
        told=day(reading.document),
    )


def carrier(reading: Reading, span: Span) -> Attribution | None:
    """The innermost attribution whose content holds `span`."""
    holding = [one for one in reading.attributions if any(piece.covers(span) for piece in one.content)]
    return min(holding, key=lambda one: sum(len(piece) for piece in one.content), default=None)


def _question(role: Role, part: bool, given: Sequence[Answer]) -> Question:
    numbers = sorted({float(one.value) for one in given if one.value is not None})
    low, high = _whole(numbers[0]), _whole(numbers[-1])
    if len(numbers) == 1:
        state, rule = State.AGREED, "every report gives the same number"
    elif part and _rivals(given):
        state, rule = State.CONTRADICTED, "two voices give like parts numbers that exclude each other"
    elif part:
        state, rule = State.RANGE, "the parts may be different groups"
    elif _grew(given):
        state, rule = State.GROWING, "no day's number is below that of a day before"
    elif numbers[-1] > APART * numbers[0]:
        state, rule = State.CONTRADICTED, f"the highest number is more than {APART:g} times the lowest"
    else:
        state, rule = State.RANGE, f"the numbers lie within {APART:g} times of each other"
    return Question(role, part, tuple(given), low, high, state, rule)


def _grew(given: Sequence[Answer]) -> bool:
    """Whether numbers of later days are never below those of earlier ones, and each day has one number."""
    days: dict[date, set[float]] = {}
    for one in given:
        if one.told is None or one.value is None:
            return False
        days.setdefault(one.told, set()).add(float(one.value))
    by_day = [days[told] for told in sorted(days)]
    return all(len(numbers) == 1 for numbers in by_day) and all(max(a) <= min(b) for a, b in pairwise(by_day))


def _rivals(given: Sequence[Answer]) -> bool:
    """Whether two voices of two reports give parts of like size that cannot both be the number of one group."""
    ordered = sorted((one for one in given if one.value), key=lambda one: (float(one.value or 0), one.document))
    return any(
        a.document != b.document
        and a.origin != b.origin
        and float(b.value or 0) <= NEAR * float(a.value or 0)
        and _apart(a, b)
        for a, b in pairwise(ordered)
    )


def _apart(a: Answer, b: Answer) -> bool:
    return (a.high is not None and b.low is not None and a.high < b.low) or (
        b.high is not None and a.low is not None and b.high < a.low
    )


def _whole(number: float) -> Number:
    return int(number) if number.is_integer() else number


@dataclass(frozen=True, slots=True)
class Control:
    """Who says that a place changed hands, and who denies it."""

    claimed_by: tuple[str, ...]
    denied_by: tuple[str, ...]

    def contested(self) -> bool:
        return bool(self.claimed_by) and bool(self.denied_by)


def control(readings: Iterable[Reading]) -> Control:
    """Claims and denials that a place was taken, over the reports of one incident."""
    claimed: set[str] = set()
    denied: set[str] = set()
    for reading in readings:
        for event in reading.events:
            if event.mode not in TAKING:
                continue
            if event.denied_by or event.modality in (Modality.DENIED, Modality.DID_NOT_HAPPEN):
                denied.add(event.denied_by or event.claimed_by or "unnamed")
            if event.modality in (Modality.CLAIMED, Modality.HAPPENED) or (event.claimed_by and event.denied_by):
                claimed.add(event.claimed_by or "reporter")
    return Control(tuple(sorted(claimed)), tuple(sorted(denied)))

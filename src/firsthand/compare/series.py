"""The answers to one question in order of time, and what they are to each other after each report.

Tolls only grow, unless somebody takes a number back: that is the one model behind the states, and every
state names the rule that led to it. Nothing is averaged and nobody is voted down.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from firsthand.compare.findings import Change, Evidence, Latest, Point, State
from firsthand.model.figure import Number, Operator

APART: Final = 1.5  # rival numbers of one time further apart than this contradict each other, nearer they are a range


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """One answer, with the origin it goes back to. `announced`: the words call it a correction."""

    as_of: str | None
    low: Number | None
    high: Number | None
    value: Number | None
    op: Operator
    origin: str
    evidence: Evidence
    announced: bool = False
    folded: tuple[str, ...] = ()

    def order(self) -> tuple[str, str, int, str]:
        return (self.as_of or "9999", self.evidence.report_id, self.evidence.start, self.evidence.record_id)


@dataclass(slots=True)
class _Voice:
    """What one origin has said so far, oldest first."""

    said: list[Given] = field(default_factory=list)

    def latest(self) -> Given:
        return self.said[-1]

    def at(self, when: str) -> list[Given]:
        """What the voice held at a time: its last word before, and all of the same time."""
        same = [one for one in self.said if one.as_of is not None and _same_time(one.as_of, when)]
        before = [one for one in self.said if one.as_of is not None and one.as_of < when and one not in same]
        return [*before[-1:], *same]


def series(given: Sequence[Given]) -> tuple[Point, ...]:
    """The points of a question in order of as-of time; the same whatever order `given` is in."""
    voices: dict[str, _Voice] = {}
    points: list[Point] = []
    moved: Change | None = None
    why = ""
    for one in sorted(given, key=Given.order):
        change, rule = _change(one, voices)
        if change is not Change.APART and not rule.startswith("repeats an older"):
            voices.setdefault(one.origin, _Voice()).said.append(one)
        if change in (Change.GROWS, Change.REVISES):
            moved, why = change, rule
        state, said = _state(voices, moved, why)
        points.append(
            Point(
                as_of=one.as_of,
                low=one.low,
                high=one.high,
                value=one.value,
                op=one.op,
                origin=one.origin,
                change=change,
                state=state,
                rule=f"{rule}; {said}" if said and said != rule else rule,
                evidence=one.evidence,
                folded=one.folded,
                announced=one.announced,
            )
        )
    return tuple(points)


def standing(points: Sequence[Point]) -> tuple[Latest, ...]:
    """The newest comparable number of each origin, by name."""
    newest: dict[str, Point] = {}
    for point in points:
        if point.change is not Change.APART and not point.rule.startswith("repeats an older"):
            newest[point.origin] = point
    return tuple(
        Latest(origin=name, as_of=one.as_of, low=one.low, high=one.high, value=one.value, evidence=one.evidence)
        for name, one in sorted(newest.items())
    )


def _change(one: Given, voices: dict[str, _Voice]) -> tuple[Change, str]:
    if one.value is None:
        return Change.APART, "a vague number, kept beside the others"
    if not voices:
        return Change.FIRST, "the first number given"
    own = voices.get(one.origin)
    if own is not None:
        return _own(one, own)
    rivals = [voice.latest() for voice in voices.values()]
    if any(other.value == one.value for other in rivals):
        return Change.REPEATS, "another voice gives a number that stands"
    if any(said.value == one.value for voice in voices.values() for said in voice.said):
        return Change.REPEATS, "repeats an older number of another voice"
    top = max(rivals, key=lambda other: (float(other.value or 0), other.order()))
    if float(one.value) > float(top.value or 0) and _later(one, top):
        return Change.GROWS, f"a later number, {_n(one)} after {_n(top)}"
    clash = [other for voice in voices.values() for other in _against(one, voice) if _excludes(one, other)]
    if any(_far(one, other) for other in clash):
        other = max(clash, key=lambda other: (_ratio(one, other), other.order()))
        return Change.RIVALS, f"{_n(one)} against {_n(other)} of {other.origin}, more than {APART:g} times apart"
    return Change.SPREADS, f"{_n(one)} beside {_n(top)} of {top.origin}, within {APART:g} times"


def _own(one: Given, own: _Voice) -> tuple[Change, str]:
    last = own.latest()
    new, old = float(one.value or 0), float(last.value or 0)
    if new == old:
        return Change.REPEATS, "the same voice repeats its number"
    if one.announced and _later_or_same(one, last):
        return Change.REVISES, f"{one.origin} corrects {_n(last)} to {_n(one)}, and says so"
    if new > old:
        if not _later(one, last) and any(said.value == one.value for said in own.said):
            return Change.REPEATS, "repeats an older number of the same voice"
        return Change.GROWS, f"{one.origin} goes from {_n(last)} to {_n(one)}"
    if any(said.value == one.value for said in own.said):
        return Change.REPEATS, "repeats an older number of the same voice"
    if not _excludes(one, last):
        return Change.SPREADS, f"{_n(one)} lies within what {_n(last)} allows"
    return Change.REVISES, f"{one.origin} goes down from {_n(last)} to {_n(one)} and names no correction"


def _state(voices: dict[str, _Voice], moved: Change | None, why: str) -> tuple[State, str]:
    """The question as it stands: what excludes what now, else the last movement, else agreement."""
    if not voices:
        return State.NOT_COMPARABLE, "no number that could be compared"
    names = sorted(voices)
    spread = ""
    for at, a in enumerate(names):
        for b in names[at + 1 :]:
            first, second = sorted((voices[a].latest(), voices[b].latest()), key=Given.order)
            for x, y in _pairs(first, second, voices):
                if not _excludes(x, y):
                    continue
                if _far(x, y):
                    return State.CONTRADICTED, (
                        f"{first.origin} stands at {_n(first)}, {second.origin} at {_n(second)}: more than {APART:g} times apart"
                    )
                spread = spread or f"{first.origin} {_n(first)}, {second.origin} {_n(second)}: within {APART:g} times"
    if moved is Change.REVISES:
        return State.REVISED, why
    if moved is Change.GROWS:
        return State.GROWING, why
    if spread:
        return State.RANGE, spread
    return State.AGREED, "all numbers that stand are the same" if len(voices) > 1 else "one voice, one number"


def _pairs(first: Given, second: Given, voices: dict[str, _Voice]) -> list[tuple[Given, Given]]:
    """What must not exclude each other: two latest words of one time; an older word and a later lower one; an older
    word and what the other voice held at its time."""
    if not _excludes(first, second):
        return []
    if first.as_of is None or second.as_of is None or _same_time(first.as_of, second.as_of):
        return [(first, second)]
    if float(second.value or 0) < float(first.value or 0):
        return [(first, second)]
    held = voices[second.origin].at(first.as_of)
    if any(not _excludes(first, other) for other in held):
        return []
    return [(first, other) for other in held if float(other.value or 0) > float(first.value or 0)]


def _against(one: Given, voice: _Voice) -> list[Given]:
    """The words of a voice that a new number must bear: those of its own time, and earlier higher ones."""
    last = voice.latest()
    return [last] if last.value is not None else []


def _excludes(a: Given, b: Given) -> bool:
    """Whether what the words allow has nothing in common ("at least 38" and 41 have, 38 and 41 have not)."""
    return (a.high is not None and b.low is not None and a.high < b.low) or (
        b.high is not None and a.low is not None and b.high < a.low
    )


def _ratio(a: Given, b: Given) -> float:
    low, high = sorted((float(a.value or 0), float(b.value or 0)))
    return high / low if low > 0 else (float("inf") if high > 0 else 1.0)


def _far(a: Given, b: Given) -> bool:
    return _ratio(a, b) > APART


def _same_time(a: str, b: str) -> bool:
    """Whether two ISO times cannot be put in order: equal as far as the coarser of them goes."""
    fine = min(len(a), len(b))
    return a[:fine] == b[:fine]


def _later(a: Given, b: Given) -> bool:
    return a.as_of is not None and b.as_of is not None and a.as_of > b.as_of and not _same_time(a.as_of, b.as_of)


def _later_or_same(a: Given, b: Given) -> bool:
    return a.as_of is None or b.as_of is None or a.as_of >= b.as_of


def _n(one: Given) -> str:
    lead = {
        Operator.AT_LEAST: "at least ",
        Operator.MORE_THAN: "more than ",
        Operator.ABOUT: "about ",
        Operator.UP_TO: "up to ",
        Operator.NEARLY: "nearly ",
    }
    return f"{lead.get(one.op, '')}{one.value:,}" if one.value is not None else one.evidence.quote

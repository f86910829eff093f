"""Questions: figures of several reports that answer the same one, laid in one row; others stand beside it.

The key of a question is explicit: role, whom, where, over what period, how it was come by. Two figures are
held against each other only where all of it is the same; a question that differs in one part is a neighbour.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

from firsthand.compare.findings import Interval, Neighbour, QuestionRow, Series, State
from firsthand.compare.gist import Answer, Gist
from firsthand.compare.origins import origin_names
from firsthand.compare.series import Given, series, standing
from firsthand.compare.tolls import MODEL, widened
from firsthand.model.figure import Number, Role

HARM: Final = frozenset({Role.KILLED, Role.INJURED, Role.MISSING, Role.CAPTURED, Role.LOSSES, Role.CASUALTIES})
FAMILY: Final = (
    HARM,
    frozenset({Role.DISPLACED}),
    frozenset({Role.DESERTERS}),
    frozenset({Role.LAUNCHED, Role.INTERCEPTED}),
)
GROUPS: Final = frozenset({"children", "women", "medics", "rescuers", "journalists", "soldiers", "civilians"})
NEAR: Final = 1.25  # parts of two reports this near in size are taken to be the same group
PLAIN: Final = "stated"
COUNTED: Final = frozenset({Role.KILLED.value, Role.INJURED.value})


@dataclass(frozen=True, slots=True, order=True)
class Key:
    """The parts of a question's key; `str` prints it."""

    role: str
    whom: str
    where: str
    period: str
    definition: str
    part: bool
    incident: str

    def __str__(self) -> str:
        named = (
            self.role,
            self.whom,
            self.where,
            self.period,
            self.definition,
            "part" if self.part else "",
            self.incident,
        )
        return " / ".join(one for one in named if one)

    def label(self) -> str:
        how = "" if self.definition == PLAIN else f" ({self.definition})"
        whom = "" if self.whom == "people" else f" {self.whom}"
        where = f", {self.where}" if self.where else ""
        period = f", {self.period}" if self.period else ""
        return f"{self.role}{whom}{how}{where}{period}{', a part' if self.part else ''}"


@dataclass(frozen=True, slots=True)
class Told:
    """An answer with the report it stands in, and the later copies that only repeat it."""

    gist: Gist
    answer: Answer
    folded: tuple[str, ...] = ()


def incident_questions(
    gists: Sequence[Gist], copies: Mapping[str, str], incident: str, named: Mapping[tuple[str, ...], str]
) -> tuple[Series, ...]:
    """The questions of one incident. `copies` names for a report the first report of its text."""
    told = [one for one in _folded(gists, copies) if one.answer.scope == "incident" and not one.answer.earlier]
    largest: dict[Role, float] = {}
    for one in told:
        if not one.answer.part:
            largest[one.answer.role] = max(largest.get(one.answer.role, 0), float(one.answer.value or 0))
    asked: dict[Key, list[Told]] = defaultdict(list)
    for one in told:
        asked[_key(one.answer, largest, incident)].append(one)
    return neighbours(_made(key, listed, named) for key, listed in asked.items())


def wide_key(answer: Answer) -> Key | None:
    """The key of a total over a war, or of a stated day, None for an incident's own number."""
    if answer.scope == "incident" or (answer.part and answer.scope == "war") or answer.earlier:
        return None
    if answer.scope == "day":
        period = f"on {answer.end}" if answer.end else ""
    else:
        period = f"since {answer.begin[:7]}" if answer.begin else "over the war"
    return Key(answer.role.value, answer.whom, "", period, answer.definition, False, "")


def wide_question(key: Key, told: Sequence[Told], common: frozenset[str]) -> Series:
    """A question over all reports, such as a total since the beginning of a war."""
    named = origin_names((one.answer.said.voice for one in told), (), common)
    return _made(key, told, named)


def neighbours(found: Iterable[Series]) -> tuple[Series, ...]:
    """`found` in order, each with the questions of its family that it must not be mixed with."""
    ordered = sorted(found, key=lambda one: (one.part, _rank(one.role), one.definition != PLAIN, one.key))
    return tuple(replace(one, neighbours=_neighbours(one, ordered)) for one in ordered)


def related(one: Series, others: Sequence[QuestionRow]) -> Series:
    """A question over all reports with its neighbours: the same family of roles, and people of the same side."""
    family = next((roles for roles in FAMILY if one.role in roles), frozenset({one.role}))
    side = one.whom.partition(" of ")[2]
    near = tuple(
        Neighbour(key=other.key, label=other.label, why=_difference(one, other), low=other.low, high=other.high)
        for other in others
        if other.role in family and other.whom.partition(" of ")[2] == side
    )
    return replace(one, neighbours=near)


def _neighbours(one: Series, all_of_them: Sequence[Series]) -> tuple[Neighbour, ...]:
    family = next((roles for roles in FAMILY if one.role in roles), frozenset({one.role}))
    return tuple(
        Neighbour(key=other.key, label=other.label, why=_difference(one, other), low=other.low, high=other.high)
        for other in all_of_them
        if other.key != one.key and other.role in family
    )


def _difference(a: Series, b: Series | QuestionRow) -> str:
    parts = (
        ("role", a.role.value, b.role.value),
        ("whom", a.whom, b.whom),
        ("where", a.where, b.where),
        ("period", a.period, b.period),
        ("definition", a.definition, b.definition),
        ("whole or part", _side(a), _side(b)),
    )
    return "; ".join(
        f"{name}: {mine or 'not said'} against {theirs or 'not said'}" for name, mine, theirs in parts if mine != theirs
    )


def _side(one: Series | QuestionRow) -> str:
    return "part" if isinstance(one, Series) and one.part else "whole"


def _rank(role: Role) -> int:
    return list(Role).index(role)


def _key(answer: Answer, largest: Mapping[Role, float], incident: str) -> Key:
    small = answer.value is not None and float(answer.value) < largest.get(answer.role, 0)
    part = answer.part or (small and answer.whom in GROUPS)
    whom = answer.whom if part or answer.unit != "person" else "people"
    return Key(answer.role.value, whom, "", "", answer.definition, part, incident)


def _folded(gists: Sequence[Gist], copies: Mapping[str, str]) -> list[Told]:
    """Answers of all reports; one that a copy only repeats from the first report of its text is folded into it."""
    ordered = sorted(gists, key=lambda one: (one.when or "9999", one.report_id))
    first: dict[tuple[object, ...], Told] = {}
    found: list[Told] = []
    for gist in ordered:
        root = copies.get(gist.report_id, gist.report_id)
        seen: set[tuple[object, ...]] = set()
        for answer in gist.answers:
            sign = (
                root,
                answer.role,
                answer.scope,
                answer.definition,
                answer.part,
                answer.low,
                answer.high,
                answer.value,
                answer.said.voice,
            )
            before = first.get(sign)
            if before is not None and (before.gist.report_id != gist.report_id or sign in seen):
                if before.gist.report_id != gist.report_id and gist.report_id not in before.folded:
                    grown = replace(before, folded=(*before.folded, gist.report_id))
                    found[found.index(before)] = grown
                    first[sign] = grown
                continue
            one = Told(gist, answer)
            seen.add(sign)
            first.setdefault(sign, one)
            found.append(one)
    return found


def _made(key: Key, told: Sequence[Told], named: Mapping[tuple[str, ...], str]) -> Series:
    points = series([_given(one, named) for one in told])
    latest = standing(points)
    sourced = {named[one.answer.said.voice] for one in told if one.answer.said.voice}
    numbers = [float(one.value) for one in latest if one.value is not None]
    floors = [float(one.low) for one in latest if one.low is not None]
    bounds = [float(n) for one in told for n in (one.answer.low, one.answer.high) if n is not None]
    state, rule = (points[-1].state, points[-1].rule) if points else (State.NOT_COMPARABLE, "")
    if key.part and state is not State.AGREED:
        state, rule = _parts_state(told, named)
    first = told[0].answer
    return Series(
        key=str(key),
        label=key.label(),
        role=first.role,
        whom=key.whom,
        where=key.where,
        period=key.period,
        definition=key.definition,
        cumulative=first.scope != "day",
        unit=first.unit,
        part=key.part,
        incident=key.incident or None,
        points=points,
        latest=latest,
        origins=len(sourced),
        low=_whole(min(numbers)) if numbers else _whole(min(bounds)) if bounds else None,
        high=_whole(max(numbers)) if numbers else (_whole(max(bounds)) if len(bounds) > 1 else None),
        floor=_whole(max(floors)) if floors else None,
        state=state,
        rule=rule,
        interval=_interval(key, first.unit, numbers),
    )


def _interval(key: Key, unit: str, numbers: Sequence[float]) -> Interval | None:
    """A range for the dead or the wounded of one incident, where the numbers that stand differ."""
    if key.part or not key.incident or unit != "person" or key.definition != PLAIN or key.role not in COUNTED:
        return None
    if len(set(numbers)) < 2:
        return None
    low, high = widened(min(numbers), max(numbers))
    return Interval(low=low, high=high, model=MODEL)


def _given(one: Told, named: Mapping[tuple[str, ...], str]) -> Given:
    answer, gist = one.answer, one.gist
    chain = answer.said.voice
    return Given(
        as_of=answer.as_of,
        low=answer.low,
        high=answer.high,
        value=answer.value,
        op=answer.op,
        origin=named[chain] if chain else f"{gist.outlet or 'the reporter'} (own words)",
        evidence=gist.evidence(answer.said),
        announced=answer.announced,
        folded=one.folded,
    )


def _parts_state(told: Sequence[Told], named: Mapping[tuple[str, ...], str]) -> tuple[State, str]:
    """Parts of one whole may be different groups: only like numbers of two voices that exclude each other contradict."""
    ordered = sorted(
        (one for one in told if one.answer.value), key=lambda one: (float(one.answer.value or 0), one.gist.report_id)
    )
    for a, b in pairwise(ordered):
        if (
            a.gist.report_id != b.gist.report_id
            and named.get(a.answer.said.voice) != named.get(b.answer.said.voice)
            and float(b.answer.value or 0) <= NEAR * float(a.answer.value or 0)
            and _apart(a.answer, b.answer)
        ):
            return State.CONTRADICTED, "two voices give like parts numbers that exclude each other"
    return State.RANGE, "the parts may be different groups"


def _apart(a: Answer, b: Answer) -> bool:
    return (a.high is not None and b.low is not None and a.high < b.low) or (
        b.high is not None and a.low is not None and b.high < a.low
    )


def row(one: Series) -> QuestionRow:
    """A question as a line of a list."""
    times = [point.as_of for point in one.points if point.as_of]
    return QuestionRow(
        key=one.key,
        label=one.label,
        role=one.role,
        whom=one.whom,
        where=one.where,
        period=one.period,
        definition=one.definition,
        incident=one.incident,
        answers=len(one.points),
        origins=one.origins,
        low=one.low,
        high=one.high,
        state=one.state,
        rule=one.rule,
        first_as_of=min(times, default=None),
        last_as_of=max(times, default=None),
    )


def _whole(number: float) -> Number:
    return int(number) if number.is_integer() else number

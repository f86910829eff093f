"""Wholes told in one place and parts in another: groups, running sums, what remains, bounds that cannot be added."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from firsthand.check.compose import check, say
from firsthand.check.scene import HARM, Scene, stem
from firsthand.model.check import Check, Verdict
from firsthand.model.figure import Figure, Operator, Role
from firsthand.model.place import PlaceKind

_AHEAD: Final = 12  # sentences in which the groups of a total are looked for
_COVERED: Final = 0.25  # parts that make up less of a total are no account of it
_LOOKED: Final = 30  # figures looked at behind a total
_TOGETHER: Final = frozenset([Role.KILLED, Role.CASUALTIES, Role.LOSSES, Role.MISSING])
_APART: Final = frozenset(
    ["since", "previously", "earlier", "ago", "additional", "another", "further", "total", "would", "could"]
)
_IN_ALL: Final = (("in", "total"), ("in", "all"), ("all", "in", "all"), ("altogether",), ("taken", "together"))
_SUMMING: Final = frozenset(["total", "all", "altogether", "together"])
_LEFT: Final = frozenset(["remaining", "other", "rest"])
_UPPER: Final = frozenset([Operator.UP_TO, Operator.AT_MOST, Operator.LESS_THAN])
_LOWER: Final = frozenset([Operator.MORE_THAN, Operator.AT_LEAST])


def groups(s: Scene) -> Iterator[Check]:
    """A total, and later the groups that it is made of, each with a name of its own (3): together not above it."""
    told_again = {f.same_as for f in s.figures if f.subset_of is not None and f.same_as is not None}
    taken: set[int] = set()
    for i, whole in enumerate(s.figures):
        if i in taken or not _total(whole):
            continue
        parts = _groups(s, i, told_again)
        if len(parts) < 2:
            continue
        taken.update(parts)
        total = sum(float(s.figures[j].low or 0) for j in parts)
        if (whole.high is not None and total > whole.high) or total < _COVERED * float(whole.value or 0):
            continue  # they may overlap, or count another time, or something smaller: nothing follows
        terms = " + ".join(say(s.figures[j].value) for j in parts)
        rest = float(whole.value or 0) - sum(float(s.figures[j].value or 0) for j in parts)
        yield check(
            "sum_of_parts",
            Verdict.PASS,
            f"{terms} = {say(total)} <= {say(whole.value)}",
            f"{terms} fit into {say(whole.value)}"
            + (f"; {say(rest)} are not broken down." if rest >= 0 else ", which is a lower bound."),
            (whole, *(s.figures[j] for j in parts)),
            flip=f"holds for a total of {say(total)} or more",
            confidence=0.7,
        )


def _total(f: Figure) -> bool:
    return (
        f.value is not None
        and (f.role in HARM or f.unit == "event")
        and f.subset_of is None
        and f.of is None
        and f.per is None
        and f.same_as is None
        and f.change is None
        and not f.hypothetical
        and f.value >= 10
        and f.op not in _UPPER
        and not _APART & set((f.counted or "").lower().split())
    )


def _groups(s: Scene, i: int, told_again: set[str]) -> list[int]:
    whole = s.figures[i]
    best: dict[str, int] = {}
    countries = {stem(p.name.lower()) for p in s.reading.places if p.kind is PlaceKind.COUNTRY} - {s.owner(i)}
    for j in range(i + 1, min(len(s.figures), i + _LOOKED)):
        f = s.figures[j]
        apart = s.sentence(j) - s.sentence(i)
        if apart > _AHEAD:
            break
        alike = f.role is whole.role or ({f.role, whole.role} <= _TOGETHER and whole.role is not Role.KILLED)
        if f.unit != whole.unit or not alike or f.id in told_again or f.same_as is not None or f.value is None:
            continue
        if f.value >= 0.9 * float(whole.value or 0):
            break  # another total begins
        if (
            apart == 0
            or f.subset_of is not None
            or f.of is not None
            or f.per is not None
            or f.hypothetical
            or f.change is not None
            or f.op in _UPPER
            or _APART & set(s.before(j, 3))
            or _APART & set((f.counted or "").lower().split())
        ):
            continue
        name = s.owner(j)
        if name in countries:
            continue  # another side, or another theatre
        if name and (name not in best or (s.figures[best[name]].value or 0) < f.value):
            best[name] = j
    return sorted(best.values())


def told_rest(s: Scene) -> Iterator[Check]:
    """ "19 people, including 14 fighters ... five civilians": what a part leaves of its whole, told elsewhere (3)."""
    for i, part in enumerate(s.figures):
        if part.subset_of is None or part.subset_of not in s.by_id or part.op is not Operator.EXACT or not part.value:
            continue
        w = s.by_id[part.subset_of]
        whole = s.figures[w]
        if whole.op is not Operator.EXACT or whole.value is None or part.unit != "person" or part.same_as is not None:
            continue
        rest = float(whole.value) - float(part.value)
        if rest < 2:
            continue
        if any(g.subset_of == whole.id for j, g in enumerate(s.figures[max(0, w) : w + 8], max(0, w)) if j != i):
            continue  # more parts than one: added up elsewhere
        for j in range(i + 1, min(len(s.figures), i + _LOOKED)):
            g = s.figures[j]
            if s.sentence(j) - s.sentence(i) > _AHEAD:
                break
            kinds = {(part.counted or "").lower().split()[-1:] == (g.counted or "").lower().split()[-1:]}
            if (
                g.value == rest
                and g.unit == "person"
                and g.op is Operator.EXACT
                and g.subset_of is None
                and kinds == {False}
                and g.role in (whole.role, Role.COUNT)
            ):
                yield check(
                    "sum_of_parts",
                    Verdict.PASS,
                    f"{say(part.value)} + {say(g.value)} = {say(whole.value)}",
                    f"{part.span.quote} and {g.span.quote} make {say(whole.value)}.",
                    (whole, part, g),
                    flip=f"holds for a total of {say(whole.value)}",
                    confidence=0.7,
                )
                break


def in_all(s: Scene) -> Iterator[Check]:
    """ "12 missiles and two rockets ... In total, 14 missiles were fired": a sum told after its parts (3)."""
    for i, whole in enumerate(s.figures):
        if whole.value is None or whole.of is not None or whole.subset_of is not None or whole.unit is None:
            continue
        before = s.before(i, 7)
        if not _SUMMING & set(before) or not any(
            tuple(before[k : k + len(cut)]) == cut for cut in _IN_ALL for k in range(len(before))
        ):
            continue
        for back in range(1, 4):
            parts = _side_by_side(s, whole, s.by_sentence.get(s.sentence(i) - back, []))
            if len(parts) >= 2:
                yield _summed_up(whole, [s.figures[j] for j in parts])
                break


def _side_by_side(s: Scene, whole: Figure, sentence: list[int]) -> list[int]:
    """Figures of one sentence that count the same thing as the total and have one role among them."""
    found = [
        j
        for j in sentence
        if s.figures[j].value is not None
        and s.figures[j].subset_of is None
        and s.figures[j].of is None
        and s.figures[j].per is None
        and float(s.figures[j].value or 0) < float(whole.value or 0)
        and (s.figures[j].unit == whole.unit or (s.figures[j].role is whole.role and whole.role is not Role.COUNT))
    ]
    roles = {s.figures[j].role for j in found}
    return [j for j in found if s.figures[j].role is s.figures[found[0]].role] if len(roles) > 1 else found


def _summed_up(whole: Figure, parts: list[Figure]) -> Check:
    low = sum(float(f.low or 0) for f in parts)
    terms = " + ".join(say(f.value) for f in parts)
    total = sum(float(f.value or 0) for f in parts)
    fits = whole.high is None or low <= whole.high
    rest = float(whole.value or 0) - total
    return check(
        "sum_of_parts",
        Verdict.PASS if fits else Verdict.WARN,
        f"{terms} = {say(total)}, stated in all: {say(whole.value)}",
        f"{terms} make {say(total)}"
        + (
            "."
            if fits and rest <= 0
            else f"; {say(rest)} of {say(whole.value)} are not named."
            if fits
            else f", more than the {say(whole.value)} in all: they may overlap, or one of the numbers would have to differ."
        ),
        (whole, *parts),
        flip=f"holds for a total of {say(total)} or more",
        confidence=0.8,
    )


def remainders(s: Scene) -> Iterator[Check]:
    """ "38 of 63 were shot down; the remaining 25 ...": what is left must be the rest (5)."""
    for i, f in enumerate(s.figures):
        if f.of is None or f.of not in s.by_id or f.value is None or f.op is not Operator.EXACT:
            continue
        m = s.figures[s.by_id[f.of]]
        if m.value is None or m.op is not Operator.EXACT:
            continue
        start = max(i, s.by_id[f.of])
        counted = [f]
        for j in range(start + 1, min(len(s.figures), start + 4)):
            g = s.figures[j]
            if s.sentence(j) - s.sentence(i) > 1 or g.value is None or g.op is not Operator.EXACT or g.of is not None:
                break
            if g.unit not in (m.unit, f.unit, None):
                continue
            words = {*s.before(j, 3), *g.span.quote.lower().split()}
            if not _LEFT & words:
                counted.append(g)
                continue
            total = sum(float(one.value or 0) for one in counted) + float(g.value)
            plain = float(f.value) + float(g.value)
            if "other" in words and not {"remaining", "rest"} & words and "the" not in words:
                break  # "two others": not all the others
            holds = m.value in (total, plain)
            total = plain if not holds and len(counted) > 1 else total
            yield check(
                "remainder",
                Verdict.PASS if holds else Verdict.FAIL,
                f"{say(m.value)} - {say(f.value)} = {say(float(m.value) - float(f.value))}, stated: {say(g.value)}",
                f"Of {say(m.value)} less {say(f.value)} there remain {say(float(m.value) - float(f.value))}"
                + ("." if holds else f"; the report gives {say(g.value)}."),
                (g, f, m),
                flip=f"holds for {say(float(m.value) - float(f.value))}, or for a total of {say(float(f.value) + float(g.value))}",
            )
            break


def mixed_bounds(s: Scene) -> Iterator[Check]:
    """A list of losses some of which are "up to" and some "more than" (24): their sum is neither an upper nor a lower bound."""
    run: list[int] = []
    for i in [*range(len(s.figures)), -1]:
        f = s.figures[i] if i >= 0 else None
        if (
            f is not None
            and f.unit == "person"
            and f.role in (Role.LOSSES, Role.CASUALTIES, Role.KILLED)
            and f.value is not None
            and f.subset_of is None
            and f.of is None
            and (not run or (s.sentence(i) != s.sentence(run[-1]) and s.sentence(i) - s.sentence(run[-1]) <= 2))
        ):
            run.append(i)
            continue
        listed = [s.figures[j] for j in run]
        ops = {one.op for one in listed}
        if len(listed) >= 3 and ops & _UPPER and ops & _LOWER:
            terms = " + ".join(say(one.value) for one in listed)
            total = sum(float(one.value or 0) for one in listed)
            yield check(
                "mixed_bounds",
                Verdict.WARN,
                f"{terms} = {say(total)}",
                f"{terms} add up to {say(total)}; some are upper and some lower bounds, so that the sum bounds nothing.",
                listed,
                flip="a sum of upper bounds alone is an upper bound",
                confidence=0.8,
            )
        run = (
            [i]
            if f is not None
            and f.role in (Role.LOSSES, Role.CASUALTIES, Role.KILLED)
            and f.value is not None
            and f.unit == "person"
            and f.subset_of is None
            and f.of is None
            else []
        )

"""Totals beside one another: rivals, vague ranges, overlap, wounded to killed, losses against forces, orders of magnitude."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from typing import Final

from firsthand.check.arithmetic import ratio_band
from firsthand.check.compose import check, say
from firsthand.check.quantiles import poisson_at_least
from firsthand.check.scene import Scene
from firsthand.check.shares import Shared, as_share, shares
from firsthand.model.check import Check, Parameter, Verdict
from firsthand.model.figure import Change, Figure, Operator, Role

_LARGE: Final = 10_000  # killed: below this a figure may well be one battle's
_APART: Final = 3.0  # rivals closer than this factor are ordinary differences between sources
_TIMES: Final = frozenset(
    ["since", "later", "then", "earlier", "previously", "last", "initially", "meanwhile", "months", "weeks", "before"]
)
_STRIKE: Final = frozenset(
    ["strike", "strikes", "attack", "shelling", "bombing", "raid", "missile", "drone", "airstrike", "rocket"]
)


def rivals(s: Scene) -> Iterator[Check]:
    """Two totals of killed for one side: apart by a factor (13), or a number inside a vague range (22)."""
    dead = [
        i
        for i, f in enumerate(s.figures)
        if f.role is Role.KILLED
        and f.subset_of is None
        and f.per is None
        and f.unit in ("person", None)
        and (f.low or 0) >= _LARGE
    ]
    found = 0  # the even spread is worked out once, for the first pair
    for x, i in enumerate(dead):
        for j in dead[x + 1 : x + 6]:
            a, b = s.figures[i], s.figures[j]
            if not _one_side(s, i, j) or (a.value == b.value and a.value is not None):
                continue
            vague, point = (a, b) if a.op is Operator.VAGUE else (b, a)
            if vague.op is Operator.VAGUE and point.value is not None and vague.low is not None:
                inside = vague.low <= point.value and (vague.high is None or point.value <= vague.high)
                yield check(
                    "range_contains",
                    Verdict.PASS if inside else Verdict.WARN,
                    f"{say(vague.low)} <= {say(point.value)} <= {say(vague.high)}",
                    f"{say(point.value)} lies {'within' if inside else 'outside'} “{vague.number.quote}” ({say(vague.low)} to {say(vague.high)}).",
                    (point, vague),
                    flip=f"holds between {say(vague.low)} and {say(vague.high)}",
                )
                continue
            if a.value is None or b.value is None or _TIMES & set(s.sentence_words(j)[:8]):
                continue
            factor = max(a.value, b.value) / max(1, min(a.value, b.value))
            if factor < _APART or (a.cumulative and b.cumulative):
                continue
            expected = _expected(s, _local(s) if found == 0 else None, a, b)
            found += 1
            yield check(
                "contradiction",
                Verdict.FAIL if a.hypothetical or b.hypothetical else Verdict.WARN,
                f"{say(max(a.value, b.value))} / {say(min(a.value, b.value))} = {say(factor, 3)}" + expected[0],
                f"{say(a.value)} and {say(b.value)} cannot both number the same dead: they differ by a factor of {say(factor, 2)}.{expected[1]}",
                (b, a),
                flip="holds if they count different people or different times",
            )


def _one_side(s: Scene, i: int, j: int) -> bool:
    """Whether two figures speak of one side: the same name is nearest to both, at most four sentences apart."""
    owner = s.owner(i)
    return bool(owner) and s.sentence(j) - s.sentence(i) <= 4 and (owner == s.owner(j) or owner in _stems(s, i, j))


def _stems(s: Scene, i: int, j: int) -> frozenset[str]:
    return frozenset([s.owner(j)])


def _expected(s: Scene, one: Shared | None, a: Figure, b: Figure) -> tuple[str, str]:
    """What the lower total would lead one to expect in the place that the report counts (13): E = k N / P.

    `one` is the report's own local share; P is the population that its higher total implies with it.
    """
    share = as_share(s.figures[one.i]) if one is not None else None
    if one is None or one.a is None or one.b is None or share is None:
        return "", ""
    count, size = s.figures[one.a].value or 0, s.figures[one.b].value or 0
    high = max(float(a.value or 0), float(b.value or 0))
    low = min(float(a.value or 0), float(b.value or 0))
    if not count or not size or count >= low:
        return "", ""
    population = high / share[0]
    mean = low / population * size
    tail = poisson_at_least(int(count), mean)
    return (
        f"; E = {say(low)} / {say(population)} × {say(size)} = {say(mean, 3)}, P(X >= {say(count)}) = {tail:.2g}",
        f" At {say(low)} a place of {say(size)} would expect {say(mean, 3)}; {say(count)} do not fit an even spread, but an even spread is not to be assumed.",
    )


def _local(s: Scene) -> Shared | None:
    """The first share of a place whose population and count the report gives."""
    return next(
        (
            one
            for one in shares(s)
            if one.a is not None and one.b is not None and s.figures[one.b].role is Role.POPULATION
        ),
        None,
    )


def overlaps(s: Scene) -> Iterator[Check]:
    """Two counts of troops side by side (21): is the second part of the first?"""
    forces = [
        i for i, f in enumerate(s.figures) if f.role is Role.FORCE_SIZE and f.value is not None and f.unit == "person"
    ]
    for i, j in itertools.pairwise(forces):
        a, b = s.figures[i], s.figures[j]
        if s.sentence(j) - s.sentence(i) > 1 or s.paragraph_break(i, j):
            continue
        words = set(s.after(j, 7)) | set(s.before(j, 5))
        if b.subset_of == a.id and b.value is not None and a.value is not None:
            yield check(
                "overlap_ambiguous",
                Verdict.PASS,
                f"{say(b.value)} included in {say(a.value)}",
                f"The {say(b.value)} are said to be part of the {say(a.value)}.",
                (a, b),
            )
            continue
        if not (words & s.words.join) or b.subset_of is not None or not b.value or not a.value or b.value > a.value:
            continue
        yield check(
            "overlap_ambiguous",
            Verdict.WARN,
            f"{say(max(a.value, b.value))} or {say(a.value)} + {say(b.value)} = {say(a.value + b.value)}",
            f"The report does not say whether the {say(b.value)} are part of the {say(a.value)}: together they are {say(a.value)} or {say(a.value + b.value)}.",
            (a, b),
            flip="settled by saying whether one includes the other",
        )


def wounded(s: Scene) -> Iterator[Check]:
    """Wounded to killed in one happening (14), as wide as numbers of this size allow."""
    for i, f in enumerate(s.figures):
        if (
            f.role is not Role.KILLED
            or not isinstance(f.value, int)
            or f.op is not Operator.EXACT
            or f.subset_of is not None
            or f.hypothetical
        ):
            continue
        for j in (i + 1, i - 1):
            if not 0 <= j < len(s.figures):
                continue
            g = s.figures[j]
            if (
                g.role is not Role.INJURED
                or not isinstance(g.value, int)
                or s.sentence(j) != s.sentence(i)
                or g.op is not Operator.EXACT
                or g.subset_of is not None
                or f.value == 0
            ):
                continue
            if f.value + g.value < 10:
                continue
            band = s.words.wounded_per_killed
            low, high = ratio_band(f.value, g.value)
            inside = low <= band.high and high >= band.low
            yield check(
                "wounded_to_killed",
                Verdict.PASS if inside else Verdict.WARN,
                f"{say(g.value)} / {say(f.value)} = {say(g.value / f.value, 3)}, with counts of this size {say(low, 2)} to {say(high, 2)}; band {band.low:g} to {band.high:g}",
                f"{say(g.value / f.value, 3)} wounded for each killed"
                + (
                    f" is within the band of {band.low:g} to {band.high:g}{_doubt(band.source)}."
                    if inside
                    else f" is outside the band of {band.low:g} to {band.high:g}{_doubt(band.source)}; executions, collapses and late counts can explain it."
                ),
                (f, g),
                flip=f"within the band from {say(round(f.value * band.low))} to {say(round(f.value * band.high))} wounded",
                parameters=(
                    Parameter("wounded per killed, low", band.low, band.source),
                    Parameter("wounded per killed, high", band.high, band.source),
                ),
            )
            break


def forces(s: Scene) -> Iterator[Check]:
    """Killed with the wounded they imply against all who serve (15)."""
    usual = s.words.wounded_per_killed_usual
    for i, f in enumerate(s.figures):
        if (
            f.role is not Role.KILLED
            or f.value is None
            or f.value < _LARGE
            or f.subset_of is not None
            or f.unit not in ("person", None)
        ):
            continue
        owner = s.owner(i)
        known = next((one for one in s.words.forces if owner in one.names), None)
        if known is None or (f.counted or "").lower().split()[-1:] in (["civilians"], ["children"], ["palestinians"]):
            continue
        total = f.value * (1 + usual.value)
        fits = total <= known.high
        yield check(
            "force_plausibility",
            Verdict.PASS if fits else Verdict.WARN,
            f"{say(f.value)} × (1 + {usual.value:g}) = {say(total)}; forces {say(known.low)} to {say(known.high)}",
            f"With {usual.value:g} wounded to one killed, {say(f.value)} killed mean {say(total)} casualties"
            + (
                ", fewer than serve."
                if fits
                else f", more than the {say(known.low)} to {say(known.high)} said to serve{_doubt(known.source)}; all who ever served may be more."
            ),
            (f,),
            flip=f"fits up to {say(round(known.high / (1 + usual.value)))} killed",
            parameters=(
                Parameter("wounded per killed", usual.value, usual.source),
                Parameter("forces, low", known.low, known.source),
                Parameter("forces, high", known.high, known.source),
            ),
        )


def _doubt(source: str) -> str:
    """What a reader of the message must know of a number that nobody looked up."""
    return " (from memory: set your own)" if source.startswith("from memory") else ""


def magnitudes(s: Scene) -> Iterator[Check]:
    """Numbers out of all order for their kind (10)."""
    for i, f in enumerate(s.figures):
        if f.value is None:
            continue
        name = _kind(s, i, f)
        if name is None:
            continue
        band = s.words.orders[name]
        value = float(f.value) * _to_km_h(f)
        if name == "percent" and f.value <= 100:
            continue
        inside = band.low <= value <= band.high
        if inside and name in ("age", "percent", "speed_km_h"):
            continue
        yield check(
            "order_of_magnitude",
            Verdict.PASS if inside else Verdict.WARN,
            f"{say(band.low)} <= {say(value)} <= {say(band.high)}",
            f"“{f.span.quote}” is {'of a usual order' if inside else 'far from anything on record for its kind'}.",
            (f,),
            flip=f"usual up to {say(band.high)}",
            parameters=(Parameter(name.replace("_", " "), band.high, band.source),),
        )


def _kind(s: Scene, i: int, f: Figure) -> str | None:
    if f.role is Role.AGE and f.unit == "year":
        return "age"
    if f.role is Role.SHARE and f.unit == "percent" and f.value is not None and f.value > 100:
        after = s.after(i, 5)
        part = after[:1] == ["of"] and any(word in s.words.base_words for word in after)
        return (
            "percent"
            if part and f.change is None and not ({"increase", "rose", "more", "higher"} & set(after + s.before(i, 5)))
            else None
        )
    if f.role is Role.SPEED and f.unit in ("km/h", "mph", "m/s"):
        return "speed_km_h"
    if f.role is Role.LAUNCHED and f.unit in ("drone", "missile") and {"night", "overnight"} & set(s.sentence_words(i)):
        return "launched_in_night"
    words = s.before(i, 9) + s.after(i, 6)
    if (
        f.role is Role.KILLED
        and f.value is not None
        and f.value > 500
        and f.cumulative is None
        and {"a", "an", "single", "one"} & set(words)
        and _single_strike(words)
    ):
        return "killed_in_strike"
    return None


def _single_strike(words: list[str]) -> bool:
    return any(
        words[k] in ("a", "an", "single", "one") and any(w in _STRIKE for w in words[k + 1 : k + 4])
        for k in range(len(words))
    )


def _to_km_h(f: Figure) -> float:
    return {"mph": 1.609344, "m/s": 3.6}.get(f.unit or "", 1.0) if f.role is Role.SPEED else 1.0


def repeats(s: Scene) -> Iterator[Check]:
    """One number with two meanings (17), and a bound that loses its bound (24)."""
    seen: dict[tuple[float, str], int] = {}
    told: set[tuple[float, str]] = set()
    for i, f in enumerate(s.figures):
        if (
            f.value is None
            or f.value < 13
            or f.unit is None
            or f.role in (Role.SHARE, Role.AGE, Role.DURATION, Role.DISTANCE, Role.AREA, Role.MONEY, Role.CALIBRE)
        ):
            continue
        key = (float(f.value), f.unit)
        if key not in seen:
            seen[key] = i
            continue
        j = seen[key]
        g = s.figures[j]
        if key in told:
            continue
        different = (
            g.role is not f.role
            and {g.role, f.role} & _TELLING
            and Role.COUNT not in (g.role, f.role)
            and s.sentence(i) != s.sentence(j)
        )
        if different and not (_round(f.value) and f.value > 10_000) and {g.role, f.role} not in _RELATED:
            told.add(key)
            yield check(
                "meaning_shift",
                Verdict.WARN,
                f"{say(f.value)} {f.unit}: {g.role.value} / {f.role.value}",
                f"{say(f.value)} is first {_plain(g.role)} and then {_plain(f.role)}: one of the two may be a slip, or two things happen to have one number.",
                (g, f),
                flip="holds if both counts were made",
            )
        elif g.role is f.role and f.role is not Role.COUNT and g.op in (Operator.MORE_THAN, Operator.AT_LEAST):
            told.add(key)
            kept = f.op is not Operator.EXACT or f.change is Change.ROSE_TO
            yield check(
                "lower_bound_only",
                Verdict.PASS if kept else Verdict.WARN,
                f"{g.op.value.replace('_', ' ')} {say(g.value)}, then {f.op.value.replace('_', ' ')} {say(f.value)}",
                f"“{g.span.quote}” is a lower bound"
                + ("." if kept else f"; “{f.span.quote}” repeats it as if it were the number."),
                (g, f),
                flip="holds if the second source counted exactly",
            )


_TELLING: Final = frozenset(
    [
        Role.KILLED,
        Role.INJURED,
        Role.LAUNCHED,
        Role.INTERCEPTED,
        Role.CAPTURED,
        Role.MISSING,
        Role.DISPLACED,
        Role.CASUALTIES,
    ]
)
_RELATED: Final = (
    {Role.KILLED, Role.CASUALTIES},
    {Role.KILLED, Role.LOSSES},
    {Role.FORCE_SIZE, Role.POPULATION},
    {Role.LAUNCHED, Role.WEAPONS},
    {Role.LAUNCHED, Role.INVENTORY},
)


def _plain(role: Role) -> str:
    return {
        "launched": "the number launched",
        "intercepted": "the number shot down",
        "casualties": "the number of casualties",
        "injured": "the number of wounded",
    }.get(role.value, f"the number {role.value}")


def _round(value: float) -> bool:
    return value % 1000 == 0


def definitions(s: Scene) -> Iterator[Check]:
    """The same value under two labels that do not mean the same (26): "300 killed", later "300 casualties"."""
    last: dict[float, int] = {}
    for i, f in enumerate(s.figures):
        if f.value is None or f.value < 13 or f.unit not in ("person", None):
            continue
        j = last.get(float(f.value))
        if j is not None and s.sentence(i) != s.sentence(j):
            pair = next((p for p in s.words.definitions if _moved(p, _labels(s, j), _labels(s, i))), None)
            if pair is not None:
                a, b = pair if pair[0] in _labels(s, j) else (pair[1], pair[0])
                yield check(
                    "moving_definition",
                    Verdict.WARN,
                    f"{say(f.value)} {a} / {say(f.value)} {b}",
                    f"{say(f.value)} are “{a}” in one place and “{b}” in another; the two words do not cover the same people.",
                    (s.figures[j], f),
                    flip=f"holds if all {b} were {a}" if b != a else None,
                )
        last.setdefault(float(f.value), i)


def _moved(pair: tuple[str, ...], first: set[str], second: set[str]) -> bool:
    """Whether one mention has only the one word of a pair, and the other only the other."""
    return any(x in first and y in second and y not in first and x not in second for x, y in (pair, pair[::-1]))


def _labels(s: Scene, i: int) -> set[str]:
    f = s.figures[i]
    known = {word for pair in s.words.definitions for word in pair}
    return known & {*(f.counted or "").lower().split()[-1:], *s.after(i, 4), *s.before(i, 3)}

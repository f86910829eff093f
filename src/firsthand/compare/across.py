"""Checks that need several reports: totals that fall, parts that do not add up, one number with two meanings.

The arithmetic is that of `check/series.py`; verdicts are those of a check within one report.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import combinations
from typing import Final

from firsthand.check.series import falls
from firsthand.compare.findings import Change, Finding, Point, Series, Sourcing
from firsthand.compare.gist import Gist
from firsthand.model.check import Verdict
from firsthand.model.figure import Role

APART: Final = frozenset({"soldiers", "civilians"})  # groups that nobody is in twice
TELLING: Final = 13  # a smaller number may come twice by chance


def across(gists: Sequence[Gist], asked: Sequence[Series], told: Sourcing, incident: str | None) -> tuple[Finding, ...]:
    """All findings over the reports of one incident, in a fixed order."""
    found = [
        *fallen(asked, incident),
        *sums(asked, incident),
        *two_meanings(asked, incident),
        *moving(asked, incident),
        *circular(gists, asked, told, incident),
    ]
    return tuple(sorted(found, key=lambda one: (one.kind, one.message)))


def fallen(asked: Iterable[Series], incident: str | None) -> Iterable[Finding]:
    """Running totals that one voice lowers (19): with a correction announced a warning, without one a failure."""
    for one in asked:
        if one.part or not one.cumulative:
            continue
        voices: dict[str, list[Point]] = defaultdict(list)
        for point in one.points:
            if point.change in (Change.FIRST, Change.GROWS, Change.REVISES, Change.RIVALS, Change.SPREADS):
                voices[point.origin].append(point)
        for origin in sorted(voices):
            points = voices[origin]
            rows = [{"date": f"{at:06d}", "toll": point.value} for at, point in enumerate(points)]
            announced = [f"{at:06d}" for at, point in enumerate(points) if point.announced]
            for fall in falls(rows, ("toll",), corrected=announced):
                point, before = points[int(fall.date)], points[int(fall.date) - 1]
                why = "a correction is announced" if fall.announced else "no correction is announced"
                yield Finding(
                    kind="monotone_cumulative",
                    verdict=fall.verdict.value,
                    message=f"{origin} lowers {one.label} from {fall.before:g} to {fall.after:g}; {why}.",
                    formula=f"{fall.before:g} -> {fall.after:g}",
                    incident=incident,
                    question=one.key,
                    evidence=(before.evidence, point.evidence),
                    flip=f"holds for {fall.before:g} or more, or with a correction",
                )


def sums(asked: Sequence[Series], incident: str | None) -> Iterable[Finding]:
    """Parts against the whole, across reports (3, 21): groups that exclude each other add up to no more than the whole."""
    wholes = {one.role: one for one in asked if not one.part and one.definition == "stated" and one.unit == "person"}
    for role, whole in sorted(wholes.items()):
        parts = [one for one in asked if one.part and one.role is role and one.high is not None]
        for part in parts:
            if whole.high is not None and part.high is not None and part.high > whole.high and part.whom != "people":
                yield _sum("part_of_whole", Verdict.FAIL, f"{part.high:g} > {whole.high:g}", whole, (part,), incident)
        for a, b in combinations([one for one in parts if one.whom in APART], 2):
            if whole.low is None or whole.high is None or a.low is None or b.low is None or a.whom == b.whom:
                continue
            low, high = float(a.low) + float(b.low), float(a.high or a.low) + float(b.high or b.low)
            verdict = (
                Verdict.PASS
                if low <= whole.high and high >= whole.low
                else Verdict.WARN
                if high < whole.low
                else Verdict.FAIL
            )
            yield _sum(
                "sum_of_parts",
                verdict,
                f"{a.high:g} + {b.high:g} = {high:g} against {whole.high:g}",
                whole,
                (a, b),
                incident,
            )


def _sum(
    kind: str, verdict: Verdict, formula: str, whole: Series, parts: Sequence[Series], incident: str | None
) -> Finding:
    named = " and ".join(f"{part.whom} {part.high:g}" for part in parts if part.high is not None)
    says = {Verdict.PASS: "fits", Verdict.WARN: "falls short of", Verdict.FAIL: "exceeds"}[verdict]
    return Finding(
        kind=kind,
        verdict=verdict.value,
        message=f"{whole.role.value}: {named} {says} the whole of {whole.high:g}.",
        formula=formula,
        incident=incident,
        question=whole.key,
        evidence=tuple(one.points[-1].evidence for one in (whole, *parts)),
        flip=f"holds for a whole of {sum(float(part.high or 0) for part in parts):g}",
    )


def two_meanings(asked: Sequence[Series], incident: str | None) -> Iterable[Finding]:
    """One number that counts the dead in one report and the hurt in another (17)."""
    pair = [one for one in asked if not one.part and one.role in (Role.KILLED, Role.INJURED)]
    for a, b in combinations(pair, 2):
        if a.role is b.role:
            continue
        for x in a.points:
            for y in b.points:
                if x.value == y.value and (x.value or 0) >= TELLING and x.evidence.report_id != y.evidence.report_id:
                    yield Finding(
                        kind="same_number_other_meaning",
                        verdict=Verdict.WARN.value,
                        message=f"{x.value:g} is the number of the {a.role.value} in one report and of the {b.role.value} in another.",
                        formula=f"{x.value:g} {a.role.value} / {y.value:g} {b.role.value}",
                        incident=incident,
                        question=a.key,
                        evidence=(x.evidence, y.evidence),
                        flip="holds if both counts happen to be equal",
                    )
                    return


def moving(asked: Sequence[Series], incident: str | None) -> Iterable[Finding]:
    """One voice whose number is defined one way and then another (26)."""
    wholes = [one for one in asked if not one.part]
    for a, b in combinations(wholes, 2):
        if a.role is not b.role or a.definition == b.definition:
            continue
        for name in sorted({one.origin for one in a.latest} & {one.origin for one in b.latest}):
            x = next(one for one in a.latest if one.origin == name)
            y = next(one for one in b.latest if one.origin == name)
            yield Finding(
                kind="moving_definition",
                verdict=Verdict.WARN.value,
                message=f"{name} counts {a.role.value} as {a.definition} and as {b.definition}; the two numbers are not one series.",
                formula=f"{x.value} ({a.definition}) / {y.value} ({b.definition})",
                incident=incident,
                question=a.key,
                evidence=(x.evidence, y.evidence),
            )


def circular(gists: Sequence[Gist], asked: Sequence[Series], told: Sourcing, incident: str | None) -> Iterable[Finding]:
    """Rings of outlets that cite each other, and many reports that rest on one voice (20)."""
    for ring in told.circles:
        yield Finding(
            kind="circular_sourcing",
            verdict=Verdict.WARN.value,
            message=f"{', '.join(ring)} cite each other in a circle: together they are one voice at most.",
            formula=" -> ".join((*ring, ring[0])),
            incident=incident,
            question=None,
            evidence=(),
        )
    if len(told.origins) == 1 and len({gist.outlet for gist in gists}) > 1:
        origin = told.origins[0]
        whole = next((one for one in asked if not one.part), None)
        if whole is not None:
            yield Finding(
                kind="single_origin",
                verdict=Verdict.WARN.value,
                message=f"{len(gists)} reports, and every number with a named source goes back to {origin.name}.",
                formula=f"{len(gists)} reports, 1 origin",
                incident=incident,
                question=whole.key,
                evidence=tuple(point.evidence for point in whole.points[:2]),
            )

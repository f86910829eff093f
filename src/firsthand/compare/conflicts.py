"""Contradictions: two sides that cannot both hold, each with its sentence, ranked by weight."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from hashlib import blake2b
from itertools import combinations, pairwise

from firsthand.compare.control import Word, place_key, words_of
from firsthand.compare.findings import (
    Conflict,
    Contradiction,
    Evidence,
    Latest,
    Point,
    Series,
    Settlement,
    State,
    Status,
)
from firsthand.compare.gist import Gist, Happening
from firsthand.compare.questions import NEAR
from firsthand.compare.terms import OPENING

TOLD = frozenset({"happened", "claimed", "probable"})


def contradictions(
    gists: Sequence[Gist], asked: Sequence[Series], held: Sequence[Settlement], kind: str | None, incident: str | None
) -> tuple[Contradiction, ...]:
    """Everything that contradicts within one incident, the weightiest first."""
    found = {
        one.id: one
        for one in (
            *tolls(asked, incident),
            *denials(gists, incident),
            *holdings(held, incident),
            *dates(gists, kind, incident),
        )
    }
    return ranked(found.values())


def ranked(found: Iterable[Contradiction]) -> tuple[Contradiction, ...]:
    return tuple(sorted(found, key=lambda one: (-one.weight, one.kind.value, one.id)))


def tolls(asked: Iterable[Series], incident: str | None) -> Iterable[Contradiction]:
    """Numbers of two voices for one question that exclude each other; the wider apart, the weightier."""
    for one in asked:
        if one.state is not State.CONTRADICTED:
            continue
        pair = _widest(one.latest) if not one.part else None
        if pair is None:
            ordered = _like(one.points)
            if len(ordered) < 2:
                continue
            sides: tuple[Evidence, Evidence] = (ordered[0].evidence, ordered[-1].evidence)
            ratio = float(ordered[-1].value or 0) / max(1.0, float(ordered[0].value or 0))
        else:
            sides = (pair[0].evidence, pair[1].evidence)
            ratio = float(pair[1].value or 0) / max(1.0, float(pair[0].value or 0))
        reports = len({point.evidence.report_id for point in one.points})
        yield _made(
            Conflict.TOLL,
            one.label,
            one.rule,
            2 + math.log2(max(1.0, ratio)) + 0.5 * math.log2(1 + reports) - one.part,
            sides,
            incident,
            one.key,
            None,
            one.points[-1].as_of,
        )


def _widest(latest: Sequence[Latest]) -> tuple[Latest, Latest] | None:
    ordered = sorted(
        (one for one in latest if one.value is not None), key=lambda one: (float(one.value or 0), one.origin)
    )
    return (ordered[0], ordered[-1]) if len(ordered) > 1 and ordered[0].value != ordered[-1].value else None


def _like(points: Sequence[Point]) -> Sequence[Point]:
    """Of the parts of a whole two neighbouring numbers of two voices that may count one group, the largest such."""
    ordered = sorted((one for one in points if one.value), key=lambda one: (float(one.value or 0), one.origin))
    near = [
        (a, b)
        for a, b in pairwise(ordered)
        if a.origin != b.origin and float(a.value or 0) < float(b.value or 0) <= NEAR * float(a.value or 0)
    ]
    return near[-1] if near else ()


def denials(gists: Sequence[Gist], incident: str | None) -> Iterable[Contradiction]:
    """What one voice claims and another denies: the same class of event, and a place in common where both name one."""
    claims = [
        (gist, happening)
        for gist in gists
        for happening in gist.happenings
        if happening.mode not in (None, "other") and happening.modality in TOLD
    ]
    seen: set[tuple[str, str]] = set()
    for gist in gists:
        for denial in gist.denials:
            sides = _claimed(gist, denial.happenings, denial.by, claims)
            if sides is None or (denial.by, sides[2]) in seen:
                continue
            seen.add((denial.by, sides[2]))
            told, happening, label = sides
            day = happening.begin
            yield _made(
                Conflict.DENIAL,
                f"{label}: {denial.by} denies it",
                "one voice says that it happened, another that it did not",
                2.5 + 0.5 * math.log2(1 + sum(h.mode == happening.mode for _, h in claims)),
                (told.evidence(happening.said), gist.evidence(denial.said)),
                incident,
                None,
                None,
                day,
            )


def _claimed(
    gist: Gist, denied: Sequence[int], by: str, claims: Sequence[tuple[Gist, Happening]]
) -> tuple[Gist, Happening, str] | None:
    for number in denied:
        if number >= len(gist.happenings):
            continue
        what = gist.happenings[number]
        where = {place_key(gist.spots[at]) for at in what.places}
        for told, happening in claims:
            if happening.mode != what.mode or happening.claimed_by == by or by in happening.said.voice:
                continue
            there = {place_key(told.spots[at]) for at in happening.places}
            if where and there and not where & there:
                continue
            if told is gist and happening.said.start == what.said.start and not what.denied_by:
                continue
            names = [told.spots[at].name for at in happening.places]
            return told, happening, " ".join([str(happening.mode).replace("_", " "), *names[:1]])
    return None


def holdings(held: Iterable[Settlement], incident: str | None) -> Iterable[Contradiction]:
    """A settlement that one voice gives to one side and another to the other, or denies."""
    for one in held:
        standing = [word for word in one.words if not word.before]
        if one.status is not Status.CONTESTED or len(standing) < 2:
            continue
        first = next((word for word in standing if word.holder), standing[0])
        other = next((word for word in reversed(standing) if word.by != first.by and word.holder != first.holder), None)
        if other is None:
            continue
        yield _made(
            Conflict.CONTROL,
            f"who holds {one.place}",
            one.rule,
            3 + 0.5 * math.log2(1 + len(standing)),
            (first.evidence, other.evidence),
            incident,
            None,
            one.place,
            one.day,
        )


def dates(gists: Sequence[Gist], kind: str | None, incident: str | None) -> Iterable[Contradiction]:
    """Reports that put the main happening on different days."""
    days: dict[str, tuple[Gist, Happening]] = {}
    for gist in sorted(gists, key=lambda one: (one.when or "9999", one.report_id)):
        for happening in gist.happenings:
            if (
                happening.mode == kind
                and happening.exact
                and happening.begin
                and happening.modality in TOLD
                and happening.said.start < OPENING // 4
            ):
                if happening.begin == gist.happened:
                    days.setdefault(happening.begin, (gist, happening))
                break
    for a, b in combinations(sorted(days), 2):
        (one, first), (two, second) = days[a], days[b]
        if one.report_id == two.report_id or not _one_place(one, first, two, second):
            continue
        yield _made(
            Conflict.DATE,
            f"when: {a} or {b}",
            "two reports put the same happening on different days",
            1.0,
            (one.evidence(first.said), two.evidence(second.said)),
            incident,
            None,
            None,
            a,
        )
        return


def _one_place(a: Gist, x: Happening, b: Gist, y: Happening) -> bool:
    return bool({place_key(a.spots[at]) for at in x.places} & {place_key(b.spots[at]) for at in y.places})


def _made(
    kind: Conflict, label: str, rule: str, weight: float, sides: tuple[Evidence, ...], incident: str | None,
    question: str | None, place: str | None, day: str | None,
) -> Contradiction:  # fmt: skip
    said = "\x1f".join((kind.value, label, *(f"{one.report_id}:{one.record_id}" for one in sides)))
    return Contradiction(
        id=f"x-{blake2b(said.encode('utf-8', 'surrogatepass'), digest_size=8).hexdigest()}",
        kind=kind,
        label=label,
        rule=rule,
        weight=round(weight, 3),
        day=day[:10] if day else None,
        incident=incident,
        question=question,
        place=place,
        sides=sides,
    )


__all__ = ["Word", "contradictions", "ranked", "words_of"]

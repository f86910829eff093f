"""What one place can tell of a whole country: extrapolation, refutation and "even here" arguments."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from firsthand.check.arithmetic import one_cluster
from firsthand.check.compose import check, percent, say
from firsthand.check.scene import HARM, Scene, occurrences
from firsthand.check.shares import Shared, as_share, shares
from firsthand.model.check import Check, Parameter, Verdict
from firsthand.model.figure import Role

_RECENT: Final = 200  # local shares looked back through
_CARRIED: Final = frozenset(["rate", "share", "proportion", "ratio", "percentage", "level"])


def clusters(s: Scene) -> Iterator[Check]:
    """A local share carried over to a larger population (11): one cluster gives no interval."""
    found = shares(s)
    local = [
        one for one in found if one.a is not None and one.b is not None and s.figures[one.b].role is Role.POPULATION
    ]
    for wide in found:
        if wide.b is not None or not wide.owner:
            continue
        p = as_share(s.figures[wide.i])
        source = next(
            (one for one in reversed(local[-_RECENT:]) if one.i < wide.i and p and _same_share(s, one, p[0])), None
        )
        if source is None or source.a is None or source.b is None or p is None:
            continue
        drawn = next(
            (
                j
                for j in range(wide.i + 1, min(len(s.figures), wide.i + 3))
                if s.figures[j].role in HARM and s.sentence(j) - s.sentence(wide.i) <= 1
            ),
            None,
        )
        yield _refused(s, wide, source, drawn, p[0])


def carried(s: Scene) -> Iterator[Check]:
    """ "If this rate held for the whole country, it would have lost N": a local share that the next sentence stretches (11)."""
    for source in shares(s):
        if source.a is None or source.b is None or s.figures[source.b].role is not Role.POPULATION:
            continue
        p = as_share(s.figures[source.i])
        for number in (s.sentence(source.i), s.sentence(source.i) + 1):
            words = s.t.lower[slice(*s.sentence_bounds(number))]
            points = any(a in ("this", "that", "same") and b in _CARRIED for a, b in pairwise(words))
            if p is None or not points or not {"would", "if", "means"} & set(words):
                continue
            drawn = next(
                (
                    j
                    for j in s.by_sentence.get(number, ())
                    if j > source.i
                    and (s.figures[j].low or 0) > 10 * float(s.figures[source.a].value or 0)
                    and s.figures[j].role in HARM
                ),
                None,
            )
            if drawn is not None:
                yield _refused(s, source, source, drawn, p[0])
                break


def _same_share(s: Scene, one: Shared, p: float) -> bool:
    share = as_share(s.figures[one.i])
    return share is not None and abs(share[0] - p) < 1e-9


def _refused(s: Scene, wide: Shared, source: Shared, drawn: int | None, p: float) -> Check:
    a, b = s.figures[source.a or 0], s.figures[source.b or 0]
    count, size = int(a.value or 0), float(b.value or 1)
    rhos = s.words.intraclass_correlation
    result = s.figures[drawn] if drawn is not None else s.figures[wide.i]
    population = float(result.value or 0) / p if drawn is not None else size
    told = one_cluster(count, size, population, [rho.value for rho in rhos])
    effects = ", ".join(f"ρ = {rho:g}: deff {say(deff)}, n_eff {say(n, 3)}" for rho, deff, n in told.effects)
    return check(
        "single_cluster_extrapolation",
        Verdict.FAIL,
        f"m = {say(size)}, k = {count}: {percent(told.rate[0])} to {percent(told.rate[1])}; clusters = 1; {effects}",
        f"One place of {say(size)} is one cluster: how places differ cannot be seen from it, so no interval for a whole country follows. Even if its people had been drawn at random from the country, the count of {count} would allow {percent(told.rate[0])} to {percent(told.rate[1])}"
        + (f", that is {say(round(told.scaled[0]))} to {say(round(told.scaled[1]))}." if drawn is not None else "."),
        (result, b, a),
        flip="could be tested with several places chosen without regard to their losses",
        parameters=tuple(Parameter("intraclass correlation", rho.value, rho.source) for rho in rhos),
    )


def refutations(s: Scene) -> Iterator[Check]:
    """ "This tears apart the claim that the country lost N": a single case against a total."""
    t = s.t
    for k, _ in occurrences(t, s.words.refute):
        total = next((j for j in s.by_sentence.get(t.sentence[k], ()) if s.first[j] > k), None)
        if total is None or s.figures[total].role not in HARM or s.figures[total].value is None:
            continue
        near = [j for back in range(1, 4) for j in reversed(s.by_sentence.get(t.sentence[k] - back, []))]
        case = next((j for j in near if s.figures[j].role in HARM and s.figures[j].value is not None), None)
        if case is None:
            continue
        a, b = s.figures[case], s.figures[total]
        if not a.value or not b.value or a.value * 10 > b.value:
            continue
        low = s.sentence_bounds(t.sentence[k])[0]
        yield check(
            "nonsequitur_refutation",
            Verdict.FAIL,
            f"{say(a.value)} in one place, {say(b.value)} in all",
            f"{a.span.quote} in one place neither refute nor confirm a total of {say(b.value)}: losses are not spread evenly, and the place was not drawn at random.",
            (s.span(low, s.last[total]), b),
            flip="would need counts from places chosen without regard to their losses",
        )


def even_here(s: Scene) -> Iterator[Check]:
    """ "even in a town that was spared, 1 percent were killed": what one case says of all the others."""
    for i, f in enumerate(s.figures):
        if as_share(f) is None and f.role not in HARM:
            continue
        low, _ = s.sentence_bounds(s.sentence(i))
        k = next(
            (
                j
                for j in range(low, s.first[i])
                if s.t.lower[j] == "even" and s.t.word(j + 1) in ("in", "among", "at", "where", "for")
            ),
            None,
        )
        if k is None or s.first[i] - k > 25:
            continue
        carried = any(
            as_share(s.figures[j]) and s.sentence(j) - s.sentence(i) <= 1
            for j in range(i + 1, min(len(s.figures), i + 6))
        )
        yield check(
            "a_fortiori",
            Verdict.FAIL if carried else Verdict.WARN,
            f"“even {s.t.word(k + 1)} ...”: one case, {f.span.quote}",
            "That one place or unit was spared does not show that the others lost more: nothing here says how it compares with them.",
            (s.span(k, s.first[i]), f),
            flip="would need the same count for other places",
        )

"""Words against numbers: "powerless" beside a success, "lost" retold as "killed", a town that becomes a city."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from firsthand.check.compose import check, percent, say
from firsthand.check.scene import Scene, occurrences
from firsthand.check.shares import shares
from firsthand.model.check import Check, Verdict
from firsthand.model.figure import Role

_DEATH: Final = frozenset(["killed", "dead", "died", "deaths", "death", "perished"])


def assertions(s: Scene) -> Iterator[Check]:
    """ "powerless to stop them" beside 60 percent shot down (23)."""
    t = s.t
    for forms, fails in ((s.words.helpless, True), (s.words.complete, False)):
        for k, end in occurrences(t, forms):
            number = t.sentence[k]
            for i in (j for off in (0, 1, -1, 2, -2) for j in s.by_sentence.get(number + off, ())):
                f = s.figures[i]
                if f.of is None or f.of not in s.by_id or f.role is not Role.INTERCEPTED or f.value is None:
                    continue
                n, m = float(f.value), float(s.figures[s.by_id[f.of]].value or 0)
                if not m:
                    continue
                share = n / m
                strange = share >= 0.3 if fails else share < 0.95
                yield check(
                    "assertion_vs_figure",
                    Verdict.WARN if strange else Verdict.PASS,
                    f"“{s.span(k, end).quote}”; {say(n)} / {say(m)} = {percent(share)}",
                    f"“{s.span(k, end).quote}” "
                    + ("stands beside" if strange else "agrees with")
                    + f" {percent(share)} shot down ({say(n)} of {say(m)}).",
                    (s.figures[i], s.span(max(s.sentence_bounds(t.sentence[k])[0], k - 6), end)),
                    flip="holds if the words and the number speak of different attacks",
                )
                break


def senses(s: Scene) -> Iterator[Check]:
    """A loss retold as deaths (18): "lost 76 men", later "76 killed" or a share "killed"."""
    by_value: dict[float, int] = {}
    told: set[tuple[int, int]] = set()
    for found in shares(s):
        if found.a is None or not s.figures[found.a].senses:
            continue
        words = set(s.sentence_words(found.i))
        if words & _DEATH:
            told.add((found.a, found.i))
    for i, f in enumerate(s.figures):
        if f.value is None or f.unit not in ("person", None):
            continue
        if f.senses:
            by_value.setdefault(float(f.value), i)
        elif f.role is Role.KILLED and float(f.value) in by_value:
            told.add((by_value[float(f.value)], i))
    for i, j in sorted(told):
        a, b = s.figures[i], s.figures[j]
        apart = _counted_apart(s, i)
        open_senses = [role.value for role in a.senses if role is not Role.KILLED and role not in apart]
        yield check(
            "sense_shift",
            Verdict.WARN,
            f"“lost” = {{{', '.join(['killed', *open_senses])}}}; retold as killed",
            f"The source says “lost {a.span.quote}”, which may include {' and '.join(open_senses) or 'others'}; later the same people are said to be killed.",
            (a, b),
            flip="holds if all of them are dead",
        )


def _counted_apart(s: Scene, i: int) -> set[Role]:
    """Senses that the next sentence counts apart: "And the wounded are not in that."."""
    _, high = s.sentence_bounds(s.sentence(i))
    after = set(s.t.lower[s.last[i] : high + 14])
    apart: set[Role] = set()
    if {"wounded", "injured"} & after:
        apart.add(Role.INJURED)
    if "missing" in after:
        apart.add(Role.MISSING)
    if {"captured", "prisoners", "prisoner"} & after:
        apart.add(Role.CAPTURED)
    return apart


def labels(s: Scene) -> Iterator[Check]:
    """A place called a town where its people are counted and a city where the conclusion is drawn."""
    for found in shares(s):
        if found.b is None or s.figures[found.b].role is not Role.POPULATION:
            continue
        first = _label(s, found.b)
        second = _label(s, found.i)
        if first is None or second is None or first[1] == second[1]:
            continue
        yield check(
            "label_inconsistent",
            Verdict.WARN,
            f"“{first[1]}” / “{second[1]}”",
            f"The same place is a {first[1]} in one sentence and a {second[1]} in another.",
            (s.figures[found.b], s.span(second[0], second[0] + 1)),
            flip="holds if two places are meant",
        )


def _label(s: Scene, i: int) -> tuple[int, str] | None:
    low, high = s.sentence_bounds(s.sentence(i))
    found = [
        (k, s.t.lower[k]) for k in range(low, min(high, s.last[i] + 4)) if s.t.lower[k] in s.words.settlement_labels
    ]
    return found[-1] if len({word for _, word in found}) == 1 else None

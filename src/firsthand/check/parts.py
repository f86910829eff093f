"""Parts and wholes: n of m, sums, lists behind a count."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from firsthand.check.compose import check, percent, say
from firsthand.check.scene import HARM, Scene
from firsthand.model.check import Check, Verdict
from firsthand.model.figure import Figure, Operator, Role

_WHOLE: Final = frozenset(["comprising", ":", "(", "—", "–"])
_TWO_WORDS: Final = (("consisting", "of"), ("made", "up"), ("composed", "of"), ("broken", "down"))


def n_of_m(s: Scene) -> Iterator[Check]:
    """ "38 of 63": 0 <= n <= m (5), and outcomes of the same m together not above it."""
    used: dict[str, list[int]] = {}
    for i, f in enumerate(s.figures):
        if f.of is None or f.of not in s.by_id or f.low is None:
            continue
        m = s.figures[s.by_id[f.of]]
        if m.high is None or m.value is None:
            continue
        holds = f.low <= m.high
        rest = m.value - f.value if f.value is not None else None
        yield check(
            "ratio_bounds",
            Verdict.PASS if holds else Verdict.FAIL,
            f"{say(f.value)} <= {say(m.value)}"
            + (f", {percent(f.value / m.value)}" if f.value is not None and m.value else ""),
            f"{say(f.value)} of {say(m.value)} is {percent((f.value or 0) / m.value)}; {say(rest)} are not accounted for here."
            if holds and m.value
            else f"{say(f.value)} cannot be part of {say(m.value)}.",
            (f, m),
            flip=f"holds for a total of {say(f.value)} or more",
        )
        used.setdefault(f.of, []).append(i)
    yield from _outcomes(s)


def _outcomes(s: Scene) -> Iterator[Check]:
    """ "of 40 drones, 30 were shot down and 15 were jammed": outcomes of one launch together."""
    for i, m in enumerate(s.figures):
        if m.role is not Role.LAUNCHED or m.value is None or m.op is not Operator.EXACT:
            continue
        outs = [
            j
            for j in range(i + 1, min(len(s.figures), i + 5))
            if s.sentence(j) - s.sentence(i) <= 1
            and s.figures[j].of is None
            and s.figures[j].role is Role.INTERCEPTED
            and s.figures[j].value is not None
            and s.figures[j].unit in (m.unit, None)
        ]
        jammed = [
            j
            for j in range(i + 1, min(len(s.figures), i + 5))
            if s.sentence(j) - s.sentence(i) <= 1
            and s.figures[j].role is Role.COUNT
            and s.figures[j].counted is None
            and {"lost", "jammed", "suppressed", "disappeared", "reach", "jamming"} & set(s.after(j, 6))
            and s.figures[j].value is not None
        ]
        parts = sorted({*outs, *jammed})
        if not parts or (len(parts) == 1 and s.figures[parts[0]].subset_of is not None):
            continue
        total = sum(float(s.figures[j].value or 0) for j in parts)
        terms = " + ".join(say(s.figures[j].value) for j in parts)
        yield check(
            "sum_of_parts",
            Verdict.PASS if total <= m.value else Verdict.FAIL,
            f"{terms} = {say(total)} <= {say(m.value)}",
            f"{terms} of {say(m.value)} launched are accounted for."
            if total <= m.value
            else f"{terms} make {say(total)}, more than the {say(m.value)} said to be launched.",
            (m, *(s.figures[j] for j in parts)),
            flip=f"holds if at least {say(total)} were launched",
        )


def sums(s: Scene) -> Iterator[Check]:
    """Parts against their whole (3): equal where the list is said to be whole, not above it after "including"."""
    seen: set[int] = set()
    for i, whole in enumerate(s.figures):
        if whole.value is None or whole.role is Role.SHARE:
            continue
        parts = _included(s, i)
        if parts and not whole.hypothetical:
            yield _included_check(s, whole, parts)
            continue
        exhaustive = _listed(s, i) or _summed(s, i)
        if exhaustive and i not in seen:
            seen.update(exhaustive)
            yield _sum_check(s, whole, exhaustive)
        each = _each(s, i)
        if each is not None:
            yield each


def _included(s: Scene, i: int) -> list[int]:
    """Parts of figure i that stand side by side in one sentence: they do not hold one another."""
    mine = [
        j
        for j, f in enumerate(s.figures[max(0, i - 6) : i + 12], max(0, i - 6))
        if f.subset_of == s.figures[i].id and f.value is not None
    ]
    same = [j for j in mine if s.sentence(j) == s.sentence(mine[0])]
    kept: list[int] = []
    for j in same:
        gap = s.between(kept[-1], j) if kept else []
        if not kept or all(word in (",", "and", "plus", "as", "well", "&") for word in gap) or gap[-1:] == ["and"]:
            kept.append(j)
    units = {s.figures[j].unit for j in kept}
    people = all(s.figures[j].unit == "person" for j in kept)
    # women and doctors may be the same people: only a single part, or kinds that exclude one another, can be added
    if len(kept) > 1 and people and not _exclusive(s, kept):
        return kept[:1]
    return kept if len(units) <= len(kept) else kept[:1]


_EXCLUSIVE: Final = (
    frozenset(["man", "men", "woman", "women", "child", "children", "boy", "boys", "girl", "girls", "adults", "adult"]),
    frozenset(
        [
            "soldier",
            "soldiers",
            "civilian",
            "civilians",
            "fighter",
            "fighters",
            "members",
            "policemen",
            "officers",
            "servicemen",
            "militants",
        ]
    ),
    frozenset(["killed", "wounded", "injured", "missing"]),
)


def _exclusive(s: Scene, listed: list[int]) -> bool:
    heads = [(s.figures[j].counted or "").lower().split()[-1:] for j in listed]
    flat = [head[0] if head else "" for head in heads]
    return len(set(flat)) == len(flat) and any(all(head in group for head in flat) for group in _EXCLUSIVE)


def _included_check(s: Scene, whole: Figure, parts: list[int]) -> Check:
    total = 0.0
    for j in parts:
        part = s.figures[j]
        total += float((part.low if part.op is Operator.MORE_THAN else part.value) or 0)
    if all(s.figures[j].op in (Operator.UP_TO, Operator.AT_MOST) for j in parts):
        total = 0.0
    limit = float("inf") if whole.high is None else float(whole.high)
    terms = " + ".join(say(s.figures[j].value) for j in parts)
    holds = total <= limit
    rest = say(float(whole.value or 0) - total)
    return check(
        "sum_of_parts",
        Verdict.PASS if holds else Verdict.FAIL,
        f"{terms} {'= ' + say(total) + ' ' if len(parts) > 1 else ''}<= {say(whole.value)}",
        f"{terms} fit into {say(whole.value)}; {rest} are not broken down."
        if holds
        else f"{terms} cannot be included in {say(whole.value)}.",
        (whole, *(s.figures[j] for j in parts)),
        flip=f"holds for a total of {say(total)} or more",
    )


def _listed(s: Scene, i: int) -> list[int]:
    """Parts of an exhaustive list behind figure i: "19 people: 14 fighters and five civilians"."""
    whole = s.figures[i]
    if whole.role in (Role.DURATION, Role.AGE, Role.MONEY, Role.DISTANCE, Role.AREA) or whole.of is not None:
        return []
    nxt = i + 1
    if nxt >= len(s.figures) or s.sentence(nxt) != s.sentence(i):
        return []
    gap = s.between(i, nxt)
    opened = [word for word in gap if word in _WHOLE]
    phrase = any(gap[k : k + 2] == list(pair) for pair in _TWO_WORDS for k in range(len(gap)))
    if not (opened or phrase) or len(gap) > 14 or "including" in gap or "among" in gap:
        return []
    if gap[-1:] and gap[-1] not in (":", "(", "—", "–", "comprising", "of", "up", "into", "down"):
        return []
    parts = [nxt]
    while parts[-1] + 1 < len(s.figures) and s.sentence(parts[-1] + 1) == s.sentence(i):
        between = s.between(parts[-1], parts[-1] + 1)
        if (
            len(between) > 8
            or not ({",", "and", ";"} & set(between))
            or {"(", "—", "including", "among"} & set(between)
        ):
            break
        parts.append(parts[-1] + 1)
    if len(parts) < 2 or "respectively" in s.after(parts[-1], 3):
        return []
    listed = [s.figures[j] for j in parts]
    if any(f.value is None or f.role is Role.SHARE or f.of is not None for f in listed):
        return []
    things = {f.unit or whole.unit for f in listed}
    if len(things) > 1 and whole.unit not in ("person", "missile", "drone", "equipment", "event"):
        return []
    if any(f.role in (Role.DURATION, Role.AGE, Role.DISTANCE, Role.AREA, Role.MONEY) for f in listed):
        return []
    weapons = {"missile", "drone", "aircraft"}
    if not (things <= {whole.unit} or (things | {whole.unit}) <= weapons):
        return []
    roles = {f.role for f in listed}
    fates = (
        len(whole.senses) > 1 and len(roles) == len(listed) and roles <= set(whole.senses)
    )  # "lost 58 men: 31 killed, ..."
    if whole.unit == "person" and not fates and roles - {whole.role, Role.COUNT, Role.FORCE_SIZE}:
        return []
    return parts


def _summed(s: Scene, i: int) -> list[int]:
    """Parts that a total sums up behind them: "62 killed and 88 wounded, a total of 150"."""
    whole = s.figures[i]
    behind = s.after(i, 3)
    total = (
        bool({"total", "together", "altogether"} & set(s.between(i - 1, i) if i else s.before(i, 9)))
        or "total" in whole.span.quote.lower().split()
        or behind[:2] in (["in", "all"], ["in", "total"])
        or behind[:1] in (["altogether"], ["together"], ["overall"])
    )
    if whole.unit not in ("person", None) or whole.of is not None or whole.subset_of is not None or not total:
        return []
    parts: list[int] = []
    for j in range(i - 1, max(-1, i - 5), -1):
        f, gap = s.figures[j], s.between(j, j + 1)
        joined = set(gap) & {"and", ",", ";"}
        if s.sentence(j) != s.sentence(i) or not joined or f.role not in HARM or f.value is None or f.subset_of or f.of:
            break
        parts.insert(0, j)
    roles = [s.figures[j].role for j in parts]
    return parts if len(parts) > 1 and len(set(roles)) == len(roles) else []


def _sum_check(s: Scene, whole: Figure, parts: list[int]) -> Check:
    low = sum(float(s.figures[j].low or 0) for j in parts)
    opened = any(s.figures[j].high is None for j in parts)
    high = float("inf") if opened else sum(float(s.figures[j].high or 0) for j in parts)
    total = sum(float(s.figures[j].value or 0) for j in parts)
    terms = " + ".join(say(s.figures[j].value) for j in parts)
    limit = float("inf") if whole.high is None else float(whole.high)
    holds = low <= limit and high >= float(whole.low or 0)
    return check(
        "sum_of_parts",
        Verdict.PASS if holds else Verdict.FAIL,
        f"{terms} = {say(total)}, stated: {say(whole.value)}",
        f"{terms} make {say(total)}."
        if holds
        else f"{terms} make {say(total)}, not {say(whole.value)}: one of the numbers, or a part left out, would have to differ by {say(abs(total - float(whole.value or 0)))}.",
        (whole, *(s.figures[j] for j in parts)),
        flip=f"holds for a total of {say(total)}",
    )


def _each(s: Scene, i: int) -> Check | None:
    """ "24 drones over three regions, eight each": a distributive part times the number of places."""
    for j in range(i + 1, min(len(s.figures), i + 4)):
        if s.sentence(j) != s.sentence(i):
            return None
        if s.after(j, 1) not in (["each"], ["apiece"]):
            continue
        groups = [
            k for k in range(i, j) if s.figures[k].value is not None and s.figures[k].counted is not None and k != j
        ]
        if len(groups) != 2 or s.figures[j].value is None:
            return None
        total, group = s.figures[groups[0]], s.figures[groups[1]]
        if total.value is None or group.value is None or total.value < group.value:
            return None
        product = float(s.figures[j].value or 0) * group.value
        holds = product == total.value or total.op is not Operator.EXACT
        return check(
            "sum_of_parts",
            Verdict.PASS if holds else Verdict.FAIL,
            f"{say(group.value)} × {say(s.figures[j].value)} = {say(product)}, stated: {say(total.value)}",
            f"{say(s.figures[j].value)} each for {say(group.value)} makes {say(product)}"
            + ("." if holds else f", not {say(total.value)}."),
            (total, group, s.figures[j]),
            flip=f"holds for a total of {say(product)}",
        )
    return None


def counted_lists(s: Scene) -> Iterator[Check]:
    """A stated number against the list behind it (4)."""
    for f in s.figures:
        if not f.items or f.value is None or f.op is not Operator.EXACT:
            continue
        if any(item.covers(g.number) for item in f.items for g in s.figures):
            continue  # parts with numbers of their own: added up elsewhere
        n = len(f.items)
        joined = sum(1 for item in f.items if " and " in item.quote)
        holds = f.value == n
        if not holds and joined and n <= f.value <= n + joined:
            holds = True
        yield check(
            "counted_list",
            Verdict.PASS if holds else Verdict.WARN,
            f"stated {say(f.value)}, listed {n}",
            f"“{f.span.quote}” is followed by {n} names"
            + ("." if holds else ": the number and the list do not agree, or the list is not whole."),
            (f,),
            flip=f"holds for a list of {say(f.value)}",
        )

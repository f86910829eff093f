"""One label for one snippet, by the conventions of others: ACLED-like sub-types (CASE 2021), PLOVER types.

Weighted signs from word lists add up; nothing here was trained. A benchmark calls these; `events` does not.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from firsthand.data.language import Language


@dataclass(frozen=True, slots=True)
class Together:
    """Signs that count only when every group of them is met."""

    label: str
    weight: float
    groups: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Table:
    """`data/<language>/conventions.yaml` as written: label -> weight -> phrases."""

    acled: dict[str, dict[float, tuple[str, ...]]]
    together: tuple[Together, ...]
    capture: tuple[str, ...]
    state_side: tuple[str, ...]
    other_side: tuple[str, ...]
    order: tuple[str, ...]
    plover: dict[str, dict[float, tuple[str, ...]]]
    intent: tuple[str, ...]
    harm: tuple[str, ...]
    plover_order: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Signs:
    """Compiled phrases of each label with their weight, and the order that settles ties."""

    found: Mapping[str, tuple[tuple[re.Pattern[str], float], ...]]
    order: tuple[str, ...]


def _pattern(phrases: Sequence[str]) -> re.Pattern[str]:
    parts = {re.escape(p.lower()).replace(r"\*", r"\w{0,12}").replace(r"\ ", r"\s+") for p in phrases}
    return re.compile(r"\b(?:" + "|".join(sorted(parts, key=lambda p: (-len(p), p))) + r")\b")


def _compiled(lists: Mapping[str, Mapping[float, Sequence[str]]], order: tuple[str, ...]) -> Signs:
    return Signs(
        {
            label: tuple((_pattern(phrases), float(weight)) for weight, phrases in weights.items())
            for label, weights in lists.items()
        },
        order,
    )


@dataclass(frozen=True, slots=True)
class Ground:
    """Who takes ground, from the words before the verb."""

    capture: re.Pattern[str]
    state: re.Pattern[str]
    other: re.Pattern[str]

    def label(self, low: str) -> str | None:
        """The territory label of the first capture whose taker is named before it."""
        for verb in self.capture.finditer(low):
            before = low[max(0, verb.start() - 90) : verb.start()]
            state = max((m.start() for m in self.state.finditer(before)), default=-1)
            other = max((m.start() for m in self.other.finditer(before)), default=-1)
            if state == other == -1:
                continue
            return "GOV_REGAINS_TERIT" if state > other else "NON_STATE_ACTOR_OVERTAKES_TER"
        return None


@lru_cache(maxsize=4)
def _joint(language: Language) -> tuple[tuple[tuple[str, float, tuple[re.Pattern[str], ...]], ...], Ground]:
    table = language.table("conventions", Table)
    together = tuple((t.label, t.weight, tuple(_pattern(group) for group in t.groups)) for t in table.together)
    return together, Ground(_pattern(table.capture), _pattern(table.state_side), _pattern(table.other_side))


@lru_cache(maxsize=4)
def _acled(language: Language) -> Signs:
    table = language.table("conventions", Table)
    return _compiled(table.acled, table.order)


@lru_cache(maxsize=4)
def _plover(language: Language) -> Signs:
    table = language.table("conventions", Table)
    return _compiled(table.plover, table.plover_order)


def scores(text: str, signs: Signs, early: float = 0.0) -> dict[str, float]:
    """The sum of each label's signs in `text`, a repeated phrase counted once; `early` favours what comes first."""
    low = " ".join(text.lower().replace("’", "'").split())
    length = max(len(low), 1)
    found: dict[str, float] = {}
    for label, patterns in signs.found.items():
        total = 0.0
        for pattern, weight in patterns:
            first: dict[str, int] = {}
            for match in pattern.finditer(low):
                first.setdefault(match[0], match.start())
            for rank, at in enumerate(sorted(first.values())):
                total += weight * (1.0 if rank == 0 else 0.35) * (1 + early * (1 - at / length))
        found[label] = total
    return found


def _best(found: Mapping[str, float], order: Sequence[str], default: str) -> str:
    label = max(order, key=lambda name: (found.get(name, 0.0), -order.index(name)))
    return label if found.get(label, 0.0) > 0 else default


def acled_label(text: str, language: Language | None = None) -> str:
    """The ACLED-like sub-type of a snippet, spelt as in CASE 2021 task 2; OTHER where no sign is found."""
    chosen = language or Language()
    signs = _acled(chosen)
    together, ground = _joint(chosen)
    found = scores(text, signs, early=0.2)
    low = " ".join(text.lower().replace("’", "'").split())
    for label, weight, groups in together:
        if all(group.search(low) for group in groups):
            found[label] += weight
    taker = ground.label(low)
    if taker is not None and found["GOV_REGAINS_TERIT"] + found["NON_STATE_ACTOR_OVERTAKES_TER"] > 0:
        other = "GOV_REGAINS_TERIT" if taker.startswith("NON") else "NON_STATE_ACTOR_OVERTAKES_TER"
        found[taker] += found[other] + 2.0
        found[other] = 0.0
    return _best(found, signs.order, "OTHER")


def plover_label(text: str, language: Language | None = None) -> str:
    """The PLOVER type of a sentence, spelt as in the PLOVER gold standard records.

    The main verb comes early, so early signs weigh more. An announced act is an agreement, or a threat where
    what it announces does harm.
    """
    chosen = language or Language()
    signs = _plover(chosen)
    found = scores(text, signs, early=0.5)
    low = " ".join(text.lower().replace("’", "'").split())
    intent, harm = _intent(chosen)
    announced = intent.search(low)
    if announced is not None and " not " not in low[announced.start() : announced.end() + 5]:
        after = low[announced.end() : announced.end() + 60]
        weight = 6.0 if announced.start() < 110 else 3.0
        found["THREATEN" if harm.search(after) else "AGREE"] += weight
    return _best(found, signs.order, "CONSULT")


@lru_cache(maxsize=4)
def _intent(language: Language) -> tuple[re.Pattern[str], re.Pattern[str]]:
    table = language.table("conventions", Table)
    return _pattern(table.intent), _pattern(table.harm)

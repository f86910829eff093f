"""What an estimate keeps to be shown: every model's answer, and doubtful pairs with their rows side by side."""

from __future__ import annotations

from dataclasses import dataclass
from math import asin, cos, radians, sin, sqrt
from typing import Final

from firsthand.estimate.linkage import Linkage
from firsthand.estimate.people import Person
from firsthand.estimate.report import Answers
from firsthand.estimate.scoring import Pair

MOST_PAIRS: Final = 2000  # doubtful pairs kept, those nearest to even chances first
_ROWS: Final = 4  # rows shown of one side
_FIELDS: Final = ("written", "born", "died", "place", "unit", "rank")
_PARTS: Final = {"family": "written", "given": "written", "patronymic": "written"}
_SAME: Final = frozenset({"same", "same day", "within 15 km"})


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a list; `cells` are (field, value), the name as the list writes it first."""

    list: str
    id: str
    cells: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Line:
    """One field of a pair. `agrees` is "same", "near", "differs" or "missing"; `how` are the words of the comparison."""

    field: str
    a: str
    b: str
    agrees: str
    how: str


@dataclass(frozen=True, slots=True)
class Doubt:
    """A pair that a person should look at. `a` and `b` are the rows that a decision names; `more` stand with them."""

    a: Row
    b: Row
    probability: float
    lines: tuple[Line, ...]
    more_a: tuple[Row, ...] = ()
    more_b: tuple[Row, ...] = ()

    def key(self) -> str:
        """A name for the pair in addresses and forms."""
        from hashlib import sha256

        return sha256("\x1f".join((self.a.list, self.a.id, self.b.list, self.b.id)).encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Before:
    """What an earlier run gave: pairs decided then, and the range over models."""

    decided: int
    doubtful: int
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class Result:
    """One run of an estimate. `doubtful` counts all pairs in doubt, of which `doubts` are the first MOST_PAIRS."""

    answers: Answers
    decided: int = 0
    doubtful: int = 0
    doubts: tuple[Doubt, ...] = ()
    before: tuple[Before, ...] = ()

    def as_before(self) -> Before:
        spread = self.answers.spread()
        return Before(self.decided, self.doubtful, *(spread or (None, None)))


def doubts(found: Linkage) -> tuple[Doubt, ...]:
    """The doubtful pairs of a linkage as they are shown."""
    return tuple(_doubt(found, pair) for pair in found.doubtful()[:MOST_PAIRS])


def _doubt(found: Linkage, pair: Pair) -> Doubt:
    a, b = found.rows(pair)
    others = [[found.people[row] for row in found.kernels[side][1 : 1 + _ROWS]] for side in (pair.a, pair.b)]
    return Doubt(
        _row(a), _row(b), pair.probability, _lines(a, b, dict(pair.why)),
        tuple(map(_row, others[0])), tuple(map(_row, others[1])),
    )  # fmt: skip


def _row(person: Person) -> Row:
    cells = [(name, getattr(person, name)) for name in _FIELDS if getattr(person, name)]
    return Row(person.list, person.id, (*cells, *((n, v) for n, v in person.stratum if v)))


def _lines(a: Person, b: Person, why: dict[str, str]) -> tuple[Line, ...]:
    """Every field that one of the two rows gives, with what the comparison made of it."""
    said: dict[str, list[str]] = {
        "written": [f"{part}: {why[part]}" for part in _PARTS if why.get(part, "not given") != "not given"],
        **{name: [why[name]] for name in ("born", "died", "place", "unit", "rank") if name in why},
    }
    out = []
    for name in _FIELDS:
        left, right = getattr(a, name), getattr(b, name)
        if not left and not right:
            continue
        words = [w for w in said.get(name, ()) if w != "not given"] if left and right else []
        out.append(Line(name, left, right, _agrees(name, left, right, words), "; ".join(words)))
    if a.lat is not None and b.lat is not None and a.lon is not None and b.lon is not None:
        km = _kilometres(a.lat, a.lon, b.lat, b.lon)
        near = "same" if km < 1 else "near" if km <= 60 else "differs"
        out.append(Line("apart", f"{a.lat:.3f}, {a.lon:.3f}", f"{b.lat:.3f}, {b.lon:.3f}", near, f"{km:,.0f} km"))
    known = {n for n, _ in a.stratum} | {n for n, _ in b.stratum}
    left_of, right_of = dict(a.stratum), dict(b.stratum)
    for name in sorted(known - set(_FIELDS)):
        left, right = left_of.get(name, ""), right_of.get(name, "")
        if left or right:
            out.append(Line(name, left, right, _agrees(name, left, right, []), ""))
    return tuple(out)


def _agrees(name: str, left: str, right: str, words: list[str]) -> str:
    if not left or not right:
        return "missing"
    if left.casefold() == right.casefold():
        return "same"
    levels = [w.rpartition(": ")[2] for w in words]
    if levels and all(level in _SAME for level in levels):
        return "same"
    if not levels:
        return "differs"
    apart = [level == "differs" for level in levels]
    return "differs" if (all(apart) if name == "written" else any(apart)) else "near"


def _kilometres(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    a, b = radians(lat2 - lat1), radians(lon2 - lon1)
    h = sin(a / 2) ** 2 + cos(radians(lat1)) * cos(radians(lat2)) * sin(b / 2) ** 2
    return 12742 * asin(min(1.0, sqrt(h)))

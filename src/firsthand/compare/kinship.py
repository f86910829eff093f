"""Lines and families of reports on the shelf: who may resemble whom, who follows whom, and what that makes."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from firsthand.compare.likeness import LEAST, MOST, ONE, UNDATED, WINDOW, Mark, faded, likeness, most
from firsthand.compare.lineage import Forebear
from firsthand.compare.shelf import CHUNK, Shelf, code, marks, unpacked
from firsthand.compare.terms import SCALE

_ASK: Final = LEAST * 1000 // MOST  # an inner product that may still reach LEAST
LOOKED: Final = 32  # marks read at once while the best is sought
SPARED: Final = 32  # the light words' part of the vector is at most this part of its length
_ALWAYS: Final = 4_000_000  # a day after all days


class Kin(NamedTuple):
    """A report as lineage sees it."""

    number: int
    report_id: str
    at: str
    nearest: str | None
    likeness: int | None
    overruled: bool  # a reviewer's decision stands over its line, so that its likeness is not the text's

    def order(self) -> tuple[str, str]:
        return self.at, self.report_id


class Line(NamedTuple):
    """A report with the line it has so far."""

    mark: Mark
    at: str
    nearest: str | None
    likeness: int | None
    family: str


def kin(shelf: Shelf, mark: Mark) -> tuple[Forebear | None, list[tuple[Kin, int]]]:
    """The earlier report most like `mark`, the earliest of equals; and later ones that may be more like it than like the
    one they follow, with how like they are.

    What the words alone allow at the most is worked out for all, and only those are looked at that it leaves in question.
    """
    bounds = _bounds(shelf, mark)
    found = [(bounds[one.number], one) for one in _kin(shelf, sorted(bounds)) if one.report_id != mark.report_id]
    earlier = sorted((-bound, one.order(), one) for bound, one in found if one.order() < mark.order)
    best: tuple[int, tuple[str, str]] | None = None
    for start in range(0, len(earlier), LOOKED):
        some = [(bound, one) for bound, _, one in earlier[start : start + LOOKED] if best is None or bound <= best[0]]
        if not some:
            break
        for (_, one), value in zip(some, _values(shelf, mark, [one for _, one in some]), strict=True):
            if value >= LEAST and (best is None or (-value, one.order()) < best):
                best = (-value, one.order())
    later = [
        one
        for bound, one in found
        if one.order() > mark.order and (one.nearest is None or one.overruled or bound >= (one.likeness or 0))
    ]
    values = [
        pair
        for start in range(0, len(later), CHUNK)
        for pair in zip(later[start : start + CHUNK], _values(shelf, mark, later[start : start + CHUNK]), strict=True)
    ]
    return (
        Forebear(best[1][1], -best[0]) if best else None,
        [(one, value) for one, value in values if value >= LEAST],
    )


def _bounds(shelf: Shelf, mark: Mark) -> dict[int, int]:
    """For the numbers of reports that may reach LEAST the most that their likeness can be.

    Words that half of all reports use are many rows and little weight. They are left out of the search as long as
    all of them together could not lift another report far (the inner product of their part of the two vectors is at
    most the product of the lengths).
    """
    heavy, lift = _split(mark.terms)
    bounds: dict[int, int] = {}
    if heavy:
        listed = ", ".join(f"({code(term)}, {weight})" for term, weight in heavy)
        low, high = (mark.day - WINDOW, mark.day + WINDOW) if mark.day is not None else (1, _ALWAYS)
        for begin, end in ((0, 0), (low, high)):
            for number, day, product in shelf.rows(
                f"WITH q(term, w) AS (VALUES {listed}) SELECT t.number, MAX(t.day), SUM(t.weight * q.w)"
                " FROM q CROSS JOIN compare_terms t"
                f" WHERE t.term = q.term AND t.day BETWEEN {begin} AND {end}"
                f" GROUP BY t.number HAVING SUM(t.weight * q.w) >= {_ASK - lift}"
            ):
                days = abs(mark.day - day) if mark.day is not None and day else UNDATED
                bound = most(faded(int(product) + lift, days))
                if bound >= LEAST:
                    bounds[number] = bound
    twins = shelf.rows("SELECT number FROM compare_reports WHERE text_id = ?", mark.text_id)
    return bounds | {number: most(ONE) for (number,) in twins}


def _split(terms: Sequence[tuple[str, int]]) -> tuple[list[tuple[str, int]], int]:
    """(terms to search by, the most that those left out can add to an inner product)."""
    ordered = sorted(terms, key=lambda one: (one[1], one[0]))
    squares, cut = 0, 0
    while cut < len(ordered) and (squares + ordered[cut][1] ** 2) * SPARED * SPARED <= SCALE * SCALE:
        squares += ordered[cut][1] ** 2
        cut += 1
    # whole-numbered weights make a vector a little longer than SCALE: half a unit for each term
    return ordered[cut:], math.ceil(math.sqrt(squares) * (SCALE + len(terms)))


def _kin(shelf: Shelf, numbers: Sequence[int]) -> Iterator[Kin]:
    for start in range(0, len(numbers), CHUNK):
        chosen = ", ".join(str(one) for one in numbers[start : start + CHUNK])
        for number, report, at, nearest, alike, follows in shelf.rows(
            f"SELECT number, report_id, at, nearest, likeness, follows FROM compare_reports WHERE number IN ({chosen})"
        ):
            yield Kin(number, report, at, nearest, alike, nearest != follows)


def _values(shelf: Shelf, mark: Mark, some: Sequence[Kin]) -> list[int]:
    """How like `mark` some reports are."""
    if not some:
        return []
    chosen = ", ".join(str(one.number) for one in some)
    rows = dict(shelf.rows(f"SELECT number, mark FROM compare_reports WHERE number IN ({chosen})"))
    return [likeness(mark, unpacked(rows[one.number], Mark)) for one in some]


def in_order(shelf: Shelf, after: tuple[str, str], limit: int, before: str | None = None) -> list[Line]:
    """The next lines in order of time; up to a time, where `before` is given."""
    ceiling, values = ("", ()) if before is None else (" AND at < ?", (before,))
    rows = shelf.rows(
        "SELECT mark, at, nearest, likeness, family FROM compare_reports"
        f" WHERE (at > ? OR (at = ? AND report_id > ?)){ceiling} ORDER BY at, report_id LIMIT ?",
        after[0], after[0], after[1], *values, limit,
    )  # fmt: skip
    return [Line(unpacked(blob, Mark), *rest) for blob, *rest in rows]


def order_of(shelf: Shelf, report: str) -> tuple[str, str] | None:
    """What sorts a report by time; None where there is none."""
    at = shelf.value("SELECT at FROM compare_reports WHERE report_id = ?", report)
    return (at, report) if at is not None else None


def set_nearest(shelf: Shelf, found: Iterable[tuple[str, Forebear | None]]) -> None:
    """Whom reports resemble most, and follow as long as no decision stands over it."""
    shelf.many(
        "UPDATE compare_reports SET nearest = ?, follows = ?, likeness = ? WHERE report_id = ?",
        [(_id(above), _id(above), above.likeness if above else None, report) for report, above in found],
    )


def set_follows(shelf: Shelf, found: Iterable[tuple[str, Forebear | None]]) -> None:
    """Whom reports follow by a decision."""
    shelf.many(
        "UPDATE compare_reports SET follows = ?, likeness = ? WHERE report_id = ?",
        [(_id(above), above.likeness if above else None, report) for report, above in found],
    )


def _id(above: Forebear | None) -> str | None:
    return above.report_id if above else None


def follows(shelf: Shelf, report: str) -> Forebear | None:
    row = shelf.rows("SELECT follows, likeness FROM compare_reports WHERE report_id = ?", report)
    return Forebear(row[0][0], row[0][1] if row[0][1] is not None else ONE) if row and row[0][0] else None


def nearest(shelf: Shelf, report: str) -> str | None:
    found: str | None = shelf.value("SELECT nearest FROM compare_reports WHERE report_id = ?", report)
    return found


def true_likeness(shelf: Shelf, report: str) -> int:
    """How like a report is to its nearest, whatever a reviewer decided."""
    rows = shelf.rows(
        "SELECT a.mark, b.mark FROM compare_reports a JOIN compare_reports b ON b.report_id = a.nearest"
        " WHERE a.report_id = ?",
        report,
    )
    return likeness(unpacked(rows[0][0], Mark), unpacked(rows[0][1], Mark)) if rows else 0


def followers(shelf: Shelf, report: str) -> list[str]:
    return [one for (one,) in shelf.rows("SELECT report_id FROM compare_reports WHERE follows = ?", report)]


def family(shelf: Shelf, report: str) -> str | None:
    """The first report of a report's incident; None for a report that is not on the shelf."""
    found: str | None = shelf.value("SELECT family FROM compare_reports WHERE report_id = ?", report)
    return found


def families(shelf: Shelf, reports: Sequence[str]) -> dict[str, str]:
    """`family` of several."""
    return {
        report: first
        for start in range(0, len(reports), CHUNK)
        for report, first in shelf.rows(
            "SELECT report_id, family FROM compare_reports WHERE report_id IN"
            f" ({marks(reports[start : start + CHUNK])})",
            *reports[start : start + CHUNK],
        )
    }


def of_family(shelf: Shelf, first: str) -> list[str]:
    return [one for (one,) in shelf.rows("SELECT report_id FROM compare_reports WHERE family = ?", first)]


def set_families(shelf: Shelf, found: Mapping[str, str]) -> None:
    shelf.many(
        "UPDATE compare_reports SET family = ? WHERE report_id = ?",
        [(first, report) for report, first in sorted(found.items())],
    )


def find_report(shelf: Shelf, beginning: str) -> str | None:
    """The report whose id is, or begins with, some characters."""
    found: str | None = shelf.value(
        "SELECT report_id FROM compare_reports WHERE report_id >= ? AND report_id < ? ORDER BY report_id LIMIT 1",
        beginning, beginning + "g",
    )  # fmt: skip
    return found

"""Lines and families of reports on the shelf: who may resemble whom, who follows whom, and what that makes."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from firsthand.compare.likeness import LEAST, MOST, ONE, WINDOW, Mark, likeness, weighed
from firsthand.compare.lineage import Forebear
from firsthand.compare.shelf import CHUNK, Shelf, code, marks, unpacked
from firsthand.compare.terms import SCALE

_ASK: Final = LEAST * 1000 // MOST  # an inner product that may still reach LEAST
SPARED: Final = 16  # the light words' part of the vector is at most this part of its length
_ALWAYS: Final = 4_000_000  # a day after all days


class Kin(NamedTuple):
    """A report as lineage sees it."""

    number: int
    report_id: str
    at: str
    nearest: str | None
    likeness: int | None
    mark: Mark


class Line(NamedTuple):
    """A report with the line it has so far."""

    mark: Mark
    at: str
    nearest: str | None
    likeness: int | None
    family: str


def kin(shelf: Shelf, mark: Mark) -> list[tuple[Kin, int]]:
    """Reports, earlier and later, that may be like `mark`, with how like they are; without itself.

    Words that half of all reports use are many rows and little weight. They are left out of the search as long as
    all of them together could not lift another report to what is asked (the inner product of their part of the two
    vectors is at most the product of the lengths), and counted for those that the other words find.
    """
    heavy, lift = _split(mark.terms)
    low, high = (mark.day - WINDOW, mark.day + WINDOW) if mark.day is not None else (1, _ALWAYS)
    found: set[int] = set()
    if heavy:
        listed = ", ".join(f"({code(term)}, {weight})" for term, weight in heavy)
        for begin, end in ((0, 0), (low, high)):
            found.update(
                number
                for (number,) in shelf.rows(
                    f"WITH q(term, w) AS (VALUES {listed}) SELECT t.number FROM q CROSS JOIN compare_terms t"
                    f" WHERE t.term = q.term AND t.day BETWEEN {begin} AND {end}"
                    f" GROUP BY t.number HAVING SUM(t.weight * q.w) >= {_ASK - lift}"
                )
            )
    twins = {number for (number,) in shelf.rows("SELECT number FROM compare_reports WHERE text_id = ?", mark.text_id)}
    weights = mark.weights
    answer = []
    for one in _kin(shelf, sorted(found | twins)):
        if one.report_id != mark.report_id:
            product = (
                ONE if one.number in twins else sum(weight * weights.get(term, 0) for term, weight in one.mark.terms)
            )
            value = weighed(product, mark, one.mark) if product >= _ASK else 0
            if value >= LEAST:
                answer.append((one, value))
    return answer


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
        for number, report, at, nearest, alike, mark in shelf.rows(
            f"SELECT number, report_id, at, nearest, likeness, mark FROM compare_reports WHERE number IN ({chosen})"
        ):
            yield Kin(number, report, at, nearest, alike, unpacked(mark, Mark))


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


def all_families(shelf: Shelf) -> dict[str, str]:
    return dict(shelf.rows("SELECT report_id, family FROM compare_reports"))


def find_report(shelf: Shelf, beginning: str) -> str | None:
    """The report whose id is, or begins with, some characters."""
    found: str | None = shelf.value(
        "SELECT report_id FROM compare_reports WHERE report_id >= ? AND report_id < ? ORDER BY report_id LIMIT 1",
        beginning, beginning + "g",
    )  # fmt: skip
    return found

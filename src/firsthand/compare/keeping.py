"""Keeping lineage up to date report by report, to the same end as linking all of them (linking.py)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from firsthand.compare import kinship
from firsthand.compare.gist import Gist
from firsthand.compare.kinship import Kin
from firsthand.compare.likeness import ONE, Mark
from firsthand.compare.lineage import Forebear, Rulings
from firsthand.compare.shelf import Shelf
from firsthand.compare.trace import Trace


def join(shelf: Shelf, gist: Gist, mark: Mark, trace: Trace) -> set[str]:
    """Take one report in: whom it follows, and which later reports follow it from now on. The reports whose line changed."""
    shelf.add([(shelf.next_number(), gist, mark, trace)])
    above, later = kinship.kin(shelf, mark)
    changed = [
        (other.report_id, Forebear(mark.report_id, value))
        for other, value in later
        if _closer(shelf, other, value, mark)
    ]
    kinship.set_nearest(shelf, [(mark.report_id, above), *changed])
    return {mark.report_id, *(report for report, _ in changed)}


def _closer(shelf: Shelf, other: Kin, value: int, mark: Mark) -> bool:
    """Whether a later report is more like `mark` than like the one it follows; of equals the earlier is followed."""
    if other.nearest is None:
        return True
    held = kinship.true_likeness(shelf, other.report_id) if other.overruled else other.likeness or 0
    if value != held:
        return value > held
    return mark.order < (kinship.order_of(shelf, other.nearest) or ("", ""))


def lay_rulings(shelf: Shelf, rulings: Rulings) -> set[str]:
    """Lays a reviewer's decisions over the lines, in a fixed order; the reports whose line changed."""
    changed: set[str] = set()
    for report in [
        one
        for (one,) in shelf.rows(
            "SELECT report_id FROM compare_reports WHERE coalesce(follows, '') <> coalesce(nearest, '')"
        )
    ]:
        above = kinship.nearest(shelf, report)
        line = Forebear(above, kinship.true_likeness(shelf, report)) if above else None
        kinship.set_follows(shelf, [(report, line)])
        changed.add(report)
    places = {report: place for report in _named(rulings) if (place := kinship.order_of(shelf, report)) is not None}
    for report, other in sorted(rulings.joined.items()):
        if report in places and other in places and report != other:
            late, early = (report, other) if places[report] > places[other] else (other, report)
            kinship.set_follows(shelf, [(late, Forebear(early, ONE))])
            changed.add(late)
    for report in sorted(rulings.parted, key=lambda one: places.get(one, ("", ""))):
        if report not in places:
            continue
        own = root(shelf, report)
        if any(other in places and root(shelf, other) == own for other in rulings.parted[report]):
            kinship.set_follows(shelf, [(report, None)])
            changed.add(report)
    return changed


def _named(rulings: Rulings) -> set[str]:
    others = {one for listed in rulings.parted.values() for one in listed}
    return {*rulings.joined, *rulings.joined.values(), *rulings.parted, *others}


def root(shelf: Shelf, report: str) -> str:
    """The first report of a line, however long it is."""
    first: str | None = shelf.value(
        "WITH RECURSIVE line(report_id, follows) AS (SELECT report_id, follows FROM compare_reports WHERE report_id = ?"
        " UNION SELECT r.report_id, r.follows FROM compare_reports r JOIN line ON r.report_id = line.follows)"
        " SELECT report_id FROM line WHERE follows IS NULL",
        report,
    )
    return first or report


def regroup(shelf: Shelf, changed: Iterable[str]) -> set[str]:
    """Families of the reports whose line changed, and of those that follow them; the families touched."""
    touched: set[str] = set()
    families: dict[str, str] = {}
    for report in sorted(set(changed)):
        if report in families:
            continue
        first = root(shelf, report)
        pending = [report]
        while pending:
            one = pending.pop()
            before = kinship.family(shelf, one)
            if before is not None:
                touched.add(before)
            families[one] = first
            pending += [other for other in kinship.followers(shelf, one) if other not in families]
        touched.add(first)
    # a line above may have changed after a follower was placed: place again from the top until nothing moves
    settled: Mapping[str, str] = {one: root(shelf, one) for one in families}
    kinship.set_families(shelf, settled)
    touched.update(settled.values())
    return touched

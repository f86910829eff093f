"""Readings held against each other in memory: what `firsthand compare` shows of a handful of files."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from firsthand.compare.findings import IncidentPage
from firsthand.compare.gisting import gist
from firsthand.compare.incident import Member, page
from firsthand.compare.likeness import Mark
from firsthand.compare.lineage import families, lineage
from firsthand.compare.trace import Trace
from firsthand.compare.wordlists import common_words
from firsthand.kit import Kit
from firsthand.model.reading import Reading


def compared(readings: Sequence[Reading], kit: Kit) -> tuple[IncidentPage, ...]:
    """The incidents of `readings`: those with most reports first, then by day; the order of arrival does not matter."""
    gists = {}
    traces = {}
    for reading in readings:
        one = gist(reading, kit)
        gists[one.report_id] = one
        traces[one.report_id] = Trace.of(reading.document.text)
    found = lineage(Mark.of(one) for one in gists.values())
    members: dict[str, list[Member]] = defaultdict(list)
    for report, first in families(found).items():
        members[first].append(Member(gists[report], traces[report], found[report]))
    common = common_words(kit)
    pages = [page(listed, common) for listed in members.values()]
    return tuple(sorted(pages, key=lambda one: (-one.row.reports, one.row.day_from or "", one.row.id)))

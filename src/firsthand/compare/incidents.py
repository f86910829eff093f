"""Incidents: which reports tell of the same happening."""

from __future__ import annotations

from collections.abc import Sequence

from firsthand.compare.gist import Gist
from firsthand.compare.likeness import Mark
from firsthand.compare.lineage import Rulings, families, lineage


def incidents(gists: Sequence[Gist], rulings: Rulings | None = None) -> list[str]:
    """For each report the id of the first report of its incident (see lineage.py); any order, the same groups."""
    named = families(lineage((Mark.of(gist) for gist in gists), rulings))
    return [named[gist.report_id] for gist in gists]

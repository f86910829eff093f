"""What the reports of one named group add up to, and which of all reports are copies of each other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from benchmarks.gold import Report
from firsthand.compare.findings import State, Status
from firsthand.compare.gisting import gist
from firsthand.compare.incident import Member, page
from firsthand.compare.repeats import repeats
from firsthand.compare.trace import Trace
from firsthand.compare.wordlists import common_words
from firsthand.kit import Kit
from firsthand.model.reading import Reading
from firsthand.pipeline import read_document


def predict(reports: Iterable[Report], kit: Kit, convention: str) -> Iterator[dict[str, Any]]:
    listed = list(reports)
    groups: dict[str, list[Reading]] = defaultdict(list)
    for report in listed:
        if report.group is not None:
            groups[report.group].append(read_document(report.document(), kit))
    for name, readings in groups.items():
        yield {"id": name, **answered(readings, kit)}
    copies: dict[int, list[str]] = defaultdict(list)
    for report, group in zip(listed, repeats([report.document() for report in listed]), strict=True):
        copies[group].append(report.id)
    pairs = [[a, b] for members in copies.values() for i, a in enumerate(members) for b in members[i + 1 :]]
    yield {"id": "near_duplicates", "pairs": pairs}


def answered(readings: list[Reading], kit: Kit) -> dict[str, Any]:
    found = page([Member(gist(one, kit), Trace.of(one.document.text)) for one in readings], common_words(kit))
    whole = [q for q in found.questions if not q.part and q.definition == "stated" and q.low is not None]
    answers = {q.role.value: q.low if q.low == q.high else [q.low, q.high] for q in whole}
    against = [
        f"{q.role.value}_subset" if q.part else q.role.value for q in found.questions if q.state is State.CONTRADICTED
    ]
    contested = [held for held in found.control if held.status is Status.CONTESTED]
    voices = len(found.sourcing.origins)
    if not voices and contested:
        voices = len({word.by for held in contested for word in held.words if not word.before})
    row: dict[str, Any] = {"answers": answers, "origins": voices, "contradictions": against}
    if contested:
        row["status"] = "contested"
        row["contradictions"] = [*against, "control"]
    return row

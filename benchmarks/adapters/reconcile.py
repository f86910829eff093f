"""What the reports of one named group add up to, and which of all reports are copies of each other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from benchmarks.gold import Report
from firsthand.compare.origins import origins
from firsthand.compare.questions import State, control, questions
from firsthand.compare.repeats import repeats
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
    asked = questions(readings)
    held = control(readings)
    answers = {q.role.value: q.low if q.low == q.high else [q.low, q.high] for q in asked if not q.part}
    against = [f"{q.role.value}_subset" if q.part else q.role.value for q in asked if q.state is State.CONTRADICTED]
    voices = len(origins(asked, readings, kit.language)) or bool(held.claimed_by) + bool(held.denied_by)
    row: dict[str, Any] = {
        "answers": answers,
        "origins": voices,
        "contradictions": against,
    }
    if held.contested():
        row["status"] = "contested"
        row["contradictions"] = [*against, "control"]
    return row

"""Readings held against each other: incidents, each with its copies folded, its questions, origins and control."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from firsthand.compare.incidents import incidents
from firsthand.compare.origins import origins
from firsthand.compare.questions import Control, Question, State, control, questions
from firsthand.compare.repeats import repeats
from firsthand.compare.terms import day
from firsthand.data.language import Language
from firsthand.model.reading import Reading


@dataclass(frozen=True, slots=True)
class Told:
    """One report of an incident; `copy_of` is the document it repeats, None for the first of its text."""

    document: str
    title: str
    outlet: str | None
    day: str | None
    copy_of: str | None


@dataclass(frozen=True, slots=True)
class Incident:
    """Reports of one happening. `voices` are its independent origins, those that are one together."""

    reports: tuple[Told, ...]
    questions: tuple[Question, ...]
    voices: tuple[tuple[str, ...], ...]
    control: Control

    def contradictions(self) -> tuple[Question, ...]:
        return tuple(question for question in self.questions if question.state is State.CONTRADICTED)


def compared(readings: Sequence[Reading], language: Language) -> tuple[Incident, ...]:
    """The incidents of `readings`: those with most reports first, then by day; the order of arrival does not matter."""
    documents = [reading.document for reading in readings]
    copies = repeats(documents)
    members: dict[int, list[int]] = defaultdict(list)
    for at, group in enumerate(incidents(documents)):
        members[group].append(at)
    found = [
        _incident([readings[at] for at in listed], [copies[at] for at in listed], language)
        for listed in members.values()
    ]
    return tuple(sorted(found, key=lambda one: (-len(one.reports), one.reports[0].day or "", one.reports[0].document)))


def _incident(mine: Sequence[Reading], copies: Sequence[int], language: Language) -> Incident:
    ordered = sorted(
        zip(mine, copies, strict=True), key=lambda pair: (str(day(pair[0].document) or ""), pair[0].document.id)
    )
    firsts: dict[int, str] = {}
    reports = []
    singles = []
    for reading, copy in ordered:
        if copy not in firsts:
            singles.append(reading)
            reports.append(_told(reading, None))
        else:
            reports.append(_told(reading, firsts[copy]))
        firsts.setdefault(copy, reading.document.id)
    asked = questions(singles)
    return Incident(tuple(reports), asked, origins(asked, singles, language), control(singles))


def _told(reading: Reading, copy_of: str | None) -> Told:
    document = reading.document
    published = day(document)
    title = document.title or document.text.strip().split("\n", 1)[0][:80]
    return Told(document.id, title, document.outlet, published.isoformat() if published else None, copy_of)

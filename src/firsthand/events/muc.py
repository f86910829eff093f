"""Incidents of a report as MUC-4 templates (DARPA 1992): type, stage, date, place, who, on what authority, casualties.

One template a type that the report tells of; two where its evidence stands on two different days. Made for
comparing with the public answer keys; the product's own events are finer.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any, Final

from firsthand.attribute.stage import attributions
from firsthand.count.stage import figures
from firsthand.date.stage import moments
from firsthand.events.fillers import Filler, Page, fillers, key_of, page, telling
from firsthand.events.recase import in_capitals, recased
from firsthand.events.sentences_muc import (
    report_belief,
    report_terms,
    sentence_belief,
    sentence_spans,
    sentence_terms,
)
from firsthand.identify.stage import actors
from firsthand.kit import Kit
from firsthand.locate.stage import places
from firsthand.model.document import Document
from firsthand.model.reading import Reading
from firsthand.reader.signals import Signals
from firsthand.segment.layout import layout
from firsthand.segment.stage import passages

LEAST: Final = 0.38  # belief from which a type is told of; chosen on tst1
STRONG: Final = 0.6  # share of the strongest sentence's belief that makes another one evidence


@dataclass(frozen=True, slots=True)
class Words:
    """Word lists of data/en/incidents.yaml; stems in lower case, matched at the start of a word."""

    types: dict[str, list[str]]
    harm: list[str]
    threat: list[str]
    attempt: list[str]
    death: list[str]
    injury: list[str]
    crowds: list[str]
    claimed: list[str]
    suspected: list[str]
    authorities: list[str]
    possible: list[str]
    organizations: list[str]
    individuals: list[str]
    weapons: list[str]
    targets: list[str]
    countries: dict[str, str]

    def named(self) -> dict[str, frozenset[str]]:
        """The lists of phrases, as fillers are compared."""
        return {
            "organizations": frozenset(map(key_of, self.organizations)),
            "individuals": frozenset(map(key_of, self.individuals)),
            "weapons": frozenset(map(key_of, self.weapons)),
            "targets": frozenset(map(key_of, self.targets)),
            "crowds": frozenset(map(key_of, self.crowds)),
        }

    def holds(self, sentence: str, stems: Iterable[str]) -> bool:
        """Whether a word of `sentence` starts with one of `stems`, in any case."""
        return bool(_stems(tuple(stems)).search(sentence))


@lru_cache(maxsize=64)
def _stems(stems: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(r"\b(?:" + "|".join(re.escape(stem) for stem in stems) + ")", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Told:
    """A report with its sentences, and the reading of its re-cased copy (same offsets).

    `page` and `roles` hold what the trained reader sees and who fills which role; None and empty without a reader.
    """

    text: str
    sentences: tuple[tuple[int, int], ...]
    reading: Reading
    page: Page | None = None
    roles: Mapping[str, Sequence[Filler]] = field(default_factory=dict)

    def quote(self, at: int) -> str:
        start, end = self.sentences[at]
        return re.sub(r"\s+", " ", self.text[start:end]).strip()


@dataclass(frozen=True, slots=True)
class Incident:
    """A type, the sentences that tell of it in text order, and all sentences from the nearest to the farthest."""

    kind: str
    evidence: tuple[int, ...]
    near: tuple[int, ...]

    def around(self, reach: int, most: int) -> list[int]:
        """Up to `most` sentences no further than `reach` from the evidence."""
        return [at for at in self.near if min(abs(at - one) for one in self.evidence) <= reach][:most]


def templates(document: Document, kit: Kit) -> list[dict[str, Any]]:
    """The document's incidents, in the plain form of the scorer `events_muc`."""
    return incidents_of(told_of(document, kit), document, kit)


def incidents_of(told: Told, document: Document, kit: Kit) -> list[dict[str, Any]]:
    """The incidents of a report already read, as `templates` gives them."""
    from firsthand.events.muc_slots import filled

    words = kit.language.table("incidents", Words)
    return [filled(told, one, words, document) for one in incidents(told, words)]


def role_fillers(told: Told) -> dict[str, list[list[str]]]:
    """The five roles of Du et al. 2021 over the whole report, one mention an entity; empty without a trained reader."""
    return {role: [[one.text.lower()] for one in found] for role, found in told.roles.items() if role in FIVE}


FIVE: Final = ("PerpInd", "PerpOrg", "Target", "Victim", "Weapon")


def in_lines(text: str) -> str:
    """The text in the usual case, hard line ends inside a paragraph as spaces; the same offsets hold."""
    return _LINE_END.sub(" ", recased(text) if in_capitals(text) else text)


_LINE_END: Final = re.compile(r"(?<!\n)\n(?![ \t]*\n)")


def seen_by(text: str, kit: Kit) -> Signals:
    """What the trained reader sees in the copy of a text in the usual case; nothing without a reader."""
    reading = Reading(document=Document(text=in_lines(text)))
    reading = reading.having(passages(reading, kit))
    return kit.looking_at(reading, layout(reading)).signals or Signals()


def told_of(document: Document, kit: Kit) -> Told:
    """The document with the records that slots are filled from."""
    text = document.text
    copy = recased(text) if in_capitals(text) else text
    reading = Reading(document=replace(document, id="", text=copy))
    for stage in (passages, attributions, actors, places, moments, figures):
        reading = reading.having(stage(reading, replace(kit, signals=None)))
    spans = tuple(sentence_spans(text))
    if kit.reader is None:
        return Told(text, spans, reading)
    words = kit.language.table("incidents", Words)
    seen = page(text, seen_by(text, kit), spans, telling(text, spans, words.types, words.holds), words.named())
    return Told(text, spans, reading, seen, fillers(seen))


def incidents(told: Told, words: Words) -> list[Incident]:
    """One incident for each type that sentence and report together make likely enough."""
    whole = report_terms(told.text)
    found = []
    for kind, stems in words.types.items():
        prior = report_belief(kind, whole)
        beliefs: Mapping[int, float] = {
            at: 0.5 * prior + 0.5 * sentence_belief(kind, sentence_terms(told.quote(at), at))
            for at in range(len(told.sentences))
            if words.holds(told.quote(at), stems)
        }
        strongest = max(beliefs.values(), default=0.0)
        if strongest <= LEAST:
            continue
        evidence = tuple(at for at, belief in beliefs.items() if belief > STRONG * strongest)
        for part in by_day(told, evidence):
            order = sorted(range(len(told.sentences)), key=lambda at: _distance(at, part))
            found.append(Incident(kind, part, tuple(order)))
    return found


def by_day(told: Told, evidence: tuple[int, ...]) -> list[tuple[int, ...]]:
    """Evidence of one type parted in two where its sentences name different days: two incidents, told in one report.

    A sentence without a day of its own goes on telling of the incident told before it.
    """
    groups: list[tuple[frozenset[str], list[int]]] = []
    loose: list[int] = []
    for at in evidence:
        own = days_in(told, at)
        group = next((members for days, members in groups if not own or days & own), None)
        if not own:
            (groups[-1][1] if groups else loose).append(at)
        elif group is not None:
            group.append(at)
        elif len(groups) < 2:
            groups.append((own, [*loose, at]))
            loose = []
        else:
            groups[-1][1].append(at)
    return [tuple(members) for _, members in groups] or [evidence]


def days_in(told: Told, at: int) -> frozenset[str]:
    """The single days that a sentence names."""
    start, end = told.sentences[at]
    return frozenset(
        m.begin[:10]
        for m in told.reading.moments
        if start <= m.span.start < end and m.begin and m.end and len(m.begin) >= 10 and m.begin[:10] == m.end[:10]
    )


def _distance(at: int, evidence: tuple[int, ...]) -> tuple[float, int]:
    """How far a sentence is from the nearest evidence, what comes before counting half a step more."""
    return min((abs(at - one) + (0.0 if at >= one else 0.5), k) for k, one in enumerate(evidence))

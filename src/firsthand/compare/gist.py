"""The gist of a report: the little that comparing needs of it, made once when the report comes in.

A gist is a few kilobytes and stands for the reading from then on; every line of it names the record it
was taken from and quotes it, so that a finding never needs the reading to prove itself.
"""

from __future__ import annotations

from dataclasses import dataclass

from firsthand.compare.findings import Evidence
from firsthand.model.figure import Number, Operator, Role

VERSION = 1  # of the shape and of the rules that fill it: a store whose gists are older is rebuilt


@dataclass(frozen=True, slots=True, kw_only=True)
class Quoted:
    """A record's words, and the number of its sentence in the gist."""

    record: str
    start: int
    end: int
    quote: str
    sentence: int | None
    voice: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """A place of the report; `times` how often it is named."""

    name: str
    kind: str
    gazetteer: str | None
    latitude: float | None
    longitude: float | None
    radius_km: float | None
    country: str | None
    disputed: tuple[str, ...]
    admin1: str | None
    times: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A figure as an answer to a question. See questions.py for the parts of the key.

    `scope` is "incident", "war" (a running total since a stated beginning) or "day" (a stated day or
    night); `begin`/`end` the days of that period. `source_type` is that of the voice nearest to the cue. `earlier` marks a number that is only told as
    what stood before ("from 14 to 13"), `announced` one that the words call a correction.
    """

    said: Quoted
    role: Role
    definition: str
    whom: str
    unit: str
    place: int | None
    scope: str
    begin: str | None
    end: str | None
    part: bool
    low: Number | None
    high: Number | None
    value: Number | None
    op: Operator
    as_of: str | None
    earlier: bool = False
    announced: bool = False
    source_type: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening:
    """An event as it is told: `begin`/`end` are days, `places` numbers of spots."""

    said: Quoted
    kind: str
    mode: str | None
    modality: str
    factuality: float
    actor: str | None
    target: str | None
    places: tuple[int, ...]
    begin: str | None
    end: str | None
    exact: bool  # the day stands in the text, not only the publication date
    claimed_by: str | None
    denied_by: str | None
    aggregate: bool
    answers: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Hold:
    """A word on who holds a settlement: `says` is took, holds, lost, fighting or denies; `holder` a side's name."""

    said: Quoted
    place: int
    says: str
    holder: str | None
    loser: str | None
    by: str
    day: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Denial:
    """A denial, with the happenings and answers that stand in what is denied."""

    said: Quoted
    by: str
    happenings: tuple[int, ...]
    places: tuple[int, ...]
    terms: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlook:
    """A forecast: what is to happen (as classes of event, places and words), until when, on what condition."""

    said: Quoted
    by: str
    outcome: str
    outcome_kinds: tuple[str, ...]
    outcome_terms: tuple[str, ...]
    outcome_places: tuple[str, ...]
    actors: tuple[str, ...]
    condition: str | None
    condition_kinds: tuple[str, ...]
    condition_terms: tuple[str, ...]
    condition_places: tuple[str, ...]
    condition_actors: tuple[str, ...]
    negated: bool
    horizon: str | None
    strength: str
    probability: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaker:
    """Somebody who is quoted; `source_type` of the first quotation, `times` how many."""

    name: str
    source_type: str
    times: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Gist:
    """`day` is the publication day, `when` as fine as it is known; `terms` pairs of term and whole-numbered weight."""

    report_id: str
    text_id: str
    title: str
    outlet: str | None
    url: str | None
    day: str | None
    when: str | None
    language: str | None = None
    terms: tuple[tuple[str, int], ...] = ()
    sentences: tuple[str, ...] = ()
    spots: tuple[Spot, ...] = ()
    answers: tuple[Answer, ...] = ()
    happenings: tuple[Happening, ...] = ()
    holds: tuple[Hold, ...] = ()
    denials: tuple[Denial, ...] = ()
    outlooks: tuple[Outlook, ...] = ()
    speakers: tuple[Speaker, ...] = ()
    relays: tuple[tuple[str, str], ...] = ()
    credits: tuple[str, ...] = ()
    scene: tuple[int, ...] = ()
    happened: str | None = None

    def evidence(self, said: Quoted) -> Evidence:
        """`said` as evidence that stands on its own."""
        return Evidence(
            report_id=self.report_id,
            record_id=said.record,
            quote=said.quote,
            start=said.start,
            end=said.end,
            sentence=self.sentences[said.sentence] if said.sentence is not None else said.quote,
            outlet=self.outlet,
            title=self.title,
            published=self.when,
            voice=said.voice,
        )

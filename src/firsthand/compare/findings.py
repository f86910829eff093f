"""What comparing finds, as it is shown: each finding points to report, record and words.

Days and as-of times are ISO strings, places carry the policy of docs/background/disputed-land.md, and no
finding says who is right.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar, Generic, TypeVar

from firsthand.model.event import Modality
from firsthand.model.figure import Number, Operator, Role

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """One page of a list. `after` is the cursor of the next one, None at the end; `total` counts the whole list."""

    items: tuple[T, ...]
    after: str | None = None
    total: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """Where a finding stands: `quote` is `start..end` of the report's text, `sentence` the sentence around it.

    `voice` is whose word it is, from the outermost relay to the origin; empty when the report itself speaks.
    """

    report_id: str
    record_id: str
    quote: str
    start: int
    end: int
    sentence: str = ""
    outlet: str | None = None
    title: str = ""
    published: str | None = None
    voice: tuple[str, ...] = ()


class State(StrEnum):
    """What the numbers given for one question are to each other."""

    AGREED = "agreed"
    RANGE = "range"
    GROWING = "growing"
    REVISED = "revised"
    CONTRADICTED = "contradicted"
    NOT_COMPARABLE = "not_comparable"


class Change(StrEnum):
    """What one report did to a question."""

    FIRST = "first"  # the first number at all
    REPEATS = "repeats"  # a number that stands already
    GROWS = "grows"  # a later number above the ones before it
    REVISES = "revises"  # a voice changes its own number: it takes back a part, or announces a correction
    RIVALS = "rivals"  # a number that excludes what another voice says of the same time
    SPREADS = "spreads"  # another number, near enough to be no contradiction
    APART = "apart"  # a bound, a vague word or an undated number that cannot be held against the others


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """One report's number in a series. `origin` names the voice that it goes back to; `folded` are copies of the report.

    `state` and `rule` are those of the question once this report is in, and `change` what the report did to it.
    """

    as_of: str | None
    low: Number | None
    high: Number | None
    value: Number | None
    op: Operator
    origin: str
    change: Change
    state: State
    rule: str
    evidence: Evidence
    folded: tuple[str, ...] = ()
    announced: bool = False  # the words call it a correction


@dataclass(frozen=True, slots=True, kw_only=True)
class Interval:
    """A range that a model justifies; `model` says which and what it assumes."""

    low: float
    high: float
    model: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Neighbour:
    """Another question that looks like this one and is not: `why` names the part of the key that differs."""

    key: str
    label: str
    why: str
    low: Number | None
    high: Number | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Latest:
    """The newest number of one origin."""

    origin: str
    as_of: str | None
    low: Number | None
    high: Number | None
    value: Number | None
    evidence: Evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """A question with all that was answered to it. `key` is explicit: two answers with one key may be compared.

    `low..high` spans the standing numbers (each origin's latest); `floor` is the highest lower bound that
    any origin gave and did not take back. `interval` is set only where a model justifies one.
    """

    key: str
    label: str
    role: Role
    whom: str
    where: str
    period: str
    definition: str
    cumulative: bool
    unit: str
    part: bool
    incident: str | None
    points: tuple[Point, ...]
    latest: tuple[Latest, ...]
    origins: int
    low: Number | None
    high: Number | None
    floor: Number | None
    state: State
    rule: str
    interval: Interval | None = None
    neighbours: tuple[Neighbour, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionRow:
    """A question in a list."""

    key: str
    label: str
    role: Role
    whom: str
    where: str
    period: str
    definition: str
    incident: str | None
    answers: int
    origins: int
    low: Number | None
    high: Number | None
    state: State
    rule: str
    first_as_of: str | None
    last_as_of: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """Why a report stands in its incident: the earlier report that it resembles most.

    `similarity` and `least` are on one scale of 0..1; `terms` are shared words with the share of the
    similarity that each brings. `separates` says in plain words what would have kept them apart. A
    reviewer's decision is named in `decided`.
    """

    report_id: str
    follows: str | None
    similarity: float
    least: float
    days_apart: int | None
    terms: tuple[tuple[str, float], ...] = ()
    because: tuple[str, ...] = ()
    separates: tuple[str, ...] = ()
    decided: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportRow:
    """A report within an incident. `copy_of` is the first report of the same text, None for the first."""

    report_id: str
    title: str
    outlet: str | None
    url: str | None
    published: str | None
    copy_of: str | None
    credits: tuple[str, ...]
    link: Link


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Names that are one independent voice, with the reports that rest on it."""

    name: str
    names: tuple[str, ...]
    reports: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """`by` passes on what `of` said, in so many reports."""

    by: str
    of: str
    reports: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sourcing:
    """Who stands behind an incident, and who repeats whom. `circles` are rings of names that cite each other."""

    origins: tuple[Origin, ...]
    citations: tuple[Citation, ...]
    circles: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One place of a big happening. `parts` are places within it; `incident` another incident that is this part."""

    place: str
    day: str | None
    kind: str
    latitude: float | None
    longitude: float | None
    killed: tuple[Number | None, Number | None] | None
    injured: tuple[Number | None, Number | None] | None
    evidence: tuple[Evidence, ...]
    incident: str | None = None
    parts: tuple[Part, ...] = ()
    region: bool = False  # a first-level region rather than a place in one


class Conflict(StrEnum):
    """Kinds of contradiction."""

    TOLL = "toll"
    DENIAL = "denial"
    CONTROL = "control"
    DATE = "date"


@dataclass(frozen=True, slots=True, kw_only=True)
class Contradiction:
    """Two sides that cannot both hold. `weight` ranks: more reports, origins and a wider gap weigh more."""

    id: str
    kind: Conflict
    label: str
    rule: str
    weight: float
    day: str | None
    incident: str | None
    question: str | None
    place: str | None
    sides: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A check over several reports. `kind` names it, `formula` has the numbers put in, `flip` says what would change it."""

    kind: str
    verdict: str
    message: str
    formula: str
    incident: str | None
    question: str | None
    evidence: tuple[Evidence, ...]
    flip: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentRow:
    """An incident in a list. `killed` and `injured` are the spread of the standing numbers, None where nobody gives one."""

    id: str
    title: str
    kind: str | None
    modality: Modality | None
    day_from: str | None
    day_to: str | None
    place: str | None
    latitude: float | None
    longitude: float | None
    precision_km: float | None
    reports: int
    copies: int
    outlets: int
    origins: int
    killed: tuple[Number | None, Number | None] | None
    injured: tuple[Number | None, Number | None] | None
    states: tuple[State, ...]
    contested: bool
    part_of: str | None = None  # the bigger happening of which this is one place


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentPage:
    """All that is known of one incident."""

    row: IncidentRow
    reports: tuple[ReportRow, ...]
    questions: tuple[Series, ...]
    sourcing: Sourcing
    contradictions: tuple[Contradiction, ...]
    findings: tuple[Finding, ...]
    parts: tuple[Part, ...]
    control: tuple[Settlement, ...]


class Status(StrEnum):
    """Who is said to hold a settlement on a day."""

    HELD = "held"
    CONTESTED = "contested"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Holding:
    """One source's standing word on a settlement. `holder` None: the source says it is fought over, or only who does not hold it.

    `says` is "took", "holds", "lost", "fighting" or "denies"; `since` the day it tells of, `told` the day it was said.
    `before` marks a word older than another source's change of hands, which it therefore cannot speak to.
    """

    holder: str | None
    by: str
    says: str
    since: str | None
    told: str | None
    before: bool
    evidence: Evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class Settlement:
    """A settlement on one day, with every claimed holder. `holders` are the names that stand, `rule` why the status.

    `neighbours` are settlements near by with their status that day, nearest first: (name, km, status, holders).
    `front` are those within 30 km that another side is said to hold or that are contested.
    """

    place: str
    gazetteer: str | None
    latitude: float | None
    longitude: float | None
    country: str | None
    disputed: tuple[str, ...]
    admin1: str | None
    day: str
    status: Status
    holders: tuple[str, ...]
    rule: str
    words: tuple[Holding, ...]
    neighbours: tuple[tuple[str, float, Status, tuple[str, ...]], ...] = ()
    front: tuple[tuple[str, float, Status, tuple[str, ...]], ...] = ()


class Outcome(StrEnum):
    """What became of a forecast, as later reports tell it."""

    OPEN = "open"
    CONDITION_MET = "condition_met"
    CAME_TRUE = "came_true"
    DID_NOT = "did_not"
    EXPIRED = "expired"


@dataclass(frozen=True, slots=True, kw_only=True)
class ForecastRow:
    """A forecast with what later reports say of it. `brier` is (probability - outcome)^2, only where the text gave a probability."""

    by: str
    outcome: str
    condition: str | None
    horizon: str | None
    strength: str
    probability: float | None
    state: Outcome
    rule: str
    evidence: Evidence
    later: tuple[Evidence, ...]
    brier: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceRow:
    """What a voice ("voice") or a paper ("outlet") did in the reports at hand. Counts, no score of truth."""

    name: str
    kind: str
    source_type: str | None
    reports: int
    claims: int
    numbers: int
    first: int
    repeated: int
    revised: int
    contradicted: int
    confirmed: int
    denials: int
    forecasts: int
    brier: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SourcePage:
    """A source with the words behind each count of its row: (what, evidence), newest first."""

    row: SourceRow
    words: tuple[tuple[str, Evidence], ...]


class Relation(StrEnum):
    """How two texts are related."""

    SAME = "same"  # the same text to the letter
    COPY = "copy"  # one text with small edits
    CONTAINS = "contains"  # the other report holds this one, or most of it
    WITHIN = "within"  # this report holds the other one
    VERSION = "version"  # another state of the page at one address


@dataclass(frozen=True, slots=True, kw_only=True)
class RepeatRow:
    """A report that shares text with another. `share` is the part of the shorter text that stands in the longer one."""

    report_id: str
    title: str
    outlet: str | None
    url: str | None
    published: str | None
    relation: Relation
    share: float
    credits: tuple[str, ...]
    changes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How far the desk is: `reports` taken in, `waiting` reports not yet (no more than `MOST` are counted),
    `unsettled` findings to be worked out, and the phase of a build that is under way."""

    reports: int
    waiting: int
    unsettled: int
    phase: str | None

    MOST: ClassVar[int] = 10_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One line of a briefing with the words it rests on."""

    line: str
    evidence: tuple[Evidence, ...] = ()
    incident: str | None = None
    question: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """`name` is one of new, changed, contradicted, denied, control, forecasts."""

    name: str
    title: str
    items: tuple[Item, ...]
    total: int = 0  # how many there are, of which `items` are the first


@dataclass(frozen=True, slots=True, kw_only=True)
class Briefing:
    """What is new since a day. publish/briefing.py writes it as text, Markdown or HTML."""

    since: str
    until: str | None
    reports: int
    sections: tuple[Section, ...]

"""Events: what is said to have happened, by whom, and how sure."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from firsthand.model.figure import Number
from firsthand.model.record import Record
from firsthand.model.span import Span


class Modality(StrEnum):
    """Whether it happened, and on whose word. Only HAPPENED may leave as something that happened."""

    HAPPENED = "happened"  # the author says so
    CLAIMED = "claimed"  # a source says so
    DENIED = "denied"  # a source says it did not happen
    PLANNED = "planned"
    ORDERED = "ordered"
    REQUESTED = "requested"
    PROMISED = "promised"
    THREATENED = "threatened"
    WARNED = "warned"
    FORECAST = "forecast"
    POSSIBLE = "possible"
    PROBABLE = "probable"
    CONDITIONAL = "conditional"
    COUNTERFACTUAL = "counterfactual"
    DID_NOT_HAPPEN = "did_not_happen"
    GENERAL = "general"  # a general truth, no single event


class Plover(StrEnum):
    """PLOVER event types (Halterman et al. 2023); OTHER where none fits."""

    AGREE = "AGREE"
    CONSULT = "CONSULT"
    SUPPORT = "SUPPORT"
    COOPERATE = "COOPERATE"
    AID = "AID"
    RETREAT = "RETREAT"
    YIELD = "YIELD"
    REQUEST = "REQUEST"
    ACCUSE = "ACCUSE"
    REJECT = "REJECT"
    THREATEN = "THREATEN"
    PROTEST = "PROTEST"
    SANCTION = "SANCTION"
    MOBILIZE = "MOBILIZE"
    COERCE = "COERCE"
    ASSAULT = "ASSAULT"
    OTHER = "OTHER"


@dataclass(frozen=True, slots=True)
class Toll:
    """Harm to people in one event, as one voice gives it. `role` is a figure role such as "killed".

    `figure` is the id of the figure; `side` whose people they were, when said.
    """

    role: str
    low: Number | None
    high: Number | None
    figure: str
    side: str | None = None
    attribution: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Event(Record):
    """One happening, told once.

    `trigger` is the head verb or noun; `mentions` are later ones of the same event. `actor` and
    `target` are canonical names with the spans they were read from. `places`, `moments`, `figures`,
    `attribution` and `denied_in` are ids of records. `factuality` runs from -3 (certainly did not
    happen) to +3 (certainly did), the scale of Stanovsky et al. 2017. `claimed_by` and `denied_by` are
    canonical names; both may be given, for the same event claimed by one and denied by another.
    `acled_event` and `acled_sub` are None where ACLED would not code it. `territory` is "gained",
    "lost" or None, seen from the actor. `aggregate` marks a total over many happenings.
    """

    prefix: ClassVar[str] = "e"

    trigger: Span
    plover: Plover
    mode: str | None
    modality: Modality
    factuality: float = 0.0
    acled_event: str | None = None
    acled_sub: str | None = None
    actor: str | None = None
    actor_span: Span | None = None
    target: str | None = None
    target_span: Span | None = None
    weapon: str | None = None
    weapon_span: Span | None = None
    places: tuple[str, ...] = ()
    moments: tuple[str, ...] = ()
    figures: tuple[str, ...] = ()
    tolls: tuple[Toll, ...] = ()
    mentions: tuple[Span, ...] = ()
    attribution: str | None = None
    claimed_by: str | None = None
    denied_by: str | None = None
    denied_in: str | None = None
    part_of: str | None = None
    territory: str | None = None
    civilian_targeting: bool = False
    aggregate: bool = False

    def identity(self) -> tuple[str, ...]:
        return (self.plover.value, self.mode or "")

"""Actors: persons, forces, states, organisations, outlets."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from firsthand.model.attribution import SourceType
from firsthand.model.record import Record
from firsthand.model.span import Span


class ActorKind(StrEnum):
    PERSON = "person"
    STATE = "state"
    GOVERNMENT = "government"
    ARMED_FORCES = "armed_forces"
    ARMED_GROUP = "armed_group"
    MINISTRY = "ministry"
    AGENCY = "agency"
    IGO = "igo"
    NGO = "ngo"
    MEDIA = "media"
    COMPANY = "company"
    PARTY = "party"
    PEOPLE = "people"  # a nationality or group: "Russians", "villagers"
    ORGANISATION = "organisation"  # any other


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor(Record):
    """Somebody who acts or speaks, with every mention in the report.

    `registry` is the id in the actor registry, None for an actor kept by name alone. `country` is an
    ISO 3166-1 alpha-2 code. `side` is the side in the conflict, as the registry or the user states it.
    """

    prefix: ClassVar[str] = "n"

    name: str
    kind: ActorKind
    mentions: tuple[Span, ...]
    aliases: tuple[str, ...] = ()
    description: Span | None = None
    title: str | None = None
    registry: str | None = None
    country: str | None = None
    side: str | None = None
    source_type: SourceType = SourceType.UNSPECIFIED

    def identity(self) -> tuple[str, ...]:
        return (self.name,)

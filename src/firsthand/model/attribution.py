"""Attributions: who says what, on whose word."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from firsthand.errors import BadValue
from firsthand.model.record import Record
from firsthand.model.span import Span


class Kind(StrEnum):
    """How the words are reported (Pareti 2012; block as in a quoted paragraph without marks)."""

    DIRECT = "direct"
    INDIRECT = "indirect"
    MIXED = "mixed"
    BLOCK = "block"


class SpeechAct(StrEnum):
    ASSERT = "assert"
    DENY = "deny"
    REQUEST = "request"
    THREATEN = "threaten"
    PROMISE = "promise"
    FORECAST = "forecast"
    QUESTION = "question"
    REFUSE = "refuse"
    PROPOSE = "propose"
    WISH = "wish"
    INSULT = "insult"
    SLOGAN = "slogan"
    VERDICT = "verdict"


class Stance(StrEnum):
    """Where the author comments on what is reported."""

    ENDORSED = "endorsed"
    REJECTED = "rejected"
    SCEPTICAL = "sceptical"


class SourceType(StrEnum):
    HEAD_OF_STATE = "head_of_state"
    HEAD_OF_GOVERNMENT = "head_of_government"
    POLITICIAN = "politician"
    MINISTER = "minister"
    MINISTRY = "ministry"
    OFFICIAL = "official"
    OFFICIAL_COLLECTIVE = "official_collective"
    REGIONAL_OFFICIAL = "regional_official"
    MILITARY_OFFICIAL = "military_official"
    EMERGENCY_SERVICE = "emergency_service"
    STATE = "state"
    STATE_COLLECTIVE = "state_collective"
    ARMED_GROUP = "armed_group"
    ARMED_GROUP_LEADER = "armed_group_leader"
    ARMED_GROUP_SPOKESPERSON = "armed_group_spokesperson"
    ARMED_GROUP_MEMBER = "armed_group_member"
    COMBATANT = "combatant"
    IGO = "igo"
    NGO = "ngo"
    MEDICAL = "medical"
    MEDICAL_NGO = "medical_ngo"
    LOCAL_COMMITTEE = "local_committee"
    RESEARCH_LAB = "research_lab"
    THINK_TANK = "think_tank"
    EXPERT = "expert"
    EXPERT_COLLECTIVE = "expert_collective"
    LAWYER = "lawyer"
    MEDIA = "media"
    MEDIA_COLLECTIVE = "media_collective"
    MEDIA_SPECIALIST = "media_specialist"
    MEDIA_VERIFICATION = "media_verification"
    DOCUMENT = "document"
    CIVILIAN = "civilian"
    CIVILIAN_AND_MEDIA = "civilian_and_media"
    CIVILIAN_AND_OFFICIAL = "civilian_and_official"
    INDIVIDUAL_WRITER = "individual_writer"
    UNSPECIFIED = "unspecified"


@dataclass(frozen=True, slots=True)
class Voice:
    """One link of a chain: the canonical name, and where the text names it (None when only implied)."""

    name: str
    span: Span | None = None
    source_type: SourceType = SourceType.UNSPECIFIED


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribution(Record):
    """A reporting act by someone other than the document's author.

    `source` is the noun phrase nearest to the cue (a pronoun stays a pronoun), None where the text
    names nobody ("reportedly"). `cue` is the reporting verb, noun or phrase, None for a quotation
    that only layout attributes. `content` holds one or more spans, without the outer quotation marks.
    `speaker` is the source resolved within the report, None when unsure; `candidates` are who a
    pronoun may be. `via` is the chain of relays, outermost first, without the speaker;
    `rests_on` the voices behind the speaker, when all of the content comes from them ("X said that Y
    told him that ..."). `chain()` is the whole: relays, speaker, voices behind. `nested_in` is the attribution whose content this one stands in.
    """

    prefix: ClassVar[str] = "a"

    source: Span | None
    cue: Span | None
    content: tuple[Span, ...]
    kind: Kind
    speaker: str | None = None
    source_type: SourceType = SourceType.UNSPECIFIED
    anonymous: bool = False
    candidates: tuple[str, ...] = ()
    speech_act: SpeechAct = SpeechAct.ASSERT
    stance: Stance | None = None
    via: tuple[Voice, ...] = ()
    rests_on: tuple[Voice, ...] = ()
    evidential: str | None = None
    nested_in: str | None = None
    repeat_of: str | None = None
    about: str | None = None
    scope_uncertain: bool = False

    def __post_init__(self) -> None:
        if not self.content:
            raise BadValue("an attribution needs at least one content span")
        Record.__post_init__(self)

    def chain(self) -> tuple[str, ...]:
        """Names from the outermost relay to the origin."""
        origin = self.speaker or (self.source.quote if self.source else None)
        spoken = (origin,) if origin else ()
        return (*(v.name for v in self.via), *spoken, *(v.name for v in self.rests_on))

"""On whose word: the attribution that an event stands in, and what its speech act makes of the event."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from firsthand.model.attribution import Attribution, SpeechAct
from firsthand.model.event import Modality
from firsthand.model.reading import Reading
from firsthand.model.span import Span

ACT: Final[dict[SpeechAct, Modality]] = {
    SpeechAct.ASSERT: Modality.CLAIMED,
    SpeechAct.DENY: Modality.DENIED,
    SpeechAct.REQUEST: Modality.REQUESTED,
    SpeechAct.THREATEN: Modality.THREATENED,
    SpeechAct.PROMISE: Modality.PROMISED,
    SpeechAct.FORECAST: Modality.FORECAST,
    SpeechAct.QUESTION: Modality.POSSIBLE,
    SpeechAct.REFUSE: Modality.DID_NOT_HAPPEN,
    SpeechAct.PROPOSE: Modality.REQUESTED,
    SpeechAct.WISH: Modality.REQUESTED,
}
DENIALS: Final = ("deni", "deny", "disput", "refut", "reject", "dismiss")


@dataclass(frozen=True, slots=True)
class Voice:
    """The innermost attribution around an event: its id, its speaker, and what it makes of a plain statement."""

    id: str
    name: str
    modality: Modality


def voice_of(reading: Reading, span: Span) -> Voice | None:
    """The innermost attribution whose content covers `span`; None where the author speaks."""
    best: Attribution | None = None
    size = 0
    for attribution in reading.attributions:
        for content in attribution.content:
            if content.start <= span.start and span.end <= content.end and (best is None or len(content) < size):
                best, size = attribution, len(content)
    return None if best is None else voice(best)


def voice(attribution: Attribution) -> Voice:
    """An attribution as a voice."""
    act = attribution.speech_act
    cue = attribution.cue.quote.casefold() if attribution.cue else ""
    if act is SpeechAct.ASSERT and any(stem in cue for stem in DENIALS):
        act = SpeechAct.DENY
    name = attribution.speaker or (attribution.source.quote if attribution.source else "unspecified")
    return Voice(attribution.id, name, ACT.get(act, Modality.CLAIMED))

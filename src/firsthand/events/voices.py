"""On whose word: the attribution that an event stands in, and what its speech act makes of the event."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

from firsthand.events.arguments import Scene
from firsthand.model.attribution import Attribution, SourceType, SpeechAct
from firsthand.model.event import Modality
from firsthand.model.passage import PassageKind
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
UNSPECIFIED: Final = "unspecified"
NAMING: Final = frozenset(["call", "calls", "called", "calling"])
GROUP: Final = 4  # words of a verb group
DENIALS: Final = ("deni", "deny", "disput", "refut", "reject", "dismiss")


@dataclass(frozen=True, slots=True)
class Voice:
    """The innermost attribution around an event: its id, its speaker, and what it makes of a plain statement."""

    id: str
    name: str
    modality: Modality
    confidence: float = 1.0
    silent: bool = False  # it does not say that the event happened: "has not denied", "would call it"


def voice_of(set_in: Scene, at: int) -> Voice | None:
    """The innermost attribution whose content holds the word `at`; None where the author speaks.

    Where it names nobody ("said there were reports of shelling"), the one around it that does gives the name.
    """
    attribution = set_in.nearby.voices.get(at)
    if attribution is None:
        return None
    found = voice(attribution)
    if found.modality is Modality.DENIED and _asserted_beside(set_in, attribution, at):
        found = replace(found, modality=Modality.CLAIMED)
    if _leaves_open(set_in, attribution, found):
        return replace(found, modality=Modality.POSSIBLE, silent=True)
    outer, steps = attribution, 0
    while found.name == UNSPECIFIED and outer.nested_in is not None and steps < 4:
        around = set_in.nearby.by_id.get(outer.nested_in)
        if around is None:
            break
        outer, steps = around, steps + 1
        found = replace(found, name=voice(outer).name)
    return found


def _asserted_beside(set_in: Scene, attribution: Attribution, at: int) -> bool:
    """Whether the word `at` is told beside what is called false: "said the claim was false and that fighting went on"."""
    cue = attribution.cue.quote.casefold() if attribution.cue else ""
    if any(stem in cue for stem in DENIALS):
        return False
    begin = bisect_left(set_in.starts, attribution.content[0].start)
    lows = [word.low for word in set_in.told[begin:at]]
    return any(pair == ("and", "that") for pair in pairwise(lows))


def _leaves_open(set_in: Scene, attribution: Attribution, found: Voice) -> bool:
    """Whether a reporting act says nothing of whether its content happened: a denial that was not made, a name that
    somebody would give."""
    if attribution.cue is None:
        return False
    at = bisect_left(set_in.starts, attribution.cue.end)
    group = [word.low for word in set_in.told[max(0, at - GROUP) : at]]
    if found.modality is Modality.DENIED:
        known = set_in.known
        return any(w in known.negations or w.endswith("n't") for w in group[:-1])
    if attribution.content[0].quote.casefold().startswith("to deny "):
        return True  # "refused to deny that ..."
    return group[-1:] == ["call"] and any(w in ("would", "could", "might") for w in group)


def voice(attribution: Attribution) -> Voice:
    """An attribution as a voice."""
    act = attribution.speech_act
    cue = attribution.cue.quote.casefold() if attribution.cue else ""
    if act is SpeechAct.ASSERT and any(stem in cue for stem in DENIALS):
        act = SpeechAct.DENY
    if act is SpeechAct.REQUEST and cue.split()[-1:] and cue.split()[-1] in NAMING:
        act = SpeechAct.ASSERT  # "what it called a siege": a name, no wish
    name = next(reversed(attribution.chain()), UNSPECIFIED) if not attribution.speaker else attribution.speaker
    return Voice(attribution.id, name, ACT.get(act, Modality.CLAIMED), attribution.confidence)


COMMUNIQUES: Final = (
    SourceType.MILITARY_OFFICIAL, SourceType.MINISTRY, SourceType.OFFICIAL_COLLECTIVE, SourceType.ARMED_GROUP,
    SourceType.ARMED_GROUP_SPOKESPERSON, SourceType.STATE, SourceType.EMERGENCY_SERVICE,
)  # fmt: skip
PARTISAN: Final = frozenset(["enemy", "enemy's", "occupiers", "invaders", "our"])
BRIEFING: Final = (
    "briefing",
    "ministry",
    "staff",
    "communique",
    "communiqué",
    "highlights",
    "command",
    "statement",
    "report",
    "update",
)
CARRY: Final = 1500  # characters over which a communique's own words go on after its source was named


def carried_voice(headed: Voice | None, set_in: Scene, span: Span, first: int, last: int) -> Voice | None:
    """The source of a communique whose words go on without naming it again.

    A line that ends in a colon and names a briefing carries the list below it. A sentence that speaks of
    "the enemy" speaks for a side: the military source named last before it.
    """
    if headed is not None:
        return headed
    told = set_in.told
    if not any(told[k].low in PARTISAN for k in range(first, last)):
        return None
    best: Attribution | None = None
    for attribution in set_in.nearby.attributions_in(span.start - CARRY, span.start):
        if attribution.source_type in COMMUNIQUES:
            best = attribution
    return None if best is None else Voice(best.id, voice(best).name, Modality.CLAIMED)


def headed_voice(reading: Reading) -> Voice | None:
    """The ministry or staff named in the first line, where that line ends in a colon over a list."""
    opening = next((p for p in reading.passages if p.kind in (PassageKind.HEADLINE, PassageKind.PARAGRAPH)), None)
    if opening is None:
        return None
    line = opening.span.quote.rstrip()
    at = -1
    if line.endswith(":") and any(word in line.casefold() for word in BRIEFING):
        at = 0  # "Highlights from the ministry's briefing:"
    elif opening.kind is PassageKind.HEADLINE:
        at = max(line.rfind(f" {dash} ") for dash in DASHES)  # "17 clashes on the front - General Staff"
    if at < 0:
        return None
    for actor in reading.actors:
        if actor.source_type not in COMMUNIQUES and at > 0:
            continue
        if any(opening.span.covers(m) and m.start - opening.span.start >= at for m in actor.mentions):
            return Voice("", actor.name, Modality.CLAIMED)
    return None


DASHES: Final = ("–", "—", "-")

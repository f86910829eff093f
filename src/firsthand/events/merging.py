"""One record for each happening: results join their cause, later mentions join the first."""

from __future__ import annotations

from dataclasses import replace

from firsthand.events.codebook import codebook
from firsthand.model.event import Event, Modality
from firsthand.model.passage import PassageKind
from firsthand.model.reading import Reading
from firsthand.model.span import Span

RESULTS = frozenset(["killing"])
CAUSES = frozenset(
    ["aerial", "drone", "missile", "heavy", "strike", "hit", "attack", "explosion", "suicide_bomb", "grenade", "chemical",
     "clash", "advance", "raid", "execution", "losses", "seize"]
)  # fmt: skip
STRIKES = frozenset(["aerial", "drone", "missile", "heavy", "strike", "hit", "attack", "explosion"])
REAL = (Modality.HAPPENED, Modality.CLAIMED, Modality.DENIED)
LATER = 2200  # characters within which a definite mention takes up an earlier event


def kind(event: Event) -> str:
    """The class of an event, from the rule that made it."""
    return event.made_by.rpartition("/")[2].partition("+")[0]


def merged(found: tuple[Event, ...], reading: Reading) -> tuple[Event, ...]:
    """`found` with mentions of one happening put together. What a headline tells again in the body stays there."""
    sentence = _sentences(reading)
    titles = [p.span for p in reading.passages if p.kind is PassageKind.HEADLINE]
    above = [e for e in found if any(t.covers(e.trigger) for t in titles)]
    kept: list[Event] = []
    body = [event for event in found if event not in above]
    for first in (True, False):  # within a sentence, then across sentences
        kept = []
        for event in body:
            mate = (_beside if first else _earlier)(event, kept, sentence, reading.document.text)
            if mate is None:
                kept.append(event)
            else:
                kept[mate] = _joined(kept[mate], event, sentence)
        body = kept
    for event in above:
        mate = next((k for k, other in enumerate(kept) if _family(kind(other)) == _family(kind(event))), None)
        if mate is None:
            kept.append(event)
        else:
            kept[mate] = replace(kept[mate], mentions=tuple(sorted({*kept[mate].mentions, event.trigger})))
    return tuple(sorted(kept, key=lambda e: (e.trigger.start, e.id)))


def _sentences(reading: Reading) -> list[tuple[int, int]]:
    return [(p.span.start, p.span.end) for p in reading.passages if p.kind is PassageKind.SENTENCE]


def _sentence(sentences: list[tuple[int, int]], at: int) -> int:
    low, high = 0, len(sentences)
    while low < high:
        middle = (low + high) // 2
        if sentences[middle][0] <= at:
            low = middle + 1
        else:
            high = middle
    return low - 1


def _beside(event: Event, kept: list[Event], sentences: list[tuple[int, int]], text: str) -> int | None:
    """The position in `kept` of the event of the same sentence that `event` is another mention of."""
    at = _sentence(sentences, event.trigger.start)
    same_sentence = [
        k for k in range(len(kept) - 1, max(-1, len(kept) - 8), -1) if _sentence(sentences, kept[k].trigger.start) == at
    ]
    for k in same_sentence:
        other = kept[k]
        one, two = kind(other), kind(event)
        if one == two == "losses" and event.trigger.start - other.trigger.end < 90:
            return k
        if event.made_by.endswith("+purpose"):
            return k
        if {one, two} & RESULTS and ({one, two} & CAUSES or one == two):
            return k
        if one in STRIKES and two in STRIKES and other.modality == event.modality and _compatible(other, event):
            between = text[other.trigger.end : event.trigger.start]
            if (
                len(between) < 60
                and not any(mark in between for mark in (";", "—"))
                and (" by " in between or " in " in between or one == two == "hit" or "hit" in (one, two))
            ):
                return k
    return None


def _earlier(event: Event, kept: list[Event], sentences: list[tuple[int, int]], text: str) -> int | None:
    """The position in `kept` of the event told earlier that `event` is another mention of."""
    bare = not (event.places or event.moments or event.tolls)
    before = text[max(0, event.trigger.start - 30) : event.trigger.start].lower().split()
    if "another" in before or "second" in before or event.modality not in REAL:
        return None
    result = kind(event) in RESULTS and event.actor_span is None
    if result or kind(event) in STRIKES or kind(event) in ("seize", "displace", "losses", "clash"):
        for k in range(len(kept) - 1, -1, -1):
            other = kept[k]
            distance = event.trigger.start - other.trigger.start
            if distance > LATER:
                break
            if other.modality not in REAL or _conflicting(other, event):
                continue
            one = kind(other)
            if result and one in CAUSES | RESULTS and distance < 1200 and not _later(other, event):
                return k
            if _family(one) != _family(kind(event)) or _later(other, event):
                continue
            if _same_toll(other, event) or (one == "seize" and bare and event.actor == other.actor):
                return k
            if one in STRIKES and (_overlap(other, event) or (bare and event.trigger.quote.lower() in NOUNS)):
                return k
            if one == "clash" and _overlap(other, event):
                return k
    definite = (
        any(word in ("the", "this", "that", "these", "those") for word in before[-3:])
        and " " not in event.trigger.quote
    )
    if (
        definite
        and event.trigger.quote[:1].islower()
        and kind(event)
        in STRIKES
        | {"clash", "raid", "advance", "ceasefire", "exchange", "coup", "blockade", "execution", "invade", "escalation"}
    ):
        for k in range(len(kept) - 1, -1, -1):
            other = kept[k]
            if event.trigger.start - other.trigger.start > LATER:
                break
            if _family(kind(other)) == _family(kind(event)) and not _conflicting(other, event):
                return k
    for k in range(len(kept) - 1, -1, -1):
        other = kept[k]
        if event.trigger.start - other.trigger.start > 2 * LATER:
            break
        if (
            kind(other) == kind(event)
            and other.places
            and _overlap(other, event)
            and other.actor == event.actor
            and other.target == event.target
            and (not event.moments or not other.moments or set(event.moments) & set(other.moments))
            and not event.tolls
        ):
            return k
    return None


NOUNS = frozenset(
    [
        "attack",
        "attacks",
        "strike",
        "strikes",
        "explosion",
        "explosions",
        "blast",
        "blasts",
        "bombing",
        "shelling",
        "bombardment",
    ]
)


def _later(one: Event, other: Event) -> bool:
    """Whether both name their moment, and not the same."""
    return bool(one.moments and other.moments and not set(one.moments) & set(other.moments))


def _same_toll(one: Event, other: Event) -> bool:
    """Whether both tell the same number of the same harm."""
    stated = {(t.role, t.low, t.high) for t in one.tolls}
    return any((t.role, t.low, t.high) in stated for t in other.tolls)


def _overlap(one: Event, other: Event) -> bool:
    return bool(set(one.places) & set(other.places))


def _compatible(one: Event, other: Event) -> bool:
    return one.actor is None or other.actor is None or one.actor == other.actor


def _family(name: str) -> str:
    return "strike" if name in STRIKES else name


def _conflicting(one: Event, other: Event) -> bool:
    """Two events that cannot be one: other actor, other place, one that happened and one that did not."""
    return (
        (one.modality in REAL) != (other.modality in REAL)
        or (one.actor is not None and other.actor is not None and one.actor != other.actor)
        or bool(one.places and other.places and not _overlap(one, other) and other.moments)
    )


def _joined(one: Event, other: Event, sentences: list[tuple[int, int]]) -> Event:
    """`one` with the details and the trigger of `other`; the heavier class names the event."""
    classes = codebook().classes
    lead, rest = one, other
    same = _sentence(sentences, one.trigger.start) == _sentence(sentences, other.trigger.start)
    if same and classes[kind(other)].weight > classes[kind(one)].weight and not other.made_by.endswith("+purpose"):
        lead, rest = other, one
        if kind(one) == "hit" and kind(other) in STRIKES:  # "were hit by strikes": the strike names the class
            lead = replace(one, id="", acled_event=other.acled_event, acled_sub=other.acled_sub)
            rest = other
    mentions: dict[Span, None] = dict.fromkeys((*lead.mentions, rest.trigger, *rest.mentions))
    mentions.pop(lead.trigger, None)
    denied = rest.denied_by or lead.denied_by
    return replace(
        lead,
        id="",
        mentions=tuple(sorted(mentions)),
        actor=lead.actor or rest.actor,
        actor_span=lead.actor_span if lead.actor else rest.actor_span,
        target=lead.target or rest.target,
        target_span=lead.target_span if lead.target else rest.target_span,
        places=lead.places or rest.places,
        moments=lead.moments or rest.moments,
        figures=tuple(dict.fromkeys((*lead.figures, *rest.figures))),
        tolls=tuple(dict.fromkeys((*lead.tolls, *rest.tolls))),
        weapon=lead.weapon or rest.weapon,
        weapon_span=lead.weapon_span or rest.weapon_span,
        denied_by=denied,
        denied_in=rest.denied_in or lead.denied_in,
        claimed_by=lead.claimed_by or rest.claimed_by,
    )

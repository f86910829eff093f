"""One record for each happening: results join their cause, later mentions join the first.

An event is folded into an earlier one only where nothing speaks against it (another actor, another
place, another day, one real and one not) and something speaks for it: a definite noun, the same toll, a
result without a cause of its own.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from firsthand.events.codebook import codebook
from firsthand.model.event import Event, Modality
from firsthand.model.passage import PassageKind
from firsthand.model.reading import Reading
from firsthand.model.span import Span

RESULTS: Final = frozenset(["killing"])
STRIKES: Final = frozenset(["aerial", "drone", "missile", "heavy", "strike", "hit", "attack", "explosion"])
CAUSES: Final = STRIKES | {
    "suicide_bomb",
    "grenade",
    "chemical",
    "clash",
    "advance",
    "raid",
    "execution",
    "losses",
    "seize",
}
GROUND: Final = frozenset(["clash", "advance", "defend"])
REAL: Final = (Modality.HAPPENED, Modality.CLAIMED, Modality.DENIED)
LATER: Final = 2500  # characters within which a mention takes up an earlier event
NEAR: Final = 2  # sentences from an event to its dead
KEPT: Final = 24  # events that one mention is held against, so that the work stays linear


@dataclass(frozen=True, slots=True)
class Draft:
    """An event with what its sentence itself says: `placed` and `dated` are empty where place or day were carried over.

    `definite` marks a noun with "the" or "this"; `purpose` an aim of the event before it ("redeployed to
    reinforce"); `result` a death that names no cause; `object_of` a noun that is the object of another trigger.
    """

    event: Event
    kind: str
    sentence: int
    noun: bool
    placed: frozenset[str]  # canonical names of places that the sentence itself gives
    dated: frozenset[str]  # its own days
    definite: bool
    another: bool
    purpose: bool = False
    result: bool = False
    passive: bool = False
    counted: bool = False


def merged(drafts: Sequence[Draft], reading: Reading) -> tuple[Event, ...]:
    """Events of `drafts`, mentions of one happening put together. What a headline tells again stays in the body."""
    text = reading.document.text
    titles = sorted((p.span.start, p.span.end) for p in reading.passages if p.kind is PassageKind.HEADLINE)
    above = [d for d in drafts if _inside(titles, d.event.trigger.start)]
    body = [d for d in drafts if d not in above] if above else list(drafts)
    for fold in (_beside, _earlier):  # within a sentence, then across sentences
        kept: list[Draft] = []
        for draft in body:
            mate = fold(draft, kept, text)
            if mate is None:
                kept.append(draft)
            else:
                kept[mate] = joined(kept[mate], draft)
        body = kept
    for draft in above:
        mate = next((k for k, other in enumerate(body) if _family(other.kind) == _family(draft.kind)), None)
        if mate is None:
            body.append(draft)
        else:
            event = body[mate].event
            mentions = tuple(sorted({*event.mentions, draft.event.trigger}))
            body[mate] = replace(body[mate], event=replace(event, mentions=mentions))
    told = sorted(
        (d for d in body if not (d.kind in RESULTS and d.result)), key=lambda d: (d.event.trigger.start, d.event.id)
    )
    return _parts(told, reading)


def _parts(told: Sequence[Draft], reading: Reading) -> tuple[Event, ...]:
    """Events in text order, each tied to the larger one it is a part of: a sum over the whole front ("57 attacks") told
    before the same at one place; a toll included in another event's toll."""
    holder: dict[str, str] = {}  # figure -> event
    for draft in told:
        for figure in draft.event.figures:
            holder.setdefault(figure, draft.event.id)
    inside = {f.id: f.subset_of for f in reading.figures if f.subset_of}
    sums: dict[tuple[str, str | None], str] = {}
    found: list[Event] = []
    for draft in told:
        event, family = draft.event, "ground" if draft.kind in GROUND or draft.kind == "attack" else _family(draft.kind)
        whole = next((holder[up] for f in event.figures if (up := inside.get(f)) in holder), None)
        if whole == event.id:
            whole = None
        key = (family, event.actor)
        if draft.noun and draft.counted and not draft.placed and event.modality in REAL:
            sums.setdefault(key, event.id)
        elif draft.placed and event.modality in REAL and whole is None:
            whole = sums.get(key)
        found.append(replace(event, part_of=whole) if whole else event)
    return tuple(found)


def _inside(spans: Sequence[tuple[int, int]], at: int) -> bool:
    k = bisect_right(spans, (at, at + 1_000_000_000)) - 1
    return k >= 0 and spans[k][0] <= at < spans[k][1]


def _family(name: str) -> str:
    return "strike" if name in STRIKES else name


def _beside(draft: Draft, kept: Sequence[Draft], text: str) -> int | None:
    """The event of the same sentence that `draft` is another word for."""
    for k in range(len(kept) - 1, max(-1, len(kept) - 9), -1):
        other = kept[k]
        if other.sentence != draft.sentence:
            break
        one, two = other.kind, draft.kind
        between = text[other.event.trigger.end : draft.event.trigger.start]
        if {one, two} & RESULTS and ({one, two} & CAUSES or one == two):
            if two in RESULTS and not draft.passive and draft.event.actor_span is not None and one not in STRIKES:
                continue
            return k
        if draft.purpose and len(between) < 90:
            return k
        if one == two == "losses" and len(between) < 90:
            return k
        if one == "defend" and two in STRIKES | {"advance", "clash"} and len(between) < 40:
            return k
        if one in STRIKES and two in STRIKES and len(between) < 70 and not draft.another:
            hit = "hit" in (one, two) or other.passive
            if hit and other.event.modality == draft.event.modality and _agree(other, draft):
                return k
    return None


def _earlier(draft: Draft, kept: Sequence[Draft], text: str) -> int | None:
    """The event told earlier that `draft` takes up again."""
    if draft.another or draft.event.modality not in REAL:
        return None
    result = draft.kind in RESULTS and (draft.passive or draft.result)
    for k in range(len(kept) - 1, max(-1, len(kept) - KEPT), -1):
        other = kept[k]
        if draft.event.trigger.start - other.event.trigger.start > LATER:
            break
        if other.sentence == draft.sentence or other.event.modality not in REAL or not _agree(other, draft):
            continue
        if result and other.kind in CAUSES | RESULTS and _same_time(other, draft) and _outcome(other, draft):
            return k
        if _family(other.kind) != _family(draft.kind):
            continue
        if draft.noun and draft.definite:
            return k
        if not _same_time(other, draft):
            continue
        bare = not (draft.placed or draft.dated or draft.event.tolls)
        if _same_toll(other.event, draft.event):
            return k
        if draft.kind == "seize" and draft.event.actor == other.event.actor and (bare or _same_place(other, draft)):
            return k
        if draft.kind in STRIKES | {"clash", "retreat", "displace"} and _same_place(other, draft):
            return k
        if draft.kind in STRIKES | {"clash"} and bare and draft.noun and draft.event.actor in (None, other.event.actor):
            return k
    return None


def _agree(one: Draft, other: Draft) -> bool:
    """Whether neither actor nor place of two drafts speaks against their being one event."""
    a, b = one.event, other.event
    if a.actor_span is not None and b.actor_span is not None and a.actor != b.actor:
        return False
    return not (one.placed and other.placed and not one.placed & other.placed and not other.definite)


def _outcome(cause: Draft, result: Draft) -> bool:
    """Whether dead told without a cause can be those of an earlier event: told soon after it or of the same place, and no
    count over a longer time ("52,000 have been killed since October")."""
    if result.event.aggregate or (result.dated and not cause.dated and not result.placed & cause.placed):
        return False
    return result.sentence - cause.sentence <= NEAR or _same_place(cause, result)


def _same_place(one: Draft, other: Draft) -> bool:
    return bool(one.placed & other.placed)


def _same_time(one: Draft, other: Draft) -> bool:
    """Whether the days of two drafts are not known to differ."""
    return not (one.dated and other.dated) or bool(one.dated & other.dated)


def _same_toll(one: Event, other: Event) -> bool:
    return bool(one.tolls and other.tolls) and _largest(one) == _largest(other)


def _largest(event: Event) -> tuple[str, float | None, float | None]:
    toll = max(event.tolls, key=lambda t: t.low or 0)
    return toll.role, toll.low, toll.high


def joined(one: Draft, other: Draft) -> Draft:
    """`one` with the details and the trigger of `other`; in one sentence the heavier class names the event."""
    classes = codebook().classes
    lead, rest = one, other
    if one.sentence == other.sentence and not other.purpose and classes[other.kind].weight > classes[one.kind].weight:
        if one.kind == "hit" and other.kind in STRIKES:  # "were hit by strikes": the strike names the class
            labels = other.event
            lead = replace(
                one, event=replace(one.event, id="", acled_event=labels.acled_event, acled_sub=labels.acled_sub)
            )
        elif one.kind != "defend":
            lead, rest = other, one
    a, b = lead.event, rest.event
    mentions: dict[Span, None] = dict.fromkeys((*a.mentions, b.trigger, *b.mentions))
    mentions.pop(a.trigger, None)
    take = b if not lead.placed and rest.placed else a
    when = b if not lead.dated and rest.dated else a
    who = b if a.actor_span is None and b.actor_span is not None else a
    whom = b if a.target_span is None and b.target_span is not None else a
    event = replace(
        a,
        id="",
        mentions=tuple(sorted(mentions)),
        actor=who.actor or b.actor,
        actor_span=who.actor_span,
        target=whom.target or b.target,
        target_span=whom.target_span,
        places=take.places or b.places,
        moments=when.moments or b.moments,
        figures=tuple(dict.fromkeys((*a.figures, *b.figures))),
        tolls=tuple(dict.fromkeys((*a.tolls, *b.tolls))),
        weapon=a.weapon or b.weapon,
        weapon_span=a.weapon_span or b.weapon_span,
        denied_by=a.denied_by or b.denied_by,
        denied_in=a.denied_in or b.denied_in,
        claimed_by=a.claimed_by or b.claimed_by,
        civilian_targeting=a.civilian_targeting or b.civilian_targeting,
    )
    return replace(lead, event=event, placed=lead.placed | rest.placed, dated=lead.dated | rest.dated, result=False)

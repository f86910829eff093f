"""The scene of a document: which words are actors and places, and who fights whom."""

from __future__ import annotations

from collections import Counter

from firsthand.data.registry import Registry
from firsthand.events.arguments import ARMED_KINDS, Scene
from firsthand.events.closed import closed
from firsthand.events.lexicon import lexicon
from firsthand.events.nearby import Nearby
from firsthand.events.tree import Tree
from firsthand.events.triggers import Company
from firsthand.identify.words import between, starts, words
from firsthand.kit import Kit
from firsthand.model.actor import Actor
from firsthand.model.reading import Reading


def scene(reading: Reading, kit: Kit) -> tuple[Scene, Company]:
    """What the words of a document are, for reading its events."""
    text = reading.document.text
    told = words(text)
    actors: dict[int, tuple[int, Actor]] = {}
    inside: dict[int, int] = {}
    armed: set[int] = set()
    named: Counter[str] = Counter()
    for actor in reading.actors:
        if actor.registry:
            named[actor.registry] += len(actor.mentions)
        for span in actor.mentions:
            first, end = between(text, span.start, span.end)
            if first >= end or first in inside:
                continue
            actors[first] = (end, actor)
            for k in range(first, end):
                inside[k] = first
            if actor.kind in ARMED_KINDS:
                armed.update(range(first, end))
    at_places: set[int] = set()
    for place in reading.places:
        first, end = between(text, place.span.start, place.span.end)
        at_places.update(range(first, end))
    cues: set[int] = set()
    for attribution in reading.attributions:
        if attribution.cue is not None:
            cues.update(range(*between(text, attribution.cue.start, attribution.cue.end)))
    grounds = Counter(place.country for place in reading.places if place.country and place.metonym is None)
    enemies, home, theatre = sides(kit.registry, named, grounds)
    lists = lexicon(kit.language)
    set_in = Scene(
        text=text,
        told=told,
        starts=starts(text),
        lexicon=lists,
        known=closed(kit.language),
        registry=kit.registry,
        actors=actors,
        inside=inside,
        enemies=enemies,
        home=home,
        places=frozenset(at_places),
        cues=frozenset(cues),
        armed=sorted(first for first, (_, actor) in actors.items() if actor.kind in ARMED_KINDS),
        theatre=theatre,
        nearby=Nearby.of(reading),
        by_name={actor.name: actor for actor in reading.actors},
        tree=Tree.of(text, told, kit.signals.words) if kit.signals is not None and kit.signals.words else None,
    )
    upos = {word.start: word.upos for word in kit.signals.words} if kit.signals is not None else {}
    return set_in, Company(frozenset(armed), frozenset(at_places), frozenset(inside), upos)


def sides(
    registry: Registry, named: Counter[str], grounds: Counter[str]
) -> tuple[dict[str, str], str | None, str | None]:
    """For each actor of the report the enemy that it names most; whose communiques speak of "the enemy"; the theatre.

    The conflict is the one both sides of which the report names most often; one of which it names a single side
    counts only where half of its places, `grounds` by country, lie in that conflict's theatre.
    """
    best, score = None, 0
    for conflict in registry.conflicts:
        counted: Counter[str] = Counter()
        for entry, count in named.items():
            side = registry.side(entry, conflict)
            if side is not None:
                counted[side] += count
        here = sum(grounds[country] for country in conflict.theatre)
        if len(counted) < 2 and 2 * here < grounds.total():
            continue
        points = sum(counted.values()) + (4 * min(counted.values()) if len(counted) > 1 else 0)
        if points > score:
            best, score = conflict, points
    if best is None:
        return {}, None, None
    members: dict[str, Counter[str]] = {side: Counter() for side in best.sides}
    for entry, count in named.items():
        side = registry.side(entry, best)
        if side is not None:
            root = next((one for one in registry.lineage(entry) if one in best.sides[side]), entry)
            members[side][root] += count
    chief = {side: (found.most_common(1)[0][0] if found else best.sides[side][0]) for side, found in members.items()}
    enemies: dict[str, str] = {}
    for side in best.sides:
        other = next((chief[name] for name in best.sides if name != side), None)
        if other is None:
            continue
        for member in best.sides[side]:
            enemies[member] = other
        for entry in named:
            if registry.side(entry, best) == side:
                enemies[entry] = other
    voice: Counter[str] = Counter()
    for entry, count in named.items():
        side = registry.side(entry, best)
        known = registry.get(entry)
        if (
            side is not None and known is not None and known.kind in ARMED_KINDS and "forces" in entry
        ) or entry.endswith("general-staff"):
            voice[chief[side] if side else entry] += count
    home = voice.most_common(1)[0][0] if voice else None
    return enemies, home, best.theatre[0] if best.theatre else None

"""Named events that reports count from: "since the start of the full-scale invasion", "pre-war"."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from firsthand.date.lexicon import NamedEvent
from firsthand.date.scene import HYPHENS, Scene
from firsthand.date.terms import Found, Happening, Point

_LEADS: Final = {
    "since": "since",
    "before": "before",
    "after": "after",
    "until": "until",
    "during": None,
    "following": "after",
}
_LONGEST_LEAD: Final = 8


def happenings(s: Scene, found: list[Found]) -> list[Found]:
    """`found` with named events added, and with the year of an event given to the date in its name."""
    starts = [i for i in range(s.size) if s.words[i] in s.lexicon.events or s.words[i] in ("pre", "prewar", "war")]
    if not starts:
        return found
    around: frozenset[str] | None = None
    taken = {i for one in found for i in range(one.first, one.stop)}
    by_first = {one.first: n for n, one in enumerate(found)}
    out = list(found)
    for i in starts:
        if around is None:
            around = frozenset(s.words)
        named = _named(s, i, around)
        if named is None:
            continue
        stop, event, bound, first = named
        if i in taken:
            n = by_first.get(i)
            term = out[n].term if n is not None else None
            if n is not None and isinstance(term, Point) and term.year is None and term.month is not None:
                out[n] = replace(out[n], term=replace(term, year=int(event.begin[:4])))
            continue
        if s.words[stop] in ("on", "in") and (stop + 1 in taken or stop + 2 in taken):
            continue  # the report dates it itself
        if any(k in taken for k in range(first, stop)):
            continue
        mod = "BEFORE" if bound == "pre" else None
        out.append(
            Found(
                first,
                stop,
                Happening(event.begin, event.end),
                "named_event",
                mod=mod,
                bound=None if bound == "pre" else bound,
            )
        )
        taken.update(range(first, stop))
    return sorted(out, key=lambda one: (one.first, one.stop))


def _named(s: Scene, i: int, around: frozenset[str]) -> tuple[int, NamedEvent, str | None, int] | None:
    word = s.words[i]
    if word == "prewar" or (word == "pre" and s.words[i + 1] in HYPHENS and s.words[i + 2] == "war"):
        event = _war(s, around)
        return None if event is None else ((i + 1 if word == "prewar" else i + 3), event, "pre", i)
    if word == "war":
        lead = _lead(s, i)
        if lead is None or not any(
            s.words[k] in ("start", "beginning", "outbreak", "onset") for k in range(lead[0], i)
        ):
            return None
        event = _war(s, around)
        return (
            None
            if event is None or s.words[i + 1] in ("of", "on", "in", "between")
            else (i + 1, event, lead[1], lead[0])
        )
    for rest, event in s.lexicon.events.get(word, ()):
        if s.says(i + 1, rest) and (not event.theatre or not around.isdisjoint(event.theatre)):
            stop = i + 1 + len(rest)
            lead = _lead(s, i)
            if lead is not None:
                return stop, event, lead[1], lead[0]
            if s.senses[i].month is not None or s.words[i][0].isdigit():
                return stop, event, None, i
    return None


def _lead(s: Scene, i: int) -> tuple[int, str | None] | None:
    """Where the phrase of an event named at `i` begins, and the preposition before it; None where none stands there."""
    k = i
    while k > 0 and i - k < _LONGEST_LEAD and s.listed("event_leads", s.words[k - 1]):
        k -= 1
    before = s.before(k)
    return (k, _LEADS[before]) if before in _LEADS else None


def _war(s: Scene, around: frozenset[str]) -> NamedEvent | None:
    """The war that this report is about: the theatre that it names most often."""
    wars = {id(event): event for entries in s.lexicon.events.values() for _, event in entries if event.start_of_war}
    best: tuple[int, str, NamedEvent] | None = None
    for event in wars.values():
        if around.isdisjoint(event.theatre):
            continue
        count = sum(s.words.count(word) for word in event.theatre)
        if best is None or (count, event.begin) > best[:2]:
            best = (count, event.begin, event)
    return best[2] if best else None

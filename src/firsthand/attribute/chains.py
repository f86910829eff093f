"""Chains of relays: on whose word a report rests, from the outermost voice to the origin."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from firsthand.attribute.draft import Draft, Stretch
from firsthand.attribute.speakers import Speaker
from firsthand.model.attribution import SourceType, Voice

_TESTIFIES: Final = frozenset(
    ["say", "tell", "report", "inform", "state", "announce", "according to", "cite", "show", "find"]
)
_READS_OUT: Final = frozenset(
    ["recount", "read", "read out", "cite", "quote", "summarise", "summarize", "publish", "release", "outline"]
)
_SLACK: Final = 6  # characters that "that" or a comma may take
_DEEPEST: Final = 4


@dataclass(frozen=True, slots=True)
class Linked:
    """A draft with its speaker, the draft it stands in, and its relays."""

    draft: Draft
    speaker: Speaker
    parent: int | None = None
    via: tuple[Voice, ...] = ()
    rests_on: tuple[Voice, ...] = ()


def parents(drafts: list[Draft]) -> list[int | None]:
    """For each draft the one in whose content it stands: the smallest content that holds its cue and source."""
    order = sorted(range(len(drafts)), key=lambda i: (_cover(drafts[i])[0], -_cover(drafts[i])[1], i))
    found: list[int | None] = [None] * len(drafts)
    by_cue = sorted(range(len(drafts)), key=lambda i: (_own(drafts[i])[0], i))
    pieces = sorted(((s, -e, i) for i in order for s, e in drafts[i].content), key=lambda p: p)
    at = 0
    active: list[tuple[int, int, int]] = []  # (start, end, draft)
    for i in by_cue:
        start, end = _own(drafts[i])
        while at < len(pieces) and pieces[at][0] <= start:
            s, negative_end, owner = pieces[at]
            active.append((s, -negative_end, owner))
            at += 1
        active = [a for a in active if a[1] > start][-40:]
        best: tuple[int, int] | None = None
        for s, e, owner in active:
            if owner == i or not (s <= start and end <= e):
                continue
            if drafts[owner].cue == drafts[i].cue and drafts[owner].source == drafts[i].source:
                continue
            if best is None or e - s < best[0]:
                best = (e - s, owner)
        found[i] = best[1] if best else None
    cues = {draft.cue: i for i, draft in enumerate(drafts) if draft.cue}
    for i, draft in enumerate(drafts):
        relay = cues.get(draft.under) if draft.under else None
        if relay is not None and relay != i:
            found[i] = relay
    return found


def _own(draft: Draft) -> Stretch:
    """Where the reporting words stand: source and cue."""
    spans = [x for x in (draft.source, draft.cue) if x]
    if not spans:
        return draft.content[0][0], draft.content[0][1]
    return min(s for s, _ in spans), max(e for _, e in spans)


def _cover(draft: Draft) -> Stretch:
    return min(s for s, _ in draft.content), max(e for _, e in draft.content)


def chained(
    linked: list[Linked], outlets: list[str | None], paragraph_of: list[int], goes_on: list[bool]
) -> list[Linked]:
    """Each with its relays: those of the draft it stands in, then that draft's speaker; or the outlet that was told.

    An outlet told once stays the relay of that speaker through the next paragraph, and of "another
    resident" in the same one.
    """
    found: list[Linked] = []
    told: dict[str, tuple[str, int]] = {}
    group: tuple[str, int] | None = None
    last: dict[str, int] = {}
    papers: tuple[int, int] | None = None  # (paragraph, who read out a document)
    for n, one in enumerate(linked):
        via: tuple[Voice, ...] = ()
        name = one.speaker.name
        if one.parent is not None and one.parent < len(linked):
            via = tuple(v for v in _path(linked, found, one.parent, name, set()) if v.name != name)
        outlet = outlets[n]
        if outlet is not None and outlet != name:
            voice = Voice(outlet)
            if voice.name not in (v.name for v in via):
                via = (voice, *via)
            if name is not None:
                told[name] = (outlet, paragraph_of[n])
            group = (outlet, paragraph_of[n])
        elif not via and name is not None:
            earlier = told.get(name)
            if earlier is not None and earlier[0] != name and paragraph_of[n] - earlier[1] <= 1:
                via = (Voice(earlier[0]),)
                told[name] = (earlier[0], paragraph_of[n])
            elif (
                group is not None
                and group[1] == paragraph_of[n]
                and name.split()[0] in ("another", "Another", "others")
            ):
                via = (Voice(group[0]),)
        if not via and papers is not None and papers[0] == paragraph_of[n] and one.speaker.kind is SourceType.DOCUMENT:
            reader = found[papers[1]]
            if reader.speaker.name is not None:
                via = (*reader.via, Voice(reader.speaker.name, None, reader.speaker.kind))
                one = replace(one, via=via)
        if not via and name is not None and goes_on[n] and name in last and paragraph_of[last[name]] == paragraph_of[n]:
            via = found[last[name]].via  # "... He also shouted": still on the same word
        if one.draft.lemma in _READS_OUT and one.parent is None:
            papers = (paragraph_of[n], n)
        if name is not None:
            last[name] = n
        rests_on = (Voice(one.speaker.body),) if one.speaker.body and not via else ()
        found.append(replace(one, via=via, rests_on=rests_on))
    return found


def _path(linked: list[Linked], done: list[Linked], parent: int, name: str | None, seen: set[int]) -> tuple[Voice, ...]:
    """Relays down to and with the speaker of `parent`."""
    if parent in seen:
        return ()
    seen.add(parent)
    above = linked[parent]
    if parent < len(done):
        via = done[parent].via
    elif above.parent is not None:
        via = _path(linked, done, above.parent, above.speaker.name, seen)
    else:
        via = ()
    if above.speaker.name is None or above.speaker.name == name or above.speaker.name in (v.name for v in via):
        return via
    return (*via, Voice(above.speaker.name, None, above.speaker.kind))


def resting(linked: list[Linked]) -> list[Linked]:
    """Each with the voices behind its speaker: those of a statement that makes up all of its content."""
    behind: dict[int, int] = {}
    for n, one in enumerate(linked):
        if one.parent is None or one.speaker.name is None or n == one.parent:
            continue
        outer = linked[one.parent].draft
        if outer.rule == "according" or one.draft.lemma not in _TESTIFIES:
            continue
        first, last = _cover(outer)
        inner = one.draft
        begins = min(s for s, _ in (*inner.content, *(x for x in (inner.source, inner.cue) if x)))
        if (
            begins - first <= _SLACK
            and last - _cover(inner)[1] <= _SLACK
            and linked[one.parent].speaker.name != one.speaker.name
        ):
            behind.setdefault(one.parent, n)
    found = list(linked)
    for n in sorted(behind):
        voices: list[Voice] = []
        at = n
        while at in behind and len(voices) < _DEEPEST:
            at = behind[at]
            speaker = linked[at].speaker
            if speaker.name is None or speaker.name in (v.name for v in voices):
                break
            voices.append(Voice(speaker.name, None, speaker.kind))
        if voices:
            found[n] = replace(found[n], rests_on=tuple(voices))
    return found

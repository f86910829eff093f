"""Loaded words and phrases in a stretch of words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from firsthand.frame.lists import Lists
from firsthand.identify.words import Word
from firsthand.model.frame import FrameKind

MEASURED = frozenset(["largest", "biggest", "longest", "highest", "lowest", "smallest", "oldest", "youngest", "earliest", "latest",
                      "nearest", "closest", "first", "last", "least", "most", "best-known", "fastest", "west", "east", "northwest",
                      "southwest", "northeast", "southeast", "interest", "forest", "request", "arrest", "protest", "harvest", "contest",
                      "guest", "honest", "modest", "midwest", "conquest", "invest", "suggest", "test", "rest", "quest", "crest",
                      "unrest", "manifest", "chest", "nest", "pest", "priest", "latest", "tempest", "budapest", "attest", "divest",
                      "digest", "detest", "bequest", "fest", "vest", "zest", "jest", "inquest", "infest", "everest", "lest", "best",
                      "worst"])  # fmt: skip

NEAR = 9  # words on either side that show what a verb is told of
STOPS = frozenset([".", "!", "?", ";", "“", "”", '"'])


@dataclass(frozen=True, slots=True)
class Found:
    """Words `first..last` that carry a judgement."""

    first: int
    last: int
    kind: FrameKind
    plain: str | None


def loaded(told: Sequence[Word], first: int, last: int, said: Lists) -> list[Found]:
    """Loaded wording in the words `first..last`, in order, none inside another."""
    found: list[Found] = []
    at = first
    while at < last:
        hit = _listed(told, at, last, said) or _superlative(told, at, last)
        if hit is None:
            at += 1
            continue
        found.append(hit)
        at = hit.last
    return found


def _listed(told: Sequence[Word], at: int, last: int, said: Lists) -> Found | None:
    for entry in said.entries.get(told[at].low, ()):
        end = at + len(entry.words)
        if end <= last and all(told[at + k].low == part for k, part in enumerate(entry.words)):
            if _named(told, at, end, last) or _bodily(told, at, end, said, " ".join(entry.words)):
                return None
            return Found(at, end, entry.kind, entry.plain)
    return None


def _named(told: Sequence[Word], at: int, end: int, last: int) -> bool:
    """A listed word as part of a name ("Great Britain", "Communist Party", "Defense of the Homeland")."""
    if not told[at].text[:1].isupper():
        return False
    after = end < last and told[end].text[:1].isupper() and told[end].text[:1].isalpha()
    before = (
        at > 0
        and told[at - 1].text[:1].isupper()
        and told[at - 1].text[:1].isalpha()
        and told[at - 1].end + 1 == told[at].start
    )
    return after or before


def _bodily(told: Sequence[Word], at: int, end: int, said: Lists, phrase: str) -> bool:
    """Whether a verb that is loaded of words and plans is told of bodies and things here."""
    if phrase not in said.figurative:
        return False
    for step in (range(at - 1, max(-1, at - NEAR - 1), -1), range(end, min(len(told), end + NEAR))):
        for k in step:
            if told[k].text in STOPS:
                break
            if told[k].low in said.bodily:
                return True
    return False


def _superlative(told: Sequence[Word], at: int, last: int) -> Found | None:
    """ "the most dangerous", "the bloodiest": a superlative that measures nothing."""
    if told[at].low not in ("the", "'s", "its", "their", "his") or at + 1 >= last:
        return None
    word = told[at + 1].low
    if (
        word == "most"
        and at + 2 < last
        and told[at + 2].low.endswith(
            ("ous", "ful", "ive", "ing", "able", "ible", "ical", "ant", "ent", "less", "ed", "al")
        )
    ):
        return Found(at + 1, at + 3, FrameKind.SUPERLATIVE, None)
    if word.endswith("iest") or (word.endswith("est") and len(word) > 6 and word not in MEASURED):
        return Found(at + 1, at + 2, FrameKind.SUPERLATIVE, None) if word not in MEASURED else None
    return None

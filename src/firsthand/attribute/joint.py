"""Grammar and trained reader together: which reports stand, and with whose spans.

The reader was trained on PolNeAR (Newell et al. 2018), where attitudes count as attributions ("she
supports", "he fears", "it seems"). Here only reporting acts are wanted, so a relation that the
grammar does not share must have a reporting word as its cue; the others are attitudes, kept apart
for comparison with that corpus.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from firsthand.attribute.draft import Draft, Stretch
from firsthand.attribute.lexicon import Lexicon
from firsthand.attribute.names import tokens
from firsthand.attribute.quoting import bare_content
from firsthand.model.passage import Passage

if TYPE_CHECKING:
    from firsthand.reader.signals import Relation

_LEAST: Final = 0.2  # score of a relation that grammar does not share
_WIDEST_GAP: Final = 30  # characters between pieces of one cue


@dataclass(frozen=True, slots=True)
class Joint:
    """`reports` are reporting acts; `attitudes` what else the reader holds for an attribution."""

    reports: list[Draft]
    attitudes: list[Draft]


def joined(
    text: str, grammar: Sequence[Draft], relations: Sequence[Relation], quotations: Sequence[Passage], lex: Lexicon
) -> Joint:
    """The grammar's drafts, each with the relation that agrees with it, and the relations that stand alone."""
    pairs = _paired(grammar, relations)
    taken = set(pairs.values())
    reports = [
        replace(draft, relation=relations[pairs[n]]) if n in pairs else draft for n, draft in enumerate(grammar)
    ]
    attitudes: list[Draft] = []
    for k, relation in enumerate(relations):
        if k in taken:
            continue
        draft = _draft(text, relation, quotations, lex)
        if draft is None:
            continue
        if draft.lemma and relation.score >= _LEAST and draft.source is not None:
            reports.append(draft)
        else:
            attitudes.append(draft)
    return Joint(reports, attitudes)


def _cover(pieces: Sequence[Stretch]) -> Stretch:
    return min(s for s, _ in pieces), max(e for _, e in pieces)


def _shared(a: Sequence[Stretch], b: Sequence[Stretch]) -> int:
    return sum(max(0, min(e, f) - max(s, t)) for s, e in a for t, f in b)


def _paired(grammar: Sequence[Draft], relations: Sequence[Relation]) -> dict[int, int]:
    """Draft to relation: cues overlap, and contents do; best shared content first."""
    ordered = sorted((_cover(r.cue)[0], k) for k, r in enumerate(relations) if r.cue and r.content)
    starts = [start for start, _ in ordered]
    options: list[tuple[int, int, int]] = []
    for n, draft in enumerate(grammar):
        where = draft.cue or draft.source
        if where is None:
            continue
        low = bisect_left(starts, where[0] - 60)
        for start, k in ordered[low:]:
            if start >= where[1]:
                break
            if draft.cue is not None and not _shared((draft.cue,), relations[k].cue):
                continue
            both = _shared(draft.content, relations[k].content)
            if both:
                options.append((-both, n, k))
    pairs: dict[int, int] = {}
    used: set[int] = set()
    for _, n, k in sorted(options):
        if n not in pairs and k not in used:
            pairs[n] = k
            used.add(k)
    return pairs


def _draft(text: str, relation: Relation, quotations: Sequence[Passage], lex: Lexicon) -> Draft | None:
    """A relation in this room's conventions; None when nothing is left of its content."""
    content = bare_content(text, relation.content, quotations)
    if not content or not relation.cue:
        return None
    cue = max(relation.cue, key=lambda p: p[1] - p[0])
    whole = _cover(relation.cue)
    if whole[1] - whole[0] <= sum(e - s for s, e in relation.cue) + _WIDEST_GAP:
        cue = whole
    source = _trimmed(text, max(relation.source, key=lambda p: p[1] - p[0])) if relation.source else None
    return Draft(
        source,
        _trimmed(text, cue),
        content,
        "reader",
        _lemma(text, cue, lex),
        confidence=relation.score,
        relation=relation,
    )


def _trimmed(text: str, stretch: Stretch) -> Stretch:
    start, end = stretch
    while end > start and (text[end - 1].isspace() or text[end - 1] in ",;"):
        end -= 1
    while start < end and text[start].isspace():
        start += 1
    return start, end


def _lemma(text: str, cue: Stretch, lex: Lexicon) -> str:
    """The reporting verb or noun in a cue, empty where it has none: then the cue tells of an attitude."""
    lists = lex.lists
    for token in tokens(text, *cue):
        for reading in lex.reporting.get(token.low, ()):
            if reading.frames and reading.lemma not in lists.thought and reading.lemma not in lists.deeds:
                return reading.lemma
    return ""

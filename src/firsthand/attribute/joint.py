"""Grammar and trained reader together: which reports stand, and with whose spans.

The reader was trained on PolNeAR (Newell et al. 2018), where attitudes count as attributions ("she
supports", "he fears", "it seems"). Here only reporting acts are wanted, so a relation that the
grammar does not share must have a reporting word as its cue; the others are attitudes, kept apart
for comparison with that corpus.
"""

from __future__ import annotations

import re
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
    from firsthand.reader.signals import Relation, Signals, Word

_LEAST: Final = 0.35  # score of a relation that grammar does not share
# Confidence of what the grammar alone sees while the reader looks on.
_ALONE: Final = {
    "according": 0.8,
    "hearsay": 0.8,
    "headline": 0.6,
    "loose": 0.4,
    "noun": 0.45,
    "citing": 0.6,
    "verb_before": 0.6,
    "verb_around": 0.6,
    "listed": 0.7,
    "turn": 0.6,
    "block": 0.75,
    "announced": 0.75,
}
_ALONE_VERB: Final = 0.3
_UNNAMED: Final = re.compile(r"(?:not )?to be (?:named|identified|quoted)\b")
_SILENT: Final = re.compile(r"\b(?:not|n[o']t|never|declin|refus)", re.IGNORECASE)
# Parts of speech that no reporting verb has; the odd ones (PART, X, INTJ) now and then fall on verbs.
_NAMING: Final = frozenset(
    ("NOUN", "PROPN", "ADJ", "ADV", "ADP", "DET", "NUM", "PRON", "SCONJ", "CCONJ", "PUNCT", "SYM")
)
_WIDEST_GAP: Final = 30  # characters between pieces of one cue


@dataclass(frozen=True, slots=True)
class Joint:
    """`reports` are reporting acts; `attitudes` what else the reader holds for an attribution."""

    reports: list[Draft]
    attitudes: list[Draft]


def joined(text: str, grammar: Sequence[Draft], signals: Signals, quotations: Sequence[Passage], lex: Lexicon) -> Joint:
    """The grammar's drafts, each with the relation that agrees with it, and the relations that stand alone.

    Where both see a report the grammar draws it, after this room's conventions. What the grammar alone
    takes for a reporting verb must be a verb to the reader's eye, too.
    """
    relations = signals.relations
    pairs = _paired(grammar, relations)
    taken = set(pairs.values())
    verbs = _Verbs(signals.words)
    reports: list[Draft] = []
    for n, draft in enumerate(grammar):
        if n in pairs:
            relation = relations[pairs[n]]
            reports.append(replace(draft, relation=relation, confidence=_agreed(relation.score)))
        elif draft.cue is None or not draft.rule.startswith("verb") or verbs.within(draft.cue):
            reports.append(replace(draft, confidence=min(draft.confidence, _ALONE.get(draft.rule, _ALONE_VERB))))
    attitudes: list[Draft] = []
    for k, relation in enumerate(relations):
        if k in taken:
            continue
        alone = _draft(text, relation, quotations, lex)
        if alone is None:
            continue
        if alone.lemma and relation.score >= _LEAST and _reports(text, alone):
            reports.append(alone)
        else:
            attitudes.append(alone)
    return Joint(reports, attitudes)


def _reports(text: str, draft: Draft) -> bool:
    """Whether a relation with a reporting word is a report: it has a speaker, and something is said."""
    if draft.source is None or draft.cue is None:
        return False
    if text[slice(*draft.source)].casefold() in ("this", "that", "these", "those", "which", "it", "you", "i", "we"):
        return False
    if text[max(0, draft.cue[0] - 8) : draft.cue[0]] == "without ":
        return False
    if _UNNAMED.match(text, draft.content[0][0]):
        return False
    return draft.lemma not in ("respond", "answer", "comment") or not _SILENT.search(text, *draft.cue)


def _agreed(score: float) -> float:
    """Confidence of a report that both see; fitted to the reliability table of the docs."""
    return round(0.64 + 0.08 * score + 0.22 * score**3, 3)


class _Verbs:
    """Which words the reader takes for verbs: those it does not take for names of things or for function words."""

    def __init__(self, words: Sequence[Word]) -> None:
        self._words = words
        self._starts = [word.start for word in words]

    def within(self, stretch: Stretch) -> bool:
        """Whether a verb stands in `stretch`; True where the reader saw no words at all."""
        first = max(0, bisect_left(self._starts, stretch[0]) - 1)
        tags = []
        for word in self._words[first:]:
            if word.start >= stretch[1]:
                break
            if word.end > stretch[0]:
                tags.append(word.upos)
        return not all(tag in _NAMING for tag in tags) or not tags


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
        confidence=round(relation.score, 3),
        depth=_depth(quotations, cue),
        relation=relation,
    )


def _depth(quotations: Sequence[Passage], cue: Stretch) -> int:
    """How many quotations deep a cue stands."""
    at = bisect_left(quotations, cue[0] + 1, key=lambda q: q.span.start)
    return max((q.depth for q in quotations[max(0, at - 6) : at] if q.span.end >= cue[1]), default=0)


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

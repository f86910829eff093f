"""One layer of a report read unit by unit: the drafts of each sentence."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from firsthand.attribute.according import according
from firsthand.attribute.clauses import Scope, scope
from firsthand.attribute.cues import Cue, cues
from firsthand.attribute.draft import Draft, Stretch
from firsthand.attribute.headlines import headline_attribution
from firsthand.attribute.hearsay import hearsay
from firsthand.attribute.lexicon import Lexicon
from firsthand.attribute.nouns import reporting_nouns
from firsthand.attribute.phrases import Range, is_quote, right_phrase
from firsthand.attribute.verbs import Form
from firsthand.attribute.words import Unit, Word
from firsthand.model.passage import Passage

_TURN: Final = re.compile(r"([A-ZÀ-Þ][A-ZÀ-Þ.'’-]{1,30}(?: [A-ZÀ-Þ][A-ZÀ-Þ.'’-]{0,30}){0,3})(:)\s+")


def turn_of(text: str, passage: Passage) -> Draft | None:
    """A turn of a transcript: "SMITH: We never went there." """
    match = _TURN.match(text, passage.span.start, passage.span.end)
    if match is None or match.end() >= passage.span.end or not match.group(1).isupper() or len(match.group(1)) < 4:
        return None
    return Draft(match.span(1), match.span(2), ((match.end(), passage.span.end),), "turn", "say", confidence=0.7)


def between_marks(text: str, quote: Passage) -> Stretch:
    assert quote.inner is not None
    return quote.inner.start, _cut(text, quote)


def _cut(text: str, quote: Passage) -> int:
    assert quote.inner is not None
    end = quote.inner.end
    while end > quote.inner.start and (text[end - 1] == "," or text[end - 1].isspace()):
        end -= 1
    return end


def _trust(lemma: str, rule: str) -> float:
    """Confidence of a verb's report, after the share that was right on PolNeAR's development part."""
    if rule in ("before", "around"):
        return 0.85
    return 0.8 if lemma in ("say", "tell") else 0.6


class Paragraph:
    """Reads the units of one layer in order, remembering the quotation that may still want its speaker."""

    def __init__(self, text: str, lex: Lexicon, is_headline: bool, depth: int) -> None:
        self.text = text
        self.lex = lex
        self.is_headline = is_headline
        self.depth = depth

    def read(self, listed: list[Unit], previous: Unit | None = None) -> tuple[list[Draft], Draft | None]:
        """The drafts of the layer, and the one that waits for the next paragraph ("X said:")."""
        found: list[Draft] = []
        pending: Draft | None = None
        for n, unit in enumerate(listed):
            before = listed[n - 1] if n else previous if unit[0].low == "said" else None
            fresh, pending = self._unit(unit, before)
            found.extend(fresh)
        return found, pending

    def _unit(self, w: Unit, before: Unit | None) -> tuple[list[Draft], Draft | None]:
        lex = self.lex
        found: list[Draft] = []
        pending: Draft | None = None
        verbs = [cue for cue in cues(w, lex) if self._allowed(w, cue)]
        for n, cue in enumerate(verbs):
            got = scope(w, n, verbs, lex)
            if (
                got is not None
                and cue.lemma in ("continue", "go on")
                and not any(is_quote(w, k) for p in got.pieces for k in range(*p))
            ):
                continue
            if got is None:
                orphan = self._orphan(w, cue, before)
                if orphan is not None:
                    found.append(orphan)
                elif w[-1].low == ":" and n == len(verbs) - 1 and cue.frames & {"say", "tell", "show"}:
                    pending = self._draft(w, cue, Scope(((len(w) - 1, len(w)),), "announced"))
                continue
            if self._thought_without_source(w, cue):
                continue
            found.append(self._draft(w, cue, got))
        for phrase, source, said in according(w, lex):
            found.append(
                Draft(self._stretch(w, source), self._chars(w, phrase), self._content(w, said), "according", "according to",
                      depth=self.depth, headline=self.is_headline, confidence=0.85)
            )  # fmt: skip
        for cue_range, pieces, lemma in hearsay(w, lex):
            found.append(
                Draft(
                    None,
                    self._chars(w, cue_range),
                    self._content(w, pieces),
                    "hearsay",
                    lemma,
                    depth=self.depth,
                    headline=self.is_headline,
                    confidence=0.75,
                )
            )
        found.extend(self._citing(w, found))
        found = self._under_citing(w, found)
        taken = {draft.cue for draft in found}
        for cue_range, source, content, noun in reporting_nouns(w, lex):
            cue_chars = self._chars(w, cue_range)
            if cue_chars in taken:
                continue
            found.append(
                Draft(
                    self._stretch(w, source),
                    cue_chars,
                    self._content(w, (content,)),
                    "noun",
                    noun,
                    depth=self.depth,
                    headline=self.is_headline,
                    confidence=0.6,
                )
            )
        if self.is_headline and not found:
            layout = headline_attribution(w, lex)
            if layout is not None:
                found.append(
                    Draft(
                        self._chars(w, layout[0]),
                        None,
                        self._content(w, (layout[1],)),
                        "headline",
                        headline=True,
                        depth=self.depth,
                        confidence=0.6,
                    )
                )
        return found, pending

    def _under_citing(self, w: Unit, found: list[Draft]) -> list[Draft]:
        """ "Citing the case of X, who wrote that ..., Y said ...": what X wrote is on Y's word."""
        if len(found) < 2 or w[0].low not in ("citing", "quoting", "recalling", "recounting"):
            return found
        main = self._main_after_opening(w, found)
        if main is None or main.cue is None or main.source is None:
            return found
        before = main.source[0]
        return [
            replace(d, under=main.cue)
            if d is not main and d.cue and d.cue[1] <= before and d.under is None and d.source != main.source
            else d
            for d in found
        ]

    def _main_after_opening(self, w: Unit, found: list[Draft]) -> Draft | None:
        """The report of the clause that an opening participle belongs to: the first whose subject follows a comma."""
        begun = {word.start: n for n, word in enumerate(w)}
        relatives = ("who", "whom", "whose", "which", "that")
        named = sorted(
            (d for d in found if d.source is not None and d.rule != "citing"), key=lambda d: d.source or (0, 0)
        )
        for draft in named:
            n = begun.get(draft.source[0] if draft.source else -1, 0)
            if n and w[n - 1].low == "," and w[n].low not in relatives:
                return draft
        return named[-1] if named else None

    def _relay(self, found: list[Draft], word: Word, after: int) -> Draft | None:
        """Whose "citing" it is: the last report before it, and for one that opens its sentence the first behind it."""
        reports = [d for d in found if d.source is not None and d.cue is not None and d.rule.startswith("verb")]
        before = [d for d in reports if d.cue and d.cue[0] < word.start]
        if before:
            return max(before, key=lambda d: d.cue or (0, 0))
        behind = [d for d in reports if d.source and d.cue and d.source[0] >= after]
        return min(behind, key=lambda d: d.cue or (0, 0)) if behind else (reports[-1] if reports else None)

    def _citing(self, w: Unit, found: list[Draft]) -> list[Draft]:
        """ "X said ..., citing Y": the same content, on Y's word."""
        lex = self.lex
        more: list[Draft] = []
        for i, word in enumerate(w):
            if word.low not in ("citing", "quoting") or not found:
                continue
            source = right_phrase(w, i + 1, lex)
            if source is None or (
                w[i + 1].low == "the" and i + 2 < len(w) and w[i + 2].low in ("case", "example", "need", "fact")
            ):
                continue
            while (
                source[1] < len(w)
                and w[source[1]].low in ("who", "familiar", "close", "in", "with", "from")
                and source[1] - source[0] < 15
            ):
                source = (source[0], source[1] + 1)
            outer = self._relay(found, word, w[source[1] - 1].end)
            if outer is not None and self._chars(w, source) != outer.source:
                cut = tuple(
                    (s, min(e, w[i - 1].start)) if i and s < word.start <= e else (s, e) for s, e in outer.content
                )
                more.append(
                    Draft(self._stretch(w, source), (word.start, word.end), tuple(p for p in cut if p[1] > p[0]) or outer.content, "citing", "cite",
                          depth=self.depth, headline=self.is_headline, confidence=0.7, under=outer.cue)
                )  # fmt: skip
        return more

    def _allowed(self, w: Unit, cue: Cue) -> bool:
        """No report by the author, nor of what "you" say."""
        if cue.source is None:
            return False
        first = w[cue.source[0]].low
        if cue.source[1] - cue.source[0] == 1 and first in (
            "i",
            "we",
            "you",
            "nobody",
            "none",
            "which",
            "that",
            "this",
            "these",
            "those",
        ):
            return (
                self.depth > 0 and first in ("i", "we") and bool(cue.frames & {"say", "tell"}) and cue.form is Form.PAST
            )
        return not (first == "it" and cue.frames == {"show"})

    def _thought_without_source(self, w: Unit, cue: Cue) -> bool:
        if cue.lemma not in self.lex.lists.thought or cue.source is None:
            return False
        if cue.lemma != "believe":
            return True
        words = {word.low for word in w[cue.source[0] : cue.source[1]]}
        public = {
            "experts",
            "analysts",
            "officials",
            "investigators",
            "observers",
            "researchers",
            "authorities",
            "police",
            "prosecutors",
            "scientists",
            "economists",
            "sources",
        }
        return not words & public

    def _orphan(self, w: Unit, cue: Cue, before: Unit | None) -> Draft | None:
        """ "“We won!” Prigozhin said.": the quotation is the sentence before."""
        if before is None or not is_quote(before, len(before) - 1) or "say" not in cue.frames:
            return None
        if cue.source is None or (cue.source[0] > 0 and not cue.inverted):
            return None
        quote = before[-1].quote
        if quote is None or len(before) > 1 or quote.inner is None:
            return None
        draft = self._draft(w, cue, Scope(((0, 1),), "before"))
        return replace(draft, content=(between_marks(self.text, quote),))

    def _draft(self, w: Unit, cue: Cue, got: Scope) -> Draft:
        first = cue.first
        source = cue.source
        owner: Stretch | None = None
        if source is not None and not cue.inverted and source[1] > first > source[0]:
            source = (source[0], first)
        while first < cue.verb and w[first].low in self.lex.lists.adverbs:
            first += 1
        last = cue.last
        return Draft(
            self._stretch(w, source),
            self._chars(w, (first, last + 1)),
            self._content(w, got.pieces),
            f"verb_{got.rule}",
            cue.lemma,
            self._stretch(w, got.addressee),
            self.depth,
            self.is_headline,
            negative=cue.negative,
            scope_uncertain=got.uncertain,
            confidence=_trust(cue.lemma, got.rule),
            shared=cue.shared,
            owner=owner,
        )

    def _chars(self, w: Unit, words: Range) -> Stretch:
        return w[words[0]].start, w[words[1] - 1].end

    def _stretch(self, w: Unit, words: Range | None) -> Stretch | None:
        if words is None or words[0] >= words[1]:
            return None
        return self._chars(w, words)

    def _content(self, w: Unit, pieces: tuple[Range, ...]) -> tuple[Stretch, ...]:
        """Characters of the pieces; one that is all quotation goes without its marks."""
        found: list[Stretch] = []
        for start, end in pieces:
            s, e = start, end
            while e > s + 1 and w[e - 1].low in (",", ":", ";", "—"):
                e -= 1
            inside = [word for word in w[s:e] if word.quote is not None]
            if inside and all(word.quote is not None or word.low in (",", "and", "or") for word in w[s:e]):
                for word in inside:
                    assert word.quote is not None
                    found.append(between_marks(self.text, word.quote))
            else:
                found.append(self._chars(w, (s, e)))
        return tuple((s, e) for s, e in found if e > s) or (self._chars(w, pieces[0]),)

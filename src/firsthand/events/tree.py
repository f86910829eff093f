"""Who does what in a sentence, by the dependency tree that the trained reader sees."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from firsthand.identify.words import Word as Token
from firsthand.reader.signals import Word

SUBJECTS: Final = ("nsubj", "nsubj:pass", "csubj")
RELATIVES: Final = frozenset(["who", "which", "that", "whom"])
OBJECT_CONTROL: Final = frozenset(
    ["force", "order", "allow", "urge", "ask", "tell", "call", "lead", "cause", "enable", "help", "press", "push", "let", "make",
     "accus", "suspect", "convict"]
)  # fmt: skip
INSIDE: Final = frozenset(["ADJ", "NOUN", "PROPN", "NUM", "DET", "PART", "CCONJ"])
LONGEST: Final = 7  # words before a head
LEAST: Final = 0.45  # score from which an arc is believed
STEPS: Final = 6
DEEPEST: Final = 12


@dataclass(frozen=True, slots=True)
class Tree:
    """The reader's words with their heads, and how they meet the tokens of the text.

    `node` maps a token to its word, `token` a word to its token; `children` lists the words that depend on each.
    """

    words: Sequence[Word]
    low: Sequence[str]
    node: dict[int, int]
    token: dict[int, int]
    children: dict[int, list[int]]

    @classmethod
    def of(cls, text: str, told: Sequence[Token], words: Sequence[Word]) -> Tree:
        node: dict[int, int] = {}
        token: dict[int, int] = {}
        k = 0
        for at, word in enumerate(words):
            while k < len(told) and told[k].end <= word.start:
                k += 1
            if k < len(told) and told[k].start < word.end:
                node.setdefault(k, at)
                token[at] = k
        children: dict[int, list[int]] = {}
        for at, word in enumerate(words):
            if word.head >= 0:
                children.setdefault(word.head, []).append(at)
        return cls(words, [text[w.start : w.end].lower() for w in words], node, token, children)

    def upos(self, token: int) -> str:
        """The part of speech of a token of the text; empty where the reader has none."""
        at = self.node.get(token)
        return self.words[at].upos if at is not None else ""

    def of_kind(self, at: int, *kinds: str) -> Iterator[int]:
        """Words that depend on `at` in one of these ways, in text order."""
        found = ((k, self.words[k]) for k in self.children.get(at, ()))
        return (k for k, word in found if word.deprel in kinds and word.score >= LEAST)

    def case(self, at: int) -> str:
        """The preposition of a noun; empty where it has none."""
        return next((self.low[k] for k in self.children.get(at, ()) if self.words[k].deprel == "case"), "")

    def subject(self, verb: int) -> int | None:
        """Who does what a verb says: its subject; else that of the verb it is joined to or controlled by, the noun that
        it describes, or the object of a verb that makes somebody do something."""
        at = verb
        for _ in range(STEPS):
            own = next(self.of_kind(at, *SUBJECTS), None)
            if own is not None:
                return self._behind_relative(at, own)
            word = self.words[at]
            if word.head < 0:
                return None
            if any(self.low[word.head].startswith(stem) for stem in OBJECT_CONTROL) and word.deprel != "ccomp":
                controlled = next(self.of_kind(word.head, "obj", "iobj"), None)
                if controlled is not None:
                    return controlled
            if word.deprel in ("acl", "acl:relcl"):
                return word.head if self.low[at].endswith("ing") or word.deprel == "acl:relcl" else None
            if word.deprel not in ("conj", "xcomp", "advcl"):
                return None
            if word.deprel == "advcl" and any(True for _ in self.of_kind(at, "mark")) and self._finite(at):
                return None
            at = word.head
        return None

    def _finite(self, verb: int) -> bool:
        return any(self.words[k].deprel in ("aux", "aux:pass", "cop") for k in self.children.get(verb, ()))

    def _behind_relative(self, verb: int, own: int) -> int:
        """The noun that "who" or "which" stands for."""
        word = self.words[verb]
        relative = self.low[own] in RELATIVES and word.deprel == "acl:relcl" and word.head >= 0
        return word.head if relative else own

    def passive_subject(self, verb: int) -> int | None:
        """What a passive was done to."""
        own = next(self.of_kind(verb, "nsubj:pass", "nsubj"), None)
        if own is not None:
            return self._behind_relative(verb, own)
        word = self.words[verb]
        if word.head < 0:
            return None
        if word.deprel in ("acl", "acl:relcl"):
            return word.head
        if word.deprel == "conj":
            return next(self.of_kind(word.head, "nsubj:pass", "nsubj"), None)
        return None

    def agent(self, at: int) -> int | None:
        """The noun behind "by"."""
        return next((k for k in self.of_kind(at, "obl:agent", "obl", "nmod") if self.case(k) == "by"), None)

    def phrase(self, head: int) -> tuple[int, int] | None:
        """Tokens (first, after the last) of the noun phrase that ends in `head`: what qualifies it from the left, by
        parts of speech, since those are surer than arcs; a name beside it in apposition is a part of it."""
        first = head
        while first > 0 and head - first < LONGEST and self.words[first - 1].upos in INSIDE:
            first -= 1
        while first < head and self.words[first].upos == "CCONJ":
            first += 1
        last = head
        while (
            last + 1 < len(self.words)
            and self.words[last + 1].upos == "PROPN"
            and self.words[last + 1].head in (head, last)
        ):
            last += 1
        if first not in self.token or last not in self.token:
            return None
        return self.token[first], self.token[last] + 1

    def above(self, at: int) -> list[int]:
        """A word, its head, the head of that, up to the root."""
        found = [at]
        while len(found) < DEEPEST and self.words[found[-1]].head >= 0:
            found.append(self.words[found[-1]].head)
        return found

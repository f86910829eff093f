"""What the checks look at: a reading with its tokens, so that "next to" and "in the sentence before" can be asked."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Final

from firsthand.check.words import CheckWords
from firsthand.count.tokens import Tokens, phrase, tokens_of
from firsthand.kit import Kit
from firsthand.model.attribution import Attribution
from firsthand.model.figure import Figure, Operator, Role
from firsthand.model.place import Place
from firsthand.model.reading import Reading
from firsthand.model.span import Span

HARM: Final = frozenset(
    [
        Role.KILLED,
        Role.INJURED,
        Role.MISSING,
        Role.CAPTURED,
        Role.CASUALTIES,
        Role.LOSSES,
        Role.DISPLACED,
        Role.DESERTERS,
    ]
)
DEAD: Final = frozenset([Role.KILLED])


@dataclass(frozen=True, slots=True)
class Scene:
    """`figures` in text order; `first[i]`, `last[i]` are the tokens of figure i; `by_id` its position.

    `by_sentence`, `places` and `said` hold the figures, places and attributions of each sentence, so that
    nothing needs to be searched for through the whole report; `retold` are ids of figures mentioned again;
    `peopled` are places with a population, by the stem of their name.
    """

    reading: Reading
    kit: Kit
    words: CheckWords
    t: Tokens
    figures: tuple[Figure, ...]
    first: tuple[int, ...]
    last: tuple[int, ...]
    by_id: dict[str, int] = field(default_factory=dict)
    by_sentence: dict[int, list[int]] = field(default_factory=dict)
    places: dict[int, list[Place]] = field(default_factory=dict)
    said: dict[int, list[Attribution]] = field(default_factory=dict)
    retold: frozenset[str] = frozenset()
    vocabulary: frozenset[str] = frozenset()
    peopled: dict[str, Place] = field(default_factory=dict)

    def token(self, offset: int) -> int:
        """The token at or before a text offset."""
        return max(0, bisect_right(self.t.starts, offset) - 1)

    def sentence(self, i: int) -> int:
        """The number of the sentence that figure i stands in."""
        return self.t.sentence[self.first[i]]

    def sentence_bounds(self, number: int) -> tuple[int, int]:
        """Tokens first..last-1 of a sentence."""
        low = _lower(self.t.sentence, number)
        return low, _lower(self.t.sentence, number + 1)

    def before(self, i: int, n: int) -> list[str]:
        """Up to n lower-case tokens left of figure i, in its sentence."""
        k = self.first[i]
        low = max(0, k - n)
        return [self.t.lower[j] for j in range(low, k) if self.t.sentence[j] == self.t.sentence[k]]

    def after(self, i: int, n: int) -> list[str]:
        """Up to n lower-case tokens right of figure i, in its sentence."""
        k = self.last[i]
        s = self.t.sentence[self.first[i]]
        return [self.t.lower[j] for j in range(k, min(k + n, len(self.t))) if self.t.sentence[j] == s]

    def between(self, i: int, j: int) -> list[str]:
        """The lower-case tokens between figures i and j."""
        return self.t.lower[self.last[i] : self.first[j]]

    def span(self, first: int, last: int) -> Span:
        """Tokens first..last-1 as a span."""
        return Span.of(self.t.text, self.t.starts[first], self.t.ends[last - 1])

    def sentence_words(self, i: int) -> list[str]:
        low, high = self.sentence_bounds(self.sentence(i))
        return self.t.lower[low:high]

    def paragraph_break(self, i: int, j: int) -> bool:
        """Whether a line break stands between figures i and j."""
        return "\n" in self.t.text[self.figures[i].span.end : self.figures[j].span.start]

    def owner(self, i: int) -> str:
        """The proper name nearest to figure i in its sentence, cut to a stem: "ukrain" for Ukraine and Ukrainians; "" for none."""
        k, s = self.first[i], self.t.sentence[self.first[i]]
        for reach in range(-1, 28):
            for j in (self.first[i] - 1 - reach, self.last[i] + reach) if reach >= 0 else range(k, self.last[i]):
                if 0 <= j < len(self.t) and self.t.sentence[j] == s and self.t.kinds[j] == "w" and self.t.capital(j):
                    word = self.t.lower[j].removesuffix("'s")
                    opens = j == 0 or self.t.sentence[j - 1] != s
                    if len(word) > 3 and word not in self.words.no_names and not (opens and word in self.words.openers):
                        return stem(word)
        return ""


def occurrences(t: Tokens, forms: tuple[str, ...]) -> Iterator[tuple[int, int]]:
    """(first, last) of every place where one of `forms` stands in the text, the longest form at each place."""
    by_first = _cut(forms)
    for k, word in enumerate(t.lower):
        for form in by_first.get(word, ()):
            if t.phrase_at(k, form):
                yield k, k + len(form)
                break


@cache
def _cut(forms: tuple[str, ...]) -> dict[str, tuple[tuple[str, ...], ...]]:
    found: dict[str, list[tuple[str, ...]]] = {}
    for form in forms:
        cut = phrase(form)
        found.setdefault(cut[0], []).append(cut)
    return {first: tuple(sorted(cuts, key=lambda cut: -len(cut))) for first, cuts in found.items()}


def _lower(listed: list[int], number: int) -> int:
    low, high = 0, len(listed)
    while low < high:
        middle = (low + high) // 2
        if listed[middle] < number:
            low = middle + 1
        else:
            high = middle
    return low


def stem(name: str) -> str:
    """A country and its people under one key: Ukraine, Ukrainian, Ukrainians; Russia, Russians; Israel, Israelis."""
    for ending in ("ians", "ian", "ese", "ans", "is", "an", "ia", "es", "s", "i", "e", "a"):
        if name.endswith(ending) and len(name) - len(ending) >= 4:
            return name[: -len(ending)]
    return name


def scene(reading: Reading, kit: Kit) -> Scene:
    """The scene of one reading, made once for all checks."""
    words = kit.language.table("check", CheckWords)
    t = tokens_of(reading)
    first = tuple(max(0, bisect_right(t.starts, f.span.start) - 1) for f in reading.figures)
    last = tuple(max(0, bisect_right(t.starts, f.span.end - 1)) for f in reading.figures)
    by_sentence: dict[int, list[int]] = {}
    for i, k in enumerate(first):
        if len(t):
            by_sentence.setdefault(t.sentence[k], []).append(i)
    places: dict[int, list[Place]] = {}
    for place in reading.places:
        if len(t):
            places.setdefault(t.sentence[max(0, bisect_right(t.starts, place.span.start) - 1)], []).append(place)
    said: dict[int, list[Attribution]] = {}
    for attribution in reading.attributions:
        for content in attribution.content:
            if len(t):
                low, high = (
                    max(0, bisect_right(t.starts, at) - 1)
                    for at in (content.start, max(content.start, content.end - 1))
                )
                for number_ in range(t.sentence[low], t.sentence[high] + 1):
                    said.setdefault(number_, []).append(attribution)
    return Scene(
        reading=reading,
        kit=kit,
        words=words,
        t=t,
        figures=reading.figures,
        first=first,
        last=last,
        by_id={f.id: i for i, f in enumerate(reading.figures)},
        by_sentence=by_sentence,
        places=places,
        said=said,
        retold=frozenset(f.same_as for f in reading.figures if f.same_as is not None),
        vocabulary=frozenset(t.lower),
        peopled={stem(place.name.lower()): place for place in reversed(reading.places) if place.population},
    )


def exact(f: Figure) -> bool:
    """Whether the figure is one number, given without an operator that leaves room."""
    return f.value is not None and f.op is Operator.EXACT


def number(f: Figure) -> float | None:
    """The number as stated, or the middle of a range."""
    if f.value is not None:
        return float(f.value)
    if f.low is not None and f.high is not None:
        return (f.low + f.high) / 2
    return None

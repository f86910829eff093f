"""Who fills a role in an incident: a learned scorer over the noun phrases that the trained reader sees.

A candidate is a noun phrase as the text writes it, with every place where it stands in the report; what tells for a
role are its own words, what governs it, the words beside it, and how strongly sentence and report speak of each type
of incident. One logistic regression a role; weights in `data/fillers.json`, trained by tools/train_incidents.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from math import exp
from typing import Final

from firsthand.events.sentences_muc import Weights, report_belief, report_terms, sentence_belief, sentence_terms
from firsthand.reader.signals import Signals, Word

Holds = Callable[[str, Iterable[str]], bool]

ROLES: Final = ("PerpInd", "PerpOrg", "Target", "Victim", "Weapon", "Dead", "Injured")
NOMINAL: Final = frozenset(["NOUN", "PROPN"])
INSIDE: Final = frozenset(["NOUN", "PROPN", "ADJ", "NUM", "PART", "SYM", "X"])
SKIPPED: Final = frozenset(["DET", "PRON"])
LONGEST: Final = 12  # words
AROUND: Final = 3  # words looked at on either side
NUMBER_WORDS: Final = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17,
    "eighteen": 18, "nineteen": 19, "twenty": 20, "thirty": 30,
}  # fmt: skip
_ARTICLE: Final = re.compile(r"\b(?:a|an|the)\b")
_SIGNS: Final = re.compile(r"[^\w\s]")


@dataclass(frozen=True, slots=True)
class Mention:
    """A noun phrase: words `first..end` of the report, the last word of its core, and the sentence it stands in."""

    first: int
    end: int
    head: int
    sentence: int


@dataclass(frozen=True, slots=True)
class Filler:
    """A phrase with the probability that it fills `role` in some incident of the report."""

    role: str
    text: str
    key: str
    belief: float
    mentions: tuple[Mention, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """A report as its noun phrases are judged: the reader's words, the sentence of each, and what each sentence tells.

    `tells` are terms of a sentence ("S:BOMBING"), `report` those of the whole.
    """

    text: str
    words: Sequence[Word]
    low: Sequence[str]
    sentence: Sequence[int]
    names: Mapping[int, str]  # word -> kind of the name it belongs to
    tells: Sequence[frozenset[str]]
    report: frozenset[str]
    lists: Mapping[str, frozenset[str]]


def page(
    text: str,
    signals: Signals,
    spans: Sequence[tuple[int, int]],
    told: tuple[Sequence[frozenset[str]], frozenset[str]],
    lists: Mapping[str, frozenset[str]],
) -> Page:
    """A report ready for judging; `spans` are its sentences, `told` what each and the whole tell of,
    `lists` phrases known to name an organization, a weapon and so on."""
    words = signals.words
    sentence, k = [], 0
    for word in words:
        while k + 1 < len(spans) and word.start >= spans[k + 1][0]:
            k += 1
        sentence.append(k if spans and word.start >= spans[0][0] else -1)
    names: dict[int, str] = {}
    at = 0
    for name in sorted(signals.names, key=lambda mark: mark.start):
        while at < len(words) and words[at].start < name.start:
            at += 1
        k = at
        while k < len(words) and words[k].start < name.end:
            names[k] = name.label
            k += 1
    return Page(text, words, [text[w.start : w.end].lower() for w in words], sentence, names, *told, lists)


def key_of(phrase: str) -> str:
    """A phrase as it is compared: lower case, without signs and articles."""
    return " ".join(_ARTICLE.sub(" ", _SIGNS.sub("", phrase.lower())).split())


def phrases(one: Page) -> Iterator[Mention]:
    """Noun phrases around each nominal head: with and without what stands before it, and with "of ..." behind."""
    words = one.words
    for head, word in enumerate(words):
        if word.upos not in NOMINAL or one.sentence[head] < 0:
            continue
        right = head + 1
        follows = words[right] if right < len(words) else None
        if follows is not None and follows.upos in NOMINAL and one.sentence[right] == one.sentence[head]:
            continue  # the last noun of a run stands for it
        lefts = [head]
        k = head
        while k > 0 and head - k < LONGEST and one.sentence[k - 1] == one.sentence[head] and _binds(one, k - 1):
            k -= 1
            if words[k].upos != "PUNCT" and one.low[k] != "-" and words[k].upos != "PART":
                lefts.append(k)
        ends = [right]
        if right + 1 < len(words) and one.low[right] == "of":
            end = right + 1
            while end < len(words) and end - head < LONGEST and (words[end].upos in INSIDE or words[end].upos == "DET"):
                end += 1
            if end > right + 1 and words[end - 1].upos in NOMINAL:
                ends.append(end)
        for left in lefts:
            for end in ends:
                yield Mention(left, end, head, one.sentence[head])


def _binds(one: Page, at: int) -> bool:
    """Whether a word before a noun may belong to its phrase."""
    word, low = one.words[at], one.low[at]
    return word.upos in INSIDE or low in ("-", '"', "'s", "m") or (word.upos == "VERB" and word.deprel == "amod")


def quoted(one: Page, mention: Mention) -> str:
    """The phrase as written, on one line."""
    return " ".join(one.text[one.words[mention.first].start : one.words[mention.end - 1].end].split())


def candidates(one: Page) -> dict[str, tuple[str, list[Mention]]]:
    """Phrases by their key, each with its first wording and its mentions."""
    found: dict[str, tuple[str, list[Mention]]] = {}
    for mention in phrases(one):
        written = quoted(one, mention)
        key = key_of(written)
        if key and not key.isdigit():
            found.setdefault(key, (written, []))[1].append(mention)
    return found


def terms(one: Page, key: str, mentions: Sequence[Mention]) -> set[str]:
    """What can be said of a phrase and the places where it stands."""
    parts = key.split()
    found = {f"W={part}" for part in parts}
    found |= {f"LEN={min(len(parts), 6)}", f"FIRST={parts[0]}", f"LAST={parts[-1]}", f"KEY={key}"}
    found |= {f"N={min(len(mentions), 4)}", f"AT={min(mentions[0].sentence, 8)}"}
    found |= one.report
    for name, known in one.lists.items():
        if key in known:
            found.add(f"LIST:{name}")
        elif parts[-1] in known:
            found.add(f"LIST-HEAD:{name}")
    for mention in mentions[:6]:
        found.update(_local(one, mention))
    return found


def _local(one: Page, mention: Mention) -> Iterator[str]:
    words, low = one.words, one.low
    head = mention.head
    tells = one.tells[mention.sentence] if mention.sentence < len(one.tells) else frozenset()
    yield from tells
    yield f"UPOS={'.'.join(words[k].upos[:2] for k in range(mention.first, min(mention.end, mention.first + 5)))}"
    yield f"HEAD={low[head]}"
    for kind in tells:
        if kind.startswith("S:"):
            yield f"{kind}:{low[head]}"
    label = one.names.get(head)
    if label is not None:
        yield f"NAME={label}:{int(one.names.get(mention.first) == label)}"
        if one.names.get(mention.first - 1) == label and mention.first > 0:
            yield "CUT-NAME"
    outer = mention.first - 1
    if outer >= 0:
        yield f"L1={low[outer] if words[outer].upos not in NOMINAL else words[outer].upos}"
        if words[outer].upos in INSIDE:
            yield "CUT"
    if mention.end < len(words):
        yield f"R1={low[mention.end]}"
    for k in range(max(0, mention.first - AROUND), mention.first):
        yield f"L={low[k]}"
    for k in range(mention.end, min(len(words), mention.end + AROUND)):
        yield f"R={low[k]}"
    at, relation = head, words[head].deprel
    for _ in range(3):  # a part of a list stands for the first, a name inside a phrase for its head
        if relation.split(":")[0] in ("conj", "flat", "compound", "appos") and words[at].head >= 0:
            yield f"VIA={relation}"
            at = words[at].head
            relation = words[at].deprel
    case = next((low[k] for k in range(max(0, at - 8), at) if words[k].head == at and words[k].deprel == "case"), "")
    governor = words[at].head
    if governor >= 0:
        yield f"G={relation}:{case}:{low[governor]}"
        yield f"GV={low[governor]}"
        yield f"REL={relation}:{case}"
        for kind in tells:
            yield f"{kind}:{relation}:{case}"
        above = words[governor].head
        if above >= 0:
            yield f"GG={words[governor].deprel}:{low[above]}"
    else:
        yield "ROOT"


# ---------------------------------------------------------------- judging


@cache
def weights() -> Mapping[str, Mapping[str, float]]:
    """Term weights of each role; "" is the constant, "least" the belief from which a filler is taken."""
    loaded: Mapping[str, Mapping[str, float]] = json.loads(
        (files("firsthand.data") / "fillers.json").read_text("utf-8")
    )
    return loaded


def fillers(one: Page) -> dict[str, list[Filler]]:
    """For each role the phrases that fill it, surest first, each of a kind once."""
    told = {key: (written, mentions, terms(one, key, mentions)) for key, (written, mentions) in candidates(one).items()}
    return {role: chosen(one, role, told, weights()[role]) for role in ROLES}


def chosen(
    one: Page,
    role: str,
    told: Mapping[str, tuple[str, list[Mention], set[str]]],
    own: Mapping[str, float],
    least: float | None = None,
) -> list[Filler]:
    """Fillers of a role: of phrases that share a head word or stand inside one another, the surest."""
    bar = own["least"] if least is None else least
    rows = []
    for key, (written, mentions, said) in told.items():
        score = own[""] + sum(own.get(term, 0.0) for term in sorted(said))
        belief = 1 / (1 + exp(-max(-30.0, min(30.0, score))))
        if belief >= bar:
            rows.append(Filler(role, written, key, belief, tuple(mentions)))
    rows.sort(key=lambda row: (-row.belief, row.key))
    kept: list[Filler] = []
    for row in rows:
        if not any(_same(one, row, other) for other in kept):
            kept.append(row)
    return kept


def _same(one: Page, a: Filler, b: Filler) -> bool:
    """Whether two phrases name one thing: a common head in one sentence or word for word inside, or beside in brackets."""
    x, y = set(a.key.split()), set(b.key.split())
    if x <= y or y <= x:
        return True
    if {m.head for m in a.mentions} & {m.head for m in b.mentions}:
        return True
    return any(
        0 <= later.first - earlier.end <= 1
        for m in a.mentions
        for n in b.mentions
        for earlier, later in [sorted((m, n), key=lambda k: k.first)]
        if later.first > earlier.head and one.low[earlier.end : later.first] in ([], ["("], ["["], [","])
    )


def count_of(one: Page, filler: Filler) -> int | str:
    """How many a phrase of people names: the number that any of its mentions gives, PLURAL, or 1."""
    given = [number for mention in filler.mentions if (number := _number(one, mention)) is not None]
    if given:
        return max(set(given), key=lambda number: (given.count(number), number))
    head = filler.mentions[0].head
    low = one.low[head]
    person = one.names.get(head) == "person" and one.words[head].upos == "PROPN" and low not in one.lists["crowds"]
    return "PLURAL" if not person and (low.endswith("s") or low in CROWDS) else 1


def _number(one: Page, mention: Mention) -> int | None:
    """The number before the head of a phrase."""
    for k in range(mention.head - 1, max(-1, mention.head - 6), -1):
        low = one.low[k]
        if one.sentence[k] != mention.sentence or one.words[k].upos not in INSIDE or low == "and":
            return None
        if low.replace(",", "").isdigit():
            return int(low.replace(",", ""))
        if low in NUMBER_WORDS:
            return NUMBER_WORDS[low]
    return None


CROWDS: Final = frozenset(["people", "men", "women", "children", "police"])


# ---------------------------------------------------------------- what sentences and report tell

STEPS: Final = (0.1, 0.25, 0.5, 0.75)


def telling(
    text: str,
    spans: Sequence[tuple[int, int]],
    stems: Mapping[str, Sequence[str]],
    holds: Holds,
    by: Weights | None = None,
) -> tuple[list[frozenset[str]], frozenset[str]]:
    """Terms of each sentence and of the report: which types they hold words of, and how strongly they speak of them."""
    whole = report_terms(text)
    report, each = set(), []
    priors = {kind: report_belief(kind, whole, by) for kind in stems}
    for kind, prior in priors.items():
        report.add(f"D:{kind}:{sum(prior > step for step in STEPS)}")
    report.add(f"D:ANY:{sum(max(priors.values()) > step for step in STEPS)}")
    for at, (start, end) in enumerate(spans):
        sentence = re.sub(r"\s+", " ", text[start:end])
        said = sentence_terms(sentence, at)
        told = set()
        for kind, listed in stems.items():
            if holds(sentence, listed):
                told |= {f"S:{kind}", f"B:{kind}:{sum(sentence_belief(kind, said, by) > step for step in STEPS)}"}
        each.append(frozenset(told))
    return each, frozenset(report)

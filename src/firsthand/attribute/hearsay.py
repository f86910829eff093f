"""Reports that name nobody: "reportedly", "was reported to have", "it is said that"."""

from __future__ import annotations

from firsthand.attribute.clauses import trimmed
from firsthand.attribute.lexicon import Lexicon
from firsthand.attribute.phrases import Range
from firsthand.attribute.verbs import Form
from firsthand.attribute.words import Unit

Found = tuple[Range, tuple[Range, ...], str]  # cue, content, lemma


def hearsay(w: Unit, lex: Lexicon) -> list[Found]:
    """(cue, content pieces, lemma), as word ranges."""
    found: list[Found] = []
    for i, word in enumerate(w):
        if word.quote is not None:
            continue
        if word.low in lex.lists.hearsay and word.low in ("reportedly", "allegedly", "supposedly", "purportedly"):
            pieces = _clause_around(w, i, i + 1, lex)
            if pieces:
                found.append(((i, i + 1), pieces, word.low))
            continue
        passive = _passive(w, i, lex)
        if passive:
            found.append(passive)
    return found


def _passive(w: Unit, i: int, lex: Lexicon) -> Found | None:
    """ "it was reported that ...", "X is said to ...", "were reported killed"."""
    lists = lex.lists
    readings = [
        r for r in lex.reporting.get(w[i].low, ()) if r.form is Form.PARTICIPLE and r.lemma in lists.hearsay_verbs
    ]
    if not readings or i == 0 or i + 1 >= len(w):
        return None
    first = i
    while first > 0 and (
        w[first - 1].low in lists.auxiliaries or w[first - 1].low in lists.adverbs or w[first - 1].low.endswith("ly")
    ):
        first -= 1
    if not any(w[k].low in lists.be for k in range(first, i)):
        return None
    lemma = readings[0].lemma
    after = w[i + 1].low
    end = _end(w, i + 1)
    if lemma == "accuse":
        return None
    if first > 0 and w[first - 1].low == "it" and after == "that":
        content = trimmed(w, i + 2, end)
        return ((first, i + 1), (content,), lemma) if content else None
    if after == "by":
        return None
    if after in (
        "to",
        "killed",
        "dead",
        "injured",
        "wounded",
        "missing",
        "captured",
        "destroyed",
        "damaged",
        "hit",
        "shot",
        "detained",
    ):
        begin = _clause_begin(w, first, lex)
        head = trimmed(w, begin, first)
        tail = trimmed(w, i + 1, end)
        pieces = tuple(p for p in (head, tail) if p)
        return ((first, i + 1), pieces, lemma) if pieces else None
    if lemma == "report" and (
        i + 1 >= end
        or after in ("in", "on", "at", "from", "near", "across", "during", "after", "over", "early", "late", ",")
    ):
        begin = _clause_begin(w, first, lex)
        head = trimmed(w, begin, first)
        tail = trimmed(w, i + 1, end) if after != "," else None
        pieces = tuple(p for p in (head, tail) if p)
        return ((first, i + 1), pieces, lemma) if head else None
    return None


def _clause_around(w: Unit, first: int, past: int, lex: Lexicon) -> tuple[Range, ...]:
    begin = _clause_begin(w, first, lex)
    head = trimmed(w, begin, first)
    tail = trimmed(w, past, _end(w, past))
    if head is not None and head[1] - head[0] == 1 and w[head[0]].low in ("there", "it"):
        head = None
    if head is not None and w[head[0]].low == "there":
        head = None
    return tuple(p for p in (head, tail) if p)


def _clause_begin(w: Unit, first: int, lex: Lexicon) -> int:
    """Where the clause around word `first` begins: after the nearest conjunction, relative or strong mark."""
    lists = lex.lists
    for k in range(first - 1, -1, -1):
        low = w[k].low
        if low in (";", ":", "—") or low in (
            "as",
            "while",
            "that",
            "whereas",
            "although",
            "though",
            "because",
            "but",
            "after",
            "when",
            "which",
            "who",
            "where",
        ):
            return k + 1
        if (
            low == ","
            and k + 1 < first
            and k < 6
            and (w[0].low in lists.prepositions or w[0].low in lists.adverbs or w[0].low in lists.times)
        ):
            return k + 1
        if low == "and" and k > 0 and w[k - 1].low == ",":
            return k + 1
    return 0


def _end(w: Unit, start: int) -> int:
    end = len(w)
    while end and w[end - 1].low in (".", "!", "?", "…", ";"):
        end -= 1
    for k in range(start, end - 1):
        if w[k].low in (";", "—"):
            return k
        if w[k].low == "," and w[k + 1].low in (
            "which",
            "but",
            "according",
            "while",
            "although",
            "though",
            "as",
            "whereas",
            "with",
            "adding",
            "including",
        ):
            return k if w[k + 1].low != "including" else end
    return end

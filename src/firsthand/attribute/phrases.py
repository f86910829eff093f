"""Noun phrases by closed classes and capitals: who stands left or right of a reporting verb.

There is no parser here. A phrase runs until a word that cannot stand in one: a finite verb, a
conjunction that opens a clause, a mark. Commas are crossed for appositions ("X, its spokesman, said").
"""

from __future__ import annotations

from typing import Final

from firsthand.attribute.lexicon import Lexicon
from firsthand.attribute.verbs import Form
from firsthand.attribute.words import QUOTE, Unit

Range = tuple[int, int]  # first word, one past the last

_LONGEST: Final = 45
_REDUCED_LONGEST: Final = 16
_POINTING: Final = frozenset(["this", "that", "these", "those", "another"])
_RELATIVES: Final = frozenset(["who", "whom", "whose", "which", "that", "where", "when"])
_JOINING: Final = frozenset(
    ["of", "for", "at", "from", "with", "in", "on", "to", "by", "and", "or", "&", "under", "inside", "near"]
)
_HYPHENS: Final = frozenset(["-", "/", "&", "."])


def is_finite(w: Unit, i: int, lex: Lexicon) -> bool:
    """Whether word `i` is likely a finite verb: auxiliaries, known forms, "-ed" after a noun."""
    low = w[i].low
    lists = lex.lists
    if is_auxiliary(w, i, lex):
        return low not in ("be", "been", "being", "having", "'s")
    if not w[i].is_word() or (w[i].capital and i):
        return False
    before = w[i - 1].low if i else ""
    counted = before in lists.number_words and _nothing_follows(w, i, lex)  # "said nine died"
    if (before in lists.determiners and before not in _POINTING and not counted) or before in ("'s", "to", "an", "a"):
        return False
    if low in lists.past_forms and not w[i].capital:
        return True
    if low in lists.present_forms and not w[i].capital:
        return before not in lists.prepositions
    if low.endswith("ed") and i + 1 < len(w) and w[i + 1].low == "by":
        return False  # "a document reviewed by"
    if low.endswith("ed") and len(low) > 3 and "-" not in low and low not in lex.lists.participles and not w[i].capital:
        return before not in lists.prepositions and (i == 0 or w[i - 1].is_word())
    if low in lex.nouns or low in lists.papers or low in lists.imagery:
        return False
    return any(r.form in (Form.PAST, Form.S) and r.frames for r in lex.reporting.get(low, ()))


def _nothing_follows(w: Unit, i: int, lex: Lexicon) -> bool:
    """Whether no noun can follow word `i`: the sentence ends, or a mark, preposition or conjunction comes."""
    if i + 1 >= len(w) or not w[i + 1].is_word():
        return True
    return w[i + 1].low in lex.lists.prepositions or w[i + 1].low in lex.lists.conjunctions


def is_auxiliary(w: Unit, i: int, lex: Lexicon) -> bool:
    """Whether word `i` is an auxiliary, and not the month of May."""
    return w[i].low in lex.lists.auxiliaries and not (w[i].low == "may" and w[i].capital and i > 0)


def has_finite(w: Unit, start: int, end: int, lex: Lexicon) -> bool:
    return any(is_finite(w, i, lex) for i in range(start, end))


def left_phrase(w: Unit, end: int, floor: int, lex: Lexicon) -> Range | None:
    """The noun phrase that ends before word `end` and begins at `floor` or later; None where there is none."""
    e = end
    while e > floor and (w[e - 1].low in lex.lists.adverbs and w[e - 1].low not in ("all", "both")):
        e -= 1
    e = _before_time(w, e, floor, lex)
    if e <= floor:
        return None
    last = w[e - 1]
    if last.low in _RELATIVES:  # "X, who said": the one meant stands before
        e -= 1
        if e > floor and w[e - 1].low == ",":
            e -= 1
        return _closed(w, _leftwards(w, e, floor, lex), e, lex)
    if last.low == ",":
        return _with_apposition(w, e - 1, floor, lex)
    if last.low in (")", "]"):
        opened = e - 1
        while opened > floor and w[opened].low not in ("(", "[") and e - opened < 15:
            opened -= 1
        if w[opened].low not in ("(", "["):
            return None
        start = _leftwards(w, opened, floor, lex)
        return _closed(w, start, e, lex) if start < opened else None
    if last.quote is not None and e - 2 >= floor and w[e - 2].low in lex.lists.determiners:
        return (e - 2, e)
    participle = hanging_participle(w, end, floor, lex)
    if participle is not None:
        start = _leftwards(w, participle, floor, lex)
        whole = e > participle + 1 and w[e - 1].low not in lex.lists.prepositions
        return _closed(w, start, e if whole else participle, lex) if start < participle else None
    found = _closed(w, _leftwards(w, e, floor, lex), e, lex)
    return found if found is not None else _with_relative(w, e, floor, lex)


def hanging_participle(w: Unit, end: int, floor: int, lex: Lexicon) -> int | None:
    """Where "published in the Lancet" begins, in "a survey published in the Lancet" before word `end`.

    Only after a head that can speak (a paper, a picture, a person); a finite verb or a mark between them ends the search.
    """
    lists = lex.lists
    for k in range(end - 2, max(floor, end - _REDUCED_LONGEST), -1):
        if not w[k].is_word() or w[k].low in lists.auxiliaries or w[k].low in lists.conjunctions - lists.prepositions:
            return None
        after = w[k + 1].low
        if (
            _is_participle(w[k].low, lex)
            and ((after in lists.prepositions and after != "to") or after in lists.times)
            and w[k - 1].is_word()
            and w[k - 1].low not in lists.auxiliaries
            and can_speak(w[k - 1].low, lex)
        ):
            return k
    return None


def _is_participle(low: str, lex: Lexicon) -> bool:
    return (low.endswith("ed") and len(low) > 4) or low in lex.lists.strong_participles


def can_speak(word: str, lex: Lexicon) -> bool:
    """Whether a noun may be the head of a source: a kind of source, a person, a paper, a picture, an outlet."""
    lists = lex.lists
    return (
        word in lex.types
        or word in lists.human
        or word in lists.papers
        or word in lists.imagery
        or word in lists.outlet_words
        or word in lex.nouns
    )


def _with_relative(w: Unit, end: int, floor: int, lex: Lexicon) -> Range | None:
    """ "the hospital where the victims were taken": the phrase before a relative clause that ends at the verb."""
    for k in range(end - 2, max(floor, end - 16), -1):
        if not w[k].is_word():
            return None
        if w[k].low in ("where", "who", "that", "which") and w[k - 1].is_word():
            start = _leftwards(w, k, floor, lex)
            return _closed(w, start, k, lex) if start < k else None
    return None


def _before_time(w: Unit, e: int, floor: int, lex: Lexicon) -> int:
    """Past "on Friday", "late last week" between subject and verb."""
    lists = lex.lists
    k = e
    while k > floor and (w[k - 1].low in lists.times or w[k - 1].low.isdigit()):
        k -= 1
    while k > floor and w[k - 1].low in ("last", "this", "the", "late", "early", "earlier"):
        k -= 1
    if k < e and k > floor and w[k - 1].low in ("on", "in", "at", "by"):
        k -= 1
    elif k < e and not any(word.low in lists.times for word in w[k:e]):
        return e
    if k == e or k <= floor:
        return e
    return k


def _with_apposition(w: Unit, comma: int, floor: int, lex: Lexicon) -> Range | None:
    """A phrase closed by a comma: "X, the army's spokesman," or "X, who leads it,"."""
    opened = comma - 1
    commas = []
    while opened >= floor and comma - opened < _LONGEST:
        low = w[opened].low
        if w[opened].quote is not None or low in (";", ":", "—"):
            break
        if low == ",":
            commas.append(opened)
        opened -= 1
    for opened in commas:
        start = _leftwards(w, opened, floor, lex)
        if start == opened:
            continue
        found = _closed(w, start, opened, lex)
        if found is None:
            continue
        first = w[opened + 1].low
        if (
            first in _RELATIVES
            or first.endswith("ing")
            or is_finite(w, opened + 1, lex)
            or first in lex.lists.prepositions
        ):
            return found
        if has_finite(w, opened + 1, comma, lex) and not any(w[i].low in _RELATIVES for i in range(opened + 1, comma)):
            return None
        if opened > start and w[opened - 1].low in lex.lists.times:
            return None  # "On Friday, X, said" is not ours
        return found[0], comma
    return None


def _leftwards(w: Unit, end: int, floor: int, lex: Lexicon) -> int:
    """First word of the phrase that ends before `end`."""
    s = end
    lists = lex.lists
    while s > floor and end - s < _LONGEST:
        i = s - 1
        low = w[i].low
        if w[i].quote is not None:
            if i > floor and s < end and w[i - 1].low in lists.determiners:
                s = i
                continue
            break
        if low in ("'s", "'") or low in _HYPHENS or (low in (")", "(") and s < end):
            s = i
            continue
        if not w[i].is_word():
            if low == "," and _in_list(w, i, s, end, lex):
                s = i
                continue
            break
        if low in lists.breakers:
            break
        if low in ("and", "or"):
            if s == end:
                break
            before = _leftwards(w, i, floor, lex)
            if before == i or (before > floor and _clause_before(w, before, lex)):
                break
            s = before
            break
        if low in lists.auxiliaries or is_finite(w, i, lex):
            break
        if low in lists.pronouns and low not in lists.determiners:
            if s == end or low in ("others", "those", "one", "many", "some", "who"):
                s = i
            break
        if low in lists.pronouns and s < end and w[s].low in lists.determiners:
            break
        s = i
    return s


def _clause_before(w: Unit, start: int, lex: Lexicon) -> bool:
    """Whether what ends before `start` looks like a verb that governs it: then "and" joined clauses."""
    i = start - 1
    return is_finite(w, i, lex) or w[i].low in lex.lists.auxiliaries or w[i].low == "to"


def _in_list(w: Unit, comma: int, s: int, end: int, lex: Lexicon) -> bool:
    """Whether the comma parts members of a list: "A, B and C"."""
    if comma < 1 or not w[comma - 1].is_word() or w[comma - 1].low in lex.lists.times or w[comma - 1].low.isdigit():
        return False
    if w[comma - 1].low in lex.lists.adverbs:
        return False
    until = min(end, s + 6)
    joined = any(w[i].low in ("and", "or") for i in range(s, until))
    return joined and w[comma - 1].capital and w[s].capital


def _closed(w: Unit, start: int, end: int, lex: Lexicon) -> Range | None:
    """The phrase without what only leads up to it; None when no noun is left."""
    lists = lex.lists
    s = start
    moved = True
    while moved and s < end:
        moved = False
        low = w[s].low
        if (
            low in ("and", "or", ".", "-", "/", "&", "(", ")", "'s", "'")
            or (low in lists.adverbs and low not in lists.determiners)
            or (low in lists.times and not (w[s].capital and s + 1 < end and w[s + 1].low == "'s"))
        ):
            s += 1
            moved = True
        elif (
            low in ("last", "this", "next", "earlier", "late", "early") and s + 1 < end and w[s + 1].low in lists.times
        ):
            s += 2
            moved = True
        elif low == "with" or (
            low.endswith("ing")
            and s + 1 < end
            and (w[s + 1].low in lists.determiners or w[s + 1].capital)
            and not w[s].capital
        ):
            s += 1  # "with experts noting", "citing the case of X"
            moved = True
        elif low in ("citing", "quoting", "following", "including") and s + 1 < end:
            s += 1
            moved = True
        elif low == "the" and s + 3 < end and w[s + 1].low in ("case", "example") and w[s + 2].low == "of":
            s += 3
            moved = True
        elif low in lists.prepositions and low not in ("like",):
            s = _after_preposition(w, s, end, lex)
            moved = True
    if s >= end or w[s].low == "according":
        return None
    if end - s == 1:
        low = w[s].low
        if low in lists.pronouns or low in ("another", "several", "both"):
            return (s, end)
        if (
            low in lists.object_pronouns
            or low in lists.determiners
            or low in lists.conjunctions
            or low in ("there", "no")
        ):
            return None
        if low.isdigit() or not (
            w[s].capital or low.endswith("s") or low in lex.types or low in ("people", "police", "men", "women")
        ):
            return None  # one bare word that is neither a name nor a plural
    if w[s].low in lists.object_pronouns and w[s].low not in lists.determiners and w[s].low not in lists.pronouns:
        return None
    return _extended(w, s, lex), end


def _extended(w: Unit, s: int, lex: Lexicon) -> int:
    """To the left over "a writer, X" and "X, a writer"."""
    lists = lex.lists
    for _ in range(3):
        if s < 3 or w[s - 1].low != ",":
            break
        start = _leftwards(w, s - 1, 0, lex)
        while start < s - 1 and (w[start].low in lists.adverbs or w[start].low in lists.conjunctions):
            start += 1
        if start < s - 1 and w[start].low in ("citing", "quoting", "recalling"):
            start += 1
        if start + 3 < s and [x.low for x in w[start : start + 3]] in (["the", "case", "of"], ["the", "example", "of"]):
            start += 3
        if start >= s - 1 or s - start > 20 or w[s - 2].low in lists.times or w[start].low in lists.prepositions:
            break
        described = w[start].low in lists.determiners and w[s].capital
        describes = w[s].low in ("a", "an", "or") and w[s - 2].capital
        if not (described or describes):
            break
        s = start
    return s


def _after_preposition(w: Unit, s: int, end: int, lex: Lexicon) -> int:
    """Where the subject begins after a fronted "On Friday" or "In Kyiv": at the next word that opens a phrase."""
    for i in range(s + 2, end):
        before = w[i - 1]
        opens = w[i].low in lex.lists.determiners or w[i].low in lex.lists.pronouns
        named = w[i].capital and not before.capital and before.low not in lex.lists.determiners
        named = named or (w[i].capital and before.low in lex.lists.times)
        after_digits = before.low.isdigit() and not w[i].low.isdigit() and w[i].low not in lex.lists.times
        if before.low in _JOINING or before.low == "'s":
            continue
        if opens or named or after_digits:
            return i
    return end


def right_phrase(w: Unit, start: int, lex: Lexicon) -> Range | None:
    """The noun phrase that begins at word `start`, with an apposition closed or ended by the unit."""
    lists = lex.lists
    n = len(w)
    i = start
    if i >= n or not w[i].is_word():
        return None
    if w[i].low in lists.pronouns and w[i].low not in lists.determiners:
        return (i, i + 1)
    if w[i].low in lists.object_pronouns and w[i].low not in ("her", "it", "you"):
        return None
    end = phrase_end(w, i, lex)
    if end == i:
        return None
    if end < n and w[end].low == "," and end + 1 < n:
        apposition = _apposition_right(w, end, lex)
        if apposition:
            end = apposition
    return (i, end)


def phrase_end(w: Unit, i: int, lex: Lexicon) -> int:
    lists = lex.lists
    n = len(w)
    start = i
    while i < n and i - start < _LONGEST:
        low = w[i].low
        if w[i].quote is not None:
            break
        if low in ("'s", "'", "(", ")") or (low in _HYPHENS and i + 1 < n and w[i + 1].is_word() and low != "."):
            if low == "(":
                closing = next((k for k in range(i, min(n, i + 12)) if w[k].low == ")"), None)
                if closing is None:
                    break
                i = closing
            i += 1
            continue
        if not w[i].is_word():
            if low == "," and i > start and i + 1 < n and w[i + 1].capital and w[i - 1].capital:
                ahead = [w[k].low for k in range(i + 1, min(n, i + 7))]
                if "and" in ahead and not any(
                    is_finite(w, k, lex) for k in range(i + 1, min(n, i + 1 + ahead.index("and")))
                ):
                    i += 1
                    continue
            break
        if low in _RELATIVES and low != "that":
            break
        if i > start and low in lists.breakers:
            break
        if (
            i > start
            and (low in lists.adverbs or low in lists.times)
            and not (w[i].capital and w[i - 1].low in ("the", "of"))
        ):
            break
        if i > start and low in lists.pronouns and low not in lists.determiners and low not in ("one", "others"):
            break
        if i > start and is_finite(w, i, lex):
            break
        if low in lists.prepositions:
            if i == start or low not in _JOINING or i + 1 >= n:
                break
            after = w[i + 1]
            if low in ("in", "on", "at", "to", "by", "with", "from", "during") and _outer(w, i + 1, lex):
                break
            if low in ("to", "by") or not (after.is_word()):
                break
        if low in ("and", "or") and (i == start or i + 1 >= n or not w[i + 1].is_word() or is_finite(w, i + 1, lex)):
            break
        if low == "ing":
            break
        i += 1
    while i > start and w[i - 1].low in ("and", "or", "of", "for", "at", "from", "with", "in", "on"):
        i -= 1
    return i


def _outer(w: Unit, i: int, lex: Lexicon) -> bool:
    """Whether the phrase after a preposition says when or where it was said, and not who said it."""
    lists = lex.lists
    for k in range(i, min(len(w), i + 4)):
        low = w[k].low
        if low in lists.times or low in lists.channels:
            return True
        if not w[k].is_word() or (k > i and low in lists.prepositions):
            return False
    return False


def _apposition_right(w: Unit, comma: int, lex: Lexicon) -> int | None:
    """End of the apposition that begins after `comma`, None when something else does."""
    n = len(w)
    first = w[comma + 1]
    if (
        first.quote is not None
        or first.low in _RELATIVES
        or first.low in lex.lists.breakers
        or first.low in ("and", "or")
    ):
        return None
    if (
        first.low in lex.lists.adverbs
        or first.low in lex.lists.times
        or first.low.endswith("ing")
        or first.low.isdigit()
    ):
        return None
    if first.low in lex.lists.prepositions or (
        first.low in lex.lists.pronouns and first.low not in lex.lists.determiners
    ):
        return None
    end = phrase_end(w, comma + 1, lex)
    if end == comma + 1:
        return None
    if end < n and w[end].low in ("that", "which", "who", "whose"):  # "..., the agency that tracks refugees"
        while end < n and w[end].is_word():
            end += 1
    if end == n or w[end].low in (",", ".", ":", ";") or w[end].quote is not None:
        return end
    return None


def is_quote(w: Unit, i: int) -> bool:
    return 0 <= i < len(w) and w[i].low == QUOTE and w[i].quote is not None

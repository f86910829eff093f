"""Content of reporting verbs: where what is said begins and ends."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from firsthand.attribute.cues import Cue
from firsthand.attribute.lexicon import Lexicon
from firsthand.attribute.openings import CLAUSE_OPENERS, opening
from firsthand.attribute.phrases import Range, has_finite, is_finite, is_quote
from firsthand.attribute.verbs import Form
from firsthand.attribute.words import Unit


@dataclass(frozen=True, slots=True)
class Scope:
    """Content as word ranges; `addressee` who was told; `rule` how it was found."""

    pieces: tuple[Range, ...]
    rule: str
    addressee: Range | None = None
    cue_first: int | None = None
    uncertain: bool = False


_PARENTHETIC: Final = frozenset(["say", "tell"])
_UNNAMED: Final = frozenset(["named", "identified", "quoted"])
_LEFT_OUT: Final = frozenset(
    ["giving", "providing", "offering", "citing", "elaborating", "specifying", "naming", "presenting", "saying"]
)
_JOINS: Final = frozenset(["but", "and", "while", "whereas", "although", "though", "as"])


def scope(w: Unit, n: int, found: list[Cue], lex: Lexicon) -> Scope | None:
    """What the `n`-th cue's content is, None when it reports nothing that can be pointed at."""
    cue = found[n]
    stop = _stop(w, found, n, lex)
    start, addressee = opening(w, cue, stop, lex)
    begin = _backward_start(w, found, n, lex)
    clausal_only = cue.lemma in lex.lists.clausal
    before = _before(w, cue, begin)
    if cue.inverted:
        return _around(w, cue, before, stop, lex, addressee)
    says = bool(cue.frames & {"say", "tell"})
    if start < stop and w[start].low == "," and before is not None and says:
        return _around(w, cue, before, stop, lex, addressee)
    if cue.frames & {"show"} and w[start - 1].low != "that":
        says = says and cue.lemma not in ("show", "read", "reveal")
    if _shows(w, cue, lex):
        says = True
    empty = start >= stop or (not _shows(w, cue, lex) and _is_tail(w, start, stop, cue, lex))
    if empty:
        if before is None or not says or cue.relative or cue.negative:
            return None
        if not _a_report(w, cue, before, lex):
            return None
        pieces: tuple[Range, ...] = (before,)
        return Scope(pieces, "before", addressee)
    if before is not None and is_quote(w, before[1] - 1) and says and is_quote(w, start):
        return Scope((before, _quoted(w, start, stop)), "around", addressee)
    forward = _forward(w, cue, start, stop, lex, clausal_only)
    if (
        forward is not None
        and before is not None
        and says
        and w[start - 1].low == ":"
        and not w[before[0]].low.endswith("ing")
        and _a_report(w, cue, before, lex)
    ):
        return Scope((before, forward), "around", addressee)  # "The town lost 58 men, she told them: 31 killed, ..."
    if forward is None:
        if (
            before is not None
            and says
            and not cue.shared
            and (before[1] - before[0] > 2)
            and _a_report(w, cue, before, lex)
        ):
            return Scope((before,), "before", addressee)
        return None
    return Scope((forward,), "after", addressee)


def _shows(w: Unit, cue: Cue, lex: Lexicon) -> bool:
    """Whether a document or picture is what speaks: "footage shows", "the letter says"."""
    if "show" not in cue.frames or cue.source is None:
        return False
    lists = lex.lists
    head: str | None = None
    for k in range(*cue.source):
        low = w[k].low
        if head is not None and (
            low in lists.prepositions or low in ("that", ",", "reviewed", "seen", "obtained", "published")
        ):
            break
        if w[k].is_word():
            head = low
    return head in lists.imagery or head in lists.papers


def _before(w: Unit, cue: Cue, begin: int) -> Range | None:
    """Words from `begin` up to the comma or quotation before the cue's clause; None when nothing is set off."""
    if cue.shared or cue.source is None:
        return None
    clause = cue.first if cue.inverted else cue.source[0]
    if clause > 0 and w[clause - 1].low in ("as", "so"):
        clause -= 1
    e = clause
    set_off = False
    while e > begin and (w[e - 1].low in (",", "—", "-", "–")):
        set_off = True
        e -= 1
    if e <= begin:
        return None
    if is_quote(w, e - 1):
        if e - 2 > begin and w[e - 2].low == ":":
            begin = e - 1  # "She answered him: “...,” she said"
        quote = w[e - 1].quote
        if quote is not None and quote.scare and not set_off:
            return None
        return begin, e
    return (begin, e) if set_off and e - begin > 1 else None


def _goes_on(w: Unit, cue: Cue, before: Range, stop: int, lex: Lexicon) -> bool:
    """Whether the words before an inserted "he says" are the subject of the verb after it."""
    k = cue.last + 1
    while k < stop and w[k].low != ",":
        k += 1
    first = w[before[0]].low
    if (
        first in lex.lists.prepositions
        or first in lex.lists.adverbs
        or first in lex.lists.times
        or first in lex.lists.conjunctions
    ):
        return False
    if k + 1 >= stop or cue.inverted or not w[k + 1].is_word() or w[k + 1].low.endswith("ing"):
        return False
    after = w[k + 1].low
    lists = lex.lists
    closed = (lists.prepositions, lists.conjunctions, lists.determiners, lists.pronouns, lists.adverbs)
    return after in lists.auxiliaries or not (w[k + 1].capital or any(after in words for words in closed))


def _a_report(w: Unit, cue: Cue, before: Range, lex: Lexicon) -> bool:
    """Whether words before the cue can be what was said: a quotation, or a clause and not "In Kyiv,"."""
    if any(is_quote(w, k) for k in range(*before)) or w[before[0]].low in ("if", "unless"):
        return True
    return (cue.lemma not in lex.lists.quoting or _shows(w, cue, lex)) and has_finite(w, before[0] + 1, before[1], lex)


def _around(w: Unit, cue: Cue, before: Range | None, stop: int, lex: Lexicon, addressee: Range | None) -> Scope | None:
    """Content before an inserted "he said", and after it where it goes on."""
    if before is None or not (
        _a_report(w, cue, before, lex) or is_quote(w, before[1] - 1) or _goes_on(w, cue, before, stop, lex)
    ):
        if before is not None and not cue.inverted and cue.source is not None:
            k = cue.last + 1
            while k < stop and w[k].low == ",":
                k += 1
            if k < stop and is_quote(w, k):
                return Scope((_quoted(w, k, stop),), "after", addressee)
        return None
    k = cue.source[1] if cue.inverted and cue.source else cue.last + 1
    while k < stop and not is_quote(w, k) and w[k].low != ",":
        k += 1
    if k < stop and w[k].low == ",":
        k += 1
    if k < stop and is_quote(w, k):
        return Scope((before, _quoted(w, k, stop)), "around", addressee)
    if cue.inverted or is_quote(w, before[1] - 1):
        return Scope((before,), "before", addressee)
    if (
        k < stop
        and stop - k > 1
        and (w[k].low not in ("and", "but", "who", "which", "as", "adding") or w[k + 1].low in ("many", "much", "few"))
        and not w[k].low.endswith("ing")
    ):
        fronted = (
            w[before[0]].low in lex.lists.prepositions
            or w[before[0]].low in lex.lists.times
            or w[before[0]].low in lex.lists.adverbs
        )
        if fronted and not has_finite(w, before[0], before[1], lex):
            return Scope(((k, stop),), "after", addressee)
        return Scope((before, (k, stop)), "around", addressee)
    return Scope((before,), "before", addressee)


def _stop(w: Unit, found: list[Cue], n: int, lex: Lexicon) -> int:
    """One past the last word that may belong to the cue: the sentence's end or the next reporting clause beside it."""
    end = len(w)
    while end and w[end - 1].low in (".", "!", "?", "…", ";", ":"):
        end -= 1
    cue = found[n]
    for later in found[n + 1 :]:
        at = (
            later.first if later.shared or later.inverted or later.source is None else min(later.source[0], later.first)
        )
        k = at
        if cue.relative and later.source is not None and later.source[0] < cue.first and not later.shared:
            end = min(end, later.first - (w[later.first - 1].low == ","))
            break
        if at <= cue.last:
            continue
        if later.shared and later.source is not None and later.source != cue.source and later.source[0] > cue.last:
            continue  # a verb of somebody inside our own content
        if later.shared:
            while k > cue.last + 1 and w[k - 1].low in (
                "and",
                "but",
                "then",
                ",",
                "while",
                "before",
                "after",
                "by",
                "—",
            ):
                k -= 1
            if k < at or later.form is Form.ING:
                end = min(end, k)
                break
            continue
        if k > cue.last + 1 and w[k - 1].low in _JOINS and (w[k - 2].low in (",", ";", "—") or is_quote(w, k - 2)):
            end = min(end, k - 2 if w[k - 2].low in (",", ";", "—") else k - 1)
            break
        if k > cue.last + 1 and w[k - 1].low in (";", "—"):
            end = min(end, k - 1)
            break
        if k > cue.last + 1 and w[k - 1].low == "," and not later.relative and not later.inverted:
            end = min(end, k - 1)
            break
        if k > cue.last + 1 and w[k - 1].low in ("while", "whereas", "although"):
            end = min(end, k - 1)
            break
    if cue.first > 0 and w[cue.first - 1].low in ("which", "who"):
        for k in range(cue.last + 2, min(end, len(w) - 1)):
            if w[k].low == "," and (w[k + 1].low in lex.lists.auxiliaries or is_finite(w, k + 1, lex)):
                end = k  # the main verb after the relative clause
                break
    if not cue.frames & {"say", "tell"} or cue.lemma == "wish":
        for k in range(cue.last + 2, min(end, len(w) - 1)):
            if w[k].low == "," and w[k + 1].low.endswith("ed") and is_finite(w, k + 1, lex):
                end = k  # the next verb of the same subject
                break
    for k in range(cue.last + 2, min(end, len(w) - 2)):
        if w[k].low == "," and w[k + 1].low == "without" and w[k + 2].low in _LEFT_OUT:
            end = k  # "..., without giving details": the author's remark on the speaker
            break
    for k in range(cue.last + 1, min(end, len(w) - 1)):
        if w[k].low == "," and w[k + 1].low == "according" and k + 2 < len(w) and w[k + 2].low == "to":
            after = next((j for j in range(k + 4, end) if w[j].low == ","), end)
            if has_finite(w, after + 1, end, lex) and w[after + 1].low not in ("who", "which", "that"):
                continue  # inserted; what was said goes on after it
            end = k
            break
    return end


def _backward_start(w: Unit, found: list[Cue], n: int, lex: Lexicon) -> int:
    """First word that content standing before the cue may have."""
    begin = 0
    subject = found[n].source
    limit = subject[0] if subject and not found[n].inverted else found[n].first
    for earlier in reversed(found[:n]):
        if earlier.last >= limit:
            continue
        for k in range(limit - 1, earlier.last, -1):
            if w[k].low in ("but", "while", "whereas") and w[k - 1].low in (",", ";") and not is_quote(w, k + 1):
                return k + 1
            if w[k].low in (";", "—"):
                return k + 1
        break
    if w[begin].low in ("but", "and", "meanwhile", "however") and len(w) > 3:
        begin += 2 if w[1].low == "," else 1
    return begin


def _is_tail(w: Unit, start: int, stop: int, cue: Cue, lex: Lexicon) -> bool:
    """Whether what follows only says when, where or to whom it was said."""
    if is_quote(w, start) or ("tell" in cue.frames and w[start].low == "to"):
        return False
    lists = lex.lists
    first = w[start].low
    if "say" not in cue.frames and "tell" not in cue.frames:
        return False
    if first in (",", "–", "-", "—", ")"):
        return True
    if w[start - 1].low in ("that", ":") or (
        first in CLAUSE_OPENERS and first not in ("when", "where", "who", "which")
    ):
        return False
    if cue.negative and first in ("when", "where", "who", "which"):
        return False
    if cue.relative and is_finite(w, start, lex):
        return False
    if first in ("when", "while", "as", "after", "before", "where", "who", "which") and start > cue.last:
        return True
    if first in lists.prepositions or first in lists.times or first in lists.adverbs:
        # "said in Kyiv" against "said in Kyiv there was fighting"
        return not has_finite(w, start + 1, stop, lex) or any(
            w[k].low in ("who", "which", "after", "when", "where") for k in range(start, min(stop, start + 8))
        )
    return False


def _quoted(w: Unit, start: int, stop: int) -> Range:
    """A quotation and those joined to it by "and" or a comma."""
    end = start + 1
    while end + 1 < stop and w[end].low in ("and", ",", "or") and is_quote(w, end + 1):
        end += 2
    return start, end


def _forward(w: Unit, cue: Cue, start: int, stop: int, lex: Lexicon, clausal_only: bool) -> Range | None:
    lists = lex.lists
    first = w[start].low
    if (
        cue.lemma in ("ask", "request", "demand")
        and first in ("not", "to")
        and any(w[k].low in _UNNAMED for k in range(start, min(stop, start + 5)))
    ):
        return None  # "asked not to be named"
    if is_quote(w, start):
        quoted = _quoted(w, start, stop)
        rest = quoted[1]
        quote = w[start].quote
        if (
            rest >= stop
            or w[rest].low in ("—", ";", "-", "–", ",", "(", "as", "when", "after")
            or not w[rest].is_word()
        ):
            return quoted
        assert quote is not None
        inner = quote.inner
        if inner is not None and inner.quote[-1:] in ".!?,":
            return quoted
        return start, stop
    if first == "," or first == ")":
        return None
    if cue.relative and is_finite(w, start, lex) and "say" in cue.frames:
        return trimmed(w, start, stop)
    if _shows(w, cue, lex):
        return trimmed(w, start, stop)
    if "tell" in cue.frames and first == "to" and cue.lemma == "tell":
        return trimmed(w, start, stop)
    explicit = w[start - 1].low in ("that", ":", "“”") or first in CLAUSE_OPENERS
    if first == "to" and cue.frames & {"promise", "ask", "say"}:
        infinitive = (
            start + 1 < stop
            and w[start + 1].is_word()
            and w[start + 1].low not in lists.determiners
            and not w[start + 1].capital
        )
        if cue.lemma in ("decline", "refuse") and w[start + 1].low in (
            "be",
            "comment",
            "answer",
            "respond",
            "speak",
            "elaborate",
            "discuss",
            "say",
            "give",
        ):
            return None
        if "promise" in cue.frames and infinitive:
            return trimmed(w, start, stop)
        if "ask" in cue.frames and infinitive:
            return trimmed(w, start, stop)
        if (
            "say" in cue.frames
            and infinitive
            and cue.lemma
            in ("claim", "report", "admit", "agree", "propose", "demand", "swear", "ask", "expect", "hope")
        ):
            return trimmed(w, start, stop)
        return None
    if "ask" in cue.frames and first in ("for", "if", "whether", "about", "to"):
        return trimmed(w, start + (first == "about"), stop)
    finite = has_finite(w, start + 1, stop, lex)
    if "say" in cue.frames or "tell" in cue.frames:
        if explicit:
            return trimmed(w, start, stop)
        if finite and first not in lists.prepositions and _subject_like(w, start, lex):
            if cue.lemma in lists.clausal and not _clause_soon(w, start, stop, lex):
                return None if "object" not in cue.frames else _object(w, cue, start, stop, lex)
            return trimmed(w, start, stop)
        if (
            finite
            and first in lists.prepositions
            and "say" in cue.frames
            and not clausal_only
            and first in ("in", "on", "at", "after", "since", "during", "from", "for", "by")
        ):
            return trimmed(w, start, stop)
        if cue.lemma in ("say", "tell", "add") and any(is_quote(w, k) for k in range(start, stop)):
            return trimmed(w, start, stop)
    if "tally" in cue.frames and number_first(w, start, stop, lex):
        return trimmed(w, start, stop)
    if "object" in cue.frames:
        return _object(w, cue, start, stop, lex)
    return None


def number_first(w: Unit, start: int, stop: int, lex: Lexicon) -> bool:
    """Whether an amount opens the words from `start`: "1,532 deaths", "at least a dozen bodies"."""
    lists = lex.lists
    for k in range(start, min(stop, start + 4)):
        if w[k].low[0].isdigit():
            return not (len(w[k].low) == 4 and w[k].low.isdigit() and k + 1 >= stop)
        if w[k].low in lists.number_words:
            return True
        if w[k].low not in lists.before_numbers and w[k].low not in ("least", "than", "to", "many", "total", "of"):
            return False
    return False


def _object(w: Unit, cue: Cue, start: int, stop: int, lex: Lexicon) -> Range | None:
    """A noun phrase and all that hangs on it: "accused the army of ..."."""
    lists = lex.lists
    first = w[start].low
    if not w[start].is_word() and not is_quote(w, start):
        return None
    if cue.lemma in lists.deeds and not any(
        is_quote(w, k)
        or w[k].low
        in (
            "as",
            "that",
            "against",
            "at",
            "regret",
            "hope",
            "concern",
            "concerns",
            "desire",
            "doubt",
            "doubts",
            "fears",
            "confidence",
            "support",
        )
        for k in range(start, min(stop, start + 14))
    ):
        return None
    if first in lists.conjunctions and first not in CLAUSE_OPENERS and first != "as":
        return None
    if cue.lemma == "claim" and any(w[k].low in ("life", "lives") for k in range(start, min(stop, start + 4))):
        return None  # "claimed the lives of"
    if first in lists.prepositions:
        if first in ("for", "of", "on", "about", "against") or ((first == "as" and cue.relative) and start + 1 < stop):
            return trimmed(w, start + 1, stop)
        return None
    return trimmed(w, start, stop)


def _subject_like(w: Unit, start: int, lex: Lexicon) -> bool:
    """Whether a clause can begin here."""
    low = w[start].low
    lists = lex.lists
    if is_quote(w, start):
        return True
    if low in lists.object_pronouns and low not in ("it", "you", "her"):
        return False
    return w[start].is_word() and low not in lists.conjunctions and low not in lists.auxiliaries


def _clause_soon(w: Unit, start: int, stop: int, lex: Lexicon) -> bool:
    """A finite verb within the first words, with nothing like a relative before it."""
    for k in range(start + 1, min(stop, start + 14)):
        if w[k].low in ("who", "which", "that", "when", "because", "after", ",", ";", "and"):
            return False
        if is_finite(w, k, lex):
            return True
    return False


def trimmed(w: Unit, start: int, stop: int) -> Range | None:
    while stop > start and w[stop - 1].low in (",", ";", "—", "–", "-", "and", "but", "while", "."):
        stop -= 1
    return (start, stop) if stop > start else None

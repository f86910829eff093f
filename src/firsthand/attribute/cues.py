"""Reporting verbs in a unit: which words report, with their auxiliaries and their subject."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from firsthand.attribute.lexicon import Lexicon, Reporting
from firsthand.attribute.phrases import (
    Range,
    can_speak,
    hanging_participle,
    is_auxiliary,
    is_finite,
    is_quote,
    left_phrase,
    right_phrase,
)
from firsthand.attribute.verbs import Form
from firsthand.attribute.words import Unit


@dataclass(frozen=True, slots=True)
class Cue:
    """A verb at words `first`..`last` (auxiliaries and particle included) and who it is said of."""

    first: int
    last: int
    verb: int
    lemma: str
    form: Form
    frames: frozenset[str]
    source: Range | None = None
    inverted: bool = False
    shared: bool = False  # the source is that of an earlier cue: "denied ..., but called ..."
    passive: bool = False
    negative: bool = False
    relative: bool = False  # "which the army said": the content's subject stands before


_SUPPOSED: Final = frozenset(["should", "must", "ought", "might", "may"])
_NOT_SAID: Final = frozenset(["comment", "respond", "answer", "be", "speak", "discuss", "elaborate", "say"])


def cues(w: Unit, lex: Lexicon) -> list[Cue]:
    """Reporting verbs with a subject, in order."""
    found: list[Cue] = []
    for i in range(len(w)):
        if w[i].low not in lex.reporting or w[i].quote is not None or (w[i].capital and i and w[i - 1].capital):
            continue
        cue = _cue(w, i, found, lex)
        if cue is None:
            continue
        if found and _hangs(found[-1], cue):
            found.pop()  # "published" in "a survey published in May found"
        found.append(cue)
    return found


def _hangs(earlier: Cue, cue: Cue) -> bool:
    """Whether what was taken for the verb before only describes the subject of `cue`, with which it begins."""
    if cue.source is None or earlier.source is None or cue.inverted or earlier.inverted:
        return False
    return earlier.source[0] == cue.source[0] < earlier.verb < cue.source[1]


def _cue(w: Unit, i: int, before: list[Cue], lex: Lexicon) -> Cue | None:
    lists = lex.lists
    readings = lex.reporting[w[i].low]
    first, last = i, i
    passive = negative = has = infinitive = does = supposed = False
    while first > 0:
        low = w[first - 1].low
        if is_auxiliary(w, first - 1, lex) and low != "'s":
            passive |= low in lists.be
            has |= low in lists.have
            does |= low in (
                "do",
                "does",
                "did",
                "will",
                "would",
                "can",
                "could",
                "may",
                "might",
                "must",
                "should",
                "didn't",
                "doesn't",
                "don't",
            )
            negative |= low in lists.negations
            supposed |= low in _SUPPOSED
        elif low == "to" and first == i:
            infinitive = True
        elif low in lists.adverbs or low in ("not", "n't") or (low.endswith("ly") and len(low) > 4):
            negative |= low in lists.negations
            if first == 1 and w[0].low in lists.times:
                break
        else:
            break
        first -= 1
    while first < i and w[first].low in lists.adverbs and w[first].low not in ("not",):
        first += 1
    reading = _reading(w, i, readings, passive, has, infinitive or does, lex)
    if reading is None or (supposed and not negative):
        return None  # "both sides should agree": nobody has said it
    lemma, form = reading.lemma, reading.form
    frames = reading.frames
    if i + 1 < len(w):
        for size in (1,):
            particle = w[i + size].low
            joined = lex.particles.get((lemma, particle))
            if joined:
                lemma, last = joined, i + 1
                frames = frozenset(f for f, lemmas in lists.verbs.items() if joined in lemmas)
    if not frames:
        return None
    if infinitive:
        return _infinitive(w, i, last, lemma, frames, before)
    low_before = w[first - 1].low if first else ""
    if w[i].capital and i and not w[i - 1].capital and w[i - 1].is_word() and not w[0].capital:
        return None
    if first == i and ((low_before in lists.determiners and low_before not in lists.pronouns) or low_before == "'s"):
        return None
    if form is Form.PAST and first == i and low_before.replace(",", "").isdigit():
        return None  # "11 reported deaths"
    floor = 0
    if form is Form.ING and not passive:
        return _participle(w, first, i, last, lemma, frames, before, lex)
    if passive and form is Form.PARTICIPLE:
        if lemma == "quote":
            source = left_phrase(w, first, floor, lex)
            if source and last + 2 < len(w) and w[last + 1].low == "as" and w[last + 2].low == "saying":
                return Cue(first, last + 2, i, "say", form, frozenset(["say"]), source)
        return None  # hearsay and "by" are read elsewhere
    base = Cue(first, last, i, lemma, form, frames, negative=negative)
    if low_before in ("and", "but", "or", "then") and before and first - 1 > 0:
        source = left_phrase(w, first, first, lex)
        earlier = before[-1]
        if source is None and earlier.source is not None and form is earlier.form:
            return replace(base, source=earlier.source, shared=True)
    if low_before in ("and", "but", "then", ",") and first - 1 > floor and before and before[-1].source is not None:
        k = first - 1
        if w[k].low == "then" or (w[k].low in ("and", "but")):
            return replace(base, source=before[-1].source, shared=True)
    source = left_phrase(w, first, floor, lex)
    follows_quote = first > 0 and (
        is_quote(w, first - 1) or (w[first - 1].low in (",", "—", "-") and is_quote(w, first - 2))
    )
    comma = first > 0 and w[first - 1].low in (",", "—")
    if first == 0 and lemma == "say" and not w[0].capital and last + 1 < len(w):
        right = right_phrase(w, last + 1, lex)  # a line of its own after the quotation: "said X, a teacher."
        return replace(base, source=right, inverted=True) if right is not None and _ends(w, right[1]) else None
    listed = (
        comma
        and before
        and before[-1].source is not None
        and form is before[-1].form
        and w[first - 1].low == ","
        and is_quote(w, first - 2)
        and before[-1].last < first - 2
    )
    if listed:
        return replace(base, source=before[-1].source, shared=True)
    if (
        "say" in frames
        and (follows_quote or (comma and (source is None or lemma == "say")))
        and last + 1 < len(w)
        and form in (Form.PAST, Form.S, Form.BASE, Form.PARTICIPLE)
    ):
        right = right_phrase(w, last + 1, lex)
        if right is not None and (follows_quote or _ends(w, right[1]) or w[right[1]].low == "who"):
            return replace(base, source=right, inverted=True)
    if (
        source is None
        and (low_before in ("and", "but", ",", "then") or first == 0)
        and before
        and before[-1].source is not None
    ):
        if low_before != "," or _listed(before[-1], w, first):
            return replace(base, source=before[-1].source, shared=True)
        return None
    if source is None:
        subject = _subject_of_coordination(w, first, low_before, lex)
        return replace(base, source=subject) if subject else None
    relative = source[0] > 0 and w[source[0] - 1].low in ("which", "whom", "that", "what", "who", "where")
    return replace(base, source=source, relative=relative)


def _reading(
    w: Unit, i: int, readings: tuple[Reporting, ...], passive: bool, has: bool, bare: bool, lex: Lexicon
) -> Reporting | None:
    """The reading of the form that its auxiliaries allow."""
    usable = list(readings)
    if bare:
        wanted = [r for r in usable if r.form is Form.BASE]
    elif passive or has:
        wanted = [r for r in usable if r.form in (Form.PARTICIPLE, Form.ING)]
    else:
        wanted = [r for r in usable if r.form is not Form.PARTICIPLE]
    if not wanted:
        return None
    chosen = wanted[0]
    if chosen.form is Form.BASE and not bare and not _plural_subject(w, i, lex):
        chosen = next((r for r in wanted if r.form is Form.PAST), chosen)  # "put", "read"
    if chosen.form is Form.BASE and not bare and not _plural_subject(w, i, lex):
        return None
    if chosen.form in (Form.S, Form.BASE) and i + 1 < len(w) and _verb_follows(w, i + 1, lex):
        return None  # "hospital records showed"
    if (
        chosen.form is Form.S
        and i > 1
        and w[i - 2].low in lex.lists.determiners
        and not w[i - 1].capital
        and w[i - 1].is_word()
    ):
        after = w[i + 1].low if i + 1 < len(w) else "."
        if not can_speak(w[i - 1].low, lex) and after not in ("that", ",", ":", "“”"):
            return None  # "the latest attacks"
    if chosen.form is Form.S and w[i].low in lex.nouns and i and not _verb_like(w, i, lex):
        return None
    return chosen


def _verb_follows(w: Unit, i: int, lex: Lexicon) -> bool:
    low = w[i].low
    if w[i].quote is not None or (low in lex.lists.have and low != "have"):
        return low == "has"
    return (
        low in lex.lists.be
        or low in ("have", "will", "would", "could")
        or (is_finite(w, i, lex) and low not in lex.lists.auxiliaries and low.endswith("ed"))
    )


def _plural_subject(w: Unit, i: int, lex: Lexicon) -> bool:
    k = i - 1
    while k >= 0 and w[k].low in lex.lists.adverbs:
        k -= 1
    participle = hanging_participle(w, k + 1, 0, lex)
    k = k if participle is None else participle - 1  # "documents seen by the paper suggest"
    if k < 0:
        return False
    if w[k].low in (",", ")", "’"):
        k = next((j for j in range(k - 1, max(-1, k - 30), -1) if w[j].low == ","), k)
        k -= 1
        if k < 0:
            return False
    low = w[k].low
    return (
        low
        in (
            "they",
            "we",
            "i",
            "you",
            "who",
            "others",
            "some",
            "many",
            "people",
            "police",
            "both",
            "media",
            "staff",
            "most",
            "critics",
        )
        or (
            low.endswith("s")
            and not low.endswith("ss")
            and low not in ("'s", "is", "was", "has", "his", "its", "this", "as")
        )
        or low.endswith(("men", "women", "people"))
    )


def _verb_like(w: Unit, i: int, lex: Lexicon) -> bool:
    """Whether an "-s" form that may be a plural noun ("claims") is a verb here."""
    before = w[i - 1].low
    if (
        any(w[k].low in ("'s", "his", "her", "their", "its") for k in range(max(0, i - 3), i))
        and w[i - 1].low != "'s"
        and not w[i - 1].capital
    ):
        return False
    if before in lex.lists.prepositions or before in lex.lists.determiners or before == "'s":
        return False
    after = w[i + 1].low if i + 1 < len(w) else "."
    if after in ("of", "by", "about", "on", "from", "for", "in", "and", "are", "were", "have"):
        return False
    return (
        w[i - 1].capital
        or before in lex.lists.pronouns
        or after in ("that", ":", "it", "he", "they", "its", "to")
        or after == "“”"
        or w[i - 1].is_word()
    )


def _infinitive(w: Unit, i: int, last: int, lemma: str, frames: frozenset[str], before: list[Cue]) -> Cue | None:
    """ "to say": a report only after "went on", "continued", "refused"; others are no reports."""
    k = i - 2
    if k >= 0 and w[k].low in ("on", "continued", "continues") and before and before[-1].lemma in ("go on", "continue"):
        earlier = before[-1]
        before.pop()
        return replace(earlier, verb=i, last=last, lemma=lemma, frames=frames)
    return None


def _participle(
    w: Unit, first: int, i: int, last: int, lemma: str, frames: frozenset[str], before: list[Cue], lex: Lexicon
) -> Cue | None:
    """ "..., saying that": the source is that of the clause it hangs on."""
    low = w[first - 1].low if first else ""
    if (
        first
        and low not in (",", "and", "but", "while", "before", "after", "by", "—", "-", "with", "when", ")")
        and not w[first - 1].is_word()
    ):
        return None
    if low == "'s" or low in lex.lists.determiners or low in ("of", "for", "in", "on", "from"):
        return None
    base = Cue(first, last, i, lemma, Form.ING, frames)
    if first and w[first - 1].is_word() and low not in ("and", "but", "while", "before", "after", "by", "when"):
        # "with experts noting that", "a report saying that"
        if not (w[first - 1].low.endswith("s") or w[first - 1].capital or low in lex.types):
            return None
        source = left_phrase(w, first, 0, lex)
        return replace(base, source=source) if source else None
    for earlier in reversed(before):
        if earlier.source is not None and not earlier.relative and earlier.form is not Form.ING:
            return replace(base, source=earlier.source, shared=True)
        if earlier.source is not None and earlier.shared:
            return replace(base, source=earlier.source, shared=True)
    if before and before[-1].source:
        return replace(base, source=before[-1].source, shared=True)
    subject = _subject(w, first, lex)
    return replace(base, source=subject, shared=True) if subject else None


def _subject(w: Unit, end: int, lex: Lexicon) -> Range | None:
    """Subject of the first finite verb before word `end`."""
    for i in range(1, end):
        if is_finite(w, i, lex):
            found = left_phrase(w, i, 0, lex)
            if found is not None:
                return found
    return None


def _subject_of_coordination(w: Unit, first: int, low: str, lex: Lexicon) -> Range | None:
    """ "X arrived in Kyiv and said": the subject of the verb before "and"."""
    if low not in ("and", "but", "then") or first < 3:
        return None
    return _subject(w, first - 1, lex)


def _ends(w: Unit, i: int) -> bool:
    return i >= len(w) or w[i].low in (".", ",", ";", "!", "?", ")") or is_quote(w, i)


def _listed(earlier: Cue, w: Unit, first: int) -> bool:
    """ "He shouted ..., called ..., and wished": verbs in a row share a subject."""
    return any(w[k].low in ("and", "then", ",") for k in range(first, min(len(w), first + 40))) and is_quote(
        w, first - 2
    )

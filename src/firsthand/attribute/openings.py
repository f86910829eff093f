"""Where content begins after a reporting verb: past adverbs, dates, channels, whom it was told, and "that"."""

from __future__ import annotations

from typing import Final

from firsthand.attribute.cues import Cue
from firsthand.attribute.lexicon import Lexicon
from firsthand.attribute.phrases import Range, is_finite, is_quote, right_phrase
from firsthand.attribute.words import Unit

CLAUSE_OPENERS: Final = frozenset(["that", "how", "whether", "why", "what", "when", "where", "if", "who", "which"])


def opening(w: Unit, cue: Cue, stop: int, lex: Lexicon) -> tuple[int, Range | None]:
    """First word of content that follows the cue, past adverbs, addressee and "that"; and the addressee."""
    k = cue.last + 1
    addressee: Range | None = None
    if cue.inverted and cue.source:
        return cue.source[1], None
    k = _past_times(w, k, stop, lex)
    if "tell" in cue.frames or ("ask" in cue.frames and "say" not in cue.frames) or cue.lemma in ("ask",):
        got = _addressee(w, k, stop, lex)
        if got is not None and got[1] <= stop and (cue.lemma != "ask" or got[1] < stop):
            after = w[got[1]].low if got[1] < stop else ""
            if "tell" in cue.frames or after in ("to", "if", "whether", "about", "for", "how", "why", "what", ",", ":"):
                addressee, k = got, got[1]
    elif k + 1 < stop and w[k].low == "to" and "say" in cue.frames and _somebody(w, k + 1, lex):
        pronoun = w[k + 1].low in lex.lists.object_pronouns and w[k + 1].low not in ("her", "it")
        got = (k + 1, k + 2) if pronoun else right_phrase(w, k + 1, lex)
        if got is not None and got[1] < len(w) and (w[got[1]].low in ("that", ",", ":", "how") or got[1] >= stop):
            addressee, k = got, got[1]
    k = _past_times(w, k, stop, lex)
    jump = _past_phrase(w, k, stop, lex)
    if jump is not None:
        k = jump
    k = _past_times(w, k, stop, lex)
    if k < stop and w[k].low == "," and k + 1 < stop and (is_quote(w, k + 1) or w[k + 1].low == "that"):
        k += 1
    if k < stop and w[k].low == ":":
        k += 1
    if k < stop and w[k].low == "that" and not (k + 1 < stop and is_finite(w, k + 1, lex)):
        k += 1
        if k < stop and w[k].low == ",":
            k += 1
    return k, addressee


def _somebody(w: Unit, i: int, lex: Lexicon) -> bool:
    """Whether word `i` opens the name of somebody, and is not a verb: "to reporters" against "to have"."""
    low = w[i].low
    lists = lex.lists
    return w[i].capital or low in lists.determiners or low in lists.channels or low in lists.object_pronouns


def _past_times(w: Unit, k: int, stop: int, lex: Lexicon) -> int:
    """Past "also", "on Saturday", "last week": when it was said."""
    lists = lex.lists
    moved = True
    while moved and k < stop:
        moved = False
        low = w[k].low
        if (
            low in lists.adverbs
            and low
            not in (
                "there",
                "all",
                "both",
                "here",
                "only",
                "just",
                "even",
                "nearly",
                "almost",
                "now",
                "still",
                "once",
            )
        ) or (low in lists.times and low not in ("may", "march", "early", "late", "past", "local")):
            k += 1
            moved = True
        elif low in ("on", "in", "late", "early", "last", "this", "earlier", "at") and k + 1 < stop:
            j = k + 1
            while j < stop and (w[j].low in lists.times or w[j].low in ("the", "on", "a")) and j - k < 5:
                j += 1
            if j > k + 1 and w[j - 1].low in lists.times:
                while j < stop and (
                    w[j].low.isdigit() or (w[j].low == "," and j + 1 < stop and w[j + 1].low.isdigit())
                ):
                    j += 1
                if j >= stop or w[j].low != "'s":
                    k = j
                    moved = True
    return k


def _past_phrase(w: Unit, k: int, stop: int, lex: Lexicon) -> int | None:
    """Past "in a video posted on Telegram", "on Twitter", "during a visit to Kyiv" when "that", a colon or a quotation follows."""
    lists = lex.lists
    if k >= stop or w[k].low not in lists.prepositions or w[k].low in ("that", "as"):
        return None
    if (
        w[k].low == "to"
        and k + 1 < stop
        and not (w[k + 1].capital or w[k + 1].low in lists.determiners or w[k + 1].low in lists.channels)
    ):
        return None
    for j in range(k + 1, min(stop, k + 22)):
        low = w[j].low
        if low == "that" and w[j - 1].low not in lists.prepositions:
            return j
        if low == ":" and j + 1 < stop:
            return j
        if is_quote(w, j) and j > k + 1 and w[j - 1].low == ",":
            return j - 1
        if low in lists.auxiliaries and low not in ("'s",):
            break
    # a channel named at once: "on Twitter the army had", "in a statement"
    j = k + 1
    while j < min(stop, k + 5):
        if w[j].low in lists.channels and w[k].low in ("on", "in", "at", "via", "to"):
            if j + 1 < stop and w[j + 1].low not in lists.prepositions and w[j + 1].low != "'s":
                return j + 1
            return None
        if not w[j].is_word() or w[j].low in lists.prepositions:
            return None
        j += 1
    return None


def _addressee(w: Unit, k: int, stop: int, lex: Lexicon) -> Range | None:
    """Whom it was told: a pronoun, a run of capitals, or a phrase that "that", a mark or a clause ends."""
    lists = lex.lists
    if k >= stop or not w[k].is_word():
        return None
    if w[k].low in lists.object_pronouns and w[k].low != "it":
        if (
            w[k].low == "her"
            and k + 1 < stop
            and w[k + 1].is_word()
            and w[k + 1].low not in CLAUSE_OPENERS
            and w[k + 1].low != "to"
        ):
            pass
        else:
            return k, k + 1
    for j in range(k + 1, min(stop, k + 22)):
        if (
            w[j].low in ("that", ":", "to", "how", "why", "whether")
            or (w[j].low == "," and is_quote(w, j + 1))
            or is_quote(w, j)
        ):
            return k, j
        if w[j].low in lists.auxiliaries or w[j].low in (",", ";"):
            break
        if w[j].low in lists.pronouns and w[j].low not in lists.determiners:
            return k, j
    if w[k].capital or (w[k].low == "the" and k + 1 < stop and w[k + 1].capital):
        j = k + 1
        while j < stop and (w[j].capital or w[j].low in ("of", "'s", "&")):
            j += 1
        return (k, j) if j < stop else (k, stop)
    if w[k].low == "that":
        return None  # "warned that hostages could be killed if ..."
    if w[k].low in lists.determiners or w[k].low in ("reporters", "journalists", "lawmakers"):
        if w[k].low in ("reporters", "journalists", "lawmakers"):
            return k, k + 1
        j = k + 1
        while (
            j < stop
            and w[j].is_word()
            and w[j].low not in lists.determiners
            and w[j].low not in lists.prepositions
            and not w[j].capital
        ):
            j += 1
        return k, j
    return None

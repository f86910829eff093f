"""Attribution by phrase: "according to X, ...", "..., according to X"."""

from __future__ import annotations

from firsthand.attribute.clauses import number_first, trimmed
from firsthand.attribute.lexicon import Lexicon
from firsthand.attribute.phrases import Range, has_finite, is_quote, phrase_end, right_phrase
from firsthand.attribute.words import Unit

Found = tuple[Range, Range | None, tuple[Range, ...]]  # cue, source, content


def according(w: Unit, lex: Lexicon) -> list[Found]:
    """(cue, source, content) of each phrase, as word ranges."""
    found: list[Found] = []
    for i, word in enumerate(w):
        length = _phrase(w, i)
        if not length or word.quote is not None:
            continue
        end = len(w)
        while end and w[end - 1].low in (".", "!", "?", ";"):
            end -= 1
        k = i + length
        opens = (
            i == 0
            or w[i - 1].low in (";", "—", "but", "and", "that", "while")
            or (i == 1 and w[0].low in ("but", "and"))
        )
        source, past = _source(w, k, end, opens, lex)
        pieces: tuple[Range | None, ...]
        if opens and past < end:
            while past < end and w[past].low in (",", ":"):
                past += 1
            pieces = (trimmed(w, past, end),)
        elif (
            past + 3 < end
            and w[past].low == ","
            and w[past - 1].low != ","
            and w[past + 1].low not in ("where", "which", "who", "whose", "when")
            and has_finite(w, past + 1, end, lex)
            and _inserted(w, i, lex)
        ):
            # "..., adding that in May, according to the army, two men died": the clause around it
            pieces = (trimmed(w, _clause(w, i, lex), i), trimmed(w, past + 1, end))
        else:
            pieces = (trimmed(w, _amount_begin(w, i, lex) or _begin(w, i, lex), i),)
        content = tuple(piece for piece in pieces if piece is not None)
        words = sum(e - s for s, e in content)
        if content and words >= (1 if is_quote(w, content[0][0]) else 2):
            found.append(((i, i + length), source, content))
    return found


def _phrase(w: Unit, i: int) -> int:
    lows = [word.low for word in w[i : i + 4]]
    if lows[:2] == ["according", "to"]:
        return 2
    if len(lows) == 4 and lows[:2] == ["in", "the"] and lows[2] in ("words", "view", "opinion") and lows[3] == "of":
        return 4
    return 0


def _source(w: Unit, k: int, end: int, opens: bool, lex: Lexicon) -> tuple[Range | None, int]:
    """Who, and the word after."""
    if k >= end:
        return None, k
    if not opens:
        # At the end the whole rest names the source, unless a clause of its own follows.
        stop = end
        for j in range(k, end):
            low = w[j].low
            if low in (";", "—", "(", ")") or is_quote(w, j):
                stop = j
                break
            if (
                low == ","
                and j + 1 < end
                and w[j + 1].low
                in (
                    "but",
                    "and",
                    "while",
                    "although",
                    "though",
                    "which",
                    "who",
                    "with",
                    "as",
                    "when",
                    "adding",
                    "saying",
                    "or",
                )
            ):
                stop = j
                break
        phrase = right_phrase(w, k, lex)
        if (
            phrase is not None
            and phrase[1] < stop
            and w[phrase[1]].low == ","
            and has_finite(w, phrase[1] + 1, stop, lex)
        ):
            return phrase, phrase[1]
        if (
            phrase is not None
            and phrase[1] < stop
            and w[phrase[1]].low in ("on", "in", "at", "from", "last", "this", "yesterday", "during", "with", "after")
            and not has_finite(w, phrase[1], stop, lex)
        ):
            return phrase, stop
        return ((k, stop) if stop > k else None), stop
    phrase = right_phrase(w, k, lex)
    if phrase is None:
        comma = next((j for j in range(k, end) if w[j].low == ","), k)
        return ((k, comma), comma) if comma > k else (None, k)
    stop = phrase_end(w, k, lex)
    phrase = (k, stop)
    if stop < end and w[stop].low == ",":
        closing = _apposition_end(w, stop + 1, end, lex)
        if closing is not None and _describes(w, stop + 1, closing, lex):
            return (k, closing), closing
        return phrase, stop
    # "according to a spokesman speaking on Friday, ...": to the comma, if there is one near
    for j in range(stop, min(end, stop + 25)):
        if w[j].low == ",":
            return (k, j), j
    return phrase, stop


def _apposition_end(w: Unit, start: int, end: int, lex: Lexicon) -> int | None:
    """The comma that closes a description begun at `start`: "an outfit that issues reports,"."""
    phrase = right_phrase(w, start, lex)
    if phrase is None:
        return None
    stop = phrase[1]
    if stop < end and w[stop].low in ("that", "which", "who", "whose", "based"):
        stop = next((j for j in range(stop, min(end, stop + 20)) if w[j].low == ","), end)
    return stop if stop < end and w[stop].low == "," else None


def _describes(w: Unit, start: int, end: int, lex: Lexicon) -> bool:
    """Whether words after a comma describe the source, and do not open the clause."""
    first = w[start].low
    return first in ("a", "an") or (first == "the" and any(w[k].low in lex.types for k in range(start, end)))


def _inserted(w: Unit, i: int, lex: Lexicon) -> bool:
    """Set off by a comma, or after no more than "that during May"."""
    begin = _clause(w, i, lex)
    return w[i - 1].low == "," or (begin > 0 and w[begin].low in lex.lists.prepositions and i - begin < 6)


def _clause(w: Unit, i: int, lex: Lexicon) -> int:
    """Where the clause with an inserted phrase begins: after "that", a conjunction or a strong mark."""
    for k in range(i - 1, 0, -1):
        if w[k].low in (";", "—", "that", "while", "but") or is_quote(w, k):
            return k + 1
    return 0


def _amount_begin(w: Unit, i: int, lex: Lexicon) -> int | None:
    """Where an amount without a verb begins that runs up to the phrase: "the east, roughly 40 percent according to most estimates"."""
    if w[i - 1].low == ",":
        return None
    comma = next((k for k in range(i - 1, max(0, i - 20), -1) if w[k].low == ","), None)
    if comma is None or has_finite(w, comma + 1, i, lex) or w[comma + 1].low in lex.lists.prepositions:
        return None
    return comma + 1 if number_first(w, comma + 1, i, lex) else None


def _begin(w: Unit, i: int, lex: Lexicon) -> int:
    for k in range(i - 1, 0, -1):
        if w[k].low == ";":
            return k + 1
        if w[k].low in ("but", "while", "whereas") and w[k - 1].low == ",":
            return k + 1
    return 0

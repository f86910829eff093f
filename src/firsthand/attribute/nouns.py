"""Nouns that report: "X's claims that ...", "reports that ...", "the allegation of ..."."""

from __future__ import annotations

from firsthand.attribute.clauses import trimmed
from firsthand.attribute.lexicon import Lexicon
from firsthand.attribute.phrases import Range, is_finite, left_phrase, right_phrase
from firsthand.attribute.words import Unit

Found = tuple[Range, Range | None, Range, str]  # cue, source, content, noun


def reporting_nouns(w: Unit, lex: Lexicon) -> list[Found]:
    """(cue, source, content, noun), as word ranges."""
    found: list[Found] = []
    lists = lex.lists
    for i, word in enumerate(w):
        noun = lex.nouns.get(word.low)
        if noun is None or word.quote is not None or i + 2 >= len(w):
            continue
        k = i + 1
        source: Range | None = None
        if w[k].low == "by":
            source = right_phrase(w, k + 1, lex)
            if source is None:
                continue
            k = source[1]
        # an inserted remark: "reports—often dismissed as rumour—that"
        if k < len(w) and w[k].low in ("—", "–", ","):
            closing = next((j for j in range(k + 1, min(len(w), k + 20)) if w[j].low == w[k].low), None)
            if closing is not None and closing + 1 < len(w) and w[closing + 1].low == "that":
                k = closing + 1
        if k + 1 >= len(w):
            continue
        of = w[k].low == "of" and noun in lists.nouns_of and source is None and k == i + 1
        if w[k].low != "that" and not of:
            continue
        if w[k].low == "that" and is_finite(w, k + 1, lex):
            continue  # a relative clause: "the claim that angered Kyiv"
        if source is None:
            source = _owner(w, i, lex)
        if of and source is None and noun not in ("allegation", "rumour", "rumor", "accusation", "report"):
            continue
        if of and (w[k + 1].low in lists.object_pronouns or (w[k + 1].low in lists.determiners and noun == "estimate")):
            continue  # "reports of it"
        end = _end(w, k + 1, i, lex, clause=not of)
        content = trimmed(w, k + 1, end)
        if content is not None and content[1] - content[0] >= 2:
            found.append(((i, i + 1), source, content, noun))
    return found


def _owner(w: Unit, i: int, lex: Lexicon) -> Range | None:
    """Whose claim it is: "Trump's occasional claims", "their claim", "Israeli allegations"."""
    lists = lex.lists
    for k in range(i - 1, max(-1, i - 6), -1):
        low = w[k].low
        if low in ("'s", "'", "’") or (low == "’" and k):
            if k and w[k - 1].capital:
                start = k - 1
                while start and (w[start - 1].capital or (w[start - 1].low in ("of", "the", "'s") and start > 1)):
                    start -= 1
                while start < k - 1 and not w[start].capital and w[start].low != "the":
                    start += 1
                return start, k
            return left_phrase(w, k, 0, lex)
        if low in ("his", "her", "their", "its"):
            return k, k + 1
        if not w[k].is_word() or low in lists.prepositions or low in lists.determiners or is_finite(w, k, lex):
            return None
    return None


def _end(w: Unit, start: int, noun: int, lex: Lexicon, *, clause: bool) -> int:
    """The end of what is claimed: the sentence's, or the verb of the clause whose subject the noun is.

    A `clause` ("claims that the town fell") has a verb of its own first, a phrase ("claims of looting") none.
    """
    end = len(w)
    while end and w[end - 1].low in (".", "!", "?", "…", ";"):
        end -= 1
    for k in range(start, end):
        if w[k].low in (";", "—", "–"):
            end = k
            break
        if (
            w[k].low == ","
            and k + 1 < end
            and w[k + 1].low in ("but", "while", "which", "although", "though", "saying", "adding", "according")
        ):
            end = k
            break
    opens = next((k + 1 for k in range(noun - 1, -1, -1) if w[k].low in ("that", ";", ":", "—", "–")), 0)
    if any(is_finite(w, k, lex) for k in range(opens, noun)):
        return end
    verbs = 0 if clause else 1
    for k in range(start, end):
        if w[k].low in lex.lists.auxiliaries and w[k].low not in ("be", "been", "being", "'s"):
            chained = w[k - 1].low in lex.lists.auxiliaries or w[k - 1].low in (
                "to",
                "and",
                "or",
                "but",
                "who",
                "which",
                "that",
                "not",
            )
            if chained:
                continue
            verbs += 1
            if verbs == 2:
                return k
        elif is_finite(w, k, lex) and not verbs and w[k - 1].low not in lex.lists.auxiliaries:
            verbs += 1
    return end

"""Names in a source phrase: the person or body without titles, nationality and description."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from firsthand.attribute.lexicon import Lexicon
from firsthand.data.registry import Registry

_RUN: Final = re.compile(r"[^\W_]+(?:[-'’.][^\W_]+)*\.?")
_JOINED: Final = re.compile(r"(?:w?a[ldnrstz]|ash|wal|el|ul|ben|bin|abu)-[A-ZÀ-Þ]")
_LINKS: Final = frozenset(
    ["al", "el", "bin", "ibn", "van", "von", "der", "de", "di", "da", "la", "le", "abu", "ben", "du", "dos"]
)


@dataclass(frozen=True, slots=True)
class Token:
    start: int
    end: int
    low: str
    capital: bool


def is_capital(text: str, at: int) -> bool:
    """Whether the word at `at` is written as a name is: "Burhan", and "al-Burhan" too."""
    return text[at].isupper() or _JOINED.match(text, at) is not None


def tokens(text: str, start: int, end: int) -> list[Token]:
    """Words of a stretch, possessives cut off."""
    found = []
    for match in _RUN.finditer(text, start, end):
        begin, stop = match.span()
        word = match.group()
        for tail in ("'s", "’s"):
            if word.endswith(tail):
                stop -= 2
        low = text[begin:stop].casefold().replace("’", "'")
        if low.endswith(".") and low.count(".") == 1:
            low = low[:-1]
            if len(low) > 1 and low not in (
                "lt",
                "gen",
                "col",
                "mr",
                "mrs",
                "ms",
                "dr",
                "sen",
                "rep",
                "gov",
                "sgt",
                "capt",
                "maj",
            ):
                stop -= 1
        if low:
            found.append(Token(begin, stop, low, is_capital(text, begin)))
    return found


def person(text: str, start: int, end: int, lex: Lexicon, registry: Registry) -> str | None:
    """The personal name in a phrase: "Ukrainian President Olena Hnatiuk" gives "Olena Hnatiuk"; None where none is."""
    for part in _parts(text, start, end):
        whole = text[slice(*part)].strip()
        known = registry.find(whole) if " " in whole else None
        if known is not None and known.kind.value == "person":
            return known.name  # "Israel Katz"
        found = tokens(text, *part)
        given = next(
            (
                i
                for i, t in enumerate(found)
                if t.capital and t.low in (lex.lists.male | lex.lists.female) and t.low not in lex.lists.honorifics
            ),
            None,
        )
        if given is not None:
            run = _run(found, given)
            if run - given >= 2 or len(found) <= 2:
                return " ".join(text[t.start : t.end] for t in found[given:run])
        run_start = _name_start(found, lex, registry)
        if run_start is None:
            continue
        run = _run(found, run_start)
        words = found[run_start:run]
        if run < len(found) and found[run].low in ("of", "for") and len(words) < 2 and found[0].low == "the":
            continue
        if any(registry.people(text[t.start : t.end]) for t in words[1:]) or any(
            _no_name(text[t.start : t.end], registry) for t in words
        ):
            continue  # "Prize-winning American", "Slovakia DOJ"
        if any(t.low in lex.lists.bodies or t.low in lex.lists.states for t in words) or (
            len(words) == 1 and words[0].low in lex.types
        ):
            continue
        titled = run_start > 0 and found[run_start - 1].low in lex.lists.honorifics - {"the", "of"}
        if found[0].low in ("the", "a", "an") and not titled and run_start == 1 and len(found) > len(words) + 1:
            continue
        if found[0].low == "the" and not titled:
            continue
        if len(words) == 1 and run < len(found) and found[run].low in lex.lists.human:
            continue  # "a senior Western diplomat"
        name = " ".join(text[t.start : t.end] for t in words)
        known = registry.find(name)
        if known is not None and known.kind.value != "person":
            continue
        if 1 <= len(words) <= 4 and (titled or len(words) > 1 or run == len(found)):
            return name
    return None


def _parts(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The phrase up to its first comma, then each apposition."""
    at = start
    while at < end:
        comma = text.find(",", at, end)
        stop = comma if comma != -1 else end
        yield at, stop
        at = stop + 1


def _run(found: list[Token], start: int) -> int:
    """One past the last token of the run of capitals that begins at `start`."""
    i = start + 1
    while i < len(found) and (
        found[i].capital or (found[i].low in _LINKS and i + 1 < len(found) and found[i + 1].capital)
    ):
        i += 1
    return i


def _no_name(word: str, registry: Registry) -> bool:
    """An acronym, or the name of a state."""
    if len(word) > 2 and word.isupper():
        return True
    entry = registry.find(word)
    return entry is not None and entry.kind.value == "state"


def _closed_classes(lex: Lexicon) -> tuple[frozenset[str], ...]:
    lists = lex.lists
    return lists.determiners, lists.prepositions, lists.conjunctions, lists.pronouns, lists.adverbs, lists.times


def _name_start(found: list[Token], lex: Lexicon, registry: Registry) -> int | None:
    last_title = max(
        (i for i, t in enumerate(found) if t.low in lex.lists.honorifics and t.low not in ("of", "the")), default=-1
    )
    for i in range(last_title + 1, len(found)):
        token = found[i]
        if not token.capital or any(token.low in words for words in _closed_classes(lex)):
            continue
        name = token.low.capitalize()
        if registry.people(name) or (token.low in lex.lists.states and i + 1 < len(found) and found[i + 1].capital):
            continue
        if last_title < 0 and any(t.low in lex.lists.prepositions for t in found[:i]):
            return None  # "a report in the Gazette"
        if (
            last_title >= 0
            and i > last_title + 1
            and found[i - 1].low not in ("the",)
            and not registry.people(found[i - 1].low.capitalize())
        ):
            return None
        return i
    return None


def bare(text: str, start: int, end: int) -> str:
    """The phrase without its article and what follows a comma: a description to go by."""
    comma = text.find(",", start, end)
    words = " ".join(text[start : comma if comma > start else end].split())
    for article in ("the ", "a ", "an ", "The ", "A ", "An "):
        if words.startswith(article):
            words = words[len(article) :]
            break
    return words.rstrip("’'") if not words.endswith(("'s", "’s")) else words[:-2]

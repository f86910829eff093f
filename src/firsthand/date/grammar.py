"""From words to terms: the longest time expression at every place of a text."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import replace
from typing import Final

from firsthand.date.happenings import happenings
from firsthand.date.lengths import measure
from firsthand.date.modified import found_length, modified
from firsthand.date.plain import dated, plain_times, takes_an_hour
from firsthand.date.pointing import nth_of, rate
from firsthand.date.ranges import joined_ranges
from firsthand.date.repeats import repeating
from firsthand.date.scene import APOSTROPHES, Scene
from firsthand.date.terms import Base, Clock, Found, Length, Offset, Point, Repeat, Step, Vague
from firsthand.date.tokens import addresses
from firsthand.date.units import Unit

_BOUNDS: Final = {
    "since": "since",
    "until": "until",
    "till": "until",
    "til": "until",
    "through": "until",
    "by": "by",
    "before": "before",
    "after": "after",
    "following": "after",
}
# Words from the first word of an expression to the one that it is made around: "the early part of the second".
_REACH: Final = 6
_REACH_OF_NUMBER: Final = 5
_AFTER_NUMBER: Final = frozenset({"am", "pm", "a", "p", "bc", "bce", "ad", "ce", "b", "o", "gmt", "utc"})
_INSIDE_NUMBER: Final = frozenset("-/.:'’‑–+snrt") | {"st", "nd", "rd", "th"}


def expressions(scene: Scene, day_first: bool) -> list[Found]:
    """All time expressions of the scene, in text order; a range holds its ends as `parts`."""
    found: list[Found] = []
    i = 0
    words, ahead = scene.words, scene.ahead
    while i < scene.size:
        if (ahead[i] > _REACH and not "0" <= words[i][0] <= "9") or not _opens(scene, i, words[i]):
            i += 1
            continue
        here = _at(scene, i, day_first)
        if not here:
            i += 1
            continue
        found.extend(_bounded(scene, one) for one in here)
        i = max(one.stop for one in here)
    return joined_ranges(scene, happenings(scene, _outside_addresses(scene, found)))


def _outside_addresses(s: Scene, found: list[Found]) -> list[Found]:
    spans = addresses(s.tokens.text)
    if not spans:
        return found
    starts = [start for start, _ in spans]
    kept = []
    for one in found:
        at = s.tokens.starts[one.first]
        before = bisect_right(starts, at) - 1
        if before < 0 or spans[before][1] <= at:
            kept.append(one)
    return kept


def _opens(s: Scene, i: int, word: str) -> bool:
    """Whether a time may begin at `i`, as far as the word and the next one tell."""
    if "0" <= word[0] <= "9":
        after = s.words[i + 1]
        if len(word) == 4 or after in _AFTER_NUMBER or s.ahead[i] <= _REACH_OF_NUMBER:
            return True
        if after == "." and (s.words[i + 3] != "." or s.numbers[i + 2] is None):
            return False
        return after in _INSIDE_NUMBER and s.joined(i) and s.numbers[i + 2] is not None
    reach = s.lexicon.openers.get(word)
    if reach is not None:
        return s.ahead[i] <= reach
    if word in APOSTROPHES:
        return s.numbers[i + 1] is not None and s.joined(i)
    after_word = s.lexicon.seconds.get(word)
    return after_word is not None and ("" in after_word or s.words[i + 1] in after_word)


def _at(s: Scene, i: int, day_first: bool) -> list[Found]:
    if (s.words[i], s.words[i + 1]) in s.lexicon.barred:
        return []
    best = plain_times(s, i, day_first)
    if best and best[-1].rule == "neighbour_of":
        best = [_beside_a_day(s, best[-1], day_first)]
    for longer in (
        modified(s, i, day_first),
        _phrase(s, i),
        repeating(s, i),
        rate(s, i),
        _lasting(s, i),
        _overnight(s, i),
        nth_of(s, i),
    ):
        if longer is not None and (
            not best
            or longer.stop > best[-1].stop
            or (longer.stop == best[-1].stop and isinstance(longer.term, Repeat))
        ):
            best = [longer]
    return best


def _beside_a_day(s: Scene, found: Found, day_first: bool) -> Found:
    """ "the day after Christmas", "the day before 5 November"."""
    day = dated(s, found.stop + 1, day_first)
    if len(day) != 1 or not isinstance(day[0].term, Point) or not takes_an_hour(day[0].term):
        return found
    sign = 1 if s.words[found.stop] == "after" else -1
    shifted = Offset(Length(((1, Unit.DAY),)), sign, Base.REFERENCE, origin=day[0].term)
    return Found(found.first, day[0].stop, shifted, "beside_a_day")


def _lasting(s: Scene, i: int) -> Found | None:
    """A duration at `i`; "the nine months" too."""
    j = i + 1 if s.words[i] == "the" else i
    found = measure(s, j)
    if found is None or (j > i and (found.bare or found.single or s.words[j] in ("half", "a"))):
        return None
    compound = found.joined and s.words[found.stop - 1] not in ("period", "span", "stretch")
    return replace(found_length(s, j, found), first=found.first if compound or s.words[found.stop] == "of" else i)


def _phrase(s: Scene, i: int) -> Found | None:
    for rest, kind, value in s.lexicon.phrases.get(s.words[i], ()):
        if kind == "feast" or not s.says(i + 1, rest):
            continue
        stop = i + 1 + len(rest)
        counted = s.senses[stop].unit is not None or s.senses[stop].cardinal is not None
        if counted or s.senses[stop].distance is not None or (rest[-1:] == ("past",) and s.numbers[stop] is not None):
            return None
        if rest == ("time",) and kind == "vague" and not _at_the_time(s, i, stop):
            return None
        return Found(i, stop, Vague(value), "vague_length" if kind == "length" else "vague")
    value = s.senses[i].vague or ""
    if not value or (s.words[i], s.words[i + 1]) in s.lexicon.barred or (s.before(i), s.words[i]) in s.lexicon.barred:
        return None
    return Found(i, i + 1, Vague(value), "vague")


def _overnight(s: Scene, i: int) -> Found | None:
    if s.words[i] != "overnight":
        return None
    return Found(i, i + 1, Step(Unit.DAY, 0, Base.SPEECH, Clock(part="NI")), "overnight")


def _at_the_time(s: Scene, i: int, stop: int) -> bool:
    """ "at the time", "by that time" and nothing that says which: not "this time he won", "the time of the raid"."""
    if s.before(i) not in ("at", "by", "during", "until", "from", "around", "since", "before"):
        return False
    return not (
        s.words[i] == "the" and (s.words[stop].isalpha() and s.words[stop] not in ("and", "but", "was", "were", "that"))
    )


def _bounded(s: Scene, found: Found) -> Found:
    """`found` with since, until, by, before or after where such a word stands before it."""
    before = s.before(found.first)
    bound = _BOUNDS.get(before)
    if bound is None or not isinstance(found.term, Point | Step | Offset):
        return found
    return replace(found, bound=bound)

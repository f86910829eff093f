"""What the trained reader calls a place, and what the gazetteer licenses, weighed together.

The reader knows contexts and no geography: it types Ukrainian towns as persons. The gazetteer knows names and little of
contexts. Each stretch that either proposes gets a few cues with learned weights (`with_reader` in
`data/locate_licence.json`).
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from firsthand.data.gazetteer import Gazetteer
from firsthand.locate.licence import Document, Licence
from firsthand.locate.span_end import with_type_word
from firsthand.locate.words import Words

if TYPE_CHECKING:
    from firsthand.reader.signals import Mark, Signals

UNION_CUES: Final = (
    "always", "odds", "no_spot", "unknown_spot", "place", "place_score", "person", "organisation", "nationality", "other",
    "unseen", "same_ends", "place_known", "person_in_focus", "person_odds", "organisation_odds", "unseen_odds", "common_place",
    "place_in_focus",
)  # fmt: skip
_CAP: Final = 6.0


@dataclass(frozen=True, slots=True)
class Unit:
    """A stretch that may be a place. `odds` and `seen` say why."""

    start: int
    end: int
    cues: tuple[tuple[int, float], ...]


def units(document: Document, signals: Signals, words: Words, licence: Licence, gazetteer: Gazetteer) -> list[Unit]:
    """All stretches that the reader calls a place or the gazetteer knows, in text order, none overlapping."""
    text, listed, found = document.text, document.tokens, document.spots
    marks = sorted(signals.names, key=lambda m: (m.start, m.end))
    starts = [m.start for m in marks]
    used: set[int] = set()
    made: list[Unit] = []
    for number, spot in enumerate(found):
        cues = document.cues(number)
        odds = max(-_CAP, min(_CAP, licence.odds(cues)))
        here = [i for i in _overlapping(marks, starts, spot.start, spot.end) if i not in used]
        best = next((i for i in here if marks[i].label == "place"), here[0] if here else None)
        mark = None if best is None else marks[best]
        start, end = with_type_word(text, listed, spot, words)
        out: dict[str, float] = {"always": 1.0, "odds": odds}
        if not spot.known:
            out["unknown_spot"] = 1.0
        if mark is None:
            out["unseen"], out["unseen_odds"] = 1.0, odds
        elif mark.label == "place":
            used.add(best or 0)
            out["place"], out["place_score"] = 1.0, mark.score
            out["same_ends"] = float((mark.start, mark.end) in ((spot.start, spot.end), (start, end)))
            out["place_known"] = float(spot.known)
            out["common_place"] = cues.get("common_word", 0.0)
            out["place_in_focus"] = cues.get("country_in_focus", 0.0)
            if not spot.known or mark.start < spot.start or mark.end > max(end, spot.end):
                # the reader's name is longer: it has seen the whole of it
                start, end = min(mark.start, start), max(mark.end, end) if mark.end > spot.end else end
            used.update(i for i in here if marks[i].label == "place")
        else:
            out[mark.label] = 1.0
            if mark.label == "person":
                out["person_in_focus"], out["person_odds"] = cues.get("country_in_focus", 0.0), odds
            elif mark.label == "organisation":
                out["organisation_odds"] = odds
        if spot.name in document.nationality and (mark is None or mark.label != "place"):
            continue  # "Georgian" is no place, though some village bears it
        made.append(_unit(start, end, out))
    for i, mark in enumerate(marks):
        if mark.label == "place" and i not in used:
            start, end = _trimmed(text, mark.start, mark.end)
            if start < end and not _people(text[start:end], gazetteer):
                made.append(_unit(start, end, {"always": 1.0, "no_spot": 1.0, "place": 1.0, "place_score": mark.score}))
    return _apart(made)


def accepted(found: Sequence[Unit], weights: Sequence[float], floor: float) -> list[tuple[int, int]]:
    """The spans of the units whose weighed cues lie above the floor."""
    return [(u.start, u.end) for u in found if sum(weights[i] * v for i, v in u.cues) > floor]


def _unit(start: int, end: int, out: dict[str, float]) -> Unit:
    return Unit(start, end, tuple((UNION_CUES.index(name), value) for name, value in out.items() if value))


def _overlapping(marks: Sequence[Mark], starts: Sequence[int], start: int, end: int) -> list[int]:
    """Positions of the marks that overlap a stretch; marks are short, so a few steps back are enough."""
    at = bisect_left(starts, end)
    found: list[int] = []
    for i in range(at - 1, max(-1, at - 6), -1):
        if marks[i].end > start:
            found.append(i)
    return found[::-1]


def _people(name: str, gazetteer: Gazetteer) -> bool:
    return gazetteer.nationality(name) is not None


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    if text[start : start + 4] in ("the ", "The "):
        start += 4
    if text[max(start, end - 2) : end] in ("'s", "’s"):
        end -= 2
    return start, end


def _apart(made: list[Unit]) -> list[Unit]:
    """In text order, without a unit that begins inside the one before."""
    kept: list[Unit] = []
    for unit in sorted(made, key=lambda u: (u.start, -u.end)):
        if kept and unit.start < kept[-1].end:
            continue
        kept.append(unit)
    return kept

"""What the text view says, section by section; `terminal` draws it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from firsthand.events.nights import AirAttack, Count, air_attacks
from firsthand.model.attribution import Attribution
from firsthand.model.check import Check, Verdict
from firsthand.model.event import Event, Toll
from firsthand.model.figure import Figure, Role
from firsthand.model.forecast import Forecast
from firsthand.model.frame import Frame
from firsthand.model.place import Place
from firsthand.model.reading import Reading
from firsthand.model.record import Record
from firsthand.model.span import Span
from firsthand.publish.anchor import anchor
from firsthand.publish.words import act, amount, bounds, by_id, happening, modality, voices, when, where

_QUOTE: Final = 150  # characters of a quotation
# Marks that turn the order of what follows: harmless in the text, misleading on a terminal.
_TURNING: Final = re.compile("[\u202a-\u202e\u2066-\u2069\u200e\u200f]")
_ROLES: Final = tuple(Role)  # harm to people stands first, plain counts last
_GRAVITY: Final = (Verdict.FAIL, Verdict.WARN, Verdict.CANNOT_TELL, Verdict.PASS)


@dataclass(frozen=True, slots=True)
class Row:
    """A line: the stretch it rests on, a left cell, what it says, and quieter remarks before and after that.

    Where only some rows can be shown, those with the smallest `rank` are.
    """

    at: Span | None
    lead: str
    body: str
    before: str = ""
    after: str = ""
    rank: int = 0


@dataclass(frozen=True, slots=True)
class Section:
    """`whole` sections are never cut short: what does not hold must be read to the end."""

    title: str
    rows: tuple[Row, ...]
    whole: bool = False

    def first(self, count: int) -> tuple[Row, ...]:
        """The `count` rows of smallest rank, in the order of the text."""
        chosen = sorted(range(len(self.rows)), key=lambda at: (self.rows[at].rank, at))[:count]
        return tuple(self.rows[at] for at in sorted(chosen))


def sections(reading: Reading) -> tuple[Section, ...]:
    """All sections in the order to read them, empty ones too."""
    records = by_id(reading)
    text = reading.document.text
    failing = sorted(
        (one for one in reading.checks if one.verdict is not Verdict.PASS),
        key=lambda one: (_GRAVITY.index(one.verdict), one.start()),
    )
    passed = len(reading.checks) - len(failing)
    title = "Checks that do not pass" + (f" ({passed} {'more ' if failing else ''}pass)" if passed else "")
    return (
        Section(title, tuple(map(_check, failing)), whole=True),
        Section("Who says what", tuple(_attribution(one, text) for one in reading.attributions)),
        Section("Events", tuple(_event(one, records) for one in reading.events)),
        *_raids(reading, records),
        Section("Figures", tuple(_figure(one, records) for one in reading.figures)),
        Section("Forecasts", tuple(_forecast(one, records) for one in reading.forecasts)),
        Section("Loaded words", tuple(_frame(one, records) for one in reading.frames)),
    )


def line(words: str) -> str:
    """`words` in one line, not too long, with nothing in it that moves a terminal's cursor or turns its text."""
    said = clean(words)
    return said if len(said) <= _QUOTE else said[: _QUOTE - 1].rstrip() + "…"


def clean(words: str) -> str:
    return _TURNING.sub("", " ".join(words.split()))


def _check(check: Check) -> Row:
    verdict = str(check.verdict).replace("_", " ")
    return Row(min(check.inputs, default=None), verdict, check.message, after=_joined(check.formula, check.flip or ""))


def _attribution(one: Attribution, text: str) -> Row:
    said = "“" + line(" ... ".join(span.quote for span in one.content)) + "”"
    return Row(anchor(one, text), voices(one), said, before=act(one))


def _event(one: Event, records: Mapping[str, Record]) -> Row:
    scene = _joined(where(one, records), when(one, records), ", ".join(filter(None, map(_toll, one.tolls))))
    rank = 0 if one.tolls else 1 if one.places else 2
    return Row(one.trigger, modality(one), happening(one), before=scene, rank=rank)


def _raids(reading: Reading, records: Mapping[str, Record]) -> tuple[Section, ...]:
    """Attacks from the air with their numbers; no section where none is counted."""
    rows = tuple(_raid(one, records) for one in air_attacks(reading))
    return (Section("Air attacks", rows),) if rows else ()


def _raid(one: AirAttack, records: Mapping[str, Record]) -> Row:
    told = {"launched": one.launched, "shot down": one.intercepted, "lost": one.lost, "hit": one.hit}
    counts = (f"{fate} {', '.join(map(_weapons, found))}" for fate, found in told.items() if found)
    places = (records.get(place) for place in one.places)
    names = dict.fromkeys(place.name for place in places if isinstance(place, Place))
    return Row(one.paragraph, ", ".join(names), "", before="; ".join(counts))


def _weapons(count: Count) -> str:
    return line(f"{bounds(count.low, count.high)} {count.weapon or ''}").strip()


def _toll(toll: Toll) -> str:
    return "" if toll.low is None and toll.high is None else f"{bounds(toll.low, toll.high)} {toll.role}"


def _figure(one: Figure, records: Mapping[str, Record]) -> Row:
    whole = getattr(records.get(one.of or ""), "span", None)
    part = f"of: {line(whole.quote)}" if isinstance(whole, Span) else ""
    role = str(one.role).replace("_", " ")
    return Row(one.span, amount(one), line(one.span.quote), before=role, after=part, rank=_ROLES.index(one.role))


def _forecast(one: Forecast, records: Mapping[str, Record]) -> Row:
    condition = f"if: {line(one.condition.quote)} | then: " if one.condition else ""
    lead = f"{one.strength}, {str(one.kind).replace('_', ' ')}"
    return Row(one.span, lead, condition + line(one.outcome.quote), before=_whose(one.attribution, records))


def _frame(one: Frame, records: Mapping[str, Record]) -> Row:
    kind = str(one.kind).replace("_", " ")
    plain = f"plainly: {one.plain}" if one.plain else ""
    return Row(one.span, line(one.span.quote), plain, before=_joined(kind, _whose(one.attribution, records)))


def _whose(attribution: str | None, records: Mapping[str, Record]) -> str:
    found = records.get(attribution or "")
    return f"in the words of {voices(found)}" if isinstance(found, Attribution) else "in the author's words"


def _joined(*parts: str) -> str:
    return "; ".join(part for part in parts if part)


def shown(rows: Iterable[Row]) -> Iterable[tuple[str, str, str, str, str]]:
    """(place in the text, lead, before, body, after) of each row, ready to draw."""
    for row in rows:
        place = f"{row.at.start}-{row.at.end}" if row.at else ""
        yield place, clean(row.lead), clean(row.before), clean(row.body), clean(row.after)

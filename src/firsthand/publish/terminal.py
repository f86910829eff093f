"""The text view: one report on one screen, what does not hold first.

Every line carries the code points `start-end` of the words it rests on. Colours only on a terminal.
"""

from __future__ import annotations

import io
import re
import shutil
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TextIO

from firsthand.model.check import Check, Verdict
from firsthand.model.reading import Reading
from firsthand.model.record import Record
from firsthand.model.span import Span
from firsthand.publish.anchor import anchor
from firsthand.publish.words import act, amount, by_id, happening, modality, number, voices, when, where

if TYPE_CHECKING:
    from rich.console import Console

WIDTH: Final = 100  # of a page that is piped
_NARROWEST: Final = 60
_ROWS: Final = 12  # of one section, unless all are asked for
_QUOTE: Final = 150  # characters of a quotation
# Marks that turn the order of what follows: harmless in the text, misleading on a terminal.
_TURNING: Final = re.compile("[\u202a-\u202e\u2066-\u2069\u200e\u200f]")


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a section: the stretch it rests on, a short left cell in bold, what it says, and less loud remarks."""

    at: Span | None
    lead: str
    body: str
    note: str = ""
    cue: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    title: str
    rows: tuple[Row, ...]


def view(reading: Reading, out: TextIO | None = None, *, everything: bool = False, width: int | None = None) -> str:
    """`reading` as text for `out`: as wide as its terminal and in colour there, plain and 100 wide elsewhere."""
    from rich.console import Console

    watched = out is not None and out.isatty()
    wide = width or (shutil.get_terminal_size((WIDTH, 24)).columns if watched else WIDTH)
    page = io.StringIO()
    console = Console(
        file=page,
        width=max(_NARROWEST, wide),
        force_terminal=watched,
        no_color=None if watched else True,
        color_system="auto" if watched else None,
        highlight=False,
        markup=False,
        emoji=False,
        legacy_windows=False,
    )
    _head(console, reading)
    for section in sections(reading):
        _section(console, section, everything)
    return "\n".join(line.rstrip() for line in page.getvalue().splitlines()) + "\n"


def sections(reading: Reading) -> tuple[Section, ...]:
    """What the view shows, in order."""
    records = by_id(reading)
    text = reading.document.text
    open_checks = sorted((c for c in reading.checks if c.verdict is not Verdict.PASS), key=_gravity)
    passed = len(reading.checks) - len(open_checks)
    title = "Checks that do not pass" + (f" ({passed} more pass)" if passed else "")
    return (
        Section(title, tuple(_check(check) for check in open_checks)),
        Section(
            "Who says what",
            tuple(Row(anchor(one, text), voices(one), _said(one.content), cue=act(one)) for one in reading.attributions),
        ),
        Section(
            "Events",
            tuple(
                Row(
                    one.trigger,
                    modality(one),
                    happening(one),
                    _joined(where(one, records), when(one, records), _tolls(one.tolls)),
                )
                for one in reading.events
            ),
        ),
        Section(
            "Figures",
            tuple(
                Row(
                    one.span, amount(one), _line(one.span.quote), str(one.role).replace("_", " ") + _of(one.of, records)
                )
                for one in reading.figures
            ),
        ),
        Section(
            "Forecasts",
            tuple(
                Row(
                    one.span,
                    f"{one.strength}, {str(one.kind).replace('_', ' ')}",
                    (f"if: {_line(one.condition.quote)} | then: " if one.condition else "") + _line(one.outcome.quote),
                    _whose(one.attribution, records),
                )
                for one in reading.forecasts
            ),
        ),
        Section(
            "Loaded words",
            tuple(
                Row(
                    one.span,
                    _line(one.span.quote),
                    str(one.kind).replace("_", " ") + (f"; plainly: {one.plain}" if one.plain else ""),
                    _whose(one.attribution, records),
                )
                for one in reading.frames
            ),
        ),
    )


def _head(console: Console, reading: Reading) -> None:
    from rich.text import Text

    document = reading.document
    console.print(Text(_line(document.title or document.text.strip()[:80] or "(empty)"), style="bold"))
    published = document.published
    day = "no publication date"
    if published is not None:
        day = published.value
        if published.evidence != "given":
            day += f" (from {published.evidence}, confidence {published.confidence:.2f})"
    words = len(document.text.split())
    facts = (document.outlet, document.author, day, f"{words:,} words", f"text {document.id[:12]}")
    console.print(Text(" | ".join(_line(fact) for fact in facts if fact), style="dim"))
    for note in reading.notes:
        console.print(Text(f"note: {_line(note)}", style="dim"))


def _section(console: Console, section: Section, everything: bool) -> None:
    from rich.table import Table
    from rich.text import Text

    console.print()
    count = f": {len(section.rows)}" if section.rows else ": none found"
    console.print(Text(section.title + count, style="bold" if section.rows else "dim"))
    shown: Sequence[Row] = section.rows if everything else section.rows[:_ROWS]
    if not shown:
        return
    lead = max(16, (console.width - 16) * 3 // 10)
    table = Table.grid(padding=(0, 2, 0, 0), expand=True)
    table.add_column(width=13, justify="right", style="dim", no_wrap=True)
    table.add_column(width=lead, overflow="fold")
    table.add_column(ratio=1, overflow="fold")
    for row in shown:
        body = Text()
        if row.cue:
            body.append(_clean(row.cue) + "  ", style="dim")
        body.append(_clean(row.body))
        if row.note:
            body.append(("  " if row.body else "") + _clean(row.note), style="dim")
        table.add_row(
            Text(f"{row.at.start}-{row.at.end}" if row.at else ""), Text(_clean(row.lead), style="bold"), body
        )
    console.print(table)
    if len(section.rows) > len(shown):
        console.print(Text(f"{'':15}and {len(section.rows) - len(shown)} more; --all shows them", style="dim"))


def _check(check: Check) -> Row:
    said = _joined(check.formula, check.flip or "")
    return Row(min(check.inputs, default=None), f"{check.verdict}".replace("_", " "), check.message, said)


def _gravity(check: Check) -> tuple[int, int]:
    return [Verdict.FAIL, Verdict.WARN, Verdict.CANNOT_TELL, Verdict.PASS].index(check.verdict), check.start()


def _said(content: Iterable[Span]) -> str:
    return "“" + _line(" ... ".join(span.quote for span in content)) + "”"


def _tolls(tolls: Iterable[object]) -> str:
    said = []
    for toll in tolls:
        low, high, role = getattr(toll, "low", None), getattr(toll, "high", None), getattr(toll, "role", "")
        if low is None and high is None:
            continue
        span = (
            number(low)
            if low == high and low is not None
            else f"{number(low or 0)} to {number(high) if high is not None else 'more'}"
        )
        said.append(f"{span} {role}")
    return ", ".join(said)


def _of(whole: str | None, records: dict[str, Record]) -> str:
    found = records.get(whole) if whole else None
    span = getattr(found, "span", None)
    return f", of: {_line(span.quote)}" if isinstance(span, Span) else ""


def _whose(attribution: str | None, records: dict[str, Record]) -> str:
    from firsthand.model.attribution import Attribution

    found = records.get(attribution) if attribution else None
    return f"in the words of {voices(found)}" if isinstance(found, Attribution) else "in the author's words"


def _joined(*parts: str) -> str:
    return "; ".join(part for part in parts if part)


def _line(words: str) -> str:
    said = _clean(words)
    return said if len(said) <= _QUOTE else said[: _QUOTE - 1].rstrip() + "…"


def _clean(words: str) -> str:
    return _TURNING.sub("", " ".join(words.split()))

"""The text view: one report on one screen, what does not hold first.

Every line carries the code points `start-end` of the words it rests on. Colours only on a terminal.
"""

from __future__ import annotations

import io
import shutil
from typing import TYPE_CHECKING, Final, TextIO

from firsthand.model.reading import Reading
from firsthand.publish.terminal_sections import Section, line, sections, shown

if TYPE_CHECKING:
    from rich.console import Console

WIDTH: Final = 100  # of a page that is piped
_NARROWEST: Final = 60
_ROWS: Final = 7  # of one section, unless all are asked for: the whole view should fit one screen


def view(reading: Reading, out: TextIO | None = None, *, everything: bool = False, width: int | None = None) -> str:
    """`reading` as text for `out`: as wide as its terminal and in colour there, plain and 100 wide elsewhere.

    `everything` shows every record, and every line to its end.
    """
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
    return "\n".join(one.rstrip() for one in page.getvalue().splitlines()) + "\n"


def _head(console: Console, reading: Reading) -> None:
    from rich.text import Text

    document = reading.document
    console.print(Text(line(document.heading() or "(empty)"), style="bold"))
    published = document.published
    day = "no publication date"
    if published is not None:
        day = published.value
        if published.evidence != "given":
            day += f" (from {published.evidence}, confidence {published.confidence:.2f})"
    words = len(document.text.split())
    facts = (document.outlet, document.author, day, f"{words:,} words", f"text {document.id[:12]}")
    console.print(Text(" | ".join(line(fact) for fact in facts if fact), style="dim"))
    for note in reading.notes:
        console.print(Text(f"note: {line(note)}", style="dim"))


def _section(console: Console, section: Section, everything: bool) -> None:
    from rich.table import Table
    from rich.text import Text

    count = f": {len(section.rows)}" if section.rows else ": none found"
    console.print()
    console.print(Text(section.title + count, style="bold" if section.rows else "dim"))
    whole = everything or section.whole
    rows = section.rows if whole else section.first(_ROWS)
    if not rows:
        return
    table = Table.grid(padding=(0, 2, 0, 0), expand=True)
    table.add_column(width=13, justify="right", style="dim", no_wrap=True)
    table.add_column(
        width=max(16, (console.width - 16) * 35 // 100), overflow="fold" if whole else "ellipsis", no_wrap=not whole
    )
    table.add_column(ratio=1, overflow="fold" if whole else "ellipsis", no_wrap=not whole)
    for place, lead, before, body, after in shown(rows):
        parts = [(before, "dim"), (body, ""), (after, "dim")]
        said = Text("  ").join(Text(words, style=style) for words, style in parts if words)
        table.add_row(Text(place), Text(lead, style="bold"), said)
    console.print(table)
    if len(section.rows) > len(rows):
        console.print(Text(f"{'':15}and {len(section.rows) - len(rows)} more; --all shows them", style="dim"))

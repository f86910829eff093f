"""`firsthand demo`: the bundled example reports, read and laid out."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def demo(
    out: Annotated[Path, typer.Option("--out", metavar="DIR", help="Folder for the HTML reports.")] = Path(
        "firsthand-demo"
    ),
) -> None:
    """Read the bundled example reports, write their HTML reports, and fill a store that `firsthand serve` shows."""
    from firsthand.api import read
    from firsthand.data.examples import desk_examples, examples
    from firsthand.publish.html import report
    from firsthand.store import Entry, Store

    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise typer.BadParameter(f"cannot write there ({error})", param_hint="--out") from error
    entries = []
    for example in examples():
        reading = read(example)
        entries.append(Entry(source=example.name, reading=reading))
        page = out / f"{example.stem}.html"
        page.write_text(report(reading), "utf-8")
        typer.echo(_line(page, reading.document.title or example.stem, len(reading.attributions), len(reading.figures)))
    typer.echo("Open them in a browser; they need no network.")
    entries += [Entry(source=example.name, reading=read(example)) for example in desk_examples()]
    store = out / "firsthand.db"
    with Store.open(store, create=True) as kept:
        kept.keep(entries, run="demo")
    typer.echo(f"{store}: {len(entries)} reports. See them against each other with:")
    typer.echo(f"    firsthand serve --store {store}")


def _line(page: Path, title: str, statements: int, figures: int) -> str:
    size = page.stat().st_size / 1000
    return f"{page} ({size:.0f} kB): {title}; {statements} attributed statements, {figures} figures"

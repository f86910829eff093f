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
    """Read the bundled example reports and write their HTML reports."""
    from firsthand.api import read
    from firsthand.data.examples import examples
    from firsthand.publish.html import report

    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise typer.BadParameter(f"cannot write there ({error})", param_hint="--out") from error
    for example in examples():
        reading = read(example)
        page = out / f"{example.stem}.html"
        page.write_text(report(reading), "utf-8")
        typer.echo(_line(page, reading.document.title or example.stem, len(reading.attributions), len(reading.figures)))
    typer.echo("Open them in a browser; they need no network.")


def _line(page: Path, title: str, statements: int, figures: int) -> str:
    size = page.stat().st_size / 1000
    return f"{page} ({size:.0f} kB): {title}; {statements} attributed statements, {figures} figures"

"""`firsthand export`: what answers a query, in the shapes that others read, as a data package."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from firsthand.cli import asking


def export(
    text: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[WORDS]...", help='Words that all stand in a report; "a phrase"; word*; -word for none.'
        ),
    ] = None,
    output: Annotated[
        Path, typer.Option("-o", "--output", metavar="OUT", help="Folder to write, or a file ending with .zip.")
    ] = Path("firsthand-export"),
    shape: Annotated[
        str,
        typer.Option(
            metavar="NAMES", help="With commas: csv, acled, ged, viina, polecat, geojson, parquet, ftm, jsonl, xlsx."
        ),
    ] = "csv,geojson",
    store: asking.Store = None,
    kind: asking.Kind = None,
    place: asking.Place = None,
    near: asking.Near = None,
    since: asking.Since = None,
    until: asking.Until = None,
    published_since: asking.PublishedSince = None,
    published_until: asking.PublishedUntil = None,
    actor: asking.Actor = None,
    event_type: asking.EventType = None,
    modality: asking.Modality = None,
    source_type: asking.SourceType = None,
    role: asking.Role = None,
    at_least: asking.AtLeast = None,
    at_most: asking.AtMost = None,
    outlet: asking.Outlet = None,
    verdict: asking.Verdict = None,
    language: asking.Language = None,
) -> None:
    """Write what was kept, or what answers a query, as a data package.

    Exit codes: 0 written, 1 nothing answered and nothing was written, 2 the command was called wrongly, 3 the store
    cannot be used.
    """
    given = locals()
    from firsthand.errors import BadValue, MissingPart, StoreError
    from firsthand.publish.package import write
    from firsthand.publish.selection import asked, readings, selected
    from firsthand.publish.shapes import shapes
    from firsthand.store import Store

    try:
        wanted = shapes(name.strip() for name in shape.split(",") if name.strip())
    except BadValue as error:
        raise typer.BadParameter(str(error), param_hint="--shape") from error
    try:
        query = asking.query(given)
        with Store.open(store, read_only=True) as book:
            selection = selected(book, query)
            if not selection.records:
                typer.echo("nothing that was read answers; nothing was written", err=True)
                raise typer.Exit(1)
            done = write(readings(book, selection), output, wanted, asked(book, query, selection))
    except (BadValue, MissingPart) as error:
        raise typer.BadParameter(str(error)) from error
    except StoreError as error:
        typer.echo(f"cannot export  {error}", err=True)
        raise typer.Exit(3) from error
    except OSError as error:
        raise typer.BadParameter(f"cannot write there ({error})", param_hint="--output") from error
    for name, count in done.rows.items():
        typer.echo(f"{name}: {count:,} rows")
    for (name, reason), count in sorted(done.left_out.items()):
        typer.echo(f"left out of {name}  {count:,}: {reason}", err=True)
    typer.echo(f"{done.readings:,} reports in {output}")

"""`firsthand export`: what answers a query, in the shapes that others read, as a data package."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


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
    store: Annotated[
        str | None,
        typer.Option(
            "--store",
            metavar="STORE",
            help="File or postgresql:// address; default: $FIRSTHAND_STORE, or firsthand.db.",
        ),
    ] = None,
    kind: Annotated[
        str | None,
        typer.Option(
            metavar="KIND", help="report, attribution, actor, place, figure, event, forecast, frame or check."
        ),
    ] = None,
    place: Annotated[str | None, typer.Option(metavar="NAME", help="A place by its name, in any spelling met.")] = None,
    near: Annotated[
        str | None, typer.Option(metavar="LAT,LON,KM", help="Within so many kilometres of a point.")
    ] = None,
    since: Annotated[str | None, typer.Option(metavar="DATE", help="First day of what is told.")] = None,
    until: Annotated[str | None, typer.Option(metavar="DATE", help="Last day of what is told.")] = None,
    published_since: Annotated[str | None, typer.Option(metavar="DATE", help="First day of publication.")] = None,
    published_until: Annotated[str | None, typer.Option(metavar="DATE", help="Last day of publication.")] = None,
    actor: Annotated[str | None, typer.Option(metavar="NAME", help="Who acts, is acted on, or speaks.")] = None,
    event_type: Annotated[str | None, typer.Option(metavar="TYPE", help="PLOVER or ACLED type of an event.")] = None,
    modality: Annotated[
        str | None, typer.Option(metavar="NAME", help="claimed, denied, happened, planned, ...")
    ] = None,
    source_type: Annotated[
        str | None, typer.Option(metavar="NAME", help="On whose word: official, medical, ...")
    ] = None,
    role: Annotated[str | None, typer.Option(metavar="NAME", help="What a figure counts: killed, injured, ...")] = None,
    at_least: Annotated[float | None, typer.Option(metavar="N", help="Figures that may be this large.")] = None,
    at_most: Annotated[float | None, typer.Option(metavar="N", help="Figures that may be this small.")] = None,
    outlet: Annotated[str | None, typer.Option(metavar="NAME", help="Who published it.")] = None,
    verdict: Annotated[
        str | None, typer.Option(metavar="NAME", help="Of a check: pass, warn, fail, cannot_tell.")
    ] = None,
    language: Annotated[str | None, typer.Option(metavar="CODE", help="Language of the report, such as en.")] = None,
) -> None:
    """Write what was kept, or what answers a query, as a data package.

    Exit codes: 0 written, 1 nothing answered and nothing was written, 2 the command was called wrongly, 3 the store
    cannot be used.
    """
    from firsthand.cli.find import _point, _typed
    from firsthand.errors import BadValue, MissingPart, StoreError
    from firsthand.publish.package import write
    from firsthand.publish.selection import asked, readings, selected
    from firsthand.publish.shapes import shapes
    from firsthand.store import Query, Store

    point = _point(near)
    try:
        wanted = shapes(name.strip() for name in shape.split(",") if name.strip())
    except BadValue as error:
        raise typer.BadParameter(str(error), param_hint="--shape") from error
    try:
        query = Query(
            text=_typed(text),
            kind=kind,
            place=place,
            lat=point[0] if point else None,
            lon=point[1] if point else None,
            radius_km=point[2] if point else None,
            since=since,
            until=until,
            published_since=published_since,
            published_until=published_until,
            actor=actor,
            event_type=event_type,
            modality=modality,
            source_type=source_type,
            role=role,
            at_least=at_least,
            at_most=at_most,
            outlet=outlet,
            verdict=verdict,
            language=language,
        )
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

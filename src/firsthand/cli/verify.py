"""`firsthand verify`: is the store still what it was given?"""

from __future__ import annotations

from typing import Annotated

import typer


def verify(
    store: Annotated[
        str | None,
        typer.Option(
            "--store",
            metavar="STORE",
            help="File or postgresql:// address; default: $FIRSTHAND_STORE, or firsthand.db.",
        ),
    ] = None,
) -> None:
    """Hold every item of the store against the chain of batches, and every search row against its reading.

    Exit codes: 0 all is as it was kept, 1 something was changed (each item is named), 3 the store cannot be used.
    """
    from firsthand.errors import FirsthandError
    from firsthand.store.store import Store

    try:
        with Store.open(store, read_only=True) as opened:
            faults = opened.verify(_progress)
            reports, sequence = opened.total(), opened.sequence()
    except FirsthandError as error:
        typer.echo(f"cannot verify  {error}", err=True)
        raise typer.Exit(3) from error
    for fault in faults:
        typer.echo(f"{fault.item}: {fault.message}")
    if faults:
        typer.echo(f"{len(faults)} faults", err=True)
        raise typer.Exit(1)
    typer.echo(f"{reports:,} reports in {sequence:,} batches: all as kept")


def _progress(done: int, total: int) -> None:
    import sys

    if sys.stderr.isatty():
        sys.stderr.write(f"\r{done:,} of {total:,} reports" + ("\n" if done == total else ""))

"""`firsthand redact`: a text removed for good."""

from __future__ import annotations

from typing import Annotated

import typer


def redact(
    report: Annotated[str, typer.Argument(metavar="REPORT", help="The id of a report, as `firsthand find` shows it.")],
    reason: Annotated[
        str, typer.Option(metavar="WORDS", help="Why; it is kept, so leave out of it what must not be.", prompt=True)
    ],
    store: Annotated[
        str | None,
        typer.Option(
            "--store",
            metavar="STORE",
            help="File or postgresql:// address; default: $FIRSTHAND_STORE, or firsthand.db.",
        ),
    ] = None,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask first.")] = False,
) -> None:
    """Remove a text from the store for good: every report that has it, the search index, the free pages, the journal.

    The chain stays valid, a tombstone with the reason stays in place, and the same text is not taken in again.
    Exit codes: 0 removed, 1 nothing was removed, 2 the command was called wrongly, 3 the store cannot be used.
    """
    from firsthand.errors import BadValue, NotKept, StoreError
    from firsthand.store.store import Store

    try:
        with Store.open(store) as opened:
            row = opened.report(report)
            if not yes:
                typer.confirm(f"Remove {row.title or 'this report'!r} ({row.words:,} words) for good?", abort=True)
            gone = opened.redact(report, reason)
    except BadValue as error:
        raise typer.BadParameter(str(error), param_hint="--reason") from error
    except NotKept as error:
        typer.echo(f"not removed  {error}", err=True)
        raise typer.Exit(1) from error
    except StoreError as error:
        typer.echo(f"cannot remove  {error}", err=True)
        raise typer.Exit(3) from error
    for name in gone.report_ids:
        typer.echo(f"removed  {name}")

"""`firsthand ranges`: low, best and high of what the reports of a store say, per definition and period."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from firsthand.compare.desk import Desk
    from firsthand.compare.findings import Series


class Period(StrEnum):
    ALL = "all"
    YEAR = "year"
    MONTH = "month"
    DAY = "day"


def ranges(
    store: Annotated[
        str | None,
        typer.Option(
            "--store",
            metavar="STORE",
            help="File or postgresql:// address; default: $FIRSTHAND_STORE, or firsthand.db.",
        ),
    ] = None,
    role: Annotated[
        list[str] | None, typer.Option("--role", help="What is counted: killed, injured, missing, captured, displaced.")
    ] = None,
    period: Annotated[Period, typer.Option("--by", help="Sum per period.")] = Period.ALL,
    out: Annotated[
        Path | None, typer.Option("--out", "-o", help="Write CSV here, one row a contribution, instead of sentences.")
    ] = None,
) -> None:
    """What the reports add up to, incident by incident. Different definitions are never added.

    Exit codes: 0 done, 3 the store cannot be used.
    """
    from firsthand.compare.desk import Desk
    from firsthand.errors import FirsthandError
    from firsthand.estimate.ranges import ranges as added
    from firsthand.estimate.ranges import table
    from firsthand.store.store import Store

    try:
        with Store.open(store) as opened:
            found = added(_questions(Desk(opened), role or ["killed", "injured"]), str(period))
    except FirsthandError as error:
        typer.echo(f"cannot add up  {error}", err=True)
        raise typer.Exit(3) from error
    if out:
        out.write_text(table(found), "utf-8")
        typer.echo(f"{sum(len(one.contributions) for one in found):,} contributions to {len(found)} ranges in {out}")
        return
    for one in found:
        typer.echo(one.sentence())
    if not found:
        typer.echo("no incident of this store has a number of that kind")


def _questions(desk: Desk, roles: list[str]) -> list[Series]:
    found = []
    for role in sorted(set(roles)):
        after = None
        while True:
            page = desk.questions(role=role, wide=False, after=after, limit=500)
            found += [desk.question(row.key) for row in page.items]
            after = page.after
            if after is None:
                break
    return found

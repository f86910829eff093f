"""`firsthand brief`: what is new in a store since a day."""

from __future__ import annotations

import sys
from enum import StrEnum
from typing import Annotated

import typer


class Form(StrEnum):
    TEXT = "text"
    MARKDOWN = "markdown"
    HTML = "html"
    JSON = "json"


def brief(
    since: Annotated[str, typer.Option("--since", metavar="DAY", help="First day (ISO) of what is new.")],
    store: Annotated[
        str | None,
        typer.Option(
            "--store",
            metavar="STORE",
            help="File or postgresql:// address; default: $FIRSTHAND_STORE, or firsthand.db.",
        ),
    ] = None,
    most: Annotated[int, typer.Option("--most", min=1, metavar="N", help="Lines of a section.")] = 50,
    form: Annotated[Form, typer.Option("--format", help="What to write.")] = Form.TEXT,
) -> None:
    """What is new, changed, contradicted, denied since a day, and which forecasts were touched; every line with its words.

    Exit codes: 0 written, 2 the command was called wrongly, 3 the store cannot be used.
    """
    from datetime import date

    try:
        date.fromisoformat(since)
    except ValueError as error:
        raise typer.BadParameter(f"{since!r} is no ISO day such as 2024-11-05", param_hint="--since") from error

    import msgspec

    from firsthand.compare.desk import Desk
    from firsthand.errors import FirsthandError
    from firsthand.publish import briefing
    from firsthand.store.store import Store

    try:
        with Store.open(store) as opened:
            found = Desk(opened).briefing(since, limit=most)
    except FirsthandError as error:
        typer.echo(f"cannot brief  {error}", err=True)
        raise typer.Exit(3) from error
    if form is Form.JSON:
        shown = msgspec.json.format(msgspec.json.encode(found)).decode() + "\n"
    else:
        shown = {Form.TEXT: briefing.text, Form.MARKDOWN: briefing.markdown, Form.HTML: briefing.html}[form](found)
    sys.stdout.write(shown)

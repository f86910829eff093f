"""`firsthand schema`: the JSON Schema of readings."""

from __future__ import annotations

import typer


def schema() -> None:
    """Print the JSON Schema of the json and jsonl output."""
    from firsthand.publish.schema import schema_text

    typer.echo(schema_text(), nl=False)

"""What `find` and `export` ask a store by: the same options, spelled once.

Nothing is imported but the command line: an answer should come before a hand leaves the key.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from firsthand.store.query import Query

Store = Annotated[
    str | None,
    typer.Option(
        "--store",
        metavar="STORE",
        help="File or postgresql:// address; default: $FIRSTHAND_STORE, or firsthand.db.",
    ),
]
Kind = Annotated[
    str | None,
    typer.Option(metavar="KIND", help="report, attribution, actor, place, figure, event, forecast, frame or check."),
]
Place = Annotated[str | None, typer.Option(metavar="NAME", help="A place by its name, in any spelling met.")]
Near = Annotated[str | None, typer.Option(metavar="LAT,LON,KM", help="Within so many kilometres of a point.")]
Since = Annotated[str | None, typer.Option(metavar="DATE", help="First day of what is told.")]
Until = Annotated[str | None, typer.Option(metavar="DATE", help="Last day of what is told.")]
PublishedSince = Annotated[str | None, typer.Option(metavar="DATE", help="First day of publication.")]
PublishedUntil = Annotated[str | None, typer.Option(metavar="DATE", help="Last day of publication.")]
Actor = Annotated[str | None, typer.Option(metavar="NAME", help="Who acts, is acted on, or speaks.")]
EventType = Annotated[str | None, typer.Option(metavar="TYPE", help="PLOVER or ACLED type of an event.")]
Modality = Annotated[str | None, typer.Option(metavar="NAME", help="claimed, denied, happened, planned, ...")]
SourceType = Annotated[str | None, typer.Option(metavar="NAME", help="On whose word: official, medical, ...")]
Role = Annotated[str | None, typer.Option(metavar="NAME", help="What a figure counts: killed, injured, ...")]
AtLeast = Annotated[float | None, typer.Option(metavar="N", help="Figures that may be this large.")]
AtMost = Annotated[float | None, typer.Option(metavar="N", help="Figures that may be this small.")]
Outlet = Annotated[str | None, typer.Option(metavar="NAME", help="Who published it.")]
Verdict = Annotated[str | None, typer.Option(metavar="NAME", help="Of a check: pass, warn, fail, cannot_tell.")]
Language = Annotated[str | None, typer.Option(metavar="CODE", help="Language of the report, such as en.")]


def query(given: Mapping[str, Any]) -> Query:
    """The query of a command's parameters, by their names; what is none of a query's is left alone. BadValue, BadParameter."""
    from dataclasses import fields

    from firsthand.store.query import Query

    point = _point(given["near"])
    return Query(
        **{
            **{one.name: given[one.name] for one in fields(Query) if one.name in given},
            "text": _typed(given["text"]),
            "lat": point[0] if point else None,
            "lon": point[1] if point else None,
            "radius_km": point[2] if point else None,
        }
    )


def _typed(words: list[str] | None) -> str | None:
    """The shell took the quotes from a phrase: an argument with a space was one."""
    if not words:
        return None
    if len(words) == 1:
        return words[0]
    return " ".join(f'"{word}"' if " " in word and '"' not in word else word for word in words)


def _point(near: str | None) -> tuple[float, float, float] | None:
    if near is None:
        return None
    try:
        lat, lon, km = (float(part) for part in near.split(","))
    except ValueError as error:
        raise typer.BadParameter(f"{near!r} is no LAT,LON,KM such as 48.28,37.18,30", param_hint="--near") from error
    return lat, lon, km

"""Forecasts, sources and control: what the desk holds beside incidents and questions."""

from __future__ import annotations

from collections import Counter
from typing import Annotated, Any, Final

from fastapi import APIRouter, Depends, Request
from fastapi import Query as Parameter
from starlette.responses import Response

from firsthand.compare.desk import NoSuchFinding
from firsthand.compare.findings import ForecastRow, Outcome, Page, Settlement, SourcePage, SourceRow
from firsthand.serve.missing import Missing
from firsthand.serve.routes.maps import checked as checked_day
from firsthand.serve.site import Site, site

router = APIRouter()
PAGE: Final = 40
SHOWN: Final = 300
MOST: Final = 5000  # forecasts or sources held at once, newest or most frequent first
COLUMNS: Final = ("reports", "claims", "numbers", "first", "repeated", "revised", "contradicted", "confirmed", "denials", "forecasts")  # fmt: skip
Text = Annotated[str, Parameter(max_length=500)]


@router.get("/forecasts")
def forecasts(request: Request, here: Annotated[Site, Depends(site)], state: Text = "", after: Text = "") -> Response:
    every = all_forecasts(here)
    counts = Counter(f.state for f in every)
    chosen = Outcome(state) if state in tuple(Outcome) else None
    rows = [f for f in every if chosen is None or f.state is chosen]
    start = int(after) if after.isdecimal() and len(after) < 9 else 0
    page = Page(tuple(rows[start : start + PAGE]), str(start + PAGE) if start + PAGE < len(rows) else None, len(rows))
    return here.page(
        request, "forecasts.html.j2", rows=page.items, page=page, found=len(rows), total=len(every), chosen=chosen,
        states=[(s.value, counts[s]) for s in Outcome if counts[s]],
    )  # fmt: skip


def all_forecasts(here: Site) -> tuple[ForecastRow, ...]:
    """Every forecast, newest first."""
    return here.library.desk("forecasts", lambda desk: items(desk.forecasts(limit=MOST)))


def items(found: Any) -> Any:
    """The rows of a page or of a plain tuple."""
    return found.items if isinstance(found, Page) else tuple(found)


@router.get("/sources")
def sources(request: Request, here: Annotated[Site, Depends(site)], kind: Text = "voice", text: Text = "") -> Response:
    rows = listed(here, kind if kind in ("voice", "outlet") else "voice", text)
    return here.page(request, "sources.html.j2", rows=rows[:SHOWN], found=len(rows), kind=kind, columns=COLUMNS)


def listed(here: Site, kind: str, text: str) -> list[SourceRow]:
    """Sources of a kind whose name holds `text`, those with most reports first."""
    every = here.library.desk("sources", lambda desk: items(desk.sources(limit=MOST)))
    wanted = text.casefold().strip()
    found = [s for s in every if (not kind or s.kind == kind) and wanted in s.name.casefold()]
    return sorted(found, key=lambda s: (-s.reports, -s.claims, s.name))


@router.get("/source")
def source(
    request: Request, here: Annotated[Site, Depends(site)], name: Annotated[str, Parameter(max_length=500)]
) -> Response:
    return here.page(request, "source.html.j2", page=one(here, name), columns=COLUMNS, most=60)


def one(here: Site, name: str) -> SourcePage:
    """A source by its name; Missing where there is none."""

    def answer(desk: Any) -> SourcePage | None:
        try:
            found: SourcePage | None = desk.source(name)
        except NoSuchFinding:
            return None
        return found

    found = here.library.desk(("source", name), answer)
    if found is None:
        raise Missing(f"source {name}")
    return found


@router.get("/control")
def control(
    request: Request, here: Annotated[Site, Depends(site)], day: Annotated[str, Parameter(max_length=10)] = ""
) -> Response:
    chosen = checked_day(day) or here.library.stand().newest
    return here.page(request, "control.html.j2", rows=settlements(here, chosen), chosen=chosen)


def settlements(here: Site, day: str | None) -> tuple[Settlement, ...]:
    """Every settlement with a claimed holder on a day; contested ones first."""
    if day is None:
        return ()
    found = here.library.desk(("control", day), lambda desk: items(desk.control(day)))
    return tuple(sorted(found, key=lambda s: (s.status != "contested", s.place)))

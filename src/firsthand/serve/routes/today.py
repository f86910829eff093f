"""Today: what is new, changed, contradicted or denied since a chosen day."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import Annotated, Any, Final

from fastapi import APIRouter, Depends, Request
from fastapi import Query as Parameter
from starlette.responses import Response

from firsthand.errors import BadValue
from firsthand.serve.draw import activity
from firsthand.serve.library import Stand
from firsthand.serve.site import Site, site, tagged
from firsthand.serve.words import before

router = APIRouter()
MOST: Final = 12  # lines of one section; the rest are counted
PERIODS: Final = (("day", 0), ("three", 2), ("week", 6), ("month", 30))


@router.get("/")
def today(
    request: Request, here: Annotated[Site, Depends(site)], since: Annotated[str, Parameter(max_length=10)] = ""
) -> Response:
    stand = here.library.stand()
    if not stand.reports or not stand.newest:
        return here.page(request, "today.html.j2", **_nothing())
    chosen = start(since, stand)
    briefing = here.library.desk(("briefing", chosen), lambda desk: desk.briefing(chosen))
    fresh = here.library.desk(("fresh", chosen), lambda desk: desk.incidents(since=chosen, limit=8))
    library = here.library
    copies = library.desk(("copies", chosen), lambda desk: _copies(desk.incidents(since=chosen, limit=1000).items))
    sections = briefing.sections
    counts: dict[str, int] = {section.name: len(section.items) for section in sections}
    context: dict[str, Any] = {
        "since": chosen,
        "periods": [(name, before(stand.newest, n)) for name, n in PERIODS] + [("all", stand.oldest)],
        "counts": Counter(counts) | Counter(reports=briefing.reports, incidents=fresh.total or 0, copies=copies),
        "incidents": fresh.items,
        "sections": sections,
        "most": MOST,
        "latest": library.asked("latest", lambda: library.store.reports(limit=8).items),
        "activity": activity.drawn(library.by_day(), chosen, here.texts("today.activity")),
    }
    return here.page(request, "today.html.j2", **context)


def start(since: str, stand: Stand) -> str:
    """The first day to show: as asked, else the newest day that has reports. BadValue for what is no day."""
    if since:
        try:
            return date.fromisoformat(since).isoformat()
        except ValueError as error:
            raise BadValue(f"since {since!r} is no ISO day such as 2024-11-05") from error
    return before(stand.newest or "1970-01-01", 0)


def _copies(rows: Any) -> int:
    return sum(row.copies for row in rows)


def _nothing() -> dict[str, Any]:
    return {
        "since": "",
        "periods": [],
        "counts": Counter(),
        "incidents": (),
        "sections": (),
        "most": MOST,
        "latest": (),
        "activity": "",
    }


@router.get("/briefing.{form}")
def briefing(
    request: Request,
    here: Annotated[Site, Depends(site)],
    form: str,
    since: Annotated[str, Parameter(max_length=10)] = "",
) -> Response:
    """The same as text, Markdown or HTML, to be mailed."""
    from firsthand.publish import briefing as written

    kinds = {"txt": "text/plain", "md": "text/markdown", "html": "text/html"}
    if form not in kinds:
        raise BadValue(f"a briefing comes as {', '.join(kinds)}, not as {form!r}")
    chosen = start(since, here.library.stand())
    found = here.library.desk(("briefing", chosen), lambda desk: desk.briefing(chosen))
    write = {"txt": written.text, "md": written.markdown, "html": written.html}[form]
    return tagged(request, write(found).encode("utf-8"), f"{kinds[form]}; charset=utf-8")

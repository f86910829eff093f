"""Incidents, contradictions between reports, and reports that stand together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any, Final

from fastapi import APIRouter, Depends, Form, Request
from fastapi import Query as Parameter
from starlette.responses import RedirectResponse, Response

from firsthand.compare.desk import NoSuchFinding
from firsthand.compare.findings import Evidence, IncidentPage, Page
from firsthand.errors import BadValue
from firsthand.serve import gate
from firsthand.serve.draw import sourcing, still, toll
from firsthand.serve.missing import Missing
from firsthand.serve.routes import maps
from firsthand.serve.site import Site, site

router = APIRouter()
PAGE: Final = 40
Text = Annotated[str, Parameter(max_length=500)]


@dataclass(frozen=True, slots=True)
class Side:
    """What one voice says of an incident."""

    name: str
    slot: int
    reports: int
    evidence: tuple[Evidence, ...]


@router.get("/incidents")
def incidents(
    request: Request,
    here: Annotated[Site, Depends(site)],
    text: Text = "",
    place: Text = "",
    since: Text = "",
    until: Text = "",
    after: Text = "",
) -> Response:
    error = None
    page: Page[Any] = Page(())
    try:
        page = listed(here, text, place, since, until, after, PAGE)
    except BadValue as problem:
        error = str(problem)
    return here.page(request, "incidents.html.j2", status=400 if error else 200, page=page, error=error)


def listed(here: Site, text: str, place: str, since: str, until: str, after: str, limit: int) -> Page[Any]:
    """Incidents by these filters; an empty filter is none."""
    maps.checked(since), maps.checked(until)
    given = {
        "text": text or None,
        "place": place or None,
        "since": since or None,
        "until": until or None,
        "after": after or None,
    }
    key = ("incidents", *given.values(), limit)
    return here.library.desk(key, lambda desk: desk.incidents(**given, limit=limit))


@router.get("/incidents/{incident}")
def incident(request: Request, here: Annotated[Site, Depends(site)], incident: str) -> Response:
    page = one(here, incident)
    told = [q for q in page.questions if len(q.points) > 1]
    questions = [(q, toll.drawn(q.points, q.label, height=260)) for q in told]
    return here.page(
        request,
        "incident.html.j2",
        page=page,
        sides=sides(page),
        questions=[(q, chart) for q, chart in questions if chart],
        single=[q for q in page.questions if len(q.points) == 1],
        sourcing=sourcing.drawn(page.sourcing, here.texts("incident.sourcing")),
        still=still.of_point(page.row.longitude, page.row.latitude, page.row.precision_km, page.row.place or ""),
    )


def one(here: Site, incident: str) -> IncidentPage:
    """An incident by its id; Missing where there is none."""
    page = here.library.desk(("incident", incident), lambda desk: _found(desk, incident))
    if page is None:
        raise Missing(f"incident {incident}")
    return page


def _found(desk: Any, incident: str) -> IncidentPage | None:
    try:
        page: IncidentPage | None = desk.incident(incident)
    except NoSuchFinding:
        return None
    return page


def sides(page: IncidentPage) -> list[Side]:
    """The words of each independent voice, the one with most reports first, each sentence once."""
    by_name: dict[str, list[Evidence]] = {}
    for series in page.questions:
        for point in series.points:
            by_name.setdefault(point.origin, []).append(point.evidence)
    for contradiction in page.contradictions:
        for words in contradiction.sides:
            by_name.setdefault(words.voice[-1] if words.voice else words.outlet or "?", []).append(words)
    out = []
    for name, words_of in by_name.items():
        seen: dict[str, Evidence] = {}
        for e in words_of:
            seen.setdefault(e.sentence or e.quote, e)
        out.append((name, len({e.report_id for e in words_of}), tuple(seen.values())))
    out.sort(key=lambda side: (-side[1], side[0]))
    return [Side(name, n if n <= 5 else 6, reports, words) for n, (name, reports, words) in enumerate(out[:12], 1)]


@router.post("/incidents/{incident}/separate")
def separate(
    request: Request,
    here: Annotated[Site, Depends(site)],
    incident: str,
    report_id: Annotated[str, Form(max_length=64)],
    token: Annotated[str, Form(max_length=200)] = "",
) -> Response:
    """A reviewer's word that a report does not belong; it is never lost when the desk is built anew."""
    person = gate.writer(request, here, token)
    if here.library.desk(("incident", incident), lambda desk: _found(desk, incident)) is None:
        raise Missing(f"incident {incident}")
    here.library.change(lambda desk: desk.separate(report_id, incident, reviewer=person))
    here.log("separate", f"{report_id} from {incident}", person)
    return RedirectResponse("/incidents", 303)


@router.get("/contradictions")
def contradictions(request: Request, here: Annotated[Site, Depends(site)], after: Text = "") -> Response:
    page = here.library.desk(
        ("contradictions", after), lambda desk: desk.contradictions(after=after or None, limit=PAGE)
    )
    found = page.total if page.total is not None else len(page.items)
    return here.page(request, "contradictions.html.j2", page=page, found=found)

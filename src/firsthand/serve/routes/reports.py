"""Reports: the list, the annotated article with what others say, and the report as a file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any, Final

from fastapi import APIRouter, Depends, Request
from starlette.responses import RedirectResponse, Response

from firsthand.compare.desk import NoSuchFinding
from firsthand.compare.findings import Evidence, Point, RepeatRow, Series
from firsthand.errors import BadValue, StoreError
from firsthand.model.reading import Reading
from firsthand.publish import html
from firsthand.serve.filters import PAGE, Filters
from firsthand.serve.missing import Missing
from firsthand.serve.site import Site, site, tagged
from firsthand.serve.verdicts import Standing, standings
from firsthand.store import Query
from firsthand.store.query import Page, Row

router = APIRouter()
OTHERS: Final = 6  # other voices shown beside a figure of the report


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """A figure of this report, and what other voices give for the same question."""

    key: str
    label: str
    state: str
    mine: Evidence
    others: tuple[Point, ...]


@router.get("/reports")
def reports(request: Request, here: Annotated[Site, Depends(site)], asked: Annotated[Filters, Depends()]) -> Response:
    error = None
    page: Page[Row] = Page(())
    total = 0
    try:
        query = asked.query(after=None)
        library = here.library
        after = asked.after or None
        page = library.asked(("reports", query, after), lambda: library.store.reports(after, PAGE, query))
        total = library.asked(("n reports", query), lambda: library.store.count(query))
    except BadValue as problem:
        error = str(problem)
    return here.page(request, "reports.html.j2", status=400 if error else 200, page=page, total=total, error=error)


@router.get("/reports/{report_id}")
def report(request: Request, here: Annotated[Site, Depends(site)], report_id: str) -> Response:
    row = one(here, report_id)
    if row.state == "redacted":
        return here.page(
            request, "message.html.j2", status=410, title=here.texts("report.state.redacted"),
            text=here.texts("report.state_text.redacted"), back="/reports",
        )  # fmt: skip
    reading = reading_of(here, report_id)
    library = here.library
    contents = library.asked(("contents", report_id), lambda: html.contents(reading))
    series = library.desk(("beside", report_id), lambda desk: beside(desk, report_id))
    repeats = library.desk(("repeats", report_id), lambda desk: repeated(desk, report_id))
    decided: tuple[Standing, ...] = standings(here, report_id)
    shown = {**contents, "notes": (), "version": contents["version"]}
    return here.page(
        request, "report.html.j2", **shown, report_id=report_id, row=row, state=row.state,
        incidents=series[0], elsewhere=series[1], repeats=repeats, decisions=decided,
    )  # fmt: skip


def one(here: Site, report_id: str) -> Row:
    """A report as in a list; Missing where there is none."""
    try:
        return here.library.asked(("report", report_id), lambda: here.library.store.report(report_id))
    except StoreError as error:
        raise Missing(f"report {report_id}") from error


def reading_of(here: Site, report_id: str) -> Reading:
    """The reading of a report; Missing where there is none or it was redacted."""
    try:
        return here.library.asked(("reading", report_id), lambda: here.library.store.reading(report_id))
    except StoreError as error:
        raise Missing(f"report {report_id}") from error


def beside(desk: Any, report_id: str) -> tuple[tuple[Any, ...], tuple[Elsewhere, ...]]:
    """(incidents that the report is part of, its figures beside those of others)."""
    try:
        page = desk.incident(report_id)
    except NoSuchFinding:  # stored, not read
        return (), ()
    found: list[Elsewhere] = []
    for series in page.questions:
        found += _elsewhere(series, report_id)
    return (page.row,), tuple(found)


def repeated(desk: Any, report_id: str) -> tuple[RepeatRow, ...]:
    """Reports that share text with one; none for a report that was not read."""
    try:
        return tuple(desk.repeats(report_id))
    except NoSuchFinding:
        return ()


def _elsewhere(series: Series, report_id: str) -> list[Elsewhere]:
    mine = [p for p in series.points if p.evidence.report_id == report_id]
    others = tuple(p for p in series.points if p.evidence.report_id != report_id and report_id not in p.folded)
    if not mine or not others:
        return []
    newest: dict[str, Point] = {}
    for p in others:
        newest[p.origin] = p
    listed = tuple(newest.values())[-OTHERS:]
    return [Elsewhere(series.key, series.label, str(series.state), p.evidence, listed) for p in mine]


@router.get("/reports/{report_id}/file/{form}")
def as_file(request: Request, here: Annotated[Site, Depends(site)], report_id: str, form: str) -> Response:
    """The reading in one of the forms of `firsthand read`."""
    one(here, report_id)
    reading = reading_of(here, report_id)
    kinds = {
        "html": ("text/html", "html"), "json": ("application/json", "json"), "csv": ("text/csv", "csv"),
        "geojson": ("application/geo+json", "geojson"), "webannotation": ("application/ld+json", "jsonld"),
    }  # fmt: skip
    if form not in kinds:
        raise Missing(f"a report as {form}")
    media_type, suffix = kinds[form]
    body = written(reading, form).encode("utf-8")
    headers = {"Content-Disposition": f'attachment; filename="firsthand-{report_id[:12]}.{suffix}"'}
    return tagged(request, body, f"{media_type}; charset=utf-8", headers=headers)


def written(reading: Reading, form: str) -> str:
    """`reading` as text in one form; html, json, csv, geojson or webannotation."""
    from firsthand.publish import csv, geojson
    from firsthand.publish.json import to_json
    from firsthand.publish.webannotation import collection

    if form == "html":
        return html.report(reading)
    if form == "json":
        return to_json(reading)
    if form == "csv":
        return "".join(csv.rows([reading]))
    if form == "geojson":
        return "".join(geojson.lines(iter([reading])))
    return collection([reading])


@router.get("/c/{record_id}")
def permalink(request: Request, here: Annotated[Site, Depends(site)], record_id: str, report: str = "") -> Response:
    """Where a record stands. Ids of records are made of their words, so that a report narrows which one is meant."""
    if report:
        return RedirectResponse(f"/reports/{one(here, report).report_id}#{_tidy(record_id)}", 303)
    found = here.library.asked(("record", record_id), lambda: _where(here, record_id))
    if found is None:
        raise Missing(f"record {record_id}")
    return RedirectResponse(f"/reports/{found}#{_tidy(record_id)}", 303)


def _tidy(record_id: str) -> str:
    return "".join(c for c in record_id if c.isalnum() or c in "-_")[:60]


def _where(here: Site, record_id: str) -> str | None:
    """The first report with a decision on the record, else the one that a search by its kind comes upon."""
    for decided in here.library.store.decisions(record_id=record_id):
        return decided.decision.report_id
    kinds = {"a": "attribution", "e": "event", "f": "figure", "o": "forecast", "k": "check", "l": "place", "w": "frame", "n": "actor"}  # fmt: skip
    kind = kinds.get(record_id[:1])
    if kind is None:
        return None
    after = None
    for _ in range(20):  # 20,000 records: beyond that the address must name its report
        page = here.library.store.find(Query(kind=kind, limit=1000, after=after))
        for hit in page.items:
            if hit.record_id == record_id:
                return hit.report_id
        after = page.after
        if after is None:
            break
    return None

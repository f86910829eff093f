"""Review: records most worth a look, and what a reviewer decides."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Annotated, Any, Final

from fastapi import APIRouter, Depends, Form, Request
from fastapi import Query as Parameter
from starlette.responses import RedirectResponse, Response

from firsthand.errors import BadValue
from firsthand.serve import gate, verdicts
from firsthand.serve.missing import Missing
from firsthand.serve.routes.reports import one as row_of
from firsthand.serve.routes.reports import reading_of
from firsthand.serve.site import Site, site
from firsthand.serve.verdicts import FIXABLE, Standing, standings
from firsthand.store import Decision, Query
from firsthand.store.query import Hit

router = APIRouter()
SHOWN: Final = 30
LOOKED: Final = 400  # records looked through at most for those that wait
WORTH: Final = (("check", "fail"), ("check", "warn"), ("figure", None))
Text = Annotated[str, Parameter(max_length=500)]


@dataclass(frozen=True, slots=True)
class Item:
    """A record to decide on. `field` is what may be fixed on the page, `value` what the machine has there."""

    hit: Hit
    decisions: tuple[Standing, ...]
    field: str | None
    value: str
    just: bool = False


@router.get("/review")
def review(
    request: Request,
    here: Annotated[Site, Depends(site)],
    kind: Text = "",
    text: Text = "",
    report: Text = "",
    all: Text = "",
) -> Response:
    error = None
    items: list[Item] = []
    by_report = _by_report(here)
    try:
        items = _waiting(here, kind, text, report, bool(all), by_report)
    except BadValue as problem:
        error = str(problem)
    every = [d for per in by_report.values() for d in per]
    return here.page(
        request, "review.html.j2", status=400 if error else 200, items=items, decided=len(every),
        differing=[d for d in every if d.differs], error=error,
    )  # fmt: skip


def _by_report(here: Site) -> dict[str, tuple[Standing, ...]]:
    def answer() -> dict[str, tuple[Standing, ...]]:
        named = dict.fromkeys(d.decision.report_id for d in here.library.store.decisions())
        return {name: standings(here, name) for name in named}

    return here.library.asked("decided", answer)


def _waiting(
    here: Site, kind: str, text: str, report: str, decided_too: bool, by_report: dict[str, tuple[Standing, ...]]
) -> list[Item]:
    if report:
        hits: list[Hit] = _hits_of(here, report, kind)
    else:
        wanted = [(kind, None)] if kind else list(WORTH)
        hits = []
        looked = min(LOOKED, SHOWN + sum(len(decided) for decided in by_report.values()))
        for one, verdict in wanted:
            query = Query(kind=one, verdict=verdict, text=text or None, limit=looked)
            hits += here.library.asked(("find", query), partial(here.library.store.find, query)).items
            if len(hits) >= looked:
                break
    out: list[Item] = []
    for hit in hits:
        mine = tuple(d for d in by_report.get(hit.report_id, ()) if d.record_id == hit.record_id)
        if mine and not decided_too:
            continue
        out.append(_item(hit, mine))
        if len(out) == SHOWN:
            break
    return out


def _hits_of(here: Site, report_id: str, kind: str) -> list[Hit]:
    """The records of one report as hits, straight from its reading."""
    row = row_of(here, report_id)
    reading = reading_of(here, report_id)
    text = reading.document.text
    shelves: tuple[tuple[str, Any], ...] = (
        ("check", reading.checks), ("figure", reading.figures), ("event", reading.events),
        ("attribution", reading.attributions), ("forecast", reading.forecasts), ("place", reading.places),
    )  # fmt: skip
    out = []
    for name, shelf in shelves:
        if kind and kind != name:
            continue
        for record in shelf:
            span = next((s for _, s in record.spans()), None)
            if span is None:
                continue
            a, b = max(0, span.start - 80), min(len(text), span.end + 80)
            out.append(
                Hit(
                    report_id=report_id, kind=name, record_id=record.id, title=row.title, outlet=row.outlet,
                    published=row.published, type=getattr(record, "kind", None) and str(record.kind),
                    quote=span.quote, start=span.start, end=span.end, snippet=text[a:b],
                    highlights=((span.start - a, span.end - a),), message=getattr(record, "message", None),
                    role=str(record.role) if hasattr(record, "role") else None,
                    modality=str(record.modality) if hasattr(record, "modality") else None,
                )
            )  # fmt: skip
    return out


def _item(hit: Hit, decided: tuple[Standing, ...], just: bool = False) -> Item:
    field = FIXABLE.get(hit.kind)
    value = {"role": hit.role, "modality": hit.modality, "speaker": hit.source, "name": hit.place}.get(
        field or ""
    ) or ""
    return Item(hit, decided, field, value, just)


@router.post("/review/{report_id}/{record_id}")
def decide(
    request: Request,
    here: Annotated[Site, Depends(site)],
    report_id: str,
    record_id: str,
    verdict: Annotated[str, Form(max_length=20)],
    reason: Annotated[str, Form(max_length=500)] = "",
    field: Annotated[str, Form(max_length=40)] = "",
    value: Annotated[str, Form(max_length=300)] = "",
    back: Annotated[str, Form(max_length=2000)] = "",
    token: Annotated[str, Form(max_length=200)] = "",
) -> Response:
    reviewer = gate.writer(request, here, token)
    fix = {field: value} if verdict == "fix" else None
    if fix is not None and (field not in FIXABLE.values() or not value.strip()):
        raise BadValue("say what it should be instead, then choose Fix")
    keep(here, request, report_id, record_id, verdict, reason, reviewer, fix)
    if request.headers.get("hx-request"):
        hit = next(h for h in _hits_of(here, report_id, "") if h.record_id == record_id)
        mine = tuple(d for d in standings(here, report_id) if d.record_id == record_id)
        frame = {**here.frame(request), "here_full": back or "/review"}
        return Response(
            here.fragment("review_item.html.j2", **frame, one=_item(hit, mine, just=True)),
            media_type="text/html; charset=utf-8",
        )
    return RedirectResponse(back if back.startswith("/") and not back.startswith(("//", "/\\")) else "/review", 303)


def keep(
    here: Site,
    request: Request,
    report_id: str,
    record_id: str,
    verdict: str,
    reason: str,
    reviewer: str,
    fix: dict[str, Any] | None,
) -> int:
    """Keep a decision on a record that the report has; Missing where it has not."""
    row_of(here, report_id)
    reading = reading_of(here, report_id)
    record = next((r for r in reading.records() if r.id == record_id), None)
    if record is None and not any(d.record_id == record_id for d in standings(here, report_id)):
        raise Missing(f"record {record_id} of report {report_id}")
    made = Decision(
        record_id=record_id, report_id=report_id, verdict=verdict, reason=reason, reviewer=reviewer, fix=fix
    )
    number = verdicts.decide(here.library.store, record, made)
    here.library.touched()
    here.log(verdict, f"{report_id}/{record_id}", reviewer)
    return number

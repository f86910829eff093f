"""/api/v1: lists with cursors and filters, single findings, and the two things that may be written."""

from __future__ import annotations

from typing import Annotated, Any, Final

import msgspec
from fastapi import APIRouter, Depends, Request
from fastapi import Path as Part
from fastapi import Query as Parameter
from starlette.responses import Response

from firsthand.compare import findings
from firsthand.errors import BadValue
from firsthand.estimate.ranges import Range
from firsthand.publish.json import to_json
from firsthand.serve import gate
from firsthand.serve.api import shapes
from firsthand.serve.api.formats import answer, form_of
from firsthand.serve.api.shapes import Answer, Problem
from firsthand.serve.estimates.cases import Case
from firsthand.serve.filters import CHOICES, Filters
from firsthand.serve.jobs import Full
from firsthand.serve.missing import Missing
from firsthand.serve.routes import add, estimates, incidents, questions, ranges, reports, review, today
from firsthand.serve.routes import findings as found
from firsthand.serve.routes.maps import checked as checked_day
from firsthand.serve.routes.records import found as searched
from firsthand.serve.site import Site, site, tagged
from firsthand.serve.verdicts import standings
from firsthand.store.entry import KeptFailure, Run
from firsthand.store.query import Hit, Row

ERRORS: Final[dict[int | str, dict[str, Any]]] = {
    400: {"model": Problem, "description": "Cannot be asked so"},
    401: {"model": Problem, "description": "Sign in, or send a token"},
    403: {"model": Problem, "description": "Not allowed"},
    404: {"model": Problem, "description": "No such thing"},
    413: {"model": Problem, "description": "Too large"},
    429: {"model": Problem, "description": "Too many requests"},
    503: {"model": Problem, "description": "Busy; try again"},
}
_PATIENCE: Final = 2.0  # seconds that a sum is waited for
router = APIRouter(prefix="/api/v1", responses=ERRORS)
Here = Annotated[Site, Depends(site)]
Text = Annotated[str, Parameter(max_length=500)]
Limit = Annotated[int, Parameter(ge=1, le=1000, description="Rows of one page")]
Form = Annotated[
    str, Parameter(alias="format", pattern="^(json|csv|geojson)?$", description="json, csv or geojson; else by Accept")
]
Id = Annotated[str, Part(max_length=80)]
_CSV: Final[dict[int | str, dict[str, Any]]] = {
    200: {"content": {"text/csv": {"schema": {"type": "string"}}}},
    304: {"description": "Not changed"},
}
_GEO: Final[dict[int | str, dict[str, Any]]] = {200: {"content": {"text/csv": {"schema": {"type": "string"}}, "application/geo+json": {"schema": {"type": "object"}}}}, 304: {"description": "Not changed"}}  # fmt: skip
_SAME: Final[dict[int | str, dict[str, Any]]] = {304: {"description": "Not changed"}}


@router.get("/stand", response_model=shapes.Stand, responses=_SAME, tags=["store"])
def stand(request: Request, here: Here) -> Response:
    """How many reports there are, of which days, and the state that answers belong to."""
    return tagged(request, msgspec.json.encode(here.library.stand()), "application/json")


@router.get("/choices", response_model=dict[str, list[str]], responses=_SAME, tags=["store"])
def choices(request: Request) -> Response:
    """The values that filters know."""
    return tagged(request, msgspec.json.encode(CHOICES), "application/json")


@router.get("/records", response_model=Answer[Hit], responses=_GEO, tags=["records"])
def records(
    request: Request, here: Here, asked: Annotated[Filters, Depends()], limit: Limit = 50, format: Form = ""
) -> Response:
    """Records that answer the filters, newest report first; the filters are those of `firsthand find`."""
    form = form_of(request, ("json", "csv", "geojson"))
    page, total = searched(here, asked.query(limit=_limit(request, limit)))
    return answer(request, form, {"items": page.items, "after": page.after, "total": total}, page.items, "records")


@router.get("/reports", response_model=Answer[Row], responses=_CSV, tags=["reports"])
def list_reports(
    request: Request, here: Here, asked: Annotated[Filters, Depends()], limit: Limit = 50, format: Form = ""
) -> Response:
    """Reports that hold an answer to the filters, newest first."""
    form = form_of(request)
    query = asked.query(after=None)
    page = here.library.store.reports(asked.after or None, _limit(request, limit), query)
    total = (
        None
        if query.of_records()
        else here.library.asked(("n reports", query), lambda: here.library.store.count(query))
    )
    return answer(request, form, {"items": page.items, "after": page.after, "total": total}, page.items, "reports")


@router.get("/reports/{report_id}", response_model=Row, responses=_SAME, tags=["reports"])
def one_report(request: Request, here: Here, report_id: Id) -> Response:
    """A report as in a list."""
    return tagged(request, msgspec.json.encode(reports.one(here, report_id)), "application/json")


@router.get("/reports/{report_id}/reading", response_model=dict[str, Any], responses=_SAME, tags=["reports"])
def reading(request: Request, here: Here, report_id: Id) -> Response:
    """The whole reading, as `firsthand read --format json` gives it (its schema: `firsthand schema`)."""
    return tagged(request, to_json(reports.reading_of(here, report_id)).encode("utf-8"), "application/json")


@router.get("/reports/{report_id}/repeats", response_model=list[findings.RepeatRow], responses=_CSV, tags=["reports"])
def repeats(request: Request, here: Here, report_id: Id, format: Form = "") -> Response:
    """Reports that share text with this one."""
    form = form_of(request)
    reports.one(here, report_id)
    rows = here.library.desk(("repeats", report_id), lambda desk: reports.repeated(desk, report_id))
    return answer(request, form, rows, rows, "repeats")


@router.get("/incidents", response_model=Answer[findings.IncidentRow], responses=_CSV, tags=["findings"])
def list_incidents(
    request: Request, here: Here, text: Text = "", place: Text = "", since: Text = "", until: Text = "", after: Text = "",
    limit: Limit = 50, format: Form = "",
) -> Response:  # fmt: skip
    """Incidents: reports of one happening, copies folded."""
    form = form_of(request)
    checked_day(since), checked_day(until)
    page = incidents.listed(here, text, place, since, until, after, _limit(request, limit))
    return answer(request, form, page, page.items, "incidents")


@router.get("/incidents/{incident}", response_model=findings.IncidentPage, responses=_SAME, tags=["findings"])
def one_incident(request: Request, here: Here, incident: Id) -> Response:
    """All that is known of one incident."""
    return tagged(request, msgspec.json.encode(incidents.one(here, incident)), "application/json")


@router.get("/questions", response_model=Answer[findings.QuestionRow], responses=_CSV, tags=["findings"])
def list_questions(
    request: Request, here: Here, role: Text = "", state: Text = "", incident: Text = "", after: Text = "", limit: Limit = 50,
    format: Form = "",
) -> Response:  # fmt: skip
    """Questions that figures answer."""
    form = form_of(request)
    page = questions.listed(here, role, state, incident, after, _limit(request, limit))
    return answer(request, form, page, page.items, "questions")


@router.get("/question", response_model=findings.Series, responses=_CSV, tags=["findings"])
def one_question(
    request: Request, here: Here, key: Annotated[str, Parameter(max_length=2000)], format: Form = ""
) -> Response:
    """Every figure that answers a question, over time; as CSV one row a figure."""
    form = form_of(request)
    series = questions.one(here, key)
    return answer(request, form, series, series.points, "question")


@router.get("/contradictions", response_model=Answer[findings.Contradiction], responses=_CSV, tags=["findings"])
def contradictions(request: Request, here: Here, after: Text = "", limit: Limit = 50, format: Form = "") -> Response:
    """Sides that cannot both hold, heaviest first."""
    form, n = form_of(request), _limit(request, limit)
    page = here.library.desk(
        ("contradictions", after, n), lambda desk: desk.contradictions(after=after or None, limit=n)
    )
    return answer(request, form, page, page.items, "contradictions")


@router.get("/control", response_model=list[findings.Settlement], responses=_CSV, tags=["findings"])
def control(request: Request, here: Here, day: Text = "", format: Form = "") -> Response:
    """Settlements with every claimed holder on a day (none: the newest day)."""
    form = form_of(request)
    rows = found.settlements(here, checked_day(day) or here.library.stand().newest)
    return answer(request, form, rows, rows, "control")


@router.get("/control.geojson", response_model=dict[str, Any], responses=_SAME, tags=["findings"])
def control_geojson(request: Request, here: Here, day: Text = "") -> Response:
    """The same as points."""
    chosen = checked_day(day) or here.library.stand().newest
    body = (
        here.library.desk(("control geojson", chosen), lambda desk: _encoded(desk.control_geojson(chosen)))
        if chosen
        else b'{"type":"FeatureCollection","features":[]}'
    )
    return tagged(request, body, "application/geo+json")


def _encoded(given: Any) -> bytes:
    return given.encode("utf-8") if isinstance(given, str) else bytes(msgspec.json.encode(given))


@router.get("/forecasts", response_model=Answer[findings.ForecastRow], responses=_CSV, tags=["findings"])
def forecasts(
    request: Request, here: Here, state: Text = "", after: Text = "", limit: Limit = 50, format: Form = ""
) -> Response:
    """Forecasts with what later reports tell of them."""
    form, n = form_of(request), _limit(request, limit)
    if state and state not in tuple(findings.Outcome):
        raise BadValue(f"state {state!r} is none of {', '.join(findings.Outcome)}")
    page = found.foretold(here, findings.Outcome(state) if state else None, after, n)
    return answer(request, form, page, page.items, "forecasts")


@router.get("/sources", response_model=Answer[findings.SourceRow], responses=_CSV, tags=["findings"])
def sources(
    request: Request,
    here: Here,
    kind: Text = "",
    text: Text = "",
    after: Text = "",
    limit: Limit = 50,
    format: Form = "",
) -> Response:
    """Voices and outlets with counts of what they did."""
    form, n = form_of(request), _limit(request, limit)
    if kind not in ("", "voice", "outlet"):
        raise BadValue(f"kind {kind!r} is neither voice nor outlet")
    page = found.listed(here, kind, text, after, n)
    return answer(request, form, page, page.items, "sources")


@router.get("/source", response_model=findings.SourcePage, responses=_SAME, tags=["findings"])
def source(request: Request, here: Here, name: Text) -> Response:
    """A source with the words behind each count."""
    return tagged(request, msgspec.json.encode(found.one(here, name)), "application/json")


@router.get("/briefing", response_model=shapes.Briefing, responses=_SAME, tags=["findings"])
def briefing(request: Request, here: Here, since: Text = "") -> Response:
    """What is new since a day."""
    chosen = today.start(since, here.library.stand())
    made = here.library.desk(("briefing", chosen), lambda desk: desk.briefing(chosen))
    return tagged(request, msgspec.json.encode(made), "application/json")


@router.get("/failures", response_model=list[KeptFailure], responses=_CSV, tags=["store"])
def failures(request: Request, here: Here, format: Form = "") -> Response:
    """Sources that could not be read, and why."""
    form = form_of(request)
    rows = here.library.asked("failures", here.library.store.failures)
    return answer(request, form, rows, rows, "failures")


@router.get("/runs", response_model=list[Run], responses=_CSV, tags=["store"])
def runs(request: Request, here: Here, format: Form = "") -> Response:
    """Runs of intake, latest first."""
    form = form_of(request)
    rows = here.library.store.runs()
    return answer(request, form, rows, rows, "runs")


@router.get("/decisions", response_model=list[shapes.Decided], responses=_CSV, tags=["review"])
def decisions(request: Request, here: Here, report_id: Text = "", format: Form = "") -> Response:
    """What reviewers decided, with how the machine now differs."""
    form = form_of(request)
    named = [report_id] if report_id else dict.fromkeys(d.decision.report_id for d in here.library.store.decisions())
    rows = tuple(d for name in named for d in standings(here, name))
    return answer(request, form, rows, rows, "decisions")


@router.post("/decisions", response_model=shapes.Number, status_code=201, tags=["review"])
def decide(request: Request, here: Here, given: shapes.NewDecision) -> shapes.Number:
    """Keep a decision on a record."""
    reviewer = _writer(request, here)
    number = review.keep(
        here, request, given.report_id, given.record_id, given.verdict, given.reason, reviewer, given.fix
    )
    return shapes.Number(number=number)


@router.post("/reports", response_model=shapes.JobState, status_code=202, tags=["reports"])
def add_text(request: Request, here: Here, given: shapes.NewText) -> shapes.JobState:
    """Read a text and keep it; ask `/jobs/{id}` how far it is."""
    from firsthand.intake.limits import Limits

    by = _writer(request, here)
    arrival = add.pasted(
        given.text, given.title, given.outlet, given.published, given.url, Limits(bytes=here.settings.upload_bytes)
    )
    try:
        job = here.jobs.add(arrival.document.title or arrival.source, by, lambda: [arrival], 1)
    except Full as error:
        raise Busy(here.texts("add.too_many")) from error
    here.log("add", job.name, by)
    return _job(job)


@router.get("/jobs/{job_id}", response_model=shapes.JobState, tags=["reports"])
def job(here: Here, job_id: Id) -> shapes.JobState:
    """How far an adding is, with the ids of its reports."""
    known = here.jobs.known.get(job_id)
    if known is None:
        raise Missing(f"job {job_id}")
    return _job(known)


@router.get("/ranges", response_model=Answer[Range], responses=_CSV, tags=["findings"])
def list_ranges(request: Request, here: Here, role: Text = "killed", by: Text = "month", format: Form = "") -> Response:
    """What the reports add up to by definition and period; as CSV one row a sentence behind a number. Busy while it is added up."""
    from firsthand.estimate.ranges import table

    form = form_of(request)
    added = ranges.whole(here, role, by, _PATIENCE)
    if added is None:
        raise Busy(here.texts("ranges.adding"))
    if form == "csv":
        name = f'attachment; filename="firsthand-ranges-{role}-{by}.csv"'
        return tagged(
            request,
            table(added.ranges).encode("utf-8"),
            "text/csv; charset=utf-8",
            headers={"Content-Disposition": name},
        )
    whole = {"items": added.ranges, "after": None, "total": len(added.ranges)}
    return answer(request, form, whole, added.ranges, "ranges")


@router.get("/estimates", response_model=list[shapes.EstimateRow], responses=_CSV, tags=["estimates"])
def list_estimates(request: Request, here: Here, format: Form = "") -> Response:
    """Estimates that are kept, the latest first."""
    rows = [shapes.EstimateRow(**_row(case)) for case in here.cases.all()]
    return answer(request, form_of(request), [row.model_dump() for row in rows], here.cases.all(), "estimates")


@router.post("/estimates", response_model=shapes.EstimateRow, status_code=202, tags=["estimates"])
def new_estimate(request: Request, here: Here, given: shapes.NewEstimate) -> shapes.EstimateRow:
    """Work out how many there are in all; ask `/estimates/{id}` until its state is done or failed."""
    owner = _writer(request, here)
    files = [
        (f"{add.name_of(one.name).removesuffix('.csv')}.csv", one.text.encode("utf-8", "replace"))
        for one in given.tables
    ]
    try:
        case = estimates.begun(here, given.name, owner, estimates.checked(here, files), str(given.draws), given.by)
    except Full as error:
        raise Busy(here.texts("estimates.too_many")) from error
    return shapes.EstimateRow(**_row(case))


@router.get("/estimates/{estimate_id}", response_model=shapes.EstimateState, responses=_SAME, tags=["estimates"])
def one_estimate(request: Request, here: Here, estimate_id: Id) -> Response:
    """An estimate with every model's answer, and the reason of each that refuses."""
    case = estimates.one(here, estimate_id)
    result = case.result
    body = {
        **_row(case),
        "answers": result.answers if result else None,
        "decided": result.decided if result else 0,
        "doubtful": result.doubtful if result else 0,
        "before": result.before if result else (),
    }
    return tagged(request, msgspec.json.encode(body), "application/json")


@router.post("/estimates/{estimate_id}/run", response_model=shapes.EstimateRow, status_code=202, tags=["estimates"])
def run_estimate(request: Request, here: Here, estimate_id: Id) -> shapes.EstimateRow:
    """Work it out again, with what reviewers decided since."""
    try:
        estimates.rerun(here, estimate_id, _writer(request, here))
    except Full as error:
        raise Busy(here.texts("estimates.too_many")) from error
    return shapes.EstimateRow(**_row(estimates.one(here, estimate_id)))


@router.get(
    "/estimates/{estimate_id}/pairs", response_model=list[shapes.DoubtfulPair], responses=_CSV, tags=["estimates"]
)
def estimate_pairs(request: Request, here: Here, estimate_id: Id, format: Form = "") -> Response:
    """Pairs in doubt with what reviewers decided; the CSV is what `firsthand estimate --decided` takes."""
    if form_of(request) == "csv":
        estimates.one(here, estimate_id)
        return tagged(request, estimates.decided_table(here, estimate_id).encode("utf-8"), "text/csv; charset=utf-8")
    found = estimates.items(here, estimate_id, estimates.result_of(here, estimate_id))
    rows = [
        {
            "key": item.doubt.key(), "a": item.doubt.a, "b": item.doubt.b, "probability": item.doubt.probability,
            "lines": item.doubt.lines, **{name: getattr(item.ruling, name, "") for name in ("verdict", "reason", "reviewer", "at")},
        }
        for item in found
    ]  # fmt: skip
    return tagged(request, msgspec.json.encode(rows), "application/json")


@router.post(
    "/estimates/{estimate_id}/pairs/{key}", response_model=shapes.NewRuling, status_code=201, tags=["estimates"]
)
def decide_pair(request: Request, here: Here, estimate_id: Id, key: Id, given: shapes.NewRuling) -> shapes.NewRuling:
    """Keep a decision on a pair; it is used when the estimate is run again."""
    reviewer = _writer(request, here)
    doubt = estimates.doubt_of(here, estimate_id, key)
    estimates.ruled(here, estimate_id, doubt, given.verdict, given.reason, reviewer)
    return given


@router.get(
    "/estimates/{estimate_id}/package",
    responses={200: {"content": {"application/zip": {}}}, **_SAME},
    tags=["estimates"],
)
def estimate_package(request: Request, here: Here, estimate_id: Id) -> Response:
    """The data package: page, picture, tables, code and reviewed pairs in one zip."""
    return estimates.as_package(request, here, estimate_id)


def _row(case: Case) -> dict[str, Any]:
    return {name: getattr(case, name) for name in ("id", "name", "owner", "made", "state", "problem")}


class Busy(Exception):
    """Too much waits already."""


def _job(job: Any) -> shapes.JobState:
    return shapes.JobState(
        id=job.id, name=job.name, state=job.state, total=job.total, read=job.read, new=job.new, known=job.known,
        failed=job.failed, reports=[r.report_id for r in job.reports], failures=list(job.failures),
    )  # fmt: skip


def _writer(request: Request, here: Site) -> str:
    """A call of the API has no form: it comes with a token, or from this machine as JSON, which no other site's form can send."""
    if not here.settings.accounts:
        request.state.by_token = True
    return gate.writer(request, here, request.headers.get("x-csrf-token", ""))


def _limit(request: Request, limit: int) -> int:
    """A download takes what is seen, all of it; a page of JSON as many rows as asked."""
    return 10_000 if request.query_params.get("format") and "limit" not in request.query_params else limit


__all__ = ["Busy", "router"]

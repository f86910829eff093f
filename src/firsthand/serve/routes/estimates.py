"""Estimates: lists handed in, every model's answer side by side, and doubtful pairs for a reviewer."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated, Any, Final

from fastapi import APIRouter, Depends, File, Form, Request, UploadFile
from fastapi import Query as Parameter
from starlette.responses import RedirectResponse, Response, StreamingResponse

from firsthand.errors import BadValue
from firsthand.estimate.answer import Estimate
from firsthand.serve import gate
from firsthand.serve.draw import models
from firsthand.serve.estimates.cases import Case, Ruling, Settings
from firsthand.serve.estimates.shown import Doubt, Result
from firsthand.serve.jobs import Full, stream
from firsthand.serve.missing import Missing
from firsthand.serve.routes.add import name_of
from firsthand.serve.site import Site, site, tagged

router = APIRouter()
SHOWN: Final = 25  # pairs of one page
FILES: Final = 16
Text = Annotated[str, Form(max_length=500)]


@dataclass(frozen=True, slots=True)
class Item:
    """A doubtful pair with what was decided on it."""

    doubt: Doubt
    ruling: Ruling | None
    just: bool = False


@router.get("/estimates")
def estimates(request: Request, here: Annotated[Site, Depends(site)]) -> Response:
    return _form(request, here)


def _form(request: Request, here: Site, error: str | None = None, status: int = 200) -> Response:
    return here.page(
        request, "estimates.html.j2", status=status, error=error, cases=here.cases.all(),
        example=here.texts("estimates.example_table"),
    )  # fmt: skip


@router.post("/estimates")
def add(
    request: Request,
    here: Annotated[Site, Depends(site)],
    name: Annotated[str, Form(max_length=200)] = "",
    table: Annotated[str, Form()] = "",
    files: Annotated[list[UploadFile] | None, File()] = None,
    draws: Text = "10",
    by: Text = "",
    token: Annotated[str, Form(max_length=200)] = "",
) -> Response:
    owner = gate.writer(request, here, token)
    try:
        given = _given(here, table, files or [])
        case = begun(here, name, owner, given, draws, by)
    except BadValue as problem:
        return _form(request, here, str(problem), 400)
    except Full:
        return _form(request, here, here.texts("estimates.too_many"), 503)
    return RedirectResponse(f"/estimates/{case.id}", 303)


def _given(here: Site, table: str, files: list[UploadFile]) -> list[tuple[str, bytes]]:
    """The lists of a form, each under a name of its own."""
    most = here.settings.upload_bytes
    found = [(name_of(one.filename), one.file.read(most + 1)) for one in files if one.filename]
    if table.strip():
        found.append(("table.csv", table.encode("utf-8", "replace")))
    return checked(here, found)


def checked(here: Site, files: list[tuple[str, bytes]]) -> list[tuple[str, bytes]]:
    """`files` as they may be kept. BadValue for none, too many, too large, or two of one name."""
    if not files:
        raise BadValue(here.texts("estimates.nothing"))
    if len(files) > FILES:
        raise BadValue(here.texts("estimates.too_many_files", n=FILES))
    if sum(len(content) for _, content in files) > here.settings.upload_bytes:
        raise BadValue(here.texts("estimates.too_large", n=here.settings.upload_bytes))
    if len({name for name, _ in files}) < len(files):
        raise BadValue(here.texts("estimates.same_name"))
    return files


def begun(here: Site, name: str, owner: str, files: list[tuple[str, bytes]], draws: str, by: str) -> Case:
    """A new case that is being worked out. BadValue for settings that are none, Full where too many wait."""
    if not draws.isdecimal() or len(draws) > 3:
        raise BadValue(here.texts("estimates.bad_draws"))
    case = here.cases.keep(name, owner, files, Settings(int(draws), " ".join(by.split())))
    try:
        here.runs.add(case.id)
    except Full:
        here.cases.forget(case.id)
        raise
    here.log("estimate", f"{case.id} {case.name}", owner)
    return case


@router.get("/estimates/{case_id}")
def estimate(request: Request, here: Annotated[Site, Depends(site)], case_id: str) -> Response:
    case = one(here, case_id)
    run = here.runs.known.get(case_id)
    if run is not None and not run.ended():
        return here.page(request, "estimate_run.html.j2", case=case, run=run)
    result = case.result
    shown: dict[str, Any] = {"plot": "", "spread": None, "ends": ("", ""), "code": ""}
    if result is not None:
        from firsthand.estimate.report import code

        found = result.answers
        shown = {
            "plot": models.drawn(found.estimates, found.lists.seen(), here.texts),
            "spread": found.spread(),
            "ends": _ends(found.estimates),
            "code": code(found.lists),
        }
    return here.page(
        request, "estimate.html.j2", case=case, result=result, decided=len(here.cases.decided(case_id)),
        ruled=len(here.cases.rulings(case_id)), **shown,
    )  # fmt: skip


def _ends(estimates: Sequence[Estimate]) -> tuple[str, str]:
    """The methods that give the lowest and the highest best value: no number stands without its model."""
    given = [(e.best, e.method) for e in estimates if e.best is not None]
    return (min(given)[1], max(given, key=lambda pair: pair[0])[1]) if given else ("", "")


def one(here: Site, case_id: str) -> Case:
    """A case by its id; Missing where there is none."""
    found = here.cases.get(case_id)
    if found is None:
        raise Missing(f"estimate {case_id}")
    return found


def result_of(here: Site, case_id: str) -> Result:
    """The result of a case; Missing where it has none (yet)."""
    found = one(here, case_id).result
    if found is None:
        raise Missing(f"result of estimate {case_id}")
    return found


@router.get("/estimates/{case_id}/events")
def events(here: Annotated[Site, Depends(site)], case_id: str) -> Response:
    run = here.runs.known.get(case_id)
    if run is None:
        raise Missing(f"estimate {case_id}")
    return StreamingResponse(
        stream(run), media_type="text/event-stream", headers={"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
    )


@router.post("/estimates/{case_id}/run")
def again(request: Request, here: Annotated[Site, Depends(site)], case_id: str, token: Text = "") -> Response:
    by = gate.writer(request, here, token)
    rerun(here, case_id, by)
    return RedirectResponse(f"/estimates/{case_id}", 303)


def rerun(here: Site, case_id: str, by: str) -> None:
    """Work a case out again, with what reviewers decided. Missing or Full."""
    case = one(here, case_id)
    here.runs.add(case_id)
    here.log("estimate again", f"{case.id} {case.name}", by)


@router.post("/estimates/{case_id}/forget")
def forget(request: Request, here: Annotated[Site, Depends(site)], case_id: str, token: Text = "") -> Response:
    by = gate.writer(request, here, token)
    case = one(here, case_id)
    here.cases.forget(case_id)
    here.log("remove estimate", f"{case.id} {case.name}", by)
    return RedirectResponse("/estimates", 303)


# Doubtful pairs


@router.get("/estimates/{case_id}/pairs")
def pairs(
    request: Request,
    here: Annotated[Site, Depends(site)],
    case_id: str,
    all: Annotated[str, Parameter(max_length=5)] = "",
    after: Annotated[str, Parameter(max_length=9)] = "",
) -> Response:
    case = one(here, case_id)
    result = result_of(here, case_id)
    every = items(here, case_id, result)
    settled = sum(1 for item in every if item.ruling is not None)
    wanted = [item for item in every if all or item.ruling is None]
    start = int(after) if after.isdecimal() else 0
    more = start + SHOWN if start + SHOWN < len(wanted) else None
    return here.page(
        request, "pairs.html.j2", case=case, items=wanted[start : start + SHOWN], waiting=len(every) - settled, settled=settled,
        rulings=len(here.cases.rulings(case_id)), page={"after": more}, doubtful=result.doubtful, kept=len(every),
    )  # fmt: skip


def items(here: Site, case_id: str, result: Result) -> list[Item]:
    """The doubtful pairs of the latest run with their decisions."""
    ruled = {one.rows(): one for one in here.cases.rulings(case_id)}
    return [Item(d, ruled.get(frozenset(((d.a.list, d.a.id), (d.b.list, d.b.id))))) for d in result.doubts]


@router.post("/estimates/{case_id}/pairs/{key}")
def decide(
    request: Request,
    here: Annotated[Site, Depends(site)],
    case_id: str,
    key: str,
    verdict: Text = "",
    reason: Text = "",
    back: Annotated[str, Form(max_length=2000)] = "",
    token: Text = "",
) -> Response:
    reviewer = gate.writer(request, here, token)
    by_script = bool(request.headers.get("hx-request"))
    doubt = doubt_of(here, case_id, key)
    error = None
    ruling: Ruling | None = None
    try:
        ruling = ruled(here, case_id, doubt, verdict, reason, reviewer)
    except BadValue as problem:
        if not by_script:
            raise
        error = str(problem)
    if by_script:
        frame = {**here.frame(request), "here_full": back}
        body = here.fragment(
            "pair.html.j2",
            **frame,
            case=one(here, case_id),
            item=Item(doubt, ruling, just=ruling is not None),
            error=error,
        )
        return Response(body, media_type="text/html; charset=utf-8")
    to = f"/estimates/{case_id}/pairs"
    return RedirectResponse(back if back.startswith(to) else to, 303)


def doubt_of(here: Site, case_id: str, key: str) -> Doubt:
    """A pair in doubt by its key; Missing where there is none."""
    found = next((d for d in result_of(here, case_id).doubts if d.key() == key), None)
    if found is None:
        raise Missing(f"pair {key} of estimate {case_id}")
    return found


def ruled(here: Site, case_id: str, doubt: Doubt, verdict: str, reason: str, reviewer: str) -> Ruling:
    """Keep a decision on a pair and say so in the log. BadValue says what is wrong with it."""
    ruling = here.cases.rule(case_id, doubt, verdict, reason, reviewer)
    here.log(f"pair {verdict}", f"{case_id}: {doubt.a.list}/{doubt.a.id}, {doubt.b.list}/{doubt.b.id}", reviewer)
    return ruling


@router.get("/estimates/{case_id}/pairs.csv")
def pairs_table(request: Request, here: Annotated[Site, Depends(site)], case_id: str) -> Response:
    """Doubtful pairs and decisions, in the columns that `firsthand estimate --decided` takes."""
    one(here, case_id)
    body = decided_table(here, case_id).encode("utf-8")
    headers = {"Content-Disposition": f'attachment; filename="firsthand-pairs-{case_id}.csv"'}
    return tagged(request, body, "text/csv; charset=utf-8", headers=headers)


def decided_table(here: Site, case_id: str) -> str:
    from firsthand.estimate.review import COLUMNS
    from firsthand.publish.csv import safe

    result = one(here, case_id).result
    known = {(d.a.list, d.a.id, d.b.list, d.b.id): d for d in (result.doubts if result else ())}
    ruled = {(r.list_a, r.id_a, r.list_b, r.id_b): r for r in here.cases.rulings(case_id)}
    out = io.StringIO()
    rows = csv.writer(out, lineterminator="\n")
    rows.writerow([*COLUMNS, "verdict", "reason", "reviewer", "at"])
    for key in [*known, *(k for k in ruled if k not in known)]:
        doubt, ruling = known.get(key), ruled.get(key)
        names = [dict(side.cells).get("written", "") for side in (doubt.a, doubt.b)] if doubt else ["", ""]
        chance = f"{doubt.probability:.3f}" if doubt else ""
        why = "; ".join(f"{line.field}: {line.how}" for line in doubt.lines if line.how) if doubt else ""
        same = {"same": "yes", "different": "no"}.get(ruling.verdict, "") if ruling else ""
        told = [ruling.verdict, ruling.reason, ruling.reviewer, ruling.at] if ruling else ["", "", "", ""]
        cells = [key[0], key[1], names[0], key[2], key[3], names[1], chance, why, same, *told]
        rows.writerow([safe(cell) for cell in cells])
    return out.getvalue()


# Taking it along


@router.get("/estimates/{case_id}/package.zip")
def as_package(request: Request, here: Annotated[Site, Depends(site)], case_id: str) -> Response:
    """The data package of `firsthand estimate --out FOLDER`, with the pairs and decisions beside it. Equal bytes for equal results."""
    from firsthand.estimate.package import package

    result = result_of(here, case_id)
    out = io.BytesIO()
    with (
        TemporaryDirectory(prefix="firsthand-package-") as folder,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed,
    ):
        for path in package(result.answers, Path(folder)):
            _put(packed, path.name, path.read_bytes())
        if result.doubts or here.cases.rulings(case_id):
            _put(packed, "pairs.csv", decided_table(here, case_id).encode("utf-8"))
    headers = {"Content-Disposition": f'attachment; filename="firsthand-estimate-{case_id}.zip"'}
    return tagged(request, out.getvalue(), "application/zip", headers=headers)


def _put(packed: zipfile.ZipFile, name: str, content: bytes) -> None:
    packed.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)


@router.get("/estimates/{case_id}/page.{form}")
def as_page(request: Request, here: Annotated[Site, Depends(site)], case_id: str, form: str) -> Response:
    """The page of `firsthand estimate` as Markdown, or its picture as SVG."""
    from firsthand.estimate.plot import plot
    from firsthand.estimate.report import page

    found = result_of(here, case_id).answers
    if form == "md":
        body, media_type = page(found), "text/markdown"
    elif form == "svg":
        body, media_type = plot(found.estimates, found.lists.seen()), "image/svg+xml"
    else:
        raise Missing(f"an estimate as {form}")
    headers = {"Content-Disposition": f'attachment; filename="firsthand-estimate-{case_id}.{form}"'}
    return tagged(request, body.encode("utf-8"), f"{media_type}; charset=utf-8", headers=headers)

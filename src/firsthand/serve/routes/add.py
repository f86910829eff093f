"""Add: paste a text, drop files, give an address; watch them being read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated, Any

from fastapi import APIRouter, Depends, File, Form, Request, UploadFile
from starlette.responses import RedirectResponse, Response, StreamingResponse

from firsthand.errors import BadValue, FirsthandError
from firsthand.intake.limits import Limits
from firsthand.intake.published import given
from firsthand.intake.source import Arrival, Failure, arrivals, is_address
from firsthand.intake.text import fixed
from firsthand.model.document import Document
from firsthand.serve import gate
from firsthand.serve.jobs import Full, Job, stream
from firsthand.serve.missing import Missing
from firsthand.serve.site import Site, site

router = APIRouter()
Sources = Callable[[], Iterable[Arrival | Failure]]


@router.get("/add")
def page(request: Request, here: Annotated[Site, Depends(site)]) -> Response:
    return here.page(request, "add.html.j2", error=None, jobs=here.jobs.recent())


@router.post("/add")
def add(
    request: Request,
    here: Annotated[Site, Depends(site)],
    text: Annotated[str, Form()] = "",
    title: Annotated[str, Form(max_length=500)] = "",
    outlet: Annotated[str, Form(max_length=200)] = "",
    published: Annotated[str, Form(max_length=30)] = "",
    url: Annotated[str, Form(max_length=2000)] = "",
    address: Annotated[str, Form(max_length=2000)] = "",
    files: Annotated[list[UploadFile] | None, File()] = None,
    token: Annotated[str, Form(max_length=200)] = "",
) -> Response:
    by = gate.writer(request, here, token)
    try:
        job = _job(here, by, text, title, outlet, published, url, address.strip(), files or [])
    except (BadValue, FirsthandError) as problem:
        return here.page(request, "add.html.j2", status=400, error=str(problem), jobs=here.jobs.recent())
    except Full:
        return here.page(request, "add.html.j2", status=503, error=here.texts("add.too_many"), jobs=here.jobs.recent())
    here.log("add", job.name, by)
    return RedirectResponse(f"/add/{job.id}", 303)


def _job(
    here: Site,
    by: str,
    text: str,
    title: str,
    outlet: str,
    published: str,
    url: str,
    address: str,
    files: list[UploadFile],
) -> Job:
    limits = Limits(bytes=here.settings.upload_bytes)
    when = given(published or None)
    if text.strip():
        arrival = pasted(text, title, outlet, published, url, limits)
        return here.jobs.add(arrival.document.title or arrival.source, by, lambda: [arrival], 1)
    if address:
        if not here.settings.fetch:
            raise BadValue("addresses are not asked for here; save the page and drop the file")
        if not is_address(address):
            raise BadValue(f"{address[:80]!r} is no web address; it begins with https:// or http://")
        return here.jobs.add(address[:200], by, lambda: arrivals([address], when, limits, fetch=True), None)
    folder = TemporaryDirectory(prefix="firsthand-add-")
    names = _saved(files, Path(folder.name), limits)
    if not names:
        raise BadValue(here.texts("add.nothing"))

    def found() -> Iterator[Arrival | Failure]:
        with folder:
            for one in arrivals([Path(folder.name) / str(n) / name for n, name in enumerate(names)], when, limits):
                yield replace(one, source=_shown(one.source, folder.name))

    name = names[0] if len(names) == 1 else f"{names[0]} + {len(names) - 1}"
    return here.jobs.add(name, by, found, len(names))


def _saved(files: list[UploadFile], folder: Path, limits: Limits) -> list[str]:
    """The files in folders of their own, so that two of one name stay two; their names."""
    size = 0
    names: list[str] = []
    for file in files:
        if not file.filename:
            continue
        raw = file.file.read(limits.bytes + 1)
        size += len(raw)
        if size > limits.bytes:
            raise BadValue(f"more than {limits.bytes:,} bytes at once; send fewer files")
        name = name_of(file.filename)
        place = folder / str(len(names))
        place.mkdir()
        (place / name).write_bytes(raw)
        names.append(name)
    return names


def _shown(source: str, folder: str) -> str:
    """A source without the folder that it lay in for a while."""
    inside = source.removeprefix(folder).lstrip("/\\")
    return inside.partition("/")[2] or inside


def pasted(text: str, title: str, outlet: str, published: str, url: str, limits: Limits) -> Arrival:
    """A pasted text as an arrival. BadValue for a date that is none, or a text above the limit."""
    if len(text.encode("utf-8", "replace")) > limits.bytes:
        raise BadValue(f"the text is above the limit of {limits.bytes:,} bytes")
    clean = fixed(text)

    def line(value: str) -> str | None:
        return " ".join(fixed(value).text.split()) or None

    document = Document(
        text=clean.text, title=line(title), outlet=line(outlet), url=line(url), published=given(published or None), fixes=clean.fixes,
    )  # fmt: skip
    return Arrival("pasted text", document)


def name_of(name: str) -> str:
    """The last part of a file's name: what a browser sends is no path of ours."""
    last = fixed(name.replace("\\", "/").rsplit("/", 1)[-1]).text
    tidy = "".join(c if c.isprintable() and c not in "*?[]!" else "_" for c in last).strip(". ")
    return tidy.encode("utf-8")[-120:].decode("utf-8", "ignore") or "file"


@router.get("/add/{job_id}")
def job(request: Request, here: Annotated[Site, Depends(site)], job_id: str) -> Response:
    return here.page(request, "job.html.j2", job=_known(here, job_id))


@router.get("/add/{job_id}/events")
def events(here: Annotated[Site, Depends(site)], job_id: str) -> Response:
    return StreamingResponse(
        stream(_known(here, job_id)),
        media_type="text/event-stream",
        headers={"Cache-Control": "no-store", "X-Accel-Buffering": "no"},
    )


def _known(here: Site, job_id: str) -> Any:
    found = here.jobs.known.get(job_id)
    if found is None:
        raise Missing(f"job {job_id}")
    return found

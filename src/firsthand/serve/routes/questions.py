"""Figures as answers to questions, over time."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from typing import Annotated, Any, Final

from fastapi import APIRouter, Depends, Request
from fastapi import Query as Parameter
from starlette.responses import Response

from firsthand.compare.desk import NoSuchFinding
from firsthand.compare.findings import Page, Point, Series
from firsthand.errors import BadValue
from firsthand.serve.draw import toll
from firsthand.serve.filters import CHOICES
from firsthand.serve.missing import Missing
from firsthand.serve.site import Site, site

router = APIRouter()
PAGE: Final = 60
Text = Annotated[str, Parameter(max_length=500)]


@router.get("/questions")
def questions(
    request: Request,
    here: Annotated[Site, Depends(site)],
    role: Text = "",
    state: Text = "",
    incident: Text = "",
    after: Text = "",
) -> Response:
    error = None
    page: Page[Any] = Page(())
    try:
        page = listed(here, role, state, incident, after, PAGE)
    except BadValue as problem:
        error = str(problem)
    return here.page(
        request, "questions.html.j2", status=400 if error else 200, page=page, error=error, choices=CHOICES,
        titles=titles(here),
    )  # fmt: skip


def listed(here: Site, role: str, state: str, incident: str, after: str, limit: int) -> Page[Any]:
    """Questions by these filters; an empty filter is none. BadValue for a role or state that is none."""
    for name, value in (("role", role), ("state", state)):
        if value and value not in CHOICES[name]:
            raise BadValue(f"{name} {value!r} is none of {', '.join(CHOICES[name])}")
    given: dict[str, Any] = {
        "role": role or None,
        "state": state or None,
        "incident": incident or None,
        "after": after or None,
    }
    return here.library.desk(("questions", *given.values(), limit), lambda desk: desk.questions(**given, limit=limit))


def titles(here: Site) -> dict[str, str]:
    """What the latest incidents are called, by id."""
    return here.library.desk("titles", lambda desk: {row.id: row.title for row in desk.incidents(limit=2000).items})


@router.get("/question")
def question(
    request: Request, here: Annotated[Site, Depends(site)], key: Annotated[str, Parameter(max_length=2000)]
) -> Response:
    q = one(here, key)
    return here.page(
        request,
        "question.html.j2",
        q=q,
        title=title_of(q, titles(here)),
        chart=toll.drawn(q.points, q.label, height=360, width=1180),
        series=json.dumps(_series(q.points)),
    )


def one(here: Site, key: str) -> Series:
    """A question by its key; Missing where there is none."""
    found = here.library.desk(("question", key), lambda desk: _found(desk, key))
    if found is None:
        raise Missing(f"question {key}")
    return found


def title_of(q: Any, known: dict[str, str]) -> str:
    """A question with the incident that it belongs to: "killed: Strike hits market"."""
    said = str(q.label)
    said = said[:1].upper() + said[1:]
    about = known.get(q.incident or "", "")
    return f"{said}: {about}" if about else said


def _found(desk: Any, key: str) -> Series | None:
    try:
        series: Series | None = desk.question(key)
    except NoSuchFinding:
        return None
    return series


def _series(points: tuple[Point, ...]) -> list[dict[str, Any]]:
    """One line a voice for the island: seconds since 1970 and the numbers."""
    colour = toll.slots(points)
    lines: dict[str, dict[str, Any]] = {}
    for p in points:
        try:
            day = date.fromisoformat((p.as_of or "")[:10])
        except ValueError:
            continue
        name = p.origin if colour[p.origin] <= toll.NAMED else "…"
        line = lines.setdefault(name, {"label": name, "times": [], "low": [], "high": [], "best": []})
        line["times"].append(int(datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp()))
        line["low"].append(p.low)
        line["high"].append(p.high)
        line["best"].append(p.value if p.value is not None else p.low)
    return [lines[name] for name in sorted(lines, key=lambda n: (colour.get(n, 9), n))]

"""Ranges: what the reports of the store add up to, by definition and period; paces of losses; interception rates."""

from __future__ import annotations

from typing import Annotated, Any, Final

from fastapi import APIRouter, Depends, Request
from fastapi import Query as Parameter
from starlette.responses import Response, StreamingResponse

from firsthand.errors import BadValue
from firsthand.serve.draw import paces
from firsthand.serve.jobs import stream
from firsthand.serve.site import Site, site
from firsthand.serve.sums import ROLES, Added

router = APIRouter()
PATIENCE: Final = 0.12  # seconds that a page waits for a sum that is nearly done
PERIODS: Final = ("all", "year", "month", "day")
SHOWN: Final = 120  # ranges of one page
PARTS: Final = 12  # contributions shown of one range, the largest
Text = Annotated[str, Parameter(max_length=20)]


@router.get("/ranges")
def ranges(
    request: Request, here: Annotated[Site, Depends(site)], role: Text = "killed", by: Text = "month"
) -> Response:
    try:
        work, added = here.sums.asked(role, by)
    except BadValue as problem:
        return here.page(
            request,
            "ranges.html.j2",
            status=400,
            error=str(problem),
            role="killed",
            by="month",
            work=None,
            added=None,
            most=0,
            **_frame(),
        )
    if added is None and not work.ended():
        work.over.wait(PATIENCE)
        added = work.added
    most = max((float(one.high) for one in added.ranges), default=0.0) if added else 0.0
    return here.page(
        request, "ranges.html.j2", error=work.problem or None, role=role, by=by, work=work, added=added, most=most,
        charts=[(one, paces.drawn(one.losses, one.label)) for one in added.paces] if added else [], **_frame(),
    )  # fmt: skip


def _frame() -> dict[str, Any]:
    return {"roles": ROLES, "periods": PERIODS, "shown": SHOWN, "parts": PARTS}


@router.get("/ranges/events")
def events(here: Annotated[Site, Depends(site)], role: Text = "killed", by: Text = "month") -> Response:
    work, _ = here.sums.asked(role, by)
    return StreamingResponse(
        stream(work), media_type="text/event-stream", headers={"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
    )


def whole(here: Site, role: str, by: str, patience: float) -> Added | None:
    """The sum for the store as it is, waited for; None where it takes longer."""
    work, _ = here.sums.asked(role, by)
    work.over.wait(patience)
    if work.problem:
        raise BadValue(work.problem)
    return work.added

"""Interception rates from a store: what one voice says was launched in one raid, and how much of it was shot down.

Only numbers of one incident, one origin and one kind of thing meet: a rate over two voices' numbers would be nobody's claim.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from firsthand.check.series import Overrun, Rate, interception_rates, overruns
from firsthand.compare.findings import Evidence, Latest, Series
from firsthand.model.figure import Number, Role


@dataclass(frozen=True, slots=True, kw_only=True)
class Raid:
    """One raid in one voice's numbers, with the words behind both."""

    incident: str
    origin: str
    what: str
    day: str
    launched: Number
    destroyed: Number
    said: tuple[Evidence, Evidence]

    def row(self) -> dict[str, object]:
        """As `check.series` takes it."""
        return {"id": self.incident, "time_start": self.day, "launched": self.launched, "destroyed": self.destroyed}


def raids(questions: Iterable[Series]) -> tuple[Raid, ...]:
    """The raids of which one origin gives both numbers exactly, by day."""
    launched: dict[tuple[str, str, str, str], tuple[Latest, str]] = {}
    shot: dict[tuple[str, str, str, str], Latest] = {}
    for one in questions:
        if one.incident is None or one.part or one.role not in (Role.LAUNCHED, Role.INTERCEPTED):
            continue
        days = sorted(point.as_of for point in one.points if point.as_of)
        for latest in one.latest:
            key = (one.incident, latest.origin, one.whom, one.unit)
            if latest.value is None:
                continue
            if one.role is Role.LAUNCHED:
                launched[key] = (latest, (latest.as_of or (days[0] if days else ""))[:10])
            else:
                shot[key] = latest
    found = [
        Raid(incident=key[0], origin=key[1], what=key[2] or key[3], day=day, launched=many.value, destroyed=shot[key].value or 0,
             said=(many.evidence, shot[key].evidence))
        for key, (many, day) in launched.items()
        if key in shot and many.value
    ]  # fmt: skip
    return tuple(sorted(found, key=lambda one: (one.day, one.incident, one.origin, one.what)))


def rates(found: Iterable[Raid]) -> tuple[Rate, ...]:
    """Rates by month with Wilson's intervals; raids of which more was shot down than launched are left out."""
    return interception_rates([one.row() for one in found if one.destroyed <= one.launched])


def too_many(found: Iterable[Raid]) -> tuple[Overrun, ...]:
    """Raids in which more is shot down than was launched."""
    return overruns([one.row() for one in found], outcomes=("destroyed",))

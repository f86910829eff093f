"""What it cost: figures of the dead, the hurt and the lost, tied to the event of their clause."""

from __future__ import annotations

from firsthand.events.arguments import Scene
from firsthand.events.triggers import Trigger
from firsthand.model.event import Toll
from firsthand.model.figure import Role
from firsthand.model.reading import Reading

HARM = frozenset(
    [
        Role.KILLED,
        Role.INJURED,
        Role.MISSING,
        Role.CAPTURED,
        Role.LOSSES,
        Role.CASUALTIES,
        Role.DISPLACED,
        Role.DESERTERS,
    ]
)
TIED = HARM | {Role.LAUNCHED, Role.INTERCEPTED, Role.AREA, Role.DAMAGE, Role.FORCE_SIZE, Role.WEAPONS}


def tolls_of(
    reading: Reading, set_in: Scene, trigger: Trigger, first: int, last: int
) -> tuple[tuple[str, ...], tuple[Toll, ...]]:
    """(ids of figures, tolls) in the sentence of a trigger."""
    told = set_in.told
    start, end = told[first].start, told[last - 1].end
    here = [f for f in reading.figures if start <= f.span.start < end and f.role in TIED]
    tolls = tuple(Toll(f.role.value, f.low, f.high, f.id) for f in here if f.role in HARM)
    return tuple(f.id for f in here), tolls

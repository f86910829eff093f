"""What it cost: figures of the dead, the hurt and the lost, tied to the event of their sentence."""

from __future__ import annotations

from firsthand.events.arguments import Scene
from firsthand.model.event import Toll
from firsthand.model.figure import Role

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


def tolls_of(set_in: Scene, first: int, last: int) -> tuple[tuple[str, ...], tuple[Toll, ...]]:
    """(ids of figures, tolls) in the sentence of a trigger."""
    told = set_in.told
    here = [f for f in set_in.nearby.figures_in(told[first].start, told[last - 1].end) if f.role in TIED]
    voice = set_in.nearby.voices.get(first)
    tolls = tuple(
        Toll(f.role.value, f.low, f.high, f.id, attribution=voice.id if voice else None)
        for f in here
        if f.role in HARM
        and (f.role is Role.LOSSES or f.unit in (None, "person"))  # captured guns are no harm to people
    )
    return tuple(f.id for f in here), tolls

"""What the rows of one person say together: one value a part, as linkage compares them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from firsthand.estimate.names import bones
from firsthand.estimate.people import Person


@dataclass(frozen=True, slots=True, kw_only=True)
class Cells:
    """ "" where no row gives the part. `born` and `died` are whole days; the year and the month stand beside them."""

    family: str
    given: str
    patronymic: str
    born: str
    born_year: str
    died: str
    died_month: str
    unit: str
    rank: str
    bones: str
    """Consonants of the family name."""
    start: str
    """First three letters of the family name."""
    initial: str
    lat: float | None
    lon: float | None


def cells(group: Sequence[Person]) -> Cells:
    """The finest value of each part over the rows of `group`, of equals the most frequent."""
    born = _finest(one.born for one in group)
    died = _finest(one.died for one in group)
    family = _finest((one.name.family for one in group), fine=False)
    given = _finest(one.name.given for one in group)
    spot = next(((one.lat, one.lon) for one in group if one.lat is not None), (None, None))
    return Cells(
        family=family,
        given=given,
        patronymic=_finest(one.name.patronymic for one in group),
        born=born if len(born) == 10 else "",
        born_year=born[:4],
        died=died if len(died) == 10 else "",
        died_month=died[:7] if len(died) >= 7 else "",
        unit=_finest((one.unit.casefold() for one in group), fine=False),
        rank=_finest((one.rank.casefold() for one in group), fine=False),
        bones=bones(family),
        start=family[:3],
        initial=given[:1],
        lat=spot[0],
        lon=spot[1],
    )


def _finest(values: Iterator[str], *, fine: bool = True) -> str:
    given = [value for value in values if value]
    if len(given) < 2:
        return given[0] if given else ""
    counts = Counter(given)
    return min(counts, key=lambda value: (-min(len(value), 10) if fine else 0, -counts[value], value))

"""Tab-separated text in the shape of POLECAT (40 columns, PLOVER types). Shaped like POLECAT, not POLECAT data.

POLECAT's THREATEN, REQUEST and the like are events of speech: such a type leaves with its own modality.
A material event (ASSAULT, COERCE, ...) leaves only where it is said to have happened. `Contexts` carries
modality and claimant, `Version` the shape, the chain and the permalink.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from firsthand.data.registry import Entry, Registry
from firsthand.model.actor import ActorKind
from firsthand.model.event import Modality, Plover
from firsthand.model.reading import Reading
from firsthand.publish.coded import TOLD, Coded, LeftOut, coded, left, one_line

COLUMNS: Final = (
    "Event ID", "Event Date", "Event Type", "Event Mode", "Intensity", "Quad Code", "Contexts", "Actor Name",
    "Actor Country", "Actor COW", "Primary Actor Sector", "Actor Sectors", "Actor Title", "Actor Name Raw",
    "Wikipedia Actor ID", "Recipient Name", "Recipient Country", "Recipient COW", "Primary Recipient Sector",
    "Recipient Sectors", "Recipient Title", "Recipient Name Raw", "Wikipedia Recipient ID", "Placename", "City",
    "District", "Province", "Country", "Latitude", "Longitude", "GeoNames ID", "Raw Placename", "Feature Type",
    "Source", "Publication Date", "Story People", "Story Organizations", "Story Locations", "Language", "Version",
)  # fmt: skip
_SPEECH: Final = {
    Plover.THREATEN: {Modality.THREATENED, Modality.WARNED, Modality.PROMISED},
    Plover.REQUEST: {Modality.REQUESTED},
}
_QUAD: Final = {
    Plover.AGREE: "V-COOP", Plover.CONSULT: "V-COOP", Plover.SUPPORT: "V-COOP",
    Plover.COOPERATE: "M-COOP", Plover.AID: "M-COOP", Plover.RETREAT: "M-COOP", Plover.YIELD: "M-COOP",
    Plover.REQUEST: "V-CONF", Plover.ACCUSE: "V-CONF", Plover.REJECT: "V-CONF", Plover.THREATEN: "V-CONF",
    Plover.PROTEST: "M-CONF", Plover.SANCTION: "M-CONF", Plover.MOBILIZE: "M-CONF", Plover.COERCE: "M-CONF",
    Plover.ASSAULT: "M-CONF",
}  # fmt: skip
_SECTOR: Final = {
    ActorKind.ARMED_FORCES: "MIL", ActorKind.ARMED_GROUP: "REB", ActorKind.GOVERNMENT: "GOV", ActorKind.STATE: "GOV",
    ActorKind.MINISTRY: "GOV", ActorKind.IGO: "IGO", ActorKind.NGO: "NGO", ActorKind.MEDIA: "JRN",
    ActorKind.COMPANY: "BUS", ActorKind.PARTY: "PTY", ActorKind.PEOPLE: "CVL",
}  # fmt: skip


def lines(readings: Iterable[Reading], left_out: list[LeftOut] | None = None) -> Iterator[str]:
    """Lines of the file, the header first. What the shape cannot hold is added to `left_out`."""
    yield "\t".join(COLUMNS) + "\n"
    for cells in records(readings, left_out if left_out is not None else []):
        yield "\t".join(_cell(cells.get(column)) for column in COLUMNS) + "\n"


def records(readings: Iterable[Reading], left_out: list[LeftOut]) -> Iterator[dict[str, object]]:
    """The rows as dictionaries by column."""
    registry = Registry.load()
    for reading in readings:
        for one in coded(reading, registry):
            event = one.event
            if event.plover is Plover.OTHER:
                left_out.append(left(one, "no PLOVER type fits"))
            elif event.modality not in TOLD and event.modality not in _SPEECH.get(event.plover, ()):
                left_out.append(left(one, f"{event.modality.value}: POLECAT holds what is said to have happened"))
            else:
                yield _row(one, reading)


def _row(one: Coded, reading: Reading) -> dict[str, object]:
    event, place, document = one.event, one.place, one.document
    source, _, number = ((place.gazetteer or "") if place else "").partition(":")
    people = [a.name for a in reading.actors if a.kind is ActorKind.PERSON]
    bodies = [a.name for a in reading.actors if a.kind not in (ActorKind.PERSON, ActorKind.PEOPLE, ActorKind.STATE)]
    contexts = [f"modality:{event.modality.value}"]
    contexts += [f"claimed_by:{event.claimed_by}"] if event.claimed_by else []
    contexts += [f"denied_by:{event.denied_by}"] if event.denied_by else []
    return {
        "Event ID": one.id(),
        "Event Date": one.begin,
        "Event Type": event.plover.value,
        "Event Mode": event.mode,
        "Quad Code": _QUAD.get(event.plover),
        "Contexts": ";".join(part.replace(";", ",") for part in contexts),
        **_party("Actor", event.actor, event.actor_span.quote if event.actor_span else None, one.actor, one.actor_kind),
        **_party(
            "Recipient",
            event.target,
            event.target_span.quote if event.target_span else None,
            one.target,
            one.target_kind,
        ),
        "Placename": place.name if place else None,
        "City": place.name if place and place.kind == "settlement" else None,
        "Province": place.admin1 if place else None,
        "Country": place.country if place else None,
        "Latitude": place.latitude if place else None,
        "Longitude": place.longitude if place else None,
        "GeoNames ID": number if source == "geonames" else None,
        "Raw Placename": place.span.quote if place else None,
        "Feature Type": place.kind.value if place else None,
        "Source": document.outlet,
        "Publication Date": document.published.value if document.published else None,
        "Story People": ";".join(dict.fromkeys(people)),
        "Story Organizations": ";".join(dict.fromkeys(bodies)),
        "Story Locations": ";".join(dict.fromkeys(p.name for p in reading.places)),
        "Language": document.language,
        "Version": one.tags("POLECAT"),
    }


def _party(
    role: str, name: str | None, raw: str | None, entry: Entry | None, kind: ActorKind | None
) -> dict[str, object]:
    sector = _SECTOR.get(kind) if kind else None
    return {
        f"{role} Name": name,
        f"{role} Country": entry.country if entry else None,
        f"{role} COW": entry.cow if entry else None,
        f"Primary {role} Sector": sector,
        f"{role} Sectors": sector,
        f"{role} Name Raw": raw,
    }


def _cell(value: object) -> str:
    """A cell without tabs or line breaks; a leading sign of a formula is disarmed as in our CSV."""
    if value is None:
        return ""
    if isinstance(value, int | float):
        return str(value)
    said = one_line(str(value))
    return "'" + said if said.startswith(("=", "+", "-", "@")) else said

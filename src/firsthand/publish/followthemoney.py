"""FollowTheMoney entities as JSON Lines, for Aleph and OpenAleph: Article, Event, and who appears.

An event's name opens with its standing ("claimed by ...: struck, Odesa"), so that a claim does not become a fact
where only names are shown; `proof` links it to the article, `description` holds the sentence.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from hashlib import sha1
from typing import Final

from firsthand.data.registry import Registry
from firsthand.model.actor import Actor, ActorKind
from firsthand.model.reading import Reading
from firsthand.publish.coded import Coded, coded, one_line

Entity = dict[str, object]
_SCHEMA: Final = {
    ActorKind.PERSON: "Person",
    ActorKind.MINISTRY: "PublicBody",
    ActorKind.GOVERNMENT: "PublicBody",
    ActorKind.ARMED_FORCES: "PublicBody",
    ActorKind.AGENCY: "PublicBody",
    ActorKind.COMPANY: "Company",
}


def lines(readings: Iterable[Reading]) -> Iterator[str]:
    """One entity a line."""
    for entity in entities(readings):
        yield json.dumps(entity, ensure_ascii=False, separators=(",", ":")) + "\n"


def entities(readings: Iterable[Reading]) -> Iterator[Entity]:
    """Article, actors, events of each reading, in this order; what an entity points to comes before it."""
    registry = Registry.load()
    for reading in readings:
        article = _article(reading)
        yield article
        named = {a.name: _id(reading, a.id) for a in reading.actors if a.kind is not ActorKind.PEOPLE}
        for actor in reading.actors:
            if actor.name in named and named[actor.name] == _id(reading, actor.id):
                yield _actor(reading, actor, article)
        for one in coded(reading, registry):
            yield _event(reading, one, article, named)


def _entity(identity: str, schema: str, **properties: Iterable[str | None]) -> Entity:
    kept = {name: sorted({v for v in values if v}) for name, values in properties.items()}
    return {"id": identity, "schema": schema, "properties": {name: values for name, values in kept.items() if values}}


def _id(reading: Reading, record: str) -> str:
    return f"fh-{reading.document.id[:16]}-{record}" if record else f"fh-{reading.document.id[:16]}"


def _article(reading: Reading) -> Entity:
    document = reading.document
    return _entity(
        _id(reading, ""),
        "Article",
        title=[document.title],
        publisher=[document.outlet],
        author=[document.author],
        sourceUrl=[document.url],
        publishedAt=[document.published.value if document.published else None],
        bodyText=[document.text],
        # FollowTheMoney's checksum is SHA-1 of the content.
        contentHash=[sha1(document.text.encode("utf-8"), usedforsecurity=False).hexdigest()],
        notes=[f"Firsthand document {document.id}"],
    )


def _actor(reading: Reading, actor: Actor, article: Entity) -> Entity:
    return _entity(
        _id(reading, actor.id),
        _SCHEMA.get(actor.kind, "Organization"),
        name=[actor.name],
        alias=list(actor.aliases),
        country=[actor.country.lower() if actor.country else None],
        proof=[str(article["id"])],
    )


def _event(reading: Reading, one: Coded, article: Entity, named: dict[str, str]) -> Entity:
    event, place = one.event, one.place
    parties = [named.get(name or "") for name in (event.actor, event.target)]
    where = f", {place.name}" if place else ""
    return _entity(
        _id(reading, event.id),
        "Event",
        name=[f"{one.said}: {one_line(event.trigger.quote)}{where}"],
        summary=[f"modality {event.modality.value}; factuality {event.factuality:g}; type {event.plover.value}"],
        description=[one.note()],
        location=[place.name if place else None],
        country=[place.country.lower() if place and place.country else None],
        startDate=[one.begin],
        endDate=[one.end],
        involved=parties,
        proof=[str(article["id"])],
        publisher=[reading.document.outlet],
        sourceUrl=[reading.document.url],
        keywords=[f"modality:{event.modality.value}", f"source_chain:{one.chain}" if one.chain else None],
        notes=[one.permalink],
    )

"""The places of a document: names found, put on the map, and areas described by means of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from firsthand.data.gazetteer import Gazetteer, GazetteerPlace
from firsthand.data.gazetteer_keys import plain
from firsthand.kit import Kit
from firsthand.locate.areas import areas
from firsthand.locate.attributive import Qualifiers
from firsthand.locate.belts import belts
from firsthand.locate.disputed import Policy, standing
from firsthand.locate.metonyms import metonym
from firsthand.locate.precision import acled, ucdp
from firsthand.locate.ranker import Ranker
from firsthand.locate.recognise import recognise
from firsthand.locate.resolve import Answer, answers, mentions_at
from firsthand.locate.twins import apart, joined, twins
from firsthand.locate.words import Words, words
from firsthand.model.actor import ActorKind
from firsthand.model.document import Document
from firsthand.model.place import Candidate, Place, PlaceKind
from firsthand.model.reading import Reading
from firsthand.model.span import Span

_SHOWN: Final = 4  # alternatives that a record carries
_LEAST: Final = 0.02  # belief below which an alternative says nothing
_SECTOR_KM: Final = 25.0
_SITES: Final = frozenset(
    {PlaceKind.HOSPITAL, PlaceKind.FACILITY, PlaceKind.BUILDING, PlaceKind.BRIDGE, PlaceKind.AIRPORT}
)
_NO_PLACES: Final = frozenset(
    {ActorKind.ARMED_GROUP, ActorKind.PARTY, ActorKind.MEDIA, ActorKind.PERSON, ActorKind.NGO, ActorKind.COMPANY}
)
_TOWNS: Final = frozenset({PlaceKind.SETTLEMENT, PlaceKind.NEIGHBOURHOOD})


def places(reading: Reading, kit: Kit) -> tuple[Place, ...]:
    """The places of a document, then the areas described by means of them."""
    text = reading.document.text
    lists = words(kit.language)
    pairs = twins(text, kit.gazetteer, lists)
    # "Hamas" is a town somewhere, too: a name that the registry of actors knows is theirs
    actors = {
        (m.start, m.end)
        for a in reading.actors
        if a.registry
        for m in a.mentions
        if a.kind in _NO_PLACES or (a.kind is ActorKind.IGO and m.quote.isupper())  # NATO, and not the European Union
    }
    named = [span for span in recognise(text, kit.gazetteer, lists, kit.signals) if span not in actors]
    spans = apart(named, pairs)
    found = joined(text, resolved(reading.document, spans, kit), pairs)
    small = belts(text, found, lists)
    if small:
        found = tuple(sorted((*found, *small), key=lambda p: p.span.start))
    qualifiers = Qualifiers(text, reading.actors, kit.signals, lists)
    found = tuple(
        replace(p, attributive=True) if qualifiers.attributive(p.span.start, p.span.end, p.kind) else p for p in found
    )
    return (*found, *areas(text, found, lists))


def resolved(
    document: Document,
    spans: Sequence[tuple[int, int]],
    kit: Kit,
    policy: Policy = Policy.UN,
    ranker: Ranker | None = None,
) -> tuple[Place, ...]:
    """Places at given spans of a document, in text order: for names that somebody else has found."""
    lists = words(kit.language)
    ranker = ranker or Ranker.load()
    mentions = mentions_at(document.text, spans, lists)
    found = answers(document, mentions, kit.gazetteer, lists, ranker)
    return tuple(_place(document.text, answer, kit.gazetteer, lists, policy, ranker.floor) for answer in found)


def _place(text: str, answer: Answer, gazetteer: Gazetteer, lists: Words, policy: Policy, floor: float) -> Place:
    one = answer.mention
    span = Span.of(text, one.start, one.end)
    suggestion = gazetteer.place(answer.alike[0]).name if answer.alike else None
    if not answer.options or answer.options[0][1] < floor:
        kind = (
            PlaceKind.FRONT_SECTOR if one.sector else min(one.kinds, key=_likely) if one.kinds else PlaceKind.SETTLEMENT
        )
        return Place(
            span=span, name=span.quote, kind=kind, suggestion=suggestion, confidence=0.3,
            alternatives=tuple(_candidate(p, b) for p, b in answer.options[:_SHOWN] if b >= _LEAST),
            acled_geo_precision=None, ucdp_where_prec=None, made_by="rule:locate/unplaced",
        )  # fmt: skip
    place, belief = answer.options[0]
    site = bool(one.kinds) and one.kinds <= _SITES
    if site and place.kind not in _SITES | _TOWNS:
        # "Kherson hospital" lies in the town, where there is one of that name in the same country
        towns = (o for o in answer.options if o[0].kind in _TOWNS and o[0].country == place.country and o[1] >= _LEAST)
        place, belief = next(towns, (place, belief))
    kind, radius, name = place.kind, place.radius_km, place.name
    ident: str | None = place.id
    if one.sector:
        kind, radius = PlaceKind.FRONT_SECTOR, max(radius, _SECTOR_KM)
    elif site and kind not in _SITES:
        # a site that the gazetteer lacks: "Kherson hospital" lies in Kherson, "the European hospital" not in Europe's middle
        called = min(one.kinds, key=lambda k: k.value)
        if kind not in _TOWNS:
            return Place(
                span=span, name=span.quote, kind=called, confidence=0.3, made_by="rule:locate/unplaced",
                alternatives=tuple(_candidate(p, b) for p, b in answer.options[:_SHOWN] if b >= _LEAST),
            )  # fmt: skip
        kind, name, ident = called, span.quote, None
    stands = standing(place, gazetteer, policy)
    province = gazetteer.oblast(place)
    return Place(
        span=span,
        name=name,
        kind=kind,
        gazetteer=ident,
        latitude=place.latitude,
        longitude=place.longitude,
        radius_km=radius,
        country=stands.country,
        admin1=province.name if province else None,
        population=place.population or None,
        variant=ident is not None and plain(one.name) != plain(place.name) and plain(span.quote) != plain(place.name),
        metonym=metonym(text, one.start, one.end, place, gazetteer, lists),
        disputed=stands.claimants,
        alternatives=tuple(_candidate(p, b) for p, b in answer.options[1 : 1 + _SHOWN] if b >= _LEAST),
        acled_geo_precision=acled(kind, radius, place.approximate),
        ucdp_where_prec=ucdp(kind, radius, place.approximate),
        confidence=round(min(1.0, belief), 4),
        made_by="rule:locate/ranker",
    )


def _candidate(place: GazetteerPlace, belief: float) -> Candidate:
    return Candidate(place.name, place.kind, place.id, place.latitude, place.longitude, place.country, round(belief, 4))


def _likely(kind: PlaceKind) -> int:
    """The kind to name where a type word allows several and nothing was found."""
    order = (
        PlaceKind.SETTLEMENT,
        PlaceKind.ADM1,
        PlaceKind.ADM3,
        PlaceKind.ADM2,
        PlaceKind.REGION,
        PlaceKind.NEIGHBOURHOOD,
    )
    return order.index(kind) if kind in order else len(order)

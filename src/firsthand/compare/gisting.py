"""From a reading to its gist."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from firsthand.compare.answers import answers
from firsthand.compare.control_grammar import holds
from firsthand.compare.credits import credits
from firsthand.compare.gist import Denial, Gist, Happening, Outlook, Quoted, Speaker, Spot
from firsthand.compare.scene import Scene
from firsthand.compare.terms import OPENING, leading, outlook_terms
from firsthand.kit import Kit
from firsthand.model.attribution import SpeechAct
from firsthand.model.document import report_id
from firsthand.model.event import Event, Modality
from firsthand.model.forecast import Forecast
from firsthand.model.place import PlaceKind
from firsthand.model.reading import Reading
from firsthand.model.span import Span

SETTLED = frozenset({PlaceKind.SETTLEMENT, PlaceKind.NEIGHBOURHOOD})
SCENE = 6  # settlements of the opening that a report is compared by
MOST = 200  # records of one kind that a gist keeps; a live blog has more, and its first ones stand for it


def gist(reading: Reading, kit: Kit) -> Gist:
    """What comparing needs of `reading`. A function of its arguments."""
    document = reading.document
    scene = Scene.of(reading, kit)
    spots, at = _spots(scene)
    found = answers(scene, at)
    happenings = tuple(_happening(scene, event, at, found) for event in reading.events[:MOST])
    published = document.published
    first = document.title or document.text.strip().split("\n", 1)[0][:80]
    return Gist(
        report_id=report_id(document),
        text_id=document.id,
        title=first,
        outlet=document.outlet,
        url=document.url,
        day=published.date().isoformat() if published else None,
        when=published.value if published else None,
        language=document.language,
        terms=leading(document),
        spots=spots,
        answers=found,
        happenings=happenings,
        holds=holds(scene, at),
        denials=_denials(scene, at, happenings),
        outlooks=tuple(_outlook(scene, one) for one in reading.forecasts[:MOST] if one.is_forecast()),
        speakers=_speakers(reading),
        relays=_relays(reading),
        credits=credits(document, scene.words),
        scene=_opening(scene, at),
        happened=_happened(reading),
        sentences=tuple(scene.kept),
    )


def _spots(scene: Scene) -> tuple[tuple[Spot, ...], dict[str, int]]:
    """Places told apart by gazetteer id or name, and for each record of a place the number of its spot."""
    numbers: dict[str, int] = {}
    of: dict[str, int] = {}
    times: Counter[int] = Counter()
    firsts = []
    for place in scene.reading.places:
        key = place.gazetteer or f"{place.kind.value}:{place.name}"
        if key not in numbers:
            numbers[key] = len(numbers)
            firsts.append(place)
        of[place.id] = numbers[key]
        times[numbers[key]] += 1
    spots = tuple(
        Spot(
            name=one.name,
            kind=one.kind.value,
            gazetteer=one.gazetteer,
            latitude=one.latitude,
            longitude=one.longitude,
            radius_km=one.radius_km,
            country=one.country,
            disputed=one.disputed,
            admin1=one.admin1,
            times=times[number],
        )
        for number, one in enumerate(firsts)
    )
    return spots, of


def _opening(scene: Scene, at: dict[str, int]) -> tuple[int, ...]:
    """The settlements that the opening names most, best first."""
    named: Counter[int] = Counter()
    for place in scene.reading.places:
        if place.kind in SETTLED and place.placed() and not place.metonym and place.span.start < OPENING:
            named[at[place.id]] += 1 if place.attributive else 2
    return tuple(sorted(sorted(named, key=lambda one: (-named[one], one))[:SCENE]))


def _happened(reading: Reading) -> str | None:
    """The day that most events of the opening are put on by the text itself, the earlier of two."""
    days = {one.id: one.begin for one in reading.moments if one.begin and one.begin == one.end}
    told = Counter(
        days[moment]
        for event in reading.events
        if event.mode and event.trigger.start < OPENING
        for moment in event.moments
        if moment in days
    )
    return min(told, key=lambda day: (-told[day], day)) if told else None


def _happening(scene: Scene, event: Event, at: dict[str, int], found: Sequence[object]) -> Happening:
    begin, end, exact = scene.days(event.moments)
    said = scene.carrier(event.trigger)
    numbers = {answer: number for number, answer in enumerate(scene.answered)}
    return Happening(
        said=scene.quoted(event.id, event.trigger, said.chain() if said else ()),
        kind=event.plover.value,
        mode=event.mode,
        modality=event.modality.value,
        factuality=event.factuality,
        actor=event.actor,
        target=event.target,
        places=tuple(dict.fromkeys(at[one] for one in event.places if one in at)),
        begin=begin,
        end=end,
        exact=exact,
        claimed_by=event.claimed_by,
        denied_by=event.denied_by,
        aggregate=event.aggregate,
        answers=tuple(numbers[toll.figure] for toll in event.tolls if toll.figure in numbers),
    )


def _denials(scene: Scene, at: dict[str, int], happenings: Sequence[Happening]) -> tuple[Denial, ...]:
    starts = [(one.said.start, number) for number, one in enumerate(happenings)]
    found = []
    denying = [one for one in scene.reading.attributions if one.speech_act is SpeechAct.DENY]
    for said in denying[:MOST]:
        content = said.content[0]
        chain = said.chain()
        inside = tuple(n for start, n in starts if any(c.start <= start < c.end for c in said.content))
        places = tuple(
            dict.fromkeys(at[p.id] for p in scene.reading.places if any(c.covers(p.span) for c in said.content))
        )
        found.append(
            Denial(
                said=scene.quoted(said.id, content, chain),
                by=chain[-1] if chain else "unnamed",
                happenings=inside,
                places=places,
                terms=outlook_terms(content.quote),
            )
        )
    for number, event in enumerate(scene.reading.events[:MOST]):
        if event.denied_by or event.modality is Modality.DENIED:
            by = event.denied_by or event.claimed_by
            if by and not any(number in one.happenings and one.by == by for one in found):
                places = tuple(dict.fromkeys(at[one] for one in event.places if one in at))
                found.append(
                    Denial(
                        said=scene.quoted(event.id, event.trigger, (by,)),
                        by=by,
                        happenings=(number,),
                        places=places,
                        terms=(),
                    )
                )
    return tuple(found)


def _outlook(scene: Scene, forecast: Forecast) -> Outlook:
    outcome, condition = forecast.outcome, forecast.condition
    said = scene.attributed(forecast.attribution)
    moment = scene.moment(forecast.horizon)
    chain = said.chain() if said else ()
    return Outlook(
        said=scene.quoted(forecast.id, forecast.span, chain),
        by=chain[-1] if chain else (scene.reading.document.outlet or "the reporter"),
        outcome=outcome.quote,
        outcome_kinds=_kinds(scene, outcome),
        outcome_terms=outlook_terms(outcome.quote),
        outcome_places=_places(scene, outcome),
        actors=_actors(scene, outcome),
        condition=condition.quote if condition else None,
        condition_kinds=_kinds(scene, condition) if condition else (),
        condition_terms=outlook_terms(condition.quote) if condition else (),
        condition_places=_places(scene, condition) if condition else (),
        condition_actors=_actors(scene, condition) if condition else (),
        negated=scene.negated(outcome),
        horizon=moment.end or moment.begin if moment else None,
        strength=forecast.strength.value,
        probability=forecast.probability,
    )


def _kinds(scene: Scene, span: Span) -> tuple[str, ...]:
    inside = scene.events_in(span)
    return tuple(sorted({event.mode for event in inside if event.mode and event.mode != "other"}))


def _actors(scene: Scene, span: Span) -> tuple[str, ...]:
    return tuple(sorted({scene.side(event.actor) for event in scene.events_in(span) if event.actor}))


def _places(scene: Scene, span: Span) -> tuple[str, ...]:
    return tuple(
        sorted({place.name for place in scene.reading.places if span.covers(place.span) and not place.metonym})
    )


def _speakers(reading: Reading) -> tuple[Speaker, ...]:
    types: dict[str, str] = {}
    times: Counter[str] = Counter()
    for said in reading.attributions:
        chain = said.chain()
        if chain:
            types.setdefault(chain[-1], said.source_type.value)
            times[chain[-1]] += 1
    return tuple(Speaker(name=name, source_type=types[name], times=times[name]) for name in sorted(times))


def _relays(reading: Reading) -> tuple[tuple[str, str], ...]:
    """Who passes on whom: neighbours in a chain, and the outlet before its first link."""
    pairs = set()
    for said in reading.attributions:
        chain = said.chain()
        linked = (reading.document.outlet, *chain) if reading.document.outlet and chain else chain
        pairs |= {(a, b) for a, b in pairwise(linked) if a and a != b}
    return tuple(sorted(pairs))


__all__ = ["Quoted", "gist"]

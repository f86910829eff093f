"""One card a record: what it says in a sentence, its facts, and links to the records it rests on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from firsthand.model.actor import Actor
from firsthand.model.attribution import Attribution, Kind, SpeechAct
from firsthand.model.check import Check, Verdict
from firsthand.model.event import Event, Modality
from firsthand.model.figure import Figure
from firsthand.model.forecast import Forecast
from firsthand.model.frame import Frame
from firsthand.model.moment import Moment
from firsthand.model.place import Place, PlaceKind
from firsthand.model.reading import Reading
from firsthand.model.record import Record
from firsthand.model.span import Span
from firsthand.publish.html_outlines import country
from firsthand.publish.html_words import (
    FORM,
    PLACE,
    POINTS,
    VERDICT,
    between,
    clipped,
    kilometres,
    number,
    standing,
    stated,
    turns,
    units,
    when,
    words,
)

QUOTE: Final = 320  # characters of a quotation on a card; the article has the rest
LISTED: Final = 12  # links of one fact; more are counted


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a fact: plain, linked to a record, or quoted from the text."""

    text: str
    record: str | None = None
    quoted: bool = False

    def turns(self) -> bool:
        """Whether the words may run right to left and must not turn their neighbours with them."""
        return turns(self.text)


@dataclass(frozen=True, slots=True)
class Fact:
    """`first` facts stand in the row of a list; the others only on the card."""

    term: str
    pieces: tuple[Piece, ...]
    first: bool = False

    def said(self) -> bool:
        """Whether the row of a list needs the term beside the value."""
        return self.term in ("denied by", "said by", "if")


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """What the page shows of a record. `form` names the sign of its modality or verdict.

    `also` are the ids of records that say the same of other words, such as later mentions of a place.
    """

    id: str
    kind: str
    label: str
    title: str
    badge: str | None = None
    form: str = ""
    quote: str | None = None
    chain: tuple[Piece, ...] = ()
    facts: tuple[Fact, ...] = ()
    made_by: str = ""
    confidence: float = 1.0
    in_text: bool = True
    formula: str | None = None
    flip: str | None = None
    also: tuple[str, ...] = ()

    def turns(self) -> bool:
        """As `Piece.turns`, for title, badge and quotation."""
        return any(turns(words) for words in (self.title, self.quote, self.badge) if words)


class Cards:
    """Makes the cards of one reading; knows its records by id."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.known: dict[str, Record] = {r.id: r for r in reading.records()}
        self.carried: dict[str, list[str]] = {}
        for claim in reading.claims:
            if claim.attribution:
                held = self.carried.setdefault(claim.attribution, [])
                held += [r for r in (*claim.events, *claim.figures, *claim.forecasts) if r not in held]

    # What a record is called in a link.

    def name(self, record: Record) -> str:
        if isinstance(record, Attribution):
            return self.speaker(record)
        if isinstance(record, Event):
            return record.trigger.quote
        if isinstance(record, Check):
            return words(record.kind)
        if isinstance(record, Actor | Place):
            return record.name
        if isinstance(record, Figure | Moment | Frame | Forecast):
            return clipped(record.span.quote, 60)
        return record.id

    def link(self, record_id: str | None) -> tuple[Piece, ...]:
        if record_id is None:
            return ()
        record = self.known.get(record_id)
        return (Piece(self.name(record), record.id),) if record else (Piece(record_id),)

    def links(self, ids: Iterable[str]) -> tuple[Piece, ...]:
        listed = list(dict.fromkeys(ids))
        found = [piece for one in listed[:LISTED] for piece in self.link(one)]
        if len(listed) > LISTED:
            found.append(Piece(f"and {len(listed) - LISTED} more"))
        return tuple(found)

    def speaker(self, a: Attribution) -> str:
        if a.speaker:
            return a.speaker
        if a.source:
            return clipped(a.source.quote, 80)
        return "unnamed source"

    def voice(self, attribution: str | None) -> tuple[Piece, ...]:
        """Who carries a record: the source with a link to the statement, or the author."""
        return self.link(attribution) or (Piece("the author"),)

    # One method a kind.

    def attribution(self, a: Attribution) -> Card:
        chain = tuple(Piece(v.name, quoted=False) for v in a.via)
        origin = self.speaker(a)
        facts = [
            _fact("source", [_quoted(a.source)] if a.source else [Piece("not named in the text")]),
            _fact("cue", [_quoted(a.cue)] if a.cue else [Piece("none: the layout attributes it")]),
            _fact("kind", [Piece(_KIND[a.kind])]),
            _fact("who", [Piece(words(a.source_type) + (", anonymous" if a.anonymous else ""))]),
            _fact("evidence", [Piece(words(a.evidential))] if a.evidential else []),
            _fact("may be", [Piece(c) for c in a.candidates]),
            _fact("author's stance", [Piece(words(a.stance))] if a.stance else []),
            _fact("inside", self.link(a.nested_in)),
            _fact("repeats", self.link(a.repeat_of)),
            _fact("about", self.link(a.about)),
            _fact("carries", self.links(self.carried.get(a.id, ()))),
            _fact("note", [Piece("a reader could draw its limits otherwise")] if a.scope_uncertain else []),
        ]
        act = None if a.speech_act is SpeechAct.ASSERT else words(a.speech_act)
        return Card(
            id=a.id,
            kind="statement",
            label="Statement",
            title=origin,
            badge=act,
            quote=clipped(" … ".join(s.quote for s in a.content), QUOTE),
            chain=(*chain, Piece(origin)) if chain else (),
            facts=_present(facts),
            made_by=a.made_by,
            confidence=a.confidence,
        )

    def event(self, e: Event) -> Card:
        tolls = [
            Piece(
                f"{between(t.low, t.high)} {words(t.role)}" + (f" ({t.side})" if t.side else ""),
                t.figure if t.figure in self.known else None,
            )
            for t in e.tolls
        ]
        claimed = [Piece(e.claimed_by, e.attribution if e.attribution in self.known else None)] if e.claimed_by else []
        denied = [Piece(e.denied_by, e.denied_in if e.denied_in in self.known else None)] if e.denied_by else []
        acled = " / ".join(x for x in (e.acled_event, e.acled_sub) if x)
        facts = [
            _first("actor", _party(e.actor, e.actor_span)),
            _first("target", _party(e.target, e.target_span)),
            _first("place", self.links(e.places)),
            _first("time", self.links(e.moments)),
            _first("toll", tolls),
            _fact("claimed by", claimed),
            Fact("denied by", tuple(denied), first=e.modality is not Modality.DENIED),
            _fact("as written", _written((e.actor, e.actor_span), (e.target, e.target_span))),
            _fact("said in", self.link(e.attribution) if not claimed else ()),
            _fact("weapon", [Piece(e.weapon)] if e.weapon else []),
            _fact("figures", self.links(f for f in e.figures if f not in {t.figure for t in e.tolls})),
            _fact("territory", [Piece(e.territory)] if e.territory else []),
            _fact("civilians", [Piece("targeted")] if e.civilian_targeting else []),
            _fact("part of", self.link(e.part_of)),
            _fact("note", [Piece("a total over many happenings")] if e.aggregate else []),
            _fact("type", [Piece(e.plover.value + (f", {words(e.mode)}" if e.mode else ""))]),
            _fact("ACLED", [Piece(acled)] if acled else []),
            _fact("factuality", [Piece(f"{e.factuality:+.1f} of ±3".replace("-", "−"))] if e.factuality else []),
        ]
        return Card(
            id=e.id,
            kind="event",
            label="Event",
            title=e.trigger.quote,
            badge=standing(e),
            form=FORM[e.modality],
            facts=_present(facts),
            made_by=e.made_by,
            confidence=e.confidence,
        )

    def figure(self, f: Figure) -> Card:
        of = self.known.get(f.of or "")
        whole = f" of {stated(of)}" if isinstance(of, Figure) else ""
        unit = f" {units(f.unit, of.value if isinstance(of, Figure) else f.low)}".rstrip()
        said, allowed = stated(f) + whole + unit, between(f.low, f.high, whole + unit)
        facts = [
            _fact("stated", [Piece(said)] if said != allowed else []),
            _first("range", [Piece(allowed)]),
            _fact("counts", [Piece(f.counted)] if f.counted else []),
            _fact("other readings", [Piece(words(s)) for s in f.senses if s is not f.role]),
            _fact("of", self.link(f.of)),
            _fact("included in", self.link(f.subset_of)),
            _fact("same as", self.link(f.same_as)),
            _fact("per", [Piece(f.per)] if f.per else []),
            _fact("change", [Piece(words(f.change))] if f.change else []),
            _fact(
                "total", [Piece("running total" if f.cumulative else "an addition")] if f.cumulative is not None else []
            ),
            _fact("lists", [_quoted(s) for s in f.items]),
            _fact("note", [Piece("inside a condition or a forecast")] if f.hypothetical else []),
        ]
        return Card(
            id=f.id,
            kind="figure",
            label="Figure",
            title=f.span.quote,
            badge=words(f.role),
            facts=_present(facts),
            made_by=f.made_by,
            confidence=f.confidence,
        )

    def place(self, p: Place) -> Card:
        where = f"{p.latitude:.2f}, {p.longitude:.2f}" if p.latitude is not None and p.longitude is not None else None
        around = (p.admin1 if p.admin1 != p.name else None, country(p.country))
        inside = "" if p.kind is PlaceKind.COUNTRY else ", ".join(x for x in around if x)
        reach = "within about" if p.kind in POINTS else "reaches about"
        others = [
            Piece(
                f"{c.name} ({PLACE.get(c.kind, words(c.kind))}{', ' + country(c.country) if c.country else ''}; {c.score:.2f})"
            )
            for c in p.alternatives[:5]
        ]
        facts = [
            _first("kind", [Piece(PLACE.get(p.kind, words(p.kind)))]),
            _first("in", [Piece(inside)] if inside else []),
            _fact("at", [Piece(where)] if where else []),
            _first("precision", [Piece(f"{reach} {kilometres(p.radius_km)} km")] if p.radius_km else []),
            _fact("could also be", others),
            _fact("perhaps", [Piece(p.suggestion + " (a look-alike, not accepted)")] if p.suggestion else []),
            _fact("direction", [Piece(words(p.direction))] if p.direction else []),
            _fact("relative to", self.links(p.relative_to)),
            _fact("stands for", [Piece(p.metonym)] if p.metonym else []),
            _fact(
                "disputed",
                [Piece("also claimed by " + ", ".join(country(c) for c in p.disputed))] if p.disputed else [],
            ),
            _fact("population", [Piece(number(p.population))] if p.population else []),
            _fact("gazetteer", [Piece(p.gazetteer)] if p.gazetteer else []),
        ]
        return Card(
            id=p.id,
            kind="place",
            label="Place",
            title=p.name,
            badge="disputed" if p.disputed else None if p.placed() else "not placed",
            quote=p.span.quote if p.variant else None,
            facts=_present(facts),
            made_by=p.made_by,
            confidence=p.confidence,
        )

    def moment(self, m: Moment) -> Card:
        anchor = self.known.get(m.anchor or "")
        counted = self.link(m.anchor) if anchor else [Piece(words(m.anchor))] if m.anchor else []
        facts = [
            _first("days", [Piece(when(m))]),
            _fact("value", [Piece(m.value or "cannot be said")]),
            _fact("modifier", [Piece(m.mod)] if m.mod else []),
            _fact("kind", [Piece(m.kind.value.lower())]),
            _fact("counted from", counted),
            _fact("time zone", [Piece(m.zone)] if m.zone else []),
        ]
        return Card(
            id=m.id,
            kind="time",
            label="Time",
            title=m.span.quote,
            facts=_present(facts),
            made_by=m.made_by,
            confidence=m.confidence,
        )

    def forecast(self, o: Forecast) -> Card:
        facts = [
            _first("if", [_quoted(o.condition)] if o.condition else []),
            _fact("then", [_quoted(o.outcome)] if len(o.outcome) > 140 else []),
            _fact(
                "probability", [Piece(f"{o.probability:.0%}, as the text puts it")] if o.probability is not None else []
            ),
            _fact("by when", self.link(o.horizon) or (Piece("no horizon given"),)),
            _first("said by", self.voice(o.attribution)),
            _fact("kind", [Piece(words(o.kind) + ("" if o.is_forecast() else " (not a forecast)"))]),
        ]
        return Card(
            id=o.id,
            kind="forecast",
            label="Forecast" if o.is_forecast() else "What if",
            title=clipped(o.outcome.quote, 140),
            badge=words(o.strength),
            form="dash",
            facts=_present(facts),
            made_by=o.made_by,
            confidence=o.confidence,
        )

    def frame(self, w: Frame) -> Card:
        facts = [
            _first("kind", [Piece(words(w.kind))]),
            _first("said by", self.voice(w.attribution)),
            _fact("plainer", [Piece(w.plain)] if w.plain else []),
        ]
        return Card(
            id=w.id,
            kind="frame",
            label="Loaded wording",
            title=w.span.quote,
            facts=_present(facts),
            made_by=w.made_by,
            confidence=w.confidence,
        )

    def check(self, k: Check) -> Card:
        rests = self.links(k.records)
        facts = [
            _fact("rests on", rests or tuple(_quoted(s) for s in k.inputs)),
            *(_fact("assumes", [Piece(f"{p.name} = {number(p.value)} ({p.source})")]) for p in k.parameters),
        ]
        return Card(
            id=k.id,
            kind="check",
            label="Check: " + words(k.kind),
            title=k.message,
            badge=VERDICT[k.verdict],
            form=k.verdict.value,
            formula=k.formula,
            flip=k.flip,
            facts=_present(facts),
            made_by=k.made_by,
            confidence=k.confidence,
            in_text=k.verdict is not Verdict.PASS and bool(k.inputs),
        )

    def actor(self, n: Actor) -> Card:
        facts = [
            _first("kind", [Piece(", ".join(x for x in (n.title, words(n.kind), country(n.country)) if x))]),
            _first("named", [Piece(f"{len(n.mentions)}×")]),
            _fact("side", [Piece(n.side)] if n.side else []),
            _fact("also", [Piece(a) for a in n.aliases]),
            _fact("described as", [_quoted(n.description)] if n.description else []),
            _fact("registry", [Piece(n.registry or "kept by name alone")]),
        ]
        return Card(
            id=n.id,
            kind="actor",
            label="Actor",
            title=n.name,
            facts=_present(facts),
            made_by=n.made_by,
            confidence=n.confidence,
            in_text=False,
        )


_KIND: Final[dict[Kind, str]] = {
    Kind.DIRECT: "quoted",
    Kind.INDIRECT: "reported in the author's words",
    Kind.MIXED: "partly quoted, partly in the author's words",
    Kind.BLOCK: "quoted paragraph",
}


def _quoted(span: Span | None) -> Piece:
    return Piece(clipped(span.quote, QUOTE), quoted=True) if span else Piece("")


def _party(name: str | None, span: Span | None) -> list[Piece]:
    """An actor or target: its name, else the words it was read from."""
    return [Piece(name)] if name else [_quoted(span)] if span else []


def _written(*parties: tuple[str | None, Span | None]) -> list[Piece]:
    """The words that actor and target were read from, where they are not their names."""
    return [_quoted(span) for name, span in parties if name and span and span.quote != name]


def _fact(term: str, pieces: Sequence[Piece]) -> Fact:
    return Fact(term, tuple(pieces))


def _first(term: str, pieces: Sequence[Piece]) -> Fact:
    return Fact(term, tuple(pieces), first=True)


def _present(facts: Iterable[Fact]) -> tuple[Fact, ...]:
    return tuple(f for f in facts if f.pieces)


def gathered(cards: Iterable[Card]) -> tuple[Card, ...]:
    """One card for records that say the same of other words; the first in the text keeps its place."""
    kept: dict[tuple[object, ...], Card] = {}
    for card in cards:
        key = (card.kind, card.title.casefold(), card.badge, card.quote, card.facts)
        known = kept.get(key)
        kept[key] = replace(known, also=(*known.also, card.id)) if known else card
    return tuple(kept.values())

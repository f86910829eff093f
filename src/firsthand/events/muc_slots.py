"""Slots of a MUC-4 template, filled from the sentences nearest to the incident."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, Final

from firsthand.events.fillers import Filler, count_of
from firsthand.events.muc import Incident, Told, Words
from firsthand.model.actor import ActorKind
from firsthand.model.document import Document
from firsthand.model.figure import Figure, Role
from firsthand.model.moment import MomentKind
from firsthand.model.place import Place, PlaceKind

LOCAL: Final = frozenset(
    {PlaceKind.SETTLEMENT, PlaceKind.ADM1, PlaceKind.ADM2, PlaceKind.ADM3, PlaceKind.NEIGHBOURHOOD}
)
HARM_REACH: Final = 2  # sentences
HARMED: Final = 0.35  # belief from which somebody is held to be dead or injured; chosen on the other half of dev
HARMS: Final = (("DEATH", "Dead", "Injured", Role.KILLED), ("INJURY", "Injured", "Dead", Role.INJURED))
BLAMED: Final = 0.4  # belief from which an incident is laid to an organization; chosen on tst1
LABELS: Final = ("CLAIMED OR ADMITTED", "SUSPECTED OR ACCUSED BY AUTHORITIES", "SUSPECTED OR ACCUSED", "POSSIBLE")
MOST: Final = 4  # fillers of one role in one incident
DATELINE: Final = 60  # characters
_KIND_WORD: Final = re.compile(r"\s(?:department|neighborhood|neighbourhood|province|region)$", re.IGNORECASE)


def filled(told: Told, one: Incident, words: Words, document: Document) -> dict[str, Any]:
    """One template in the plain form of the scorer."""
    organizations = _organizations(told, one, words)
    evidence = " ".join(told.quote(at) for at in one.evidence)
    row: dict[str, Any] = {
        "type": one.kind,
        "stage": _stage(evidence, words),
        "date": _date(told, one, document),
        "place": _place(told, one, words),
        "perpetrators": organizations,
        "individuals": _role(told, one, "PerpInd") or _mentioned(evidence, words.individuals)[:1],
        "instruments": _role(told, one, "Weapon") or _mentioned(evidence, words.weapons)[:1]
        if one.kind in ("BOMBING", "ATTACK")
        else [],
        "targets": _role(told, one, "Target") or _mentioned(evidence, words.targets)[:2]
        if one.kind in ("BOMBING", "ARSON", "ATTACK")
        else [],
        "victims": _victims(told, one, words),
    }
    return {name: value for name, value in row.items() if value not in (None, [])}


def _stage(evidence: str, words: Words) -> str:
    if words.holds(evidence, words.harm):
        return "ACCOMPLISHED"
    if words.holds(evidence, words.threat):
        return "THREATENED"
    return "ATTEMPTED" if words.holds(evidence, words.attempt) else "ACCOMPLISHED"


def _date(told: Told, one: Incident, document: Document) -> str | None:
    """The nearest day or two that are not after publication; else the day of publication, which keys read as "by then"."""
    published = document.published.date().isoformat() if document.published else None
    for at in one.near[:4]:
        start, end = told.sentences[at]
        for moment in told.reading.moments:
            if not start <= moment.span.start < end or moment.kind not in (MomentKind.DATE, MomentKind.TIME):
                continue
            first, last = (moment.begin or "")[:10], (moment.end or "")[:10]
            if len(first) == len(last) == 10 and (published is None or first <= published) and _days(first, last) <= 3:
                return first if first == last else f"{first}/{last}"
    return published


def _days(first: str, last: str) -> int:
    return (date.fromisoformat(last) - date.fromisoformat(first)).days


def _place(told: Told, one: Incident, words: Words) -> str | None:
    """COUNTRY: PLACE. The country is that of the dateline or one the report names: a namesake elsewhere does not win."""
    found = told.reading.places
    head = [place for place in found if place.span.start < DATELINE and place.country in words.countries]
    named = Counter(
        place.country for place in found if place.kind is PlaceKind.COUNTRY and place.country in words.countries
    )
    focus = [place.country for place in head[-1:]] + [country for country, _ in named.most_common()]
    local, lands = _nearest(told, one, words)
    fitting = [place for place in local if place.country in focus]
    country = next(iter([place.country for place in fitting[:1]] + lands + focus), None)
    if country is None:
        return None
    name = words.countries[country]
    chosen = (fitting or local or (head if min(one.evidence) <= 2 else []))[:1]
    exact = (
        _KIND_WORD.sub("", re.sub(r"\s+", " ", told.text[chosen[0].span.start : chosen[0].span.end])) if chosen else ""
    )
    return f"{name}: {exact}" if exact and exact.upper() != name else name


def _nearest(told: Told, one: Incident, words: Words) -> tuple[list[Place], list[str | None]]:
    local: list[Place] = []
    lands: list[str | None] = []
    for at in one.near[:5]:
        start, end = told.sentences[at]
        inside = [place for place in told.reading.places if start <= place.span.start < end]
        lands += [
            place.country for place in inside if place.kind is PlaceKind.COUNTRY and place.country in words.countries
        ]
        local += [place for place in inside if place.kind in LOCAL]
        if local:
            break
    return local, lands


def _near(told: Told, one: Incident, role: str, reach: int) -> list[Filler]:
    """Fillers of a role that stand no further than `reach` sentences from the evidence."""
    return [
        filler
        for filler in told.roles.get(role, ())
        if any(abs(mention.sentence - at) <= reach for mention in filler.mentions for at in one.evidence)
    ]


def _role(told: Told, one: Incident, role: str) -> list[str]:
    return [filler.text for filler in _near(told, one, role, 1)][:MOST]


def _organizations(told: Told, one: Incident, words: Words) -> list[dict[str, str]]:
    """Organizations held to have done it: the surest that the scorer finds, else one of the list beside the evidence."""
    found = []
    for filler in [who for who in _near(told, one, "PerpOrg", 4) if who.belief >= BLAMED][:2]:
        around = [told.quote(m.sentence) for m in filler.mentions if m.sentence < len(told.sentences)]
        found.append({"organization": filler.text, "confidence": _surest(around, words)})
    if found:
        return found
    for at in one.around(2, 7):
        sentence = told.quote(at)
        named = _mentioned(sentence, words.organizations)
        if named:
            return [{"organization": named[0], "confidence": _confidence(sentence, words)}]
    return []


def _surest(sentences: Sequence[str], words: Words) -> str:
    """How sure a report is of an organization: the first of its sentences that says more than that it did it."""
    each = [_confidence(sentence, words) for sentence in sentences]
    return next((label for label in LABELS if label in each), "REPORTED AS FACT")


def _confidence(sentence: str, words: Words) -> str:
    """How sure the sentence is: the scale of the answer keys."""
    if words.holds(sentence, words.claimed):
        return "CLAIMED OR ADMITTED"
    if words.holds(sentence, words.suspected):
        official = words.holds(sentence, words.authorities)
        return "SUSPECTED OR ACCUSED BY AUTHORITIES" if official else "SUSPECTED OR ACCUSED"
    return "POSSIBLE" if words.holds(sentence, words.possible) else "REPORTED AS FACT"


def _mentioned(text: str, names: Iterable[str]) -> list[str]:
    """Names of a list that stand in `text`, in text order, as the text writes them; a longer name covers a shorter."""
    found: list[tuple[int, int]] = []
    for name in sorted(names, key=len, reverse=True):
        for hit in re.finditer(rf"\b{re.escape(name)}\b", text, re.IGNORECASE):
            if not any(start <= hit.start() < end for start, end in found):
                found.append((hit.start(), hit.end()))
    ordered = [text[start:end] for start, end in sorted(found)]
    return list(dict.fromkeys(ordered))


def _victims(told: Told, one: Incident, words: Words) -> list[dict[str, Any]]:
    sentences = sorted(one.around(2, 8))
    evidence = " ".join(told.quote(at) for at in one.evidence[:3])
    name = _somebody(told, one)
    harmed = _harmed(told, one) if told.page is not None else []
    if one.kind in ("KIDNAPPING", "ROBBERY"):
        return [*([{"name": name}] if name else []), *harmed]
    if harmed:
        return harmed
    found: list[dict[str, Any]] = []
    for effect, role, stems in (("DEATH", Role.KILLED, words.death), ("INJURY", Role.INJURED, words.injury)):
        figure = _first(told, sentences, role) if told.page is None else None
        if figure is not None:
            found.append({"name": name or _counted(figure), "effect": effect, "number": _how_many(figure)})
        elif words.holds(evidence, stems):
            number = "PLURAL" if words.holds(evidence, words.crowds) else 1
            found.append({"name": name or "", "effect": effect, "number": number})
    return found


def _harmed(told: Told, one: Incident) -> list[dict[str, Any]]:
    """Dead and injured near the evidence, each with how many a phrase names; else the first number told of them."""
    found: list[dict[str, Any]] = []
    beside = sorted(one.evidence)
    for effect, role, other, counted in HARMS:
        named = [who for who in _near(told, one, role, HARM_REACH) if _surely(told, who, other)][:MOST]
        for who in named:
            if told.page is not None:
                found.append({"name": who.text, "effect": effect, "number": count_of(told.page, who)})
        figure = None if named else _first(told, beside, counted)
        if figure is not None:
            found.append({"name": _counted(figure), "effect": effect, "number": _how_many(figure)})
    return found


def _surely(told: Told, who: Filler, other: str) -> bool:
    """Whether somebody came to harm: likely enough in itself, or a victim of whom the `other` harm is less likely."""
    if who.belief >= HARMED:
        return True
    rival = max((filler.belief for filler in told.roles.get(other, ()) if filler.key == who.key), default=0.0)
    return who.belief >= rival and any(victim.key == who.key for victim in told.roles.get("Victim", ()))


def _how_many(figure: Figure) -> float | list[float | None]:
    return figure.value if figure.value is not None else [figure.low or 2, figure.high]


def _somebody(told: Told, one: Incident) -> str | None:
    """The first person named in the evidence."""
    for at in one.evidence[:3]:
        start, end = told.sentences[at]
        named = [
            m for a in told.reading.actors if a.kind is ActorKind.PERSON for m in a.mentions if start <= m.start < end
        ]
        if named:
            first = min(named, key=lambda span: (span.start, -span.end))
            return re.sub(r"\s+", " ", told.text[first.start : first.end])
    return None


def _first(told: Told, sentences: list[int], role: Role) -> Figure | None:
    for at in sentences:
        start, end = told.sentences[at]
        for figure in told.reading.figures:
            if (
                figure.role is role
                and start <= figure.span.start < end
                and not figure.hypothetical
                and not figure.subset_of
                and not any(m.span.overlaps(figure.span) for m in told.reading.moments)
            ):
                return figure
    return None


def _counted(figure: Figure) -> str:
    return (figure.counted_span.quote if figure.counted_span else figure.span.quote).upper()

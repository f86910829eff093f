"""One incident, from the gists of its reports: what is shown in a list, and its whole page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from firsthand.compare.across import across
from firsthand.compare.conflicts import contradictions
from firsthand.compare.control import place_key, settlements, words_of
from firsthand.compare.findings import IncidentPage, IncidentRow, Link, ReportRow, Series, Sourcing, State, Status
from firsthand.compare.gist import Gist, Happening, Spot
from firsthand.compare.likeness import FADE, LEAST, ONE, Mark, apart, factors, likeness
from firsthand.compare.lineage import Forebear
from firsthand.compare.origins import named_origins, sourcing
from firsthand.compare.parts import parts
from firsthand.compare.questions import incident_questions
from firsthand.compare.repeats import copies
from firsthand.compare.terms import OPENING
from firsthand.compare.trace import Trace
from firsthand.model.event import Modality
from firsthand.model.figure import Number, Role

SHOWN = 8  # terms of a link that are named


@dataclass(frozen=True, slots=True)
class Member:
    """A report of an incident: its gist, the trace of its text, and whom it follows."""

    gist: Gist
    trace: Trace
    follows: Forebear | None = None
    decided: str | None = None


def incident_id(first: str) -> str:
    """The id of the incident that begins with a report. It leads to the incident even when an earlier report is found later."""
    return f"i-{first}"


def page(members: Sequence[Member], common: frozenset[str]) -> IncidentPage:
    """The page of an incident. Members in any order; the first by time names it."""
    ordered = sorted(members, key=lambda one: (one.gist.when or "9999", one.gist.report_id))
    gists = [one.gist for one in ordered]
    first = {one.gist.report_id: one for one in ordered if one.follows is None}
    founder = next(iter(first), gists[0].report_id)
    name = incident_id(founder)
    copied = folded(ordered)
    named = named_origins(gists, common)
    asked = incident_questions(gists, copied, name, named)
    told = sourcing(gists, _chains(asked), named)
    kind = main_kind(gists)
    last = max((hold.day for gist in gists for hold in gist.holds if hold.day), default=None)
    held = settlements((one for gist in gists for one in words_of(gist)), last) if last else ()
    clashes = contradictions(gists, asked, held, kind, name)
    return IncidentPage(
        row=_row(name, gists, copied, asked, told, kind, any(one.status is Status.CONTESTED for one in held)),
        reports=tuple(_report(one, copied, ordered) for one in ordered),
        questions=asked,
        sourcing=told,
        contradictions=clashes,
        findings=across(gists, asked, told, name),
        parts=parts(gists, kind),
        control=held,
    )


def folded(members: Sequence[Member]) -> dict[str, str]:
    """For each report that repeats the text of an earlier one (in the order given), that one."""
    groups = copies([one.trace for one in members])
    return {members[at].gist.report_id: members[group].gist.report_id for at, group in enumerate(groups) if group != at}


def _chains(asked: Sequence[Series]) -> list[tuple[tuple[str, ...], str]]:
    return [
        (point.evidence.voice, point.evidence.report_id) for one in asked if not one.part for point in one.points
    ] + [
        (point.evidence.voice, report)
        for one in asked
        if not one.part
        for point in one.points
        for report in point.folded
    ]


def main_kind(gists: Sequence[Gist]) -> str | None:
    """The class of event that most reports tell of in their opening; the earlier told of two."""
    counted: Counter[str] = Counter()
    for gist in gists:
        counted.update(
            {one.mode for one in gist.happenings if one.mode and one.mode != "other" and one.said.start < OPENING // 2}
        )
    leads = Counter(
        next((one.mode for one in gist.happenings if one.mode and one.mode != "other"), "") for gist in gists
    )
    return min(counted, key=lambda one: (-counted[one], -leads[one], one), default=None)


def main_place(gists: Sequence[Gist]) -> Spot | None:
    """The settlement that most reports name in their opening."""
    counted: Counter[str] = Counter()
    spots: dict[str, Spot] = {}
    for gist in gists:
        for at in gist.scene:
            key = place_key(gist.spots[at])
            spots.setdefault(key, gist.spots[at])
            counted[key] += 1 + min(3, gist.spots[at].times)
    best = min(counted, key=lambda one: (-counted[one], one), default=None)
    return spots[best] if best is not None else None


def _row(
    name: str, gists: Sequence[Gist], copied: Mapping[str, str], asked: Sequence[Series], told: Sourcing,
    kind: str | None, contested: bool,
) -> IncidentRow:  # fmt: skip
    place = main_place(gists)
    days = sorted(gist.day for gist in gists if gist.day)
    happened = sorted(gist.happened for gist in gists if gist.happened and (not days or gist.happened <= days[-1]))
    main = [one for gist in gists for one in gist.happenings if one.mode == kind]
    return IncidentRow(
        id=name,
        title=gists[0].title,
        kind=kind,
        modality=_modality(main),
        day_from=Counter(happened).most_common(1)[0][0] if happened else (days[0] if days else None),
        day_to=days[-1] if days else None,
        place=place.name if place else None,
        latitude=place.latitude if place else None,
        longitude=place.longitude if place else None,
        precision_km=place.radius_km if place else None,
        reports=len(gists),
        copies=len(copied),
        outlets=len({gist.outlet for gist in gists if gist.outlet}),
        origins=len(told.origins),
        killed=_spread(asked, Role.KILLED),
        injured=_spread(asked, Role.INJURED),
        states=tuple(dict.fromkeys(one.state for one in asked if not one.part)),
        contested=contested or any(one.state is State.CONTRADICTED for one in asked),
    )


def _modality(main: Sequence[Happening]) -> Modality | None:
    """ "happened" only where no report merely claims it or denies it: a claim never becomes a happening by counting."""
    told = {Modality(one.modality) for one in main}
    for weakest in (Modality.DENIED, Modality.CLAIMED, Modality.HAPPENED):
        if weakest in told:
            return weakest
    return min(told, default=None)


def _spread(asked: Sequence[Series], role: Role) -> tuple[Number | None, Number | None] | None:
    for one in asked:
        if one.role is role and not one.part and one.definition == "stated":
            return one.low, one.high
    return None


def _report(one: Member, copied: Mapping[str, str], members: Sequence[Member]) -> ReportRow:
    gist = one.gist
    above = next((other for other in members if one.follows and other.gist.report_id == one.follows.report_id), None)
    return ReportRow(
        report_id=gist.report_id,
        title=gist.title,
        outlet=gist.outlet,
        url=gist.url,
        published=gist.when,
        copy_of=copied.get(gist.report_id),
        credits=gist.credits,
        link=explained(one, above),
    )


def explained(one: Member, above: Member | None) -> Link:
    """Why a report stands where it does, and what would have kept it apart."""
    if above is None:
        return Link(report_id=one.gist.report_id, follows=None, similarity=0.0, least=LEAST / ONE, days_apart=None,
                    because=("the first report of its incident",), decided=one.decided)  # fmt: skip
    a, b = Mark.of(one.gist), Mark.of(above.gist)
    value = likeness(a, b)
    products = {term: weight * b.weights[term] for term, weight in a.terms if term in b.weights}
    total = sum(products.values()) or 1
    best = sorted(products, key=lambda term: (-products[term], term))[:SHOWN]
    days = apart(a, b)
    because = []
    if a.text_id == b.text_id:
        because.append("the same text")
    names = {
        "place": ("a settlement in common, or one near by", "no settlement near by in common"),
        "day": ("the texts put it on the same day or nearly so", "the texts put it on different days"),
        "number": ("a number of killed or injured in common", "other numbers of killed or injured"),
    }
    for name, factor in factors(a, b).items():
        because.append(names[name][0 if factor > 1000 else 1])
    return Link(
        report_id=one.gist.report_id,
        follows=above.gist.report_id,
        similarity=min(1.0, value / ONE),
        least=LEAST / ONE,
        days_apart=days if a.day is not None and b.day is not None else None,
        terms=tuple((term, round(products[term] / total, 4)) for term in best),
        because=tuple(because),
        separates=_separates(value, days, products, total, a, b),
        decided=one.decided,
    )


def _separates(value: int, days: int, products: Mapping[str, int], total: int, a: Mark, b: Mark) -> tuple[str, ...]:
    """Changes that would each have left the likeness below the least."""
    import math

    found = []
    if a.text_id == b.text_id:
        return ("another text",)
    if value > LEAST:
        more = math.ceil(FADE * math.log(value / LEAST))
        found.append(f"{more} more days between the two reports ({days + more} in all)")
    has = factors(a, b)
    if has.get("place", 0) > 1000 and value * 500 // has["place"] < LEAST:
        found.append("settlements more than 30 km apart")
    if has.get("day", 0) > 1000 and value * 700 // has["day"] < LEAST:
        found.append("days of the happening three or more apart")
    gone, left = [], value
    for term in sorted(products, key=lambda one: (-products[one], one)):
        gone.append(term)
        left -= value * products[term] // total
        if left < LEAST:
            found.append("without the words " + ", ".join(gone[:12]))
            break
    return tuple(found)

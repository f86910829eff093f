"""A briefing: what is new since a day, from the pages of the incidents that were touched."""

from __future__ import annotations

from collections.abc import Sequence

from firsthand.compare.findings import (
    Briefing,
    Change,
    ForecastRow,
    IncidentPage,
    Item,
    Outcome,
    Section,
    Series,
    State,
    Status,
)
from firsthand.compare.gist import Gist

MOVED = frozenset({Change.GROWS, Change.REVISES, Change.RIVALS})


def briefing(
    since: str,
    until: str | None,
    reports: int,
    pages: Sequence[IncidentPage],
    wide: Sequence[Series],
    gists: Sequence[Gist],
    forecasts: Sequence[ForecastRow],
) -> Briefing:
    """Sections in a fixed order; those without a line are left out."""
    sections = (
        Section(name="new", title="New incidents", items=_new(since, pages)),
        Section(name="changed", title="Changed numbers", items=_changed(since, pages, wide)),
        Section(name="contradicted", title="Contradicted", items=_contradicted(since, pages)),
        Section(name="denied", title="Denied", items=_denied(since, gists)),
        Section(name="control", title="Who is said to hold what", items=_control(since, pages)),
        Section(name="forecasts", title="Forecasts touched", items=_forecasts(since, forecasts)),
    )
    return Briefing(since=since, until=until, reports=reports, sections=tuple(one for one in sections if one.items))


def _new(since: str, pages: Sequence[IncidentPage]) -> tuple[Item, ...]:
    found = []
    for page in pages:
        first = page.reports[0]
        if (first.published or "") < since:
            continue
        row = page.row
        where = f"{row.place}, " if row.place else ""
        toll = "".join(
            f"; {name} {_range(*spread)}"
            for name, spread in (("killed", row.killed), ("injured", row.injured))
            if spread
        )
        voices = (
            f"{row.origins} independent {'origin' if row.origins == 1 else 'origins'}"
            if row.origins
            else "origins not named"
        )
        line = f"{row.title} ({where}{first.published}; {_count(row.reports, 'report')}, {voices}{toll})"
        shown = next((one.points[0].evidence for one in page.questions if one.points), None)
        found.append((-row.reports, row.id, Item(line=line, evidence=(shown,) if shown else (), incident=row.id)))
    return tuple(item for _, _, item in sorted(found, key=lambda one: one[:2]))


def _changed(since: str, pages: Sequence[IncidentPage], wide: Sequence[Series]) -> tuple[Item, ...]:
    found = []
    for title, incident, question in [
        *((p.row.title, p.row.id, q) for p in pages for q in p.questions),
        *(("", None, q) for q in wide),
    ]:
        moved = [point for point in question.points if point.change in MOVED and (point.as_of or "") >= since]
        if question.part or not moved:
            continue
        lead = f"{title}: " if title else ""
        line = f"{lead}{question.label}: {_range(question.low, question.high)}, {question.state.value.replace('_', ' ')}: {moved[-1].rule}"
        found.append(Item(line=line, evidence=(moved[-1].evidence,), incident=incident, question=question.key))
    return tuple(sorted(found, key=lambda one: (one.incident is None, one.line)))


def _contradicted(since: str, pages: Sequence[IncidentPage]) -> tuple[Item, ...]:
    clashes = [
        one
        for page in pages
        for one in page.contradictions
        if any((side.published or "") >= since for side in one.sides)
    ]
    return tuple(
        Item(line=f"{one.label}: {one.rule}", evidence=one.sides, incident=one.incident, question=one.question)
        for one in sorted(clashes, key=lambda one: (-one.weight, one.id))
    )


def _denied(since: str, gists: Sequence[Gist]) -> tuple[Item, ...]:
    found: dict[tuple[str, str], Item] = {}
    for gist in sorted(gists, key=lambda one: (one.when or "9999", one.report_id)):
        if (gist.when or "") < since:
            continue
        for denial in gist.denials:
            shown = gist.evidence(denial.said)
            found.setdefault(
                (denial.by, shown.sentence),
                Item(line=f"{denial.by} denies: {' '.join(shown.sentence.split())}", evidence=(shown,)),
            )
    return tuple(found[key] for key in sorted(found))


def _control(since: str, pages: Sequence[IncidentPage]) -> tuple[Item, ...]:
    found = []
    for page in pages:
        for one in page.control:
            new = [word for word in one.words if (word.told or "") >= since and not word.before]
            if not new:
                continue
            held = {
                Status.HELD: f"said to be held by {', '.join(one.holders)}",
                Status.CONTESTED: "contested",
                Status.UNKNOWN: "unknown",
            }
            line = f"{one.place} on {one.day}: {held[one.status]}: {one.rule}"
            found.append(Item(line=line, evidence=tuple(word.evidence for word in new), incident=page.row.id))
    return tuple(sorted(found, key=lambda one: one.line))


def _forecasts(since: str, forecasts: Sequence[ForecastRow]) -> tuple[Item, ...]:
    found = []
    for one in forecasts:
        new = [shown for shown in one.later if (shown.published or "") >= since]
        made = (one.evidence.published or "") >= since
        ended = one.state is Outcome.EXPIRED and (one.horizon or "") >= since
        if not (new or made or ended):
            continue
        state = "new" if made and not new else one.state.value.replace("_", " ")
        found.append(
            Item(line=f"{one.by}: {' '.join(one.outcome.split())}: {state}: {one.rule}", evidence=(one.evidence, *new))
        )
    return tuple(sorted(found, key=lambda one: one.line))


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def _range(low: float | None, high: float | None) -> str:
    if low is None:
        return "no number"
    return f"{low:,}" if high is None or low == high else f"{low:,} to {high:,}"


__all__ = ["State", "briefing"]

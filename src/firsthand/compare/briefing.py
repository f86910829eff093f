"""A briefing: what is new since a day, section by section, each no longer than asked."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from firsthand.compare.control import settlements
from firsthand.compare.findings import (
    Briefing,
    Change,
    Contradiction,
    Evidence,
    ForecastRow,
    Holding,
    IncidentRow,
    Item,
    Outcome,
    QuestionRow,
    Section,
    Settlement,
    Status,
)
from firsthand.compare.incident import incident_id
from firsthand.compare.kinship import families
from firsthand.compare.shelf import UNDATED_AT, Shelf, marks, unpacked

MOVED: Final = frozenset({Change.GROWS, Change.REVISES, Change.RIVALS})


def briefing(shelf: Shelf, since: str, until: str | None, limit: int) -> Briefing:
    """Sections in a fixed order, the weightiest or newest lines first; those without a line are left out."""
    sections = (
        _new(shelf, since, limit),
        _changed(shelf, since, limit),
        _contradicted(shelf, since, limit),
        _denied(shelf, since, limit),
        _control(shelf, since, until or "9999", limit),
        _forecasts(shelf, since, limit),
    )
    reports = shelf.value("SELECT count(*) FROM compare_reports WHERE at >= ? AND at < ?", since, UNDATED_AT)
    return Briefing(
        since=since, until=until, reports=int(reports), sections=tuple(one for one in sections if one.items)
    )


def _new(shelf: Shelf, since: str, limit: int) -> Section:
    rows = shelf.rows(
        "SELECT body, lead, first FROM compare_incidents WHERE first >= ? ORDER BY reports DESC, family LIMIT ?",
        since,
        limit,
    )
    items = []
    for body, lead, first in rows:
        row: IncidentRow = unpacked(body, IncidentRow)
        where = f"{row.place}, " if row.place else ""
        toll = "".join(
            f"; {name} {_range(*spread)}"
            for name, spread in (("killed", row.killed), ("injured", row.injured))
            if spread
        )
        voices = _count(row.origins, "independent origin") if row.origins else "origins not named"
        line = f"{row.title} ({where}{first}; {_count(row.reports, 'report')}, {voices}{toll})"
        items.append(Item(line=line, evidence=(unpacked(lead, Evidence),) if lead else (), incident=row.id))
    total = shelf.value("SELECT count(*) FROM compare_incidents WHERE first >= ?", since)
    return Section(name="new", title="New incidents", items=tuple(items), total=int(total))


def _changed(shelf: Shelf, since: str, limit: int) -> Section:
    rows = shelf.rows(
        "SELECT q.body, q.move, i.body FROM compare_questions q LEFT JOIN compare_incidents i ON i.family = q.family"
        " WHERE q.moved >= ? ORDER BY q.moved DESC, q.key LIMIT ?",
        since, limit,
    )  # fmt: skip
    items = []
    for body, move, about in rows:
        question: QuestionRow = unpacked(body, QuestionRow)
        incident: IncidentRow | None = unpacked(about, IncidentRow) if about else None
        rule, evidence = unpacked(move, tuple[str, Evidence])
        lead = f"{incident.title}: " if incident else ""
        state = question.state.value.replace("_", " ")
        line = f"{lead}{question.label}: {_range(question.low, question.high)}, {state}: {rule}"
        items.append(
            Item(line=line, evidence=(evidence,), incident=incident.id if incident else None, question=question.key)
        )
    total = shelf.value("SELECT count(*) FROM compare_questions WHERE moved >= ?", since)
    return Section(name="changed", title="Changed numbers", items=tuple(items), total=int(total))


def _contradicted(shelf: Shelf, since: str, limit: int) -> Section:
    rows = shelf.rows(
        "SELECT body FROM compare_conflicts WHERE told >= ? ORDER BY weight DESC, id LIMIT ?", since, limit
    )
    clashes = [unpacked(body, Contradiction) for (body,) in rows]
    items = tuple(
        Item(line=f"{one.label}: {one.rule}", evidence=one.sides, incident=one.incident, question=one.question)
        for one in clashes
    )
    total = shelf.value("SELECT count(*) FROM compare_conflicts WHERE told >= ?", since)
    return Section(name="contradicted", title="Contradicted", items=items, total=int(total))


def _denied(shelf: Shelf, since: str, limit: int) -> Section:
    rows = shelf.rows(
        "SELECT report_id FROM compare_denials WHERE told >= ? ORDER BY told DESC, report_id LIMIT ?", since, limit
    )
    found: dict[tuple[str, str], Item] = {}
    for gist in sorted(shelf.gists(one for (one,) in rows), key=lambda one: (one.when or "9999", one.report_id)):
        for denial in gist.denials:
            shown = gist.evidence(denial.said)
            line = f"{denial.by} denies: {' '.join(shown.sentence.split())}"
            found.setdefault((denial.by, shown.sentence), Item(line=line, evidence=(shown,)))
    items = tuple(found[key] for key in sorted(found))
    reports = int(shelf.value("SELECT count(*) FROM compare_denials WHERE told >= ?", since))
    total = len(items) if reports <= limit else max(len(items), reports)
    return Section(name="denied", title="Denied", items=items[:limit], total=total)


def _control(shelf: Shelf, since: str, day: str, limit: int) -> Section:
    rows = shelf.rows(
        "SELECT place FROM compare_holds WHERE told >= ? AND day <> '' GROUP BY place ORDER BY max(told) DESC, place LIMIT ?",
        since, limit,
    )  # fmt: skip
    places = [place for (place,) in rows]
    told = shelf.words(f"place IN ({marks(places)}) AND day <> ''", *places) if places else []
    named = [(settlement, new) for settlement, new in _new_words(settlements(told, day), since) if new]
    first = {new[0].evidence.report_id for _, new in named}
    home = families(shelf, sorted(first))
    held = {Status.HELD: "said to be held by", Status.CONTESTED: "contested", Status.UNKNOWN: "unknown"}
    items = tuple(
        Item(
            line=" ".join(
                (
                    f"{one.place} on {one.day}: {held[one.status]}",
                    *([", ".join(one.holders)] if one.status is Status.HELD else []),
                )
            )
            + f": {one.rule}",
            evidence=tuple(word.evidence for word in new),
            incident=incident_id(home[new[0].evidence.report_id]),
        )
        for one, new in named
    )
    total = shelf.value("SELECT count(DISTINCT place) FROM compare_holds WHERE told >= ? AND day <> ''", since)
    return Section(name="control", title="Who is said to hold what", items=items, total=int(total))


def _new_words(found: tuple[Settlement, ...], since: str) -> Iterator[tuple[Settlement, list[Holding]]]:
    for one in found:
        yield one, [word for word in one.words if (word.told or "") >= since and not word.before]


def _forecasts(shelf: Shelf, since: str, limit: int) -> Section:
    touched = "(touched >= ? OR told >= ? OR (state = ? AND horizon >= ?)) AND body IS NOT NULL"
    values = (since, since, Outcome.EXPIRED.value, since)
    rows = shelf.rows(
        f"SELECT told, body FROM compare_forecasts WHERE {touched} ORDER BY told DESC, report_id, item LIMIT ?",
        *values, limit,
    )  # fmt: skip
    items = []
    for made, body in rows:
        one: ForecastRow = unpacked(body, ForecastRow)
        new = [shown for shown in one.later if (shown.published or "") >= since]
        state = "new" if made >= since and not new else one.state.value.replace("_", " ")
        line = f"{one.by}: {' '.join(one.outcome.split())}: {state}: {one.rule}"
        items.append(Item(line=line, evidence=(one.evidence, *new)))
    total = shelf.value(f"SELECT count(*) FROM compare_forecasts WHERE {touched}", *values)
    return Section(name="forecasts", title="Forecasts touched", items=tuple(items), total=int(total))


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def _range(low: float | None, high: float | None) -> str:
    if low is None:
        return "no number"
    return f"{low:,}" if high is None or low == high else f"{low:,} to {high:,}"

"""A comparison of reports as text: what is contradicted first, every number with who stands behind it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from firsthand.compare.findings import Contradiction, IncidentPage, Point, ReportRow, Series, State, Status

WIDTH = 100
STATES = {
    State.AGREED: "agreed",
    State.RANGE: "in a range",
    State.GROWING: "growing",
    State.REVISED: "REVISED",
    State.CONTRADICTED: "CONTRADICTED",
    State.NOT_COMPARABLE: "not comparable",
}


def text(found: Sequence[IncidentPage]) -> str:
    """Incidents of several reports in full, single reports counted at the end."""
    several = [one for one in found if one.row.reports > 1]
    alone = len(found) - len(several)
    lines = [
        f"{sum(one.row.reports for one in found)} reports, {len(several)} incidents told of by several, {alone} reports alone",
        "",
    ]
    for one in several:
        lines += [*_incident(one), ""]
    return "\n".join(lines).rstrip() + "\n"


def _incident(one: IncidentPage) -> Iterator[str]:
    row = one.row
    yield _cut(row.title)
    days = sorted({report.published[:10] for report in one.reports if report.published})
    span = " to ".join(dict.fromkeys((days[0], days[-1]))) if days else "no date"
    yield f"  {row.reports} reports ({row.copies} copies folded), {span}, independent origins: {row.origins or 'not named'}"
    for report in one.reports:
        yield _cut(f"    {_source(report)}")
    for clash in one.contradictions:
        yield from _clash(clash)
    for held in one.control:
        if held.status is not Status.UNKNOWN:
            yield _cut(f"  {held.place} on {held.day}: {held.status.value}: {held.rule}")
    outlets = {report.report_id: _source(report) for report in one.reports}
    for question in sorted(one.questions, key=lambda q: (q.state is not State.CONTRADICTED, q.part)):
        yield _cut(f"  {question.label}: {_range(question)}  {STATES[question.state]}: {question.rule}")
        seen: set[tuple[str, tuple[str, ...]]] = set()
        for point in question.points:
            key = (point.evidence.quote, point.evidence.voice)
            if key not in seen:
                seen.add(key)
                yield _cut(f"    {_answer(point)}  [{outlets[point.evidence.report_id]}]")
    for finding in one.findings:
        yield _cut(f"  check {finding.kind}, {finding.verdict}: {finding.message}")


def _clash(clash: Contradiction) -> Iterator[str]:
    yield _cut(f"  CONTRADICTION, {clash.kind.value}: {clash.label}: {clash.rule}")
    for side in clash.sides:
        yield _cut(f"    “{' '.join((side.sentence or side.quote).split())}”")


def _range(question: Series) -> str:
    if question.low is None:
        return "no number"
    if question.high is None or question.low == question.high:
        return f"{question.low:,}"
    return f"{question.low:,} to {question.high:,}"


def _answer(point: Point) -> str:
    quote = " ".join(point.evidence.quote.split())
    voice = " > ".join(point.evidence.voice) or "the reporter"
    return f"{point.evidence.start}-{point.evidence.end} “{quote}” {voice}"


def _source(report: ReportRow) -> str:
    repeats = f", repeats {report.copy_of[:12]}" if report.copy_of else ""
    return (
        f"{report.outlet or 'outlet unknown'}, {(report.published or 'no date')[:10]}, {report.report_id[:12]}{repeats}"
    )


def _cut(line: str) -> str:
    return line if len(line) <= WIDTH else line[: WIDTH - 1] + "…"

"""A comparison of reports as text: what is contradicted first, every number with who stands behind it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from firsthand.compare.comparison import Incident, Told
from firsthand.compare.questions import Answer, Question, State

WIDTH = 100
STATES = {
    State.AGREED: "agreed",
    State.RANGE: "in a range",
    State.GROWING: "growing",
    State.CONTRADICTED: "CONTRADICTED",
}


def text(found: Sequence[Incident]) -> str:
    """Incidents of several reports in full, single reports counted at the end."""
    several = [one for one in found if len(one.reports) > 1]
    alone = len(found) - len(several)
    lines = [
        f"{sum(len(one.reports) for one in found)} reports, {len(several)} incidents told of by several, {alone} reports alone",
        "",
    ]
    for one in several:
        lines += [*_incident(one), ""]
    return "\n".join(lines).rstrip() + "\n"


def _incident(one: Incident) -> Iterator[str]:
    copies = sum(report.copy_of is not None for report in one.reports)
    first = one.reports[0]
    yield _cut(first.title)
    days = sorted({report.day for report in one.reports if report.day})
    span = " to ".join(dict.fromkeys((days[0], days[-1]))) if days else "no date"
    yield f"  {len(one.reports)} reports ({copies} copies folded), {span}, independent origins: {len(one.voices) or 'not named'}"
    for report in one.reports:
        yield _cut(f"    {_source(report)}")
    if one.control.contested():
        yield _cut(
            f"  control CONTESTED: taken, say {', '.join(one.control.claimed_by)}; not so, say {', '.join(one.control.denied_by)}"
        )
    outlets = {report.document: _source(report) for report in one.reports}
    for question in sorted(one.questions, key=lambda q: (q.state is not State.CONTRADICTED, q.part)):
        yield f"  {question.role.value}{' (a part)' if question.part else ''}: {_range(question)}  {STATES[question.state]}: {question.rule}"
        seen: set[tuple[str, tuple[str, ...]]] = set()
        for answer in question.answers:
            key = (answer.span.quote, answer.chain)
            if key not in seen:
                seen.add(key)
                yield _cut(f"    {_answer(answer)}  [{outlets[answer.document]}]")


def _range(question: Question) -> str:
    return f"{question.low:,}" if question.low == question.high else f"{question.low:,} to {question.high:,}"


def _answer(answer: Answer) -> str:
    quote = " ".join(answer.span.quote.split())
    return f"{answer.span.start}-{answer.span.end} “{quote}” {' > '.join(answer.chain) or 'the reporter'}"


def _source(report: Told) -> str:
    repeats = f", repeats {report.copy_of[:12]}" if report.copy_of else ""
    return f"{report.outlet or 'outlet unknown'}, {report.day or 'no date'}, {report.document[:12]}{repeats}"


def _cut(line: str) -> str:
    return line if len(line) <= WIDTH else line[: WIDTH - 1] + "…"

"""Sources: what each voice and each outlet did with numbers and claims. Counts, no score of truth."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from firsthand.compare.findings import Change, Evidence, IncidentPage, Series, State
from firsthand.compare.gist import Gist

COUNTS = (
    "reports",
    "claims",
    "numbers",
    "first",
    "repeated",
    "revised",
    "contradicted",
    "confirmed",
    "denials",
    "forecasts",
)


@dataclass(slots=True)
class Tally:
    """Counts of one name within one incident."""

    name: str
    kind: str
    source_type: str = ""
    counts: Counter[str] = field(default_factory=Counter)


def tallies(gists: Sequence[Gist], page: IncidentPage) -> tuple[Tally, ...]:
    """What every voice and outlet of an incident did, by kind and name.

    `first`: numbers given before anybody else. `repeated`: reports that gave a number of this source after it.
    `revised`: its own numbers it changed. `contradicted`: questions in which it stands against another voice.
    `confirmed`: its numbers that another independent origin gave later.
    """
    found: dict[tuple[str, str], Tally] = {}

    def of(name: str, kind: str) -> Counter[str]:
        return found.setdefault((kind, name), Tally(name, kind)).counts

    for gist in gists:
        if gist.outlet:
            own = of(gist.outlet, "outlet")
            own["reports"] += 1
            own["claims"] += len(gist.happenings)
        for speaker in gist.speakers:
            of(speaker.name, "voice").update({"reports": 1, "claims": speaker.times})
            tally = found["voice", speaker.name]
            tally.source_type = tally.source_type or speaker.source_type
        for denial in gist.denials:
            of(denial.by, "voice")["denials"] += 1
        for outlook in gist.outlooks:
            of(outlook.by, "voice" if outlook.said.voice else "outlet")["forecasts"] += 1
    for question in page.questions:
        if not question.part:
            _numbers(question, of)
    return tuple(found[key] for key in sorted(found))


def _numbers(question: Series, of: object) -> None:
    assert callable(of)
    givers: dict[object, tuple[str, str | None]] = {}
    for point in question.points:
        outlet = point.evidence.outlet
        names = [(name, kind) for name, kind in ((_voice(point.evidence), "voice"), (outlet, "outlet")) if name]
        for name, kind in names:
            of(name, kind)["numbers"] += 1
        if point.value is None:
            continue
        if point.value not in givers:
            givers[point.value] = (point.origin, outlet)
            for name, kind in names:
                of(name, kind)["first"] += 1
        else:
            origin, paper = givers[point.value]
            first = next((one for one in question.points if one.value == point.value), point)
            voice = _voice(first.evidence)
            if voice:
                of(voice, "voice")["repeated"] += 1 + len(point.folded)
                if point.origin != origin and not point.origin.endswith("(own words)"):
                    of(voice, "voice")["confirmed"] += 1
            if paper and paper != outlet:
                of(paper, "outlet")["repeated"] += 1 + len(point.folded)
        if point.change is Change.REVISES:
            for name, kind in names:
                of(name, kind)["revised"] += 1
    if question.state is State.CONTRADICTED:
        for latest in question.latest:
            if any(other.value != latest.value for other in question.latest if other.origin != latest.origin):
                voice = _voice(latest.evidence)
                if voice:
                    of(voice, "voice")["contradicted"] += 1
                if latest.evidence.outlet:
                    of(latest.evidence.outlet, "outlet")["contradicted"] += 1


def _voice(evidence: Evidence) -> str | None:
    return evidence.voice[-1] if evidence.voice else None


def words_of_source(
    name: str, kind: str, gists: Sequence[Gist], pages: Sequence[IncidentPage]
) -> Iterator[tuple[str, Evidence]]:
    """What a source said, with the words: numbers with what each did, denials, forecasts."""
    for page in pages:
        for question in page.questions:
            for point in question.points:
                if (_voice(point.evidence) if kind == "voice" else point.evidence.outlet) == name:
                    yield f"{question.label}: {point.change.value}", point.evidence
    for gist in gists:
        for denial in gist.denials:
            if (denial.by if kind == "voice" else gist.outlet) == name:
                yield "denies", gist.evidence(denial.said)
        for outlook in gist.outlooks:
            if (outlook.by if kind == "voice" else gist.outlet) == name:
                yield "forecast", gist.evidence(outlook.said)


def brier(scored: Sequence[tuple[str, float]]) -> dict[str, float]:
    """Mean Brier score of each source, from (source, score of one forecast)."""
    listed: dict[str, list[float]] = defaultdict(list)
    for name, score in scored:
        listed[name].append(score)
    return {name: sum(scores) / len(scores) for name, scores in sorted(listed.items())}

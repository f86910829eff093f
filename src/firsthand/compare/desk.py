"""The desk: all reports of a store against each other, kept up to date as reports come in.

```python
with Store.open("firsthand.db") as store:
    desk = Desk(store, kit)
    desk.refresh()
    for row in desk.incidents(since="2024-11-01").items:
        print(row.title, row.killed, row.states)
```
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import Any, Final

from firsthand.compare import kinship
from firsthand.compare.briefing import briefing
from firsthand.compare.building import RULING, Builder, Made
from firsthand.compare.control import geojson, settlements
from firsthand.compare.findings import (
    Briefing,
    Conflict,
    Contradiction,
    ForecastRow,
    IncidentPage,
    IncidentRow,
    Outcome,
    Page,
    QuestionRow,
    RepeatRow,
    Series,
    Settlement,
    SourcePage,
    SourceRow,
    Standing,
    State,
)
from firsthand.compare.gist import Gist
from firsthand.compare.gisting import gist
from firsthand.compare.incident import Member, incident_id, page
from firsthand.compare.likeness import Mark
from firsthand.compare.lineage import Forebear
from firsthand.compare.listing import Asked, position
from firsthand.compare.parts import grown
from firsthand.compare.questions import related
from firsthand.compare.revisions import relations
from firsthand.compare.settling import Settler, wide_series
from firsthand.compare.shelf import Shelf, chunks, marks, unpacked
from firsthand.compare.sources import COUNTS, words_of_source
from firsthand.compare.trace import Trace
from firsthand.compare.wholes import children, parent
from firsthand.compare.wordlists import common_words
from firsthand.errors import FirsthandError
from firsthand.kit import Kit
from firsthand.model.reading import Reading
from firsthand.store import Decision, Store

SHOWN: Final = 50  # lines of a list, and of a section of a briefing
RELATED: Final = 200  # questions over all reports that are looked at as neighbours of one
SOURCE_REPORTS: Final = 24  # of the newest incidents, from which the page of a source is made
REPEATS: Final = 100  # reports, those with most keys in common, whose texts are held against one
SOURCE_WORDS: Final = 500


class NoSuchFinding(FirsthandError):
    """The desk knows no incident, question, source or report of that name."""


class Desk:
    """Comparing over one store.

    Lists take in what is new first, unless the store is open read-only. With `waits` False they answer at once from
    what has been taken in so far; `refresh` and `settle`, called elsewhere (another thread, with a desk of its own),
    then keep it up to date, and `standing` says how far they are. Reading waits for no writer.
    """

    def __init__(self, store: Store, kit: Kit | None = None, *, waits: bool = True) -> None:
        self._store = store
        self._kit = kit or Kit()
        self._common = common_words(self._kit)
        self._waits = waits and not store.read_only
        self._builder = Builder(store, self._made)
        self._settler = Settler(self._builder, self._common)

    # Taking in

    def refresh(self) -> int:
        """Takes in what came since last time; how many reports. What was redacted or renewed makes a rebuild.

        Many reports take their time (a few milliseconds each), in transactions of a fraction of a second, so that
        others write in between. Killed, it goes on where it was.
        """
        return self._builder.refresh()

    def rebuild(self) -> int:
        """Everything anew from the readings and the decisions; how many reports."""
        return self._builder.rebuild()

    def settle(self) -> int:
        """Works out every incident, question and forecast that a new report touched; how many. Lists do it themselves."""
        return self._settler.settle()

    def standing(self) -> Standing:
        """How far taking in is."""
        stand = self._builder.stand()
        waiting = len(self._store.changes(stand.sequence, Standing.MOST, stand.report))
        with self._shelf() as shelf:
            known = stand.version is not None
            return Standing(
                reports=shelf.count() if known else 0,
                waiting=waiting,
                unsettled=int(shelf.value("SELECT count(*) FROM compare_stale")),
                phase=stand.phase,
            )

    # Incidents

    def incidents(
        self,
        since: str | None = None,
        until: str | None = None,
        place: str | None = None,
        text: str | None = None,
        after: str | None = None,
        limit: int = SHOWN,
    ) -> Page[IncidentRow]:
        """Incidents with their last report between two days (ISO), newest first; `text` and `place` by part of their words."""
        self._current()
        asked = Asked("compare_incidents").where("day_to >= ?", since).where("day_from <= ?", until)
        asked.has(place, "place").has(text, "title")
        with self._shelf() as shelf:
            found = asked.page(shelf, ("day_to", "family"), (str, str), IncidentRow, after, limit)
            return replace(found, items=tuple(self._placed(shelf, row) for row in found.items))

    def incident(self, incident: str) -> IncidentPage:
        """The page of an incident, by its id, the id of any of its reports, or the beginning of one."""
        with self._shelf() as shelf:
            family = self._family(shelf, incident)
            found = self._incident(shelf, family)
            return replace(found, row=self._placed(shelf, found.row), parts=grown(found.parts, children(shelf, family)))

    def incident_of(self, report_id: str) -> str:
        """The id of the incident that a report belongs to."""
        with self._shelf() as shelf:
            return incident_id(self._family(shelf, report_id))

    # Questions

    def questions(
        self,
        state: State | str | None = None,
        role: str | None = None,
        incident: str | None = None,
        wide: bool | None = None,
        text: str | None = None,
        after: str | None = None,
        limit: int = SHOWN,
    ) -> Page[QuestionRow]:
        """Questions, those with the newest answer first.

        `text` is part of the question, or of its incident's title or place. `wide`: only questions over all reports
        (True) or of one incident (False).
        """
        self._current()
        asked = Asked("compare_questions").where("state = ?", str(state) if state else None).where("role = ?", role)
        if wide is not None:
            asked.where("family = ''" if wide else "family <> ''")
        asked.has(
            text,
            "label",
            "(SELECT i.title || ' ' || i.place FROM compare_incidents i WHERE i.family = compare_questions.family)",
        )
        with self._shelf() as shelf:
            if incident is not None:
                asked.where("family = ?", self._family(shelf, incident))
            return asked.page(shelf, ("last", "key"), (str, str), QuestionRow, after, limit)

    def question(self, key: str) -> Series:
        """One question with its series; NoSuchFinding for an unknown key."""
        self._current()
        with self._shelf() as shelf:
            known = shelf.rows("SELECT family FROM compare_questions WHERE key = ?", key)
            if not known:
                raise NoSuchFinding(f"no question {key!r}; desk.questions() lists them")
            if known[0][0]:
                found = self._incident(shelf, known[0][0]).questions
                return next(one for one in found if one.key == key)
            series = wide_series(shelf, key, self._common)
            if series is None:
                raise NoSuchFinding(f"no question {key!r}; desk.questions() lists them")
            others = shelf.rows(
                "SELECT body FROM compare_questions WHERE family = '' AND key <> ? ORDER BY last DESC, key LIMIT ?",
                key, RELATED,
            )  # fmt: skip
            return related(series, sorted((unpacked(body, QuestionRow) for (body,) in others), key=lambda one: one.key))

    # Contradictions, control, forecasts, sources

    def contradictions(
        self, kind: Conflict | str | None = None, since: str | None = None, after: str | None = None, limit: int = SHOWN
    ) -> Page[Contradiction]:
        """Contradictions of all incidents, the weightiest first."""
        self._current()
        asked = Asked("compare_conflicts").where("kind = ?", str(kind) if kind else None).where("day >= ?", since)
        with self._shelf() as shelf:
            return asked.page(shelf, ("weight", "id", "family"), (float, str, str), Contradiction, after, limit)

    def control(self, day: str, known: str | None = None) -> tuple[Settlement, ...]:
        """Every settlement of which reports speak, as it stood on `day` (ISO); only what was said by `known`, where given."""
        self._fresh()
        with self._shelf() as shelf:
            told = shelf.words("day <= ? AND day <> ''", day)
        return settlements(told, day, known)

    def control_geojson(self, day: str, known: str | None = None) -> dict[str, Any]:
        """`control` as a GeoJSON FeatureCollection."""
        return geojson(self.control(day, known))

    def forecasts(
        self, state: Outcome | str | None = None, after: str | None = None, limit: int = SHOWN
    ) -> Page[ForecastRow]:
        """Forecasts with what later reports say of them, newest first."""
        self._current()
        asked = Asked("compare_forecasts").where("state = ?", str(state) if state else None).where("body IS NOT NULL")
        with self._shelf() as shelf:
            return asked.page(shelf, ("told", "report_id", "item"), (str, str, int), ForecastRow, after, limit)

    def forecast_states(self) -> dict[Outcome, int]:
        """How many forecasts there are in each state."""
        self._current()
        with self._shelf() as shelf:
            rows = shelf.rows("SELECT state, count(*) FROM compare_forecasts WHERE body IS NOT NULL GROUP BY state")
        found = {Outcome(state): int(count) for state, count in rows}
        return {state: found[state] for state in Outcome if state in found}

    def sources(self, kind: str | None = None, after: str | None = None, limit: int = SHOWN) -> Page[SourceRow]:
        """Voices and outlets, those in most reports first. `kind` "voice" or "outlet"."""
        self._current()
        start = position(after)
        with self._shelf() as shelf:
            rows = self._sources(shelf, "kind = ?" if kind else "1 = 1", [kind] if kind else [], start, limit + 1)
            total = shelf.value(
                f"SELECT count(*) FROM (SELECT DISTINCT name, kind FROM compare_sources{' WHERE kind = ?' if kind else ''}) AS named",
                *([kind] if kind else []),
            )  # fmt: skip
        return Page(tuple(rows[:limit]), str(start + limit) if len(rows) > limit else None, int(total))

    def source(self, name: str, kind: str | None = None) -> SourcePage:
        """One voice or outlet with the words behind its figures, of its newest incidents; NoSuchFinding for an unknown one."""
        self._current()
        with self._shelf() as shelf:
            clause, values = ("name = ? AND kind = ?", [name, kind]) if kind else ("name = ?", [name])
            rows = self._sources(shelf, clause, values, 0, 2)
            if not rows:
                raise NoSuchFinding(f"no source {name!r}; desk.sources() lists them")
            found = max(rows, key=lambda one: one.kind)
            listed: list[list[tuple[Gist, Trace, Forebear | None]]] = []
            held = 0
            for family, reports in shelf.rows(
                "SELECT s.family, i.reports FROM compare_sources s JOIN compare_incidents i ON i.family = s.family"
                " WHERE s.name = ? AND s.kind = ? ORDER BY i.day_to DESC, s.family LIMIT ?",
                name, found.kind, SOURCE_REPORTS,
            ):  # fmt: skip
                held += reports
                if held > SOURCE_REPORTS and listed:
                    break
                listed.append(shelf.members(kinship.of_family(shelf, family)))
        pages = [page([Member(*one) for one in members], self._common) for members in listed]
        gists = [one for members in listed for one, _, _ in members]
        words = sorted(
            words_of_source(name, found.kind, gists, pages),
            key=lambda one: (one[1].published or "", one[1].report_id, one[1].start),
            reverse=True,
        )
        return SourcePage(row=found, words=tuple(words[:SOURCE_WORDS]))

    def _sources(self, shelf: Shelf, clause: str, values: Sequence[str], start: int, limit: int) -> list[SourceRow]:
        sums = ", ".join(f"SUM({name})" for name in COUNTS)
        rows = shelf.rows(
            f"SELECT name, kind, max(source_type), {sums} FROM compare_sources WHERE {clause} GROUP BY name, kind"
            " ORDER BY SUM(reports) DESC, SUM(claims) DESC, name, kind LIMIT ? OFFSET ?",
            *values, limit, start,
        )  # fmt: skip
        named = sorted({row[0] for row in rows})
        scores = {
            voice: round(float(score), 6)
            for chunk in chunks(named)
            for voice, score in shelf.rows(
                f"SELECT voice, avg(brier) FROM compare_forecasts WHERE brier IS NOT NULL AND voice IN ({marks(chunk)})"
                " GROUP BY voice",
                *chunk,
            )
        }
        return [
            SourceRow(
                name=name,
                kind=kind,
                source_type=source_type or None,
                brier=scores.get(name),
                **{label: int(count) for label, count in zip(COUNTS, counts, strict=True)},
            )
            for name, kind, source_type, *counts in rows
        ]

    # Repeats

    def repeats(self, report_id: str) -> tuple[RepeatRow, ...]:
        """Reports that share text with one: the same text, copies, longer articles that hold it, other versions of its page."""
        self._fresh()
        with self._shelf() as shelf:
            if not shelf.has(report_id):
                raise NoSuchFinding(f"no report {report_id!r} in the store")
            own, trace, _ = shelf.members([report_id])[0]
            shared: Counter[str] = Counter()
            for chunk in chunks(trace.found_by()):
                shared.update(
                    dict(
                        shelf.rows(
                            "SELECT r.report_id, count(*) FROM compare_keys k JOIN compare_reports r ON r.number = k.number"
                            f" WHERE k.key IN ({marks(chunk)}) GROUP BY r.report_id",
                            *chunk,
                        )
                    )
                )
            most = sorted(shared, key=lambda one: (-shared[one], one))
            near = set(most[:REPEATS])
            if own.url:
                near |= {one for (one,) in shelf.rows("SELECT report_id FROM compare_reports WHERE url = ?", own.url)}
            others = shelf.members(near - {report_id})
        return relations((own, trace), [(gist, trace) for gist, trace, _ in others])

    def briefing(self, since: str, until: str | None = None, limit: int = SHOWN) -> Briefing:
        """What is new, changed, contradicted and denied since a day (ISO), what was said of who holds what, and
        forecasts touched; of each the first `limit`, and how many there are."""
        self._current()
        with self._shelf() as shelf:
            return briefing(shelf, since, until or shelf.today(), limit)

    # A reviewer's decisions

    def separate(
        self, report_id: str, from_incident: str, reason: str = "another happening", reviewer: str = "reviewer"
    ) -> None:
        """This report does not belong to that incident: it begins one of its own, with the reports that follow it."""
        with self._shelf() as shelf:
            family = self._family(shelf, from_incident)
            if kinship.family(shelf, report_id) != family:
                raise NoSuchFinding(f"report {report_id!r} does not stand in incident {from_incident!r}")
            others = sorted(one for one in kinship.of_family(shelf, family) if one != report_id)
            if not others:
                raise NoSuchFinding(f"report {report_id!r} is alone in its incident")
            first = report_id == family
            report, anchor = (
                (min(others, key=lambda one: kinship.order_of(shelf, one) or ("", "")), report_id)
                if first
                else (report_id, family)
            )
        self._rule(report, {"separate_from": anchor}, reason, reviewer)

    def join(self, report_id: str, other: str, reason: str = "the same happening", reviewer: str = "reviewer") -> None:
        """This report belongs with another one, or with the first report of an incident."""
        with self._shelf() as shelf:
            anchor = self._family(shelf, other) if other.startswith("i-") else other
            if not shelf.has(anchor) or not shelf.has(report_id):
                raise NoSuchFinding(f"no report {anchor!r} or {report_id!r} in the store")
        self._rule(report_id, {"join": anchor}, reason, reviewer)

    def _rule(self, report: str, fix: dict[str, str], reason: str, reviewer: str) -> None:
        self._store.decide(
            Decision(record_id=RULING, report_id=report, verdict="fix", fix=fix, reason=reason, reviewer=reviewer)
        )
        self.refresh()

    # Inside

    @contextmanager
    def _shelf(self) -> Iterator[Shelf]:
        with self._builder.looking() as shelf:
            yield shelf

    def _fresh(self) -> None:
        if self._waits:
            self.refresh()

    def _current(self) -> None:
        if self._waits:
            self.refresh()
            self.settle()

    def _made(self, reading: Reading) -> Made:
        one = gist(reading, self._kit)
        return one, Mark.of(one), Trace.of(reading.document.text)

    def _incident(self, shelf: Shelf, family: str) -> IncidentPage:
        listed = shelf.members(kinship.of_family(shelf, family))
        decided = {one.decision.report_id: one.decision.reason for one in self._store.decisions(record_id=RULING)}
        return page([Member(*one, decided.get(one[0].report_id)) for one in listed], self._common)

    def _placed(self, shelf: Shelf, row: IncidentRow) -> IncidentRow:
        whole = parent(shelf, row.id.removeprefix("i-"))
        return replace(row, part_of=incident_id(whole)) if whole else row

    def _family(self, shelf: Shelf, name: str) -> str:
        report = kinship.find_report(shelf, name.removeprefix("i-"))
        family = kinship.family(shelf, report) if report else None
        if family is None:
            raise NoSuchFinding(f"no incident or report {name!r}; desk.incidents() lists them")
        return family


__all__ = ["Desk", "NoSuchFinding"]

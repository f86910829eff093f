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

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Final

from firsthand.compare import keeping
from firsthand.compare.briefing import briefing
from firsthand.compare.conflicts import words_of
from firsthand.compare.control import geojson, settlements
from firsthand.compare.findings import (
    Briefing,
    Conflict,
    Contradiction,
    ForecastRow,
    IncidentPage,
    IncidentRow,
    Neighbour,
    Outcome,
    Page,
    QuestionRow,
    RepeatRow,
    Series,
    Settlement,
    SourcePage,
    SourceRow,
    State,
)
from firsthand.compare.gist import Gist
from firsthand.compare.gisting import gist
from firsthand.compare.incident import Member, incident_id, page
from firsthand.compare.likeness import Mark
from firsthand.compare.lineage import Rulings
from firsthand.compare.outlooks import followed
from firsthand.compare.questions import Told, related, row, wide_key, wide_question
from firsthand.compare.revisions import relations
from firsthand.compare.shelf import GIST_VERSION, Shelf, packed, unpacked
from firsthand.compare.sources import COUNTS, brier, tallies, words_of_source
from firsthand.compare.trace import Trace
from firsthand.compare.wordlists import common_words
from firsthand.errors import BadValue, FirsthandError
from firsthand.kit import Kit
from firsthand.store import Decision, Store, schema

ONE_BY_ONE: Final = 200  # new reports that are taken in singly; more are linked all at once, to the same end
SETTLE: Final = 200  # incidents worked out in one transaction
BATCH: Final = 256
LATER: Final = 200  # later reports that a forecast is held against
RULING: Final = "incident"  # name under which decisions on incidents are kept


class NoSuchFinding(FirsthandError):
    """The desk knows no incident, question, source or report of that name."""


class Desk:
    """Comparing over one store. Reading methods take in what is new first, unless the store is open read-only."""

    def __init__(self, store: Store, kit: Kit | None = None) -> None:
        self._store = store
        self._kit = kit or Kit()
        self._common = common_words(self._kit)

    # Taking in

    def refresh(self) -> int:
        """Takes in what came since last time; how many reports. What was redacted or renewed makes a rebuild."""
        with self._shelf() as shelf:
            if shelf.state("version") != GIST_VERSION:
                fresh = True
                sequence = 0
            else:
                fresh = False
                sequence = int(shelf.state("sequence") or 0)
            changes = () if fresh else self._store.changes(sequence)
            rulings_old = shelf.state("decisions") or "0"
            gone = any(one.state == "redacted" or shelf.has(one.report_id) for one in changes)
        if fresh or gone:
            return self.rebuild()
        new = [one.report_id for one in changes if one.state == "read"]
        latest = max((one.sequence for one in changes), default=sequence)
        decided = self._decided()
        if not new and latest == sequence and rulings_old == str(decided):
            return 0
        if len(new) > ONE_BY_ONE:
            self._take_in(new)
            self._relink()
        else:
            with self._writing() as shelf:
                changed: set[str] = set()
                for _, reading in self._store.readings(new):
                    one, mark, trace = self._made(reading)
                    changed |= keeping.join(shelf, one, mark, trace)
                    self._wide(shelf, [one])
                rulings = self._rulings()
                if rulings or rulings_old != str(decided):
                    changed |= keeping.lay_rulings(shelf, rulings)
                shelf.stale(f"i:{family}" for family in keeping.regroup(shelf, changed))
        with self._writing() as shelf:
            shelf.set_state("sequence", str(latest))
            shelf.set_state("decisions", str(decided))
        return len(new)

    def rebuild(self) -> int:
        """Everything anew from the readings and the decisions; how many reports."""
        sequence = self._store.sequence()
        decided = self._decided()
        with self._writing() as shelf:
            shelf.clear()
        count = self._take_in(None)
        self._relink()
        with self._writing() as shelf:
            shelf.set_state("version", GIST_VERSION)
            shelf.set_state("sequence", str(sequence))
            shelf.set_state("decisions", str(decided))
        return count

    def settle(self) -> int:
        """Works out every incident and question that a new report touched; how many. Lists do it themselves."""
        done = 0
        with self._shelf() as shelf:
            if not shelf.all_stale(1):
                return 0
        while True:
            with self._writing() as shelf:
                stale = shelf.all_stale(SETTLE)
                for what in stale:
                    if what.startswith("i:"):
                        self._settle_family(shelf, what[2:])
                    else:
                        self._settle_wide(shelf, what[2:])
                shelf.settled(stale)
            done += len(stale)
            if len(stale) < SETTLE:
                return done

    # Incidents

    def incidents(
        self,
        since: str | None = None,
        until: str | None = None,
        place: str | None = None,
        text: str | None = None,
        after: str | None = None,
        limit: int = 50,
    ) -> Page[IncidentRow]:
        """Incidents with their last report between two days (ISO), newest first; `text` and `place` by part of their words."""
        self._current()
        clauses, values = ["1 = 1"], dict[str, Any]()
        for name, clause, value in (
            ("since", "day_to >= :since", since),
            ("until", "day_from <= :until", until),
            ("place", "lower(place) LIKE :place", f"%{place.lower()}%" if place else None),
            ("text", "lower(title) LIKE :text", f"%{text.lower()}%" if text else None),
        ):
            if value is not None:
                clauses.append(clause)
                values[name] = value
        return self._page("compare_incidents", "day_to", "family", clauses, values, after, limit, IncidentRow)

    def incident(self, incident: str) -> IncidentPage:
        """The page of an incident, by its id, the id of any of its reports, or the beginning of one."""
        with self._shelf() as shelf:
            return self._incident(shelf, self._family(shelf, incident))

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
        after: str | None = None,
        limit: int = 50,
    ) -> Page[QuestionRow]:
        """Questions, those with the newest answer first. `wide`: only questions over all reports (True) or of one incident (False)."""
        self._current()
        clauses, values = ["1 = 1"], dict[str, Any]()
        if state is not None:
            clauses.append("state = :state")
            values["state"] = str(state)
        if role is not None:
            clauses.append("role = :role")
            values["role"] = role
        if wide is not None:
            clauses.append("family = ''" if wide else "family <> ''")
        if incident is not None:
            with self._shelf() as shelf:
                values["family"] = self._family(shelf, incident)
            clauses.append("family = :family")
        return self._page("compare_questions", "last", "key", clauses, values, after, limit, QuestionRow)

    def question(self, key: str) -> Series:
        """One question with its series; NoSuchFinding for an unknown key."""
        self._current()
        with self._shelf() as shelf:
            known = shelf.rows("SELECT family FROM compare_questions WHERE key = :k", k=key)
            if not known:
                raise NoSuchFinding(f"no question {key!r}; desk.questions() lists them")
            if known[0][0]:
                found = self._incident(shelf, known[0][0]).questions
                return next(one for one in found if one.key == key)
            series = self._wide_series(shelf, key)
            others = [
                unpacked(body, QuestionRow)
                for (body,) in shelf.rows(
                    "SELECT body FROM compare_questions WHERE family = '' AND key <> :k ORDER BY key", k=key
                )
            ]
            return related(series, others)

    # Contradictions, control, forecasts, sources

    def contradictions(
        self, kind: Conflict | str | None = None, since: str | None = None, after: str | None = None, limit: int = 50
    ) -> Page[Contradiction]:
        """Contradictions of all incidents, the weightiest first."""
        self._current()
        clauses, values = ["1 = 1"], dict[str, Any]()
        if kind is not None:
            clauses.append("kind = :kind")
            values["kind"] = str(kind)
        if since is not None:
            clauses.append("day >= :since")
            values["since"] = since
        return self._page("compare_conflicts", "weight", "id", clauses, values, after, limit, Contradiction)

    def control(self, day: str, known: str | None = None) -> tuple[Settlement, ...]:
        """Every settlement of which reports speak, as it stood on `day` (ISO); only what was said by `known`, where given."""
        self.refresh_if_writable()
        with self._shelf() as shelf:
            reports = [
                one
                for (one,) in shelf.rows(
                    "SELECT DISTINCT report_id FROM compare_holds WHERE day <= :d AND day <> ''", d=day
                )
            ]
            told = [pair for gist in shelf.gists(reports) for pair in words_of(gist)]
        return settlements(told, day, known)

    def control_days(self) -> tuple[str, ...]:
        """Days on which a report puts a word on who holds a settlement."""
        self.refresh_if_writable()
        with self._shelf() as shelf:
            return tuple(
                one for (one,) in shelf.rows("SELECT DISTINCT day FROM compare_holds WHERE day <> '' ORDER BY day")
            )

    def control_geojson(self, day: str, known: str | None = None) -> dict[str, Any]:
        """`control` as a GeoJSON FeatureCollection."""
        return geojson(self.control(day, known))

    def forecasts(
        self, state: Outcome | str | None = None, after: str | None = None, limit: int = 50
    ) -> Page[ForecastRow]:
        """Forecasts with what later reports say of them, newest first."""
        self.refresh_if_writable()
        with self._shelf() as shelf:
            today = self._today(shelf)
            found: list[ForecastRow] = []
            cursor = _cursor(after, 3, int)
            while True:
                clause = (
                    "WHERE told < :t OR (told = :t AND (report_id > :r OR (report_id = :r AND item > :i)))"
                    if cursor
                    else ""
                )
                values = {"t": cursor[0], "r": cursor[1], "i": int(cursor[2])} if cursor else {}
                rows = shelf.rows(
                    f"SELECT told, report_id, item FROM compare_forecasts {clause} ORDER BY told DESC, report_id, item LIMIT {limit}",
                    **values,
                )
                gists = {one.report_id: one for one in shelf.gists(report for _, report, _ in rows)}
                for told, report, item in rows:
                    made = self._followed(shelf, gists[report], item, today)
                    cursor = (told, report, str(item))
                    if state is None or made.state == state:
                        found.append(made)
                        if len(found) == limit:
                            return Page(tuple(found), _joined(cursor))
                if len(rows) < limit:
                    return Page(tuple(found), None)

    def sources(self, kind: str | None = None, after: str | None = None, limit: int = 50) -> Page[SourceRow]:
        """Voices and outlets, those in most reports first. `kind` "voice" or "outlet"."""
        self._current()
        with self._shelf() as shelf:
            sums = ", ".join(f"SUM({name})" for name in COUNTS)
            clause = "WHERE kind = :k" if kind else ""
            start = _position(after)
            rows = shelf.rows(
                f"SELECT name, kind, max(source_type), {sums} FROM compare_sources {clause} GROUP BY name, kind"
                f" ORDER BY SUM(reports) DESC, SUM(claims) DESC, name, kind LIMIT {limit + 1} OFFSET {start}",
                **({"k": kind} if kind else {}),
            )
            scores = self._brier(shelf)
        items = tuple(_source(one, scores) for one in rows[:limit])
        return Page(items, str(start + limit) if len(rows) > limit else None)

    def source(self, name: str, kind: str | None = None) -> SourcePage:
        """One voice or outlet with the words behind its figures; NoSuchFinding for an unknown one."""
        self._current()
        with self._shelf() as shelf:
            sums = ", ".join(f"SUM({one})" for one in COUNTS)
            clause = " AND kind = :k" if kind else ""
            values = {"n": name, **({"k": kind} if kind else {})}
            rows = shelf.rows(
                f"SELECT name, kind, max(source_type), {sums} FROM compare_sources WHERE name = :n{clause} GROUP BY name, kind ORDER BY kind DESC",
                **values,
            )
            if not rows:
                raise NoSuchFinding(f"no source {name!r}; desk.sources() lists them")
            found = _source(rows[0], self._brier(shelf))
            families = [
                one
                for (one,) in shelf.rows(
                    "SELECT DISTINCT family FROM compare_sources WHERE name = :n AND kind = :k ORDER BY family LIMIT 100",
                    n=name,
                    k=found.kind,
                )
            ]
            pages = [self._incident(shelf, family) for family in families]
            gists = [one for family in families for one in shelf.gists(shelf.of_family(family))]
            words = sorted(
                words_of_source(name, found.kind, gists, pages),
                key=lambda one: (one[1].published or "", one[1].report_id, one[1].start),
                reverse=True,
            )
        return SourcePage(row=found, words=tuple(words[:500]))

    # Repeats

    def repeats(self, report_id: str) -> tuple[RepeatRow, ...]:
        """Reports that share text with one: the same text, copies, longer articles that hold it, other versions of its page."""
        self.refresh_if_writable()
        with self._shelf() as shelf:
            if not shelf.has(report_id):
                raise NoSuchFinding(f"no report {report_id!r} in the store")
            own, trace, _ = shelf.members([report_id])[0]
            keys = trace.found_by()
            near: set[str] = set()
            for start in range(0, len(keys), 500):
                listed = ", ".join(str(key) for key in keys[start : start + 500])
                near |= {
                    one
                    for (one,) in shelf.rows(
                        f"SELECT DISTINCT r.report_id FROM compare_keys k JOIN compare_reports r ON r.number = k.number WHERE k.key IN ({listed})"
                    )
                }
            if own.url:
                near |= {
                    one for (one,) in shelf.rows("SELECT report_id FROM compare_reports WHERE url = :u", u=own.url)
                }
            near.discard(report_id)
            others = shelf.members(near)
        return relations((own, trace), [(gist, trace) for gist, trace, _ in others])

    def briefing(self, since: str, until: str | None = None) -> Briefing:
        """What is new, changed, contradicted and denied since a day (ISO), what was said of who holds what, and forecasts touched."""
        self._current()
        with self._shelf() as shelf:
            families = [
                one
                for (one,) in shelf.rows(
                    "SELECT family FROM compare_incidents WHERE day_to >= :s ORDER BY day_to DESC, family", s=since
                )
            ]
            pages = [self._incident(shelf, family) for family in families]
            today = self._today(shelf)
            wide = [
                self._wide_series(shelf, key)
                for (key,) in shelf.rows(
                    "SELECT key FROM compare_questions WHERE family = '' AND last >= :s ORDER BY key", s=since
                )
            ]
            count = len(
                {report.report_id for page in pages for report in page.reports if (report.published or "") >= since}
            )
            gists = shelf.gists(report.report_id for page in pages for report in page.reports)
            forecasts = [
                self._followed(shelf, one, item, today)
                for one in shelf.gists(
                    report
                    for (report,) in shelf.rows("SELECT DISTINCT report_id FROM compare_forecasts ORDER BY report_id")
                )
                for item in range(len(one.outlooks))
            ]
        return briefing(since, until or today, count, pages, wide, gists, forecasts)

    # A reviewer's decisions

    def separate(
        self, report_id: str, from_incident: str, reason: str = "another happening", reviewer: str = "reviewer"
    ) -> None:
        """This report does not belong to that incident: it begins one of its own, with the reports that follow it."""
        with self._shelf() as shelf:
            family = self._family(shelf, from_incident)
            if shelf.family(report_id) != family:
                raise NoSuchFinding(f"report {report_id!r} does not stand in incident {from_incident!r}")
            others = sorted(one for one in shelf.of_family(family) if one != report_id)
            if not others:
                raise NoSuchFinding(f"report {report_id!r} is alone in its incident")
            first = report_id == family
            report, anchor = (
                (min(others, key=lambda one: shelf.order_of(one) or ("", "")), report_id)
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

    def _rulings(self) -> Rulings:
        joined: dict[str, str] = {}
        parted: dict[str, set[str]] = defaultdict(set)
        for one in self._store.decisions(record_id=RULING):
            fix, report = one.decision.fix or {}, one.decision.report_id
            if "join" in fix:
                joined[report] = fix["join"]
                parted.pop(report, None)
            elif "separate_from" in fix:
                parted[report].add(fix["separate_from"])
                joined.pop(report, None)
        return Rulings(joined, {report: frozenset(others) for report, others in parted.items()})

    def _decided(self) -> int:
        return max((one.number for one in self._store.decisions(record_id=RULING)), default=0)

    # Inside

    @contextmanager
    def _shelf(self) -> Iterator[Shelf]:
        """To look into: waits for nobody."""
        with self._store.snapshot() as connection:
            yield Shelf(connection)

    @contextmanager
    def _writing(self) -> Iterator[Shelf]:
        """To change: one transaction, for which other writers wait."""
        with self._store.begin() as connection:
            yield Shelf(connection)

    def _current(self) -> None:
        if not self._store.read_only:
            self.refresh()
            self.settle()

    def refresh_if_writable(self) -> None:
        """`refresh`, where the store may be written to."""
        if not self._store.read_only:
            self.refresh()

    def _made(self, reading: Any) -> tuple[Gist, Mark, Trace]:
        one = gist(reading, self._kit)
        return one, Mark.of(one), Trace.of(reading.document.text)

    def _take_in(self, reports: Sequence[str] | None) -> int:
        count = 0
        batch: list[tuple[int, Gist, Mark, Trace]] = []
        number: int | None = None
        for _, reading in self._store.readings(reports):
            if number is None:
                with self._shelf() as shelf:
                    number = shelf.next_number()
            batch.append((number, *self._made(reading)))
            number += 1
            count += 1
            if len(batch) == BATCH:
                self._add(batch)
                batch = []
        self._add(batch)
        return count

    def _add(self, batch: list[tuple[int, Gist, Mark, Trace]]) -> None:
        if batch:
            with self._writing() as shelf:
                shelf.add(batch)
                self._wide(shelf, [one for _, one, _, _ in batch])

    def _relink(self) -> None:
        with self._writing() as shelf:
            before = set(shelf.all_families().values())
            keeping.link_all(shelf)
            rulings = self._rulings()
            if rulings:
                keeping.lay_rulings(shelf, rulings)
            shelf.stale(f"i:{family}" for family in before | keeping.regroup_all(shelf))

    def _wide(self, shelf: Shelf, gists: Sequence[Gist]) -> None:
        keys = {
            (str(key), one.report_id)
            for one in gists
            for answer in one.answers
            if (key := wide_key(answer)) is not None
        }
        shelf.insert(schema.compare_answers, [{"key": key, "report_id": report} for key, report in sorted(keys)])
        shelf.stale(f"q:{key}" for key, _ in keys)

    def _settle_family(self, shelf: Shelf, family: str) -> None:
        for table in ("compare_incidents", "compare_questions", "compare_conflicts", "compare_sources"):
            shelf.run(f"DELETE FROM {table} WHERE family = :f", f=family)
        reports = shelf.of_family(family)
        if not reports:
            return
        listed = shelf.members(reports)
        found = page([Member(one, trace, above) for one, trace, above in listed], self._common)
        line = found.row
        shelf.insert(
            schema.compare_incidents,
            [{"family": family, "day_from": line.day_from or "", "day_to": line.day_to or "", "place": line.place or "",
              "kind": line.kind or "", "title": line.title, "body": packed(line)}],
        )  # fmt: skip
        shelf.insert(schema.compare_questions, [_question(row(one), family) for one in found.questions])
        shelf.insert(
            schema.compare_conflicts,
            [{"id": one.id, "family": family, "kind": one.kind.value, "day": one.day or line.day_to or "", "weight": one.weight, "body": packed(one)}
             for one in found.contradictions],
        )  # fmt: skip
        shelf.insert(
            schema.compare_sources,
            [{"name": one.name, "kind": one.kind, "family": family, "source_type": one.source_type, **{name: one.counts[name] for name in COUNTS}}
             for one in tallies([one for one, _, _ in listed], found)],
        )  # fmt: skip

    def _settle_wide(self, shelf: Shelf, key: str) -> None:
        shelf.run("DELETE FROM compare_questions WHERE key = :k", k=key)
        series = self._wide_series(shelf, key)
        if series.points:
            shelf.insert(schema.compare_questions, [_question(row(series), "")])

    def _wide_series(self, shelf: Shelf, key: str) -> Series:
        reports = [one for (one,) in shelf.rows("SELECT report_id FROM compare_answers WHERE key = :k", k=key)]
        told = [
            Told(one, answer) for one in shelf.gists(reports) for answer in one.answers if str(wide_key(answer)) == key
        ]
        made = next(known for one in told if (known := wide_key(one.answer)) is not None) if told else None
        if made is None:
            raise NoSuchFinding(f"no question {key!r}")
        return wide_question(made, told, self._common)

    def _incident(self, shelf: Shelf, family: str) -> IncidentPage:
        listed = shelf.members(shelf.of_family(family))
        decided = {one.decision.report_id: one.decision.reason for one in self._store.decisions(record_id=RULING)}
        return page(
            [Member(one, trace, above, decided.get(one.report_id)) for one, trace, above in listed], self._common
        )

    def _family(self, shelf: Shelf, name: str) -> str:
        report = shelf.find_report(name.removeprefix("i-"))
        family = shelf.family(report) if report else None
        if family is None:
            raise NoSuchFinding(f"no incident or report {name!r}; desk.incidents() lists them")
        return family

    def _today(self, shelf: Shelf) -> str | None:
        found = shelf.rows("SELECT max(told) FROM compare_happenings")
        last = shelf.rows("SELECT max(at) FROM compare_reports WHERE at < '9999'")
        return max((one for one in (found[0][0], (last[0][0] or "")[:10]) if one), default=None)

    def _followed(self, shelf: Shelf, one: Gist, item: int, today: str | None) -> ForecastRow:
        outlook = one.outlooks[item]
        kinds = (*outlook.outcome_kinds, *outlook.condition_kinds)
        places = (*outlook.outcome_places, *outlook.condition_places) or ("",)
        reports: list[str] = []
        if kinds:
            modes = ", ".join(f":m{at}" for at in range(len(kinds)))
            names = ", ".join(f":p{at}" for at in range(len(places)))
            values = {f"m{at}": kind for at, kind in enumerate(kinds)} | {
                f"p{at}": name for at, name in enumerate(places)
            }
            reports = [
                report
                for (report,) in shelf.rows(
                    f"SELECT DISTINCT report_id FROM compare_happenings WHERE mode IN ({modes}) AND place IN ({names}) AND told > :d ORDER BY report_id LIMIT {LATER}",
                    d=one.day or "", **values,
                )
            ]  # fmt: skip
        return followed(one, outlook, shelf.gists(reports), today)

    def _brier(self, shelf: Shelf) -> dict[str, float]:
        today = self._today(shelf)
        scored = []
        for one in shelf.gists(report for (report,) in shelf.rows("SELECT DISTINCT report_id FROM compare_forecasts")):
            for item, outlook in enumerate(one.outlooks):
                if outlook.probability is not None:
                    made = self._followed(shelf, one, item, today)
                    if made.brier is not None:
                        scored.append((made.by, made.brier))
        return brier(scored)

    def _page(
        self, table: str, first: str, second: str, clauses: list[str], values: dict[str, Any], after: str | None, limit: int, shape: type[Any]
    ) -> Page[Any]:  # fmt: skip
        with self._shelf() as shelf:
            total = shelf.rows(f"SELECT count(*) FROM {table} WHERE {' AND '.join(clauses)}", **values)[0][0]
            cursor = _cursor(after, 2, float if first == "weight" else None)
            if cursor:
                clauses = [*clauses, f"({first} < :c1 OR ({first} = :c1 AND {second} > :c2))"]
                values = {**values, "c1": float(cursor[0]) if first == "weight" else cursor[0], "c2": cursor[1]}
            rows = shelf.rows(
                f"SELECT {first}, {second}, body FROM {table} WHERE {' AND '.join(clauses)} ORDER BY {first} DESC, {second} LIMIT {limit + 1}",
                **values,
            )
        items = tuple(unpacked(body, shape) for _, _, body in rows[:limit])
        cut = rows[limit - 1] if len(rows) > limit else None
        return Page(items, _joined((str(cut[0]), str(cut[1]))) if cut is not None else None, int(total))


def _question(one: QuestionRow, family: str) -> dict[str, Any]:
    return {
        "key": one.key,
        "family": family,
        "role": one.role.value,
        "state": one.state.value,
        "last": one.last_as_of or "",
        "body": packed(one),
    }


def _source(line: Any, scores: dict[str, float]) -> SourceRow:
    name, kind, source_type, *counts = line
    return SourceRow(
        name=name,
        kind=kind,
        source_type=source_type or None,
        brier=scores.get(name),
        **{label: int(count) for label, count in zip(COUNTS, counts, strict=True)},
    )


def _cursor(after: str | None, parts: int, number: Callable[[str], float] | None = None) -> tuple[str, ...] | None:
    """The parts of a cursor, its `number` readable as one. BadValue for what no page gave."""
    if not after:
        return None
    found = tuple(after.split("\x1f"))
    try:
        if len(found) != parts or "\x00" in after:
            raise ValueError("parts")
        if number is not None and not -(2.0**62) < number(found[0 if parts == 2 else -1]) < 2.0**62:
            raise ValueError("number")
    except ValueError as error:
        raise BadValue(f"cursor {after!r} is none that a page of this list gave") from error
    return found


def _position(after: str | None) -> int:
    """A cursor that is a position in a list. BadValue for what no page gave."""
    if after and not (after.isdecimal() and after.isascii() and len(after) < 12):
        raise BadValue(f"cursor {after!r} is none that a page of this list gave")
    return int(after or 0)


def _joined(parts: Sequence[str]) -> str:
    return "\x1f".join(parts)


__all__ = ["Desk", "Neighbour", "NoSuchFinding"]

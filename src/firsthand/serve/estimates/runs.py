"""Estimates being worked out in the background, one at a time, and how far they are."""

from __future__ import annotations

import json
import logging
import queue
import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Final

from firsthand.errors import BadValue, FirsthandError
from firsthand.serve.jobs import Full

if TYPE_CHECKING:
    from firsthand.estimate.report import Answers
    from firsthand.serve.catalogue import Catalogue
    from firsthand.serve.estimates.cases import Case, Cases
    from firsthand.serve.estimates.shown import Doubt

log = logging.getLogger("firsthand.serve")
WAITING: Final = 20  # estimates that may wait
KEPT: Final = 200  # runs remembered
_READ, _LINK = 1, 2  # steps before the methods: lists read, people linked


@dataclass
class Run:
    """One working out. `state` is waiting, working, done or failed; `step` says in words what is being done."""

    case: str
    state: str = "waiting"
    done: int = 0
    total: int | None = None
    step: str = ""

    def told(self) -> str:
        """As one event of the stream that web/src/progress.ts reads."""
        ended = "done" if self.state in ("done", "failed") else self.state
        return json.dumps(
            {"read": self.done, "failed": 0, "total": self.total, "state": ended, "last": self.step, "html": ""},
            ensure_ascii=False,
        )

    def ended(self) -> bool:
        return self.state in ("done", "failed")


class Runs:
    """One thread that works estimates out; it begins with the first."""

    def __init__(self, cases: Cases, texts: Catalogue) -> None:
        self.cases = cases
        self.texts = texts
        self.known: OrderedDict[str, Run] = OrderedDict()
        self._waiting: queue.Queue[Run | None] = queue.Queue(WAITING)
        self._thread: threading.Thread | None = None
        self._lock = threading.Lock()

    def add(self, case_id: str) -> Run:
        """Work a case out, or the run that does so already. Full where too many wait."""
        with self._lock:
            at_work = self.known.get(case_id)
            if at_work is not None and not at_work.ended():
                return at_work
            run = Run(case_id, step=self.texts("estimates.step.waiting"))
            try:
                self._waiting.put_nowait(run)
            except queue.Full as error:
                raise Full from error
            self.known.pop(case_id, None)
            self.known[case_id] = run
            while len(self.known) > KEPT:
                self.known.popitem(last=False)
            if self._thread is None:
                self._thread = threading.Thread(target=self._work, name="firsthand-estimate", daemon=True)
                self._thread.start()
        self.cases.set(case_id, "waiting")
        return run

    def close(self) -> None:
        """Finish the estimate at hand and end the thread."""
        thread = self._thread
        if thread is not None:
            self._waiting.put(None)
            thread.join(60)
            self._thread = None

    def _work(self) -> None:
        while (run := self._waiting.get()) is not None:
            try:
                self._one(run)
            except FirsthandError as error:
                self._failed(run, str(error))
            except Exception as error:  # the thread must live on for the next, and the page must say what happened
                log.error(json.dumps({"estimate": run.case, "fault": type(error).__name__}), exc_info=error)
                self._failed(run, f"{type(error).__name__}: {error}")

    def _failed(self, run: Run, why: str) -> None:
        self.cases.set(run.case, "failed", why)
        run.state = "failed"

    def _one(self, run: Run) -> None:
        from firsthand.serve.estimates.shown import Result

        case = self.cases.get(run.case)
        if case is None:
            run.state = "failed"
            return
        run.state = "working"
        self.cases.set(run.case, "working")
        run.step = self.texts("estimates.step.reading")
        decided = self.cases.decided(case.id)
        found, linkage = self._answers(run, case, decided)
        before = (*case.result.before, case.result.as_before()) if case.result else ()
        result = Result(found, len(decided), found.linkage.doubtful if found.linkage else 0, linkage, before[-12:])
        self.cases.set(run.case, "done", result=result)
        run.state = "done"

    def _answers(
        self, run: Run, case: Case, decided: list[tuple[tuple[str, str], tuple[str, str], bool]]
    ) -> tuple[Answers, tuple[Doubt, ...]]:
        from firsthand.estimate.linkage import linked
        from firsthand.estimate.lists import read_lists
        from firsthand.estimate.people import names_people, read_people
        from firsthand.estimate.report import answers, linked_answers
        from firsthand.serve.estimates.shown import doubts

        with TemporaryDirectory(prefix="firsthand-estimate-") as folder:
            paths = _written(self.cases.files(case.id), Path(folder))
            try:
                if not names_people(paths):
                    if len(paths) > 1 or case.settings.by:
                        raise BadValue(self.texts("estimates.no_names", name=paths[0].name))
                    table = read_lists(paths[0])
                    return answers(table, tell=self._teller(run, 0)), ()
                people = read_people(paths)
            except FirsthandError as error:
                raise BadValue(str(error).replace(f"{folder}/", "")) from error
        run.done, run.total = _READ, None
        run.step = self.texts("estimates.step.linking", n=len(people))
        found = linked(people, decided)
        run.done = _LINK
        shown = doubts(found)
        by = case.settings.by or None
        return linked_answers(found, case.settings.draws, by, tell=self._teller(run, _LINK)), shown

    def _teller(self, run: Run, before: int) -> Callable[[int, int, str], None]:
        def tell(done: int, total: int, what: str) -> None:
            run.done, run.total = before + done, before + total
            name, _, by = what.partition(" by ")
            key = f"estimates.step.{name}"
            run.step = self.texts(key if key in self.texts.texts else "estimates.step.other") + (
                f" ({by})" if by else ""
            )

        return tell


def _written(files: list[tuple[str, bytes]], folder: Path) -> list[Path]:
    """The files in `folder` under their own names: a list of people is called after its file."""
    paths = []
    for name, content in files:
        path = folder / name
        path.write_bytes(content)
        paths.append(path)
    return paths

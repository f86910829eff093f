"""Engines: the same answers from each, one death costs one document, nothing is left behind."""

from __future__ import annotations

import os
import pickle
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.run import run_reports as reports

from firsthand.errors import Fault, FirsthandError, InputError, MissingInput
from firsthand.intake.source import Arrival, Failure
from firsthand.model.document import Document
from firsthand.run import reading as reading_room
from firsthand.run.batch import failed, packed, parts, read_batch, unpacked
from firsthand.run.engine import Engine, Here, Kind, WorkerDied, engine, ordered
from firsthand.run.local import Local, TaskFailed
from firsthand.run.reading import batches, outcomes, settled


def loopback() -> bool:
    try:
        with socket.create_server(("127.0.0.1", 0)) as one, socket.create_connection(one.getsockname(), 1):
            return True
    except OSError:
        return False


@pytest.fixture(scope="module", params=["here", "local", "dask"])
def on(request: pytest.FixtureRequest) -> Iterator[Engine]:
    if request.param == "dask":
        pytest.importorskip("distributed")
        from firsthand.run.cluster import Cluster

        # Without loopback (unshare -n) Dask still works inside one process.
        with Cluster(2, processes=loopback()) as made:
            yield made
        return
    with engine(request.param, 2) as made:
        yield made


def test_every_engine_gives_the_same_readings_in_order(on: Engine) -> None:
    arrivals = reports.mixed(5)
    expected = read_batch(one for one in arrivals if isinstance(one, Arrival))
    found = list(outcomes(arrivals, on))
    assert [one for one, _ in found] == arrivals
    assert [outcome for _, outcome in found if outcome is not None] == expected
    assert [outcome is None for _, outcome in found] == [isinstance(one, Failure) for one in arrivals]


def test_results_come_in_order_and_the_wait_is_bounded(on: Engine) -> None:
    taken: list[int] = []

    def items() -> Iterator[int]:
        for number in range(40):
            taken.append(number)
            yield number

    for at, (item, result) in enumerate(ordered(on, ((n, on.submit(reports.doubled, n)) for n in items()), ahead=5)):
        assert (item, result) == (at, 2 * at)
        assert len(taken) <= at + 5


def test_what_a_function_raises_reaches_the_caller(on: Engine) -> None:
    with pytest.raises((ValueError, TaskFailed), match="no 7"):
        on.submit(reports.raises, 7).result()


def test_a_death_costs_one_item_and_the_worker_is_replaced() -> None:
    with Local(2) as on:
        found = dict(ordered(on, ((n, on.submit(reports.dies_on_three, n)) for n in range(8))))
    assert isinstance(found.pop(3), WorkerDied)
    assert found == {number: number for number in (0, 1, 2, 4, 5, 6, 7)}


def test_a_document_that_kills_its_reader_is_the_only_failure(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading_room, "_read", reports.dies_on_the_word)
    with Local(2) as on:
        found = [(arrival, outcome) for arrival, outcome in outcomes([reports.arrival(n) for n in range(8)], on)]
    fatal = [arrival.document.text for arrival, outcome in found if outcome and outcome.error]  # type: ignore[union-attr]
    assert len(found) == 8
    assert len(fatal) == 1
    assert "Kupiansk" in fatal[0]
    (outcome,) = [outcome for _, outcome in found if outcome and outcome.error]
    failure = outcome.failure()
    assert isinstance(failure.error, Fault)
    assert "ended by signal 9" in failure.reason()
    assert "fewer --workers" in failure.reason()


def test_what_a_library_prints_does_not_spoil_the_answers(capfd: pytest.CaptureFixture[str]) -> None:
    with Local(1) as on:
        assert on.submit(reports.talks, 4).result() == 4
    assert "below Python" in capfd.readouterr().err


def test_workers_start_as_there_is_work_and_end_with_the_engine() -> None:
    with Local(4) as on:
        one = on.submit(reports.own_process, 0).result()
        assert one != os.getpid()
        assert len(on._processes) == 1
    assert not on._processes
    with pytest.raises(ProcessLookupError):
        os.kill(one, 0)
    with pytest.raises(RuntimeError, match="closed"):
        on.submit(reports.doubled, 1)


def test_a_killed_parent_leaves_no_worker_behind() -> None:
    code = """
import sys, time
from firsthand.run.local import Local
from tests.run import run_reports
on = Local(2)
print(on.submit(run_reports.own_process, 0).result(), flush=True)
time.sleep(60)
"""
    root = Path(__file__).parents[2]
    around = {**os.environ, "PYTHONPATH": str(root)}
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, env=around, text=True) as parent:
        assert parent.stdout is not None
        worker = int(parent.stdout.readline())
        parent.send_signal(signal.SIGKILL)
        parent.wait()
    until = time.monotonic() + 10
    while time.monotonic() < until and Path(f"/proc/{worker}").exists() and not zombie(worker):
        time.sleep(0.02)
    assert not Path(f"/proc/{worker}").exists() or zombie(worker)


def zombie(process: int) -> bool:
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except OSError:
        return True


def test_an_engine_by_name() -> None:
    assert isinstance(engine("here"), Here)
    assert engine(Kind.LOCAL, 3).workers == 3
    with pytest.raises(ValueError, match="spark"):
        engine("spark")


@pytest.mark.skipif(not loopback(), reason="needs a loopback address")
def test_a_scheduler_that_does_not_answer_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    cluster = pytest.importorskip("firsthand.run.cluster")
    monkeypatch.setattr(cluster, "_PATIENCE", 0.5)
    with pytest.raises(FirsthandError, match=r"tcp://127.0.0.1:9.*dask scheduler"):
        engine("dask", scheduler="tcp://127.0.0.1:9")


@pytest.mark.parametrize("documents", [1, 3, 16])
def test_batches_lose_nothing_and_keep_the_order(documents: int) -> None:
    arrivals = reports.mixed(7)
    assert [one for batch in batches(arrivals, documents) for one in batch] == arrivals


def test_a_long_document_goes_alone() -> None:
    long = Arrival("long.txt", Document(text="word " * 50))
    short = reports.arrival(1)
    assert [len(batch) for batch in batches([short, short, long, short], 16, 240)] == [1, 1, 1, 1]
    assert [len(batch) for batch in batches([short, short, long, short], 16, 10_000)] == [4]
    assert list(batches([])) == []


def test_a_reading_packed_is_the_reading() -> None:
    (outcome,) = read_batch([reports.arrival(1)])
    found = settled(reports.arrival(1), outcome)
    assert not isinstance(found, Failure)
    assert found is not None
    assert found.figures
    assert unpacked(packed(found.proven())) == found


def test_a_language_that_is_not_read_is_neither_reading_nor_failure() -> None:
    arrival = reports.arrival(1, language="uk-UA")
    (outcome,) = read_batch([arrival])
    assert settled(arrival, outcome) is None


def test_failures_travel_between_processes() -> None:
    for error in (MissingInput("a.txt", "no such file"), InputError("b", "is odd: here"), FirsthandError("plain")):
        back = pickle.loads(pickle.dumps(error))
        assert (type(back), str(back)) == (type(error), str(error))
        failure = Failure("a.txt", error)
        kind, reason = parts(failure)
        again = failed("a.txt", kind, reason)
        assert type(again.error) is type(error)
        assert again.reason() == failure.reason()
    assert isinstance(failed("a", "NoSuchKind", "x").error, Fault)

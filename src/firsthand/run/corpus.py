"""A corpus on a shared disk or object store: folders of Parquet, read part by part by many workers.

A part is a stretch of rows of one file, named by the file and the stretch, so that any machine cuts the
same parts. Its readings appear under the part's name in one move, complete or not at all: a run that was
stopped goes on with the parts that are missing, and a part read twice is written twice with the same bytes.
Paths are fsspec's: a folder, `s3://...`, `gs://...`, `memory://...`.
"""

from __future__ import annotations

import json
import os
import posixpath
import re
import socket
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import Any, Final

from firsthand import __version__
from firsthand.errors import BadValue, FirsthandError, MissingInput
from firsthand.intake.source import Arrival, Failure
from firsthand.run.batch import Outcome
from firsthand.run.engine import Engine, WorkerDied, ordered
from firsthand.run.reading import batches
from firsthand.run.tables import FAILED, arrow, outcomes_of, read_table, report_table

PART: Final = 500  # rows: some minutes of one worker, which is what a kill costs at most
_CARD: Final = "_firsthand.json"
_ROOM: Final = "_unfinished"  # a name with _ first is no data to DuckDB, Spark and Arrow


@dataclass(frozen=True, slots=True)
class Part:
    """Rows `start` to `start + rows` of a file of the corpus. `size` is the file's, in bytes."""

    file: str
    start: int
    rows: int
    size: int

    def name(self) -> str:
        """The name of its readings: the same on every machine, another one where the file changed."""
        said = f"{self.file}\x1f{self.start}\x1f{self.rows}\x1f{self.size}"
        plain = re.sub(r"[^A-Za-z0-9_-]", "-", self.file.removesuffix(".parquet"))[-80:]
        return f"part-{plain}-{self.start:09d}-{blake2b(said.encode(), digest_size=6).hexdigest()}.parquet"


@dataclass(slots=True)
class Tally:
    """What reading a corpus came to, counted in rows. `parts` were read now, `known` were there before."""

    parts: int = 0
    known: int = 0
    outcomes: Counter[str] = field(default_factory=Counter)
    failures: Counter[str] = field(default_factory=Counter)

    def documents(self) -> int:
        return sum(self.outcomes.values())


@dataclass(frozen=True, slots=True)
class _Job:
    corpus: str
    readings: str
    part: Part


def gather(arrivals: Iterable[Arrival | Failure], corpus: str, rows: int = 10 * PART) -> int:
    """Write what arrives into `corpus` as Parquet files of `rows` reports each; how many reports and failures.

    For a corpus that is Parquet with a column `text` already, there is nothing to gather.
    """
    fs, root = _folder(corpus)
    fs.makedirs(root, exist_ok=True)
    count = 0
    for number, some in enumerate(batches(arrivals, rows, 20_000 * rows)):
        _write_table(fs, root, f"reports-{number:06d}.parquet", report_table(some), PART)
        count += len(some)
    return count


def parts(corpus: str, rows: int = PART) -> Iterator[Part]:
    """The parts of a corpus in order: every Parquet file in the folder and below, cut every `rows` rows."""
    pq = _parquet()
    fs, root = _folder(corpus)
    some = False
    for path in sorted(fs.find(root)):
        inside = posixpath.relpath(path, root)
        if not path.endswith(".parquet") or any(step.startswith(("_", ".")) for step in inside.split("/")):
            continue
        some = True
        with fs.open(path, "rb") as file:
            count = pq.ParquetFile(file).metadata.num_rows
        size = int(fs.size(path))
        for start in range(0, count, rows):
            yield Part(inside, start, min(rows, count - start), size)
    if not some:
        raise MissingInput(corpus, "holds no Parquet file; make some with firsthand corpus gather")


def read_corpus(
    corpus: str,
    readings: str,
    on: Engine,
    rows: int = PART,
    told: Callable[[Tally, int], None] | None = None,
) -> Tally:
    """Read every part of `corpus` that has no readings yet into the folder `readings`; `told` hears of each part.

    Both are paths that every worker can open. A folder that holds readings of another version of Firsthand
    or its weights is refused, for a mixture would hide which version said what.
    """
    fs, root = _folder(readings)
    fs.makedirs(root, exist_ok=True)
    _vouch(fs, root, readings)
    every = list(parts(corpus, rows))
    there = {posixpath.basename(path) for path in fs.find(root, maxdepth=1) if path.endswith(".parquet")}
    if strangers := there - {part.name() for part in every}:
        raise BadValue(
            f"{readings} holds {len(strangers)} parts that {corpus} does not have, such as {min(strangers)}: a file"
            " changed, or parts had another size. Remove them, or choose another folder"
        )
    tally = Tally(known=len(there))
    jobs = (_Job(corpus, readings, part) for part in every if part.name() not in there)
    for job, done in ordered(on, ((job, on.submit(read_part, job)) for job in jobs)):
        if isinstance(done, WorkerDied):
            raise FirsthandError(
                f"{job.part.file}, rows {job.part.start} to {job.part.start + job.part.rows}: {done}. "
                "All other finished parts are kept; give workers more memory, or smaller parts, and start again"
            )
        tally.parts += 1
        tally.outcomes.update(done["outcomes"])
        tally.failures.update(done["failures"])
        if told is not None:
            told(tally, len(every))
    return tally


def read_part(job: _Job) -> dict[str, dict[str, int]]:
    """Read one part and put its readings in place. Runs wherever the engine likes; says only what it counted."""
    fs, root = _folder(job.corpus)
    table = read_table(_rows(fs, posixpath.join(root, job.part.file), job.part))
    to, folder = _folder(job.readings)
    _write_table(to, folder, job.part.name(), table, 100)
    failures = [
        error
        for outcome, error in zip(table["outcome"].to_pylist(), table["error"].to_pylist(), strict=True)
        if outcome == FAILED
    ]
    return {"outcomes": dict(Counter(table["outcome"].to_pylist())), "failures": dict(Counter(failures))}


def outcomes_in(readings: str) -> Iterator[tuple[Arrival | Failure, Outcome | None]]:
    """Everything in a folder of readings, part after part in order of name, a few hundred rows in memory at a time."""
    pq = _parquet()
    fs, root = _folder(readings)
    paths = sorted(path for path in fs.find(root, maxdepth=1) if path.endswith(".parquet"))
    if not paths:
        raise MissingInput(readings, "holds no readings; make some with firsthand corpus read")
    for path in paths:
        with fs.open(path, "rb") as file:
            for batch in pq.ParquetFile(file).iter_batches(batch_size=100):
                yield from outcomes_of(arrow().Table.from_batches([batch]))


def _rows(fs: Any, path: str, part: Part) -> Any:
    """The rows of a part, reading no more row groups of the file than they lie in."""
    with fs.open(path, "rb") as file:
        source = _parquet().ParquetFile(file)
        first = 0
        groups: list[int] = []
        skip = 0
        for group in range(source.num_row_groups):
            count = source.metadata.row_group(group).num_rows
            if first + count > part.start and first < part.start + part.rows:
                if not groups:
                    skip = part.start - first
                groups.append(group)
            first += count
        return source.read_row_groups(groups).slice(skip, part.rows)


def _vouch(fs: Any, root: str, name: str) -> None:
    """Write who reads here, or compare with who did."""
    from firsthand.api import kit

    said = {"firsthand": __version__, "reader": kit().reader_name()}
    path = posixpath.join(root, _CARD)
    if not fs.exists(path):
        _placed(fs, root, _CARD, lambda file: file.write((json.dumps(said) + "\n").encode()))
        return
    with fs.open(path, "rb") as file:
        found = json.loads(file.read())
    if found != said:
        was, now = (" with reader ".join(map(str, one.values())) for one in (found, said))
        raise BadValue(f"{name} holds readings of firsthand {was}; this is {now}. Choose another folder")


def _write_table(fs: Any, root: str, name: str, table: Any, row_group: int) -> None:
    def write(file: Any) -> None:
        _parquet().write_table(table, file, compression="zstd", row_group_size=row_group)

    _placed(fs, root, name, write)


def _placed(fs: Any, root: str, name: str, write: Callable[[Any], None]) -> None:
    """Write a file beside, then move it to its name in one step: nobody sees half of it."""
    room = posixpath.join(root, _ROOM)
    fs.makedirs(room, exist_ok=True)
    beside = posixpath.join(room, f"{name}.{socket.gethostname()}.{os.getpid()}")
    with fs.open(beside, "wb") as file:
        write(file)
    fs.mv(beside, posixpath.join(root, name))


def _folder(path: str) -> tuple[Any, str]:
    arrow()
    try:
        import fsspec
    except ImportError as error:
        from firsthand.errors import MissingPart

        raise MissingPart('corpora need pyarrow and fsspec: pip install "firsthand[parquet]"') from error
    try:
        fs, root = fsspec.core.url_to_fs(path)
    except (ImportError, ValueError) as error:
        raise BadValue(f"{path}: {error}") from error
    return fs, root.rstrip("/") or "/"


def _parquet() -> Any:
    arrow()
    from pyarrow import parquet

    return parquet

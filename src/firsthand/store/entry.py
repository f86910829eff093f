"""What the store is given, and what it says about it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from firsthand.errors import BadValue
from firsthand.model.document import Document
from firsthand.model.reading import Reading

if TYPE_CHECKING:  # the parsers behind it are not needed to search
    from firsthand.intake.source import Failure


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What became of one source: exactly one of `reading`, `document` and `failure`.

    `source` is a path, an address, or a member of an archive ("archive.zip!/a.txt"). `document` alone is
    a report that was not read (a language without word lists): it is stored, can be searched, and says so.
    `original` are the bytes as they came, kept only when given.
    """

    source: str
    reading: Reading | None = None
    document: Document | None = None
    failure: Failure | None = None
    original: bytes | None = None

    def __post_init__(self) -> None:
        given = [one for one in (self.reading, self.document, self.failure) if one is not None]
        if len(given) != 1:
            raise BadValue(f"{self.source}: an entry holds one of reading, document and failure, not {len(given)}")

    def report(self) -> Document | None:
        """The report, read or not; None for a failure."""
        return self.reading.document if self.reading is not None else self.document


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """What one batch brought: `new` reports, reports `known` before, new `failures`.

    `report_ids` names the reports of all entries in their order, new or known, without the failures.
    `sequence` is the batch, None where nothing was new. `withheld` are reports refused because their text
    was redacted.
    """

    new: int = 0
    known: int = 0
    failures: int = 0
    report_ids: tuple[str, ...] = ()
    sequence: int | None = None
    renewed: int = 0
    withheld: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Sighting:
    """Where a report was met."""

    report_id: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptFailure:
    """A source that could not be read: what kind of error, and why with the mend. `mended` says that the same source was kept later."""

    source: str
    cause: str
    reason: str
    mended: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One run of intake: its name, when it began and when it last kept a batch (UTC, ISO), and its counts."""

    name: str
    began: str
    latest: str
    batches: int
    new: int
    known: int
    failures: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """Something in the store that is not as it was kept: which item, and what is wrong with it."""

    item: str
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Redacted:
    """A text removed for good: the reports that had it, and the reason given."""

    report_ids: tuple[str, ...]
    reason: str

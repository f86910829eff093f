"""What comes of a source: a document, or a failure with its mend."""

from __future__ import annotations

from dataclasses import dataclass

from firsthand.errors import FirsthandError, InputError
from firsthand.model.document import Document


@dataclass(frozen=True, slots=True)
class Failure:
    """A source that could not be read. `source` names the file and, in JSON Lines, the line."""

    source: str
    error: FirsthandError

    def reason(self) -> str:
        """What is wrong and how to mend it, without the name."""
        return self.error.reason if isinstance(self.error, InputError) else str(self.error)


@dataclass(frozen=True, slots=True)
class Arrival:
    """A document and where it came from; `original`, its bytes as they came, only where they were asked for.

    A document whose `language` is not the one that is read is still an arrival: it is kept and searched, not read.
    """

    source: str
    document: Document
    original: bytes | None = None


Outcome = Arrival | Failure

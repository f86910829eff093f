"""Every error that Firsthand raises on purpose.

    FirsthandError
    |- InputError            a source cannot be read; the message names it and the mend
    |  |- MissingInput       no such file, or nothing in it
    |  |- UnreadableInput    bytes that are no text, or a broken container
    |  |- UnknownFormat      a kind of file we do not read
    |  |- TooLarge           above the size limit, or built to be expensive
    |  |- Unreachable        a URL that did not answer, or may not be asked
    |  `- Fault              a mistake of ours that one document of many brought to light
    |- BadValue              a value that no record may hold: a span outside the text, a bad date
    |- StoreError            the store cannot do what was asked; the message names the mend
    |  |- NoStore            no store under this name, or none that can be opened
    |  |- StoreFull          no room on the disk; nothing acknowledged is lost
    |  |- StoreReadOnly      it may not be written
    |  |- StoreBusy          another process holds it
    |  |- StoreDamaged       the file is no store, or its bytes are broken
    |  |- StoreVersion       made by a newer Firsthand, or too old to be brought up to date here
    |  `- NotKept            no such report in the store
    |- MissingPart           an optional dependency is not installed; the message names the extra
    `- ReaderUnavailable     the trained reader cannot be loaded; grammar alone still works

A message says what, where and what to try. Library code raises; only the command line exits.
"""

from __future__ import annotations


class FirsthandError(Exception):
    """Base of all errors raised on purpose."""


class InputError(FirsthandError):
    """A source that cannot be read. `source` names it; the message says how to mend it."""

    def __init__(self, source: str, message: str) -> None:
        super().__init__(f"{source}: {message}")
        self.source = source
        self.reason = message

    def __reduce__(self) -> tuple[type[InputError], tuple[str, str]]:
        return type(self), (self.source, self.reason)  # failures travel between processes


class MissingInput(InputError):
    """No such file, or nothing in it."""


class UnreadableInput(InputError):
    """Bytes that are no text, or a broken container."""


class UnknownFormat(InputError):
    """A kind of file that Firsthand does not read."""


class TooLarge(InputError):
    """Above the size limit, or built to be expensive."""


class Unreachable(InputError):
    """A URL that did not answer, or that may not be asked."""


class Fault(InputError):
    """A stage failed on this document: a mistake of Firsthand, kept apart so that the other documents are read."""


class BadValue(FirsthandError, ValueError):
    """A value that no record may hold."""


class MissingPart(FirsthandError):
    """An optional dependency is not installed; the message names the extra."""


class ReaderUnavailable(FirsthandError):
    """The trained reader cannot be loaded; the message names the mend."""


class StoreError(FirsthandError):
    """The store cannot do what was asked. `store` names it; the message says how to mend it."""

    def __init__(self, store: str, message: str) -> None:
        super().__init__(f"{store}: {message}")
        self.store = store
        self.reason = message


class NoStore(StoreError):
    """No store under this name, or none that can be opened."""


class StoreFull(StoreError):
    """No room on the disk. Nothing that was acknowledged is lost."""


class StoreReadOnly(StoreError):
    """The store may not be written."""


class StoreBusy(StoreError):
    """Another process holds the store."""


class StoreDamaged(StoreError):
    """The file is no store, or its bytes are broken."""


class StoreVersion(StoreError):
    """The store was made by a newer Firsthand, or cannot be brought up to date here."""


class NotKept(StoreError):
    """No such report in the store."""

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

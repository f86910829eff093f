"""What a watch remembers between rounds: in a small file of its own, written whole or not at all."""

from __future__ import annotations

import contextlib
import os
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Final

import msgspec

from firsthand.errors import BadValue

_VERSION: Final = 1
_REMEMBERED: Final = 5_000  # entries of one source that its list no longer names


class Seen(msgspec.Struct):
    """An entry: the mark of how it was when it was taken, and how often it could not be had since."""

    mark: str
    tries: int = 0


class Memory(msgspec.Struct):
    """Of one source. `due` is when it is asked next (UTC, ISO); `failed` counts rounds without an answer."""

    etag: str | None = None
    modified: str | None = None
    due: str = ""
    failed: int = 0
    seen: dict[str, Seen] = msgspec.field(default_factory=dict)

    def due_at(self) -> datetime | None:
        """None where it was never asked."""
        try:
            return datetime.fromisoformat(self.due)
        except ValueError:
            return None

    def forget_but(self, current: set[str]) -> None:
        """Entries that the list no longer names are remembered for a while and then dropped, oldest first."""
        gone = [key for key in self.seen if key not in current]
        for key in gone[: max(0, len(gone) - _REMEMBERED)]:
            del self.seen[key]


class State(msgspec.Struct):
    """By address of the source."""

    version: int = _VERSION
    sources: dict[str, Memory] = msgspec.field(default_factory=dict)

    def of(self, url: str) -> Memory:
        return self.sources.setdefault(url, Memory())


def load(path: Path) -> State:
    """What was remembered; an empty state where there is no file. BadValue for a file that is none of ours."""
    try:
        found = msgspec.json.decode(path.read_bytes(), type=State)
    except FileNotFoundError:
        return State()
    except (OSError, msgspec.DecodeError) as error:
        raise BadValue(
            f"{path}: does not hold what a watch remembers ({error}); move it away, and every source is asked anew"
        ) from error
    if found.version != _VERSION:
        raise BadValue(
            f"{path}: was written by another version of Firsthand ({found.version}); use that one, or move it away"
        )
    return found


def save(path: Path, state: State) -> None:
    """Written beside and moved into place: whoever is killed here leaves the old state or the new one. BadValue when
    it cannot be written."""
    beside = path.with_name(path.name + ".part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with beside.open("wb") as file:
            file.write(msgspec.json.format(msgspec.json.encode(state), indent=1))
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    except OSError as error:
        with contextlib.suppress(OSError):
            beside.unlink()
        raise BadValue(
            f"{path}: cannot be written ({error}); nothing is lost, but pages will be asked for again"
        ) from error


def short(value: str) -> str:
    """A short name for an entry: its key may be as long as its writer liked."""
    return sha256(value.encode("utf-8", "replace")).hexdigest()[:16]

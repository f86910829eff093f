"""Word lists of one language: hand-edited YAML in `data/<code>/`, one file a room."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.resources import files
from typing import Any, TypeVar

import msgspec
import yaml

from firsthand.errors import BadValue

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Language:
    """A language that Firsthand reads, by ISO 639-1 code."""

    code: str = "en"

    def table(self, room: str, shape: type[T]) -> T:
        """`data/<code>/<room>.yaml` as an object of type `shape`; read once per process.

        BadValue when the file does not have that shape.
        """
        known = (self.code, room, shape)
        if known not in _TABLES:
            _TABLES[known] = _read(self.code, room, shape)
        found: T = _TABLES[known]
        return found


_TABLES: dict[tuple[str, str, type[Any]], Any] = {}


def _read(code: str, room: str, shape: type[T]) -> T:
    text = (files("firsthand.data") / code / f"{room}.yaml").read_text("utf-8")
    try:
        return msgspec.convert(yaml.load(text, Loader=yaml.CSafeLoader), shape)
    except msgspec.ValidationError as error:
        raise BadValue(f"data/{code}/{room}.yaml: {error}") from error

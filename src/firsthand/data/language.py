"""Word lists of one language: hand-edited YAML in `data/<code>/`, one file a room."""

from __future__ import annotations

import re
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


class _WordLoader(yaml.CSafeLoader):
    """YAML without YAML 1.1's habit of reading the words on, off, yes and no as true and false."""


_WordLoader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in known if tag != "tag:yaml.org,2002:bool"]
    for first, known in yaml.CSafeLoader.yaml_implicit_resolvers.items()
}
_WordLoader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile("(?:true|false)$"), list("tf"))


def _read(code: str, room: str, shape: type[T]) -> T:
    text = (files("firsthand.data") / code / f"{room}.yaml").read_text("utf-8")
    try:
        return msgspec.convert(yaml.load(text, Loader=_WordLoader), shape)
    except msgspec.ValidationError as error:
        raise BadValue(f"data/{code}/{room}.yaml: {error}") from error

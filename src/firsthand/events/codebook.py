"""The codebook: classes of events with their meaning and their labels in PLOVER and in ACLED."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

import msgspec
import yaml

from firsthand.errors import BadValue
from firsthand.model.event import Plover


@dataclass(frozen=True, slots=True, kw_only=True)
class Class:
    """One class of events; `weight` orders classes where several words tell of one happening."""

    plover: Plover
    mode: str
    acled_event: str | None
    acled_sub: str | None
    weight: int
    definition: str
    example: str


@dataclass(frozen=True, slots=True)
class Codebook:
    """`data/codebook.yaml`."""

    classes: dict[str, Class]


@lru_cache(maxsize=1)
def codebook() -> Codebook:
    """The codebook, read once. BadValue where the file has another shape."""
    text = (files("firsthand.data") / "codebook.yaml").read_text("utf-8")
    try:
        return msgspec.convert(yaml.load(text, Loader=yaml.CSafeLoader), Codebook)
    except msgspec.ValidationError as error:
        raise BadValue(f"data/codebook.yaml: {error}") from error

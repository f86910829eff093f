"""Firsthand reads reporting on armed conflict and shows what it rests on.

Everything a caller needs is a name of this package; the rest may move. Names are loaded when first
used, so that importing the package costs nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from firsthand.api import Failure as Failure
    from firsthand.api import Limits as Limits
    from firsthand.api import from_json as from_json
    from firsthand.api import read as read
    from firsthand.api import read_many as read_many
    from firsthand.api import read_text as read_text
    from firsthand.api import to_json as to_json
    from firsthand.errors import BadValue as BadValue
    from firsthand.errors import FirsthandError as FirsthandError
    from firsthand.errors import InputError as InputError
    from firsthand.events.nights import AirAttack as AirAttack
    from firsthand.events.nights import air_attacks as air_attacks
    from firsthand.model.actor import Actor as Actor
    from firsthand.model.attribution import Attribution as Attribution
    from firsthand.model.check import Check as Check
    from firsthand.model.claim import Claim as Claim
    from firsthand.model.document import Document as Document
    from firsthand.model.document import Published as Published
    from firsthand.model.event import Event as Event
    from firsthand.model.figure import Figure as Figure
    from firsthand.model.forecast import Forecast as Forecast
    from firsthand.model.frame import Frame as Frame
    from firsthand.model.moment import Moment as Moment
    from firsthand.model.passage import Passage as Passage
    from firsthand.model.place import Place as Place
    from firsthand.model.reading import Reading as Reading
    from firsthand.model.span import Span as Span

__version__ = "0.1.0"

_HOME = {
    "Actor": "model.actor",
    "AirAttack": "events.nights",
    "Attribution": "model.attribution",
    "BadValue": "errors",
    "Check": "model.check",
    "Claim": "model.claim",
    "Document": "model.document",
    "Event": "model.event",
    "Failure": "api",
    "Figure": "model.figure",
    "FirsthandError": "errors",
    "Forecast": "model.forecast",
    "Frame": "model.frame",
    "InputError": "errors",
    "Limits": "api",
    "Moment": "model.moment",
    "Passage": "model.passage",
    "Place": "model.place",
    "Published": "model.document",
    "Reading": "model.reading",
    "Span": "model.span",
    "air_attacks": "events.nights",
    "from_json": "api",
    "read": "api",
    "read_many": "api",
    "read_text": "api",
    "to_json": "api",
}

__all__ = [  # noqa: RUF022  # the door first, then what comes back, then what is raised
    "read",
    "read_text",
    "read_many",
    "to_json",
    "from_json",
    "air_attacks",
    "Reading",
    "Document",
    "Published",
    "Span",
    "Passage",
    "Attribution",
    "Actor",
    "Place",
    "Moment",
    "Figure",
    "Event",
    "AirAttack",
    "Forecast",
    "Frame",
    "Claim",
    "Check",
    "Failure",
    "Limits",
    "FirsthandError",
    "InputError",
    "BadValue",
]


def __getattr__(name: str) -> Any:
    home = _HOME.get(name)
    if home is None:
        raise AttributeError(f"module 'firsthand' has no attribute {name!r}")
    found = getattr(import_module(f"firsthand.{home}"), name)
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})

"""What is watched and how: the file that a newsroom writes (TOML). docs/recipes/watch.md shows one in full."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any, Final

from firsthand.errors import BadValue
from firsthand.intake.names import is_address

_SPAN: Final = re.compile(r"(\d{1,6})\s{0,3}(s|sec|m|min|h|d)")
_SECONDS: Final = {"s": 1, "sec": 1, "m": 60, "min": 60, "h": 3600, "d": 86_400}
_SHORTEST: Final = 60.0  # seconds between two rounds: nobody's server is a clock
_GENERAL: Final = frozenset({"every", "pause", "store", "archive", "state", "contact"})
_OWN: Final = frozenset({"url", "name", "every", "pages", "match", "most", "language"})


class Kind(StrEnum):
    FEED = "feed"
    SITEMAP = "sitemap"
    PAGE = "page"


@dataclass(frozen=True, slots=True, kw_only=True)
class Watched:
    """One source. `every` in seconds. `pages` says whether the pages behind a feed are asked for or its own text
    is enough; `match` must be in an address for its page to be asked for; `most` pages are asked for in one round."""

    kind: Kind
    url: str
    name: str | None = None
    every: float = 1800.0
    pages: bool = True
    match: str = ""
    most: int = 100
    language: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """All sources, in their order. Paths are those of the file, seen from its folder; `pause` in seconds."""

    sources: tuple[Watched, ...]
    state: Path
    store: str | None = None
    archive: Path | None = None
    pause: float = 2.0
    contact: str | None = None


def plan(path: Path) -> Plan:
    """The plan in a file. BadValue names what is wrong in it, and where."""
    try:
        said = tomllib.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        raise BadValue(f"{path}: no such file; docs/recipes/watch.md shows how to write one") from None
    except (OSError, UnicodeDecodeError) as error:
        raise BadValue(f"{path}: cannot be opened ({error})") from error
    except tomllib.TOMLDecodeError as error:
        raise BadValue(f"{path}: is no valid TOML ({error}); check quotes and brackets there") from error
    general = said.pop("watch", {})
    _only(general, _GENERAL, f"{path}: [watch]")
    every = _span(general.get("every", "30 min"), f"{path}: every")
    sources: list[Watched] = []
    for kind in Kind:
        listed = said.pop(kind.value, [])
        if not isinstance(listed, list):
            raise BadValue(f"{path}: write [[{kind}]] with two brackets; there may be several")
        sources += [_watched(one, kind, every, f"{path}: {kind} {at}") for at, one in enumerate(listed, start=1)]
    if said:
        raise BadValue(
            f"{path}: {', '.join(sorted(said))} is not known; there are [watch], [[feed]], [[sitemap]], [[page]]"
        )
    if not sources:
        raise BadValue(f"{path}: watches nothing; add a [[feed]] with its url")
    urls = [one.url for one in sources]
    if twice := next((url for url in urls if urls.count(url) > 1), None):
        raise BadValue(f"{path}: {twice} is watched twice; leave one")
    folder = path.parent
    store = _text(general, "store", f"{path}: [watch]")
    archive = _text(general, "archive", f"{path}: [watch]")
    state = _text(general, "state", f"{path}: [watch]")
    return Plan(
        sources=tuple(sources),
        state=folder / state if state else path.with_suffix(".state.json"),
        store=store if store is None or "://" in store else str(folder / store),
        archive=folder / archive if archive else None,
        pause=_number(general.get("pause", 2.0), f"{path}: pause"),
        contact=_text(general, "contact", f"{path}: [watch]"),
    )


def _watched(said: Any, kind: Kind, every: float, where: str) -> Watched:
    if not isinstance(said, dict):
        raise BadValue(f"{where}: write [[{kind}]] and its url below it")
    _only(said, _OWN, where)
    url = _text(said, "url", where) or ""
    if not is_address(url):
        raise BadValue(f"{where}: has no url that begins with http:// or https://")
    pages, most = said.get("pages", True), said.get("most", 100)
    if not isinstance(pages, bool):
        raise BadValue(f"{where}: pages is true or false")
    if isinstance(most, bool) or not isinstance(most, int) or most < 1:
        raise BadValue(f"{where}: most is a number of pages, such as 100")
    return Watched(
        kind=kind,
        url=url,
        name=_text(said, "name", where),
        every=_span(said["every"], f"{where}: every") if "every" in said else every,
        pages=pages,
        match=_text(said, "match", where) or "",
        most=most,
        language=_text(said, "language", where),
    )


def _only(said: Any, known: frozenset[str], where: str) -> None:
    if not isinstance(said, dict):
        raise BadValue(f"{where}: is a section; write {where.rpartition(' ')[2]} on a line of its own")
    if unknown := sorted(set(said) - known):
        raise BadValue(f"{where}: {unknown[0]} is not known; there are {', '.join(sorted(known))}")


def _text(said: dict[str, Any], key: str, where: str) -> str | None:
    value = said.get(key)
    if value is not None and not isinstance(value, str):
        raise BadValue(f"{where}: {key} is a text in quotes")
    return value


def _span(value: object, where: str) -> float:
    found = _SPAN.fullmatch(value.strip()) if isinstance(value, str) else None
    if found is None:
        raise BadValue(f'{where}: {value!r} is no length of time; write "30 min", "6 h" or "1 d"')
    seconds = float(int(found[1]) * _SECONDS[found[2]])
    if seconds < _SHORTEST:
        raise BadValue(f"{where}: {value!r} is too often; at least a minute lies between two rounds")
    return seconds


def _number(value: object, where: str) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 3600:
        raise BadValue(f"{where}: {value!r} is no number of seconds; write 2.0")
    return float(value)

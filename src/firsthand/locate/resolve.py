"""Names of a document put on the map: from spans to what each may mean, best first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

from firsthand.data.gazetteer import Gazetteer, GazetteerPlace
from firsthand.locate.candidates import Candidates, candidates, theatre
from firsthand.locate.mention import Mention, in_company, mention
from firsthand.locate.ranker import Ranker
from firsthand.locate.scene import Scene
from firsthand.locate.words import Words
from firsthand.model.document import Document
from firsthand.model.place import PlaceKind

STRETCH: Final = 240  # mentions that are weighed together; a longer report is read in stretches
_KNOWN: Final = 100_000  # a city of so many people tells which part of the world a report is about


@dataclass(frozen=True, slots=True)
class Answer:
    """What a mention may mean: candidates with belief, best first; `alike` may only be suggested."""

    mention: Mention
    options: tuple[tuple[GazetteerPlace, float], ...]
    alike: tuple[int, ...] = ()
    found: Candidates | None = None


def mentions_at(text: str, spans: Sequence[tuple[int, int]], words: Words) -> list[Mention]:
    """Mentions at given spans, in text order."""
    return in_company(text, [mention(text, start, end, words) for start, end in sorted(set(spans))], words)


def answers(
    document: Document, mentions: Sequence[Mention], gazetteer: Gazetteer, words: Words, ranker: Ranker | None = None
) -> list[Answer]:
    """One answer a mention, in order."""
    scenes = scenes_of(document, mentions, gazetteer, words)
    ranker = ranker or Ranker.load()
    found: list[Answer] = []
    for scene, part in scenes:
        belief = ranker.beliefs(scene).tolist()
        ranked: list[tuple[tuple[GazetteerPlace, float], ...]] = []
        for group in scene.groups:
            pairs = list(zip(scene.places[group.first : group.last], belief[group.first : group.last], strict=True))
            pairs.sort(key=lambda pair: (-round(pair[1], 9), pair[0].row))
            ranked.append(tuple(pairs))
        for one, number in zip(part, scene.group_of, strict=True):
            group = scene.groups[number]
            found.append(Answer(one, ranked[number], group.found.alike, group.found))
    return found


def scenes_of(
    document: Document, mentions: Sequence[Mention], gazetteer: Gazetteer, words: Words
) -> list[tuple[Scene, Sequence[Mention]]]:
    """The stretches of a document, each with its mentions; what the ranker sees."""
    text = document.text
    around = theatre(_lands(mentions, gazetteer), words)
    home = outlet_country(document)
    scenes: list[tuple[Scene, Sequence[Mention]]] = []
    cached: dict[tuple[str, str, frozenset[PlaceKind], bool], Candidates] = {}
    for start in range(0, len(mentions), STRETCH):
        part = [_moved(m, start, min(start + STRETCH, len(mentions))) for m in mentions[start : start + STRETCH]]
        found: list[Candidates] = []
        for one in part:
            key = (one.name, text[one.start : one.end], one.kinds, one.company >= 0)
            if key not in cached:
                cached[key] = candidates(one, key[1], around, gazetteer, words)
            found.append(cached[key])
        scenes.append((Scene(text, part, found, gazetteer, home, words.fought), part))
    return scenes


def _moved(one: Mention, start: int, stop: int) -> Mention:
    if one.inside < 0 or (start == 0 and one.inside < stop):
        return one
    return one._replace(inside=one.inside - start if start <= one.inside < stop else -1)


def _lands(mentions: Sequence[Mention], gazetteer: Gazetteer) -> set[str]:
    """The countries that a report names, or names a great city of."""
    found: set[str] = set()
    for name in {one.name for one in mentions}:
        for row, _ in gazetteer.find(name)[:3]:
            place = gazetteer.place(row)
            if place.country and (
                place.kind is PlaceKind.COUNTRY or place.population >= _KNOWN or place.point == "hand"
            ):
                found.add(place.country)
                break
    return found


def outlet_country(document: Document) -> str:
    """The country of the outlet by the ending of its address, "" where that says nothing."""
    host = urlsplit(document.url or "").hostname or ""
    ending = host.rsplit(".", 1)[-1].upper() if "." in host else ""
    return (
        {"UK": "GB"}.get(ending, ending)
        if len(ending) == 2 and ending not in ("TV", "IO", "CO", "ME", "AI", "EU")
        else ""
    )

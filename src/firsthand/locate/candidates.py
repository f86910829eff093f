"""The places that a mention may mean."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Final

from firsthand.data.gazetteer import Gazetteer, How
from firsthand.data.gazetteer_keys import plain, sound
from firsthand.locate.mention import Mention
from firsthand.locate.words import Words
from firsthand.model.place import PlaceKind

MOST: Final = 24  # places of one name that are weighed: the largest, and all that fit the words around
_WELL_KNOWN: Final = 4000  # inhabitants of a town that may be known by its consonants alone
_CLOSE: Final = 0.72  # how much of two sound keys must agree before the same consonants count


@dataclass(frozen=True, slots=True)
class Candidates:
    """`rows` of the gazetteer with how each was found; `alike` are look-alikes that may only be suggested."""

    rows: tuple[tuple[int, How], ...]
    alike: tuple[int, ...] = ()
    typed: bool = False  # the name with its type word is itself a name ("Anderson County")


def candidates(one: Mention, quote: str, theatre: frozenset[str], gazetteer: Gazetteer, words: Words) -> Candidates:
    """Exact names first, then names by sound within the theatre; look-alikes only when both fail."""
    found: dict[int, How] = {}
    short = words.short.get(quote) or words.short.get(one.name)
    whole = plain(quote)
    names = [short] if short else [one.name]
    typed = False
    if one.kinds and whole != plain(one.name):
        exact = gazetteer.find(quote)
        typed = bool(exact)
        found.update((row, how) for row, how in exact)
    full = typed and any(
        how is How.OWN and gazetteer.place(row).kind is PlaceKind.COUNTRY for row, how in found.items()
    )
    for name in () if full else names:
        for row, how in gazetteer.find(name):
            if how is How.RULE and len(name) <= 3 and not name.isupper():
                continue  # "me" is no Maine
            if row not in found or found[row] > how:
                found[row] = how
    people = None if full or typed else gazetteer.nationality(one.name)
    if people is not None:
        found = {people: How.OTHER}  # a demonym at a given span: the country, not a town that is spelled alike
    if one.kinds or one.company >= 0:
        _add_provinces(found, gazetteer)
    alike: tuple[int, ...] = ()
    if people is None and not _solid(found, theatre, gazetteer) and theatre and len(one.name) >= 4:
        heard = gazetteer.heard(one.name, theatre)
        key = sound(one.name)
        for row, how in heard:
            if how is How.BONES and not _close(key, row, gazetteer):
                continue
            found.setdefault(row, how)
        if one.kinds or one.company >= 0:
            _add_provinces(found, gazetteer)
        if not found:
            alike = gazetteer.alike(one.name, theatre)[:3]
    _without_city_provinces(found, quote, gazetteer)
    return Candidates(_most(found, one, gazetteer), alike, typed)


def _solid(found: dict[int, How], theatre: frozenset[str], gazetteer: Gazetteer) -> bool:
    """Whether a plain name of weight was found: then nothing is looked up by sound."""
    return any(gazetteer.country(row) in theatre or gazetteer.population(row) > 50_000 for row in found) or (
        bool(found) and not theatre
    )


def _add_provinces(found: dict[int, How], gazetteer: Gazetteer) -> None:
    """A province named after a town may be called by any spelling of the town: "Kharkov Region"."""
    for row, how in list(found.items())[:6]:
        place = gazetteer.place(row)
        if place.kind is not PlaceKind.SETTLEMENT or place.adm1 is None:
            continue
        province = gazetteer.place(place.adm1)
        if province.name == f"{place.name} City":
            # a capital that is a province of its own: its region is the province around it
            for other, _ in gazetteer.find(place.name)[:MOST]:
                around = gazetteer.place(other)
                if around.kind is PlaceKind.ADM1 and around.country == place.country and other != province.row:
                    found.setdefault(other, max(how, How.OTHER))
        elif province.name.rpartition(" ")[0] == place.name:
            found.setdefault(place.adm1, max(how, How.OTHER))


def _without_city_provinces(found: dict[int, How], quote: str, gazetteer: Gazetteer) -> None:
    """ "Kyiv" is the town and not the province "Kyiv City", which is the same ground under a name nobody uses."""
    if quote.lower().endswith(" city"):
        return
    for row in list(found)[:MOST]:
        place = gazetteer.place(row)
        if place.kind is PlaceKind.SETTLEMENT and place.adm1 in found:
            assert place.adm1 is not None
            if gazetteer.place(place.adm1).name == f"{place.name} City":
                del found[place.adm1]


def _close(key: str, row: int, gazetteer: Gazetteer) -> bool:
    place = gazetteer.place(row)
    if place.approximate or place.kind in (PlaceKind.ADM2, PlaceKind.ADM3):
        return False
    if place.kind is PlaceKind.SETTLEMENT and place.population < _WELL_KNOWN:
        return False  # too many hamlets share a few consonants
    return SequenceMatcher(None, key, sound(place.name), autojunk=False).ratio() >= _CLOSE


def _most(found: dict[int, How], one: Mention, gazetteer: Gazetteer) -> tuple[tuple[int, How], ...]:
    """Rows count places by falling population, so the first rows are the largest places."""
    rows = sorted(found)
    if len(rows) <= MOST:
        return tuple((row, found[row]) for row in rows)
    kept = rows[:MOST]
    if one.kinds:
        kept += [row for row in rows[MOST:200] if gazetteer.place(row).kind in one.kinds][:MOST]
    return tuple((row, found[row]) for row in kept)


def theatre(countries: Iterable[str], words: Words) -> frozenset[str]:
    """All countries whose wars are told together with one of `countries`."""
    named = set(countries)
    return frozenset().union(*(group for group in words.theatres if not named.isdisjoint(group)))

"""Names that the gazetteer spells otherwise: looked up by sound, within the theatre of the report alone."""

from __future__ import annotations

from firsthand.data.gazetteer import Gazetteer, How
from firsthand.locate.candidates import theatre
from firsthand.locate.licence import Document
from firsthand.locate.spots import Spot, Token, spots, tokens
from firsthand.locate.words import Words
from firsthand.model.place import PlaceKind

_SHORTEST = 5


def look(text: str, gazetteer: Gazetteer, words: Words) -> Document:
    """The spots of a text, names known by their sound among them, with what is true of the whole document."""
    listed = tokens(text)
    found = spots(text, listed, gazetteer, words)
    document = Document(text, listed, found, gazetteer, words)
    around = theatre(document.focus, words)
    if not around:
        return document
    heard: dict[str, int] = {}
    extra: list[Spot] = []
    tried: dict[str, int | None] = {}
    taken = {i for spot in found for i in range(spot.first, spot.last)}
    for i, token in enumerate(listed):
        if i in taken or not token.capital or len(token.text) < _SHORTEST:
            continue
        low = token.text.lower()
        if low in words.common or low in words.given_names or low in words.titles or low in words.type_after:
            continue
        if not _placed(text, listed, i, taken, words):
            continue
        if token.text not in tried:
            tried[token.text] = _by_sound(token.text, around, gazetteer)
        row = tried[token.text]
        if row is not None:
            heard[token.text] = row
            extra.append(Spot(token.start, token.end, token.text, i, i + 1, True))
    if not extra:
        return document
    merged = sorted([*found, *extra], key=lambda s: s.start)
    return Document(text, listed, merged, gazetteer, words, heard)


def _placed(text: str, listed: list[Token], i: int, taken: set[int], words: Words) -> bool:
    """Whether the words around let a name that stands alone be a place: a locative before it, or a place beside it in a list."""
    before = listed[i - 1] if i else None
    after = listed[i + 1] if i + 1 < len(listed) else None
    if (
        before is not None
        and before.capital
        and text[before.end : listed[i].start] == " "
        and before.text.lower() not in words.common
    ):
        return False
    if (
        after is not None
        and after.capital
        and text[listed[i].end : after.start] == " "
        and after.text.lower() not in words.type_after
    ):
        return False
    if (
        before is not None
        and text[before.end : listed[i].start] == " "
        and before.text.lower() in words.locative
        and before.text.lower() != "of"
    ):
        return True
    if before is not None and i - 1 in taken and text[before.end : listed[i].start] == ", ":
        return True
    if (
        before is not None
        and before.text.lower() in ("and", "of")
        and (
            i - 2 in taken
            or (before.text == "of" and i > 1 and listed[i - 2].text.lower() in words.list_heads | words.type_after)
        )
    ):
        return True
    if (
        before is not None
        and before.text.lower() in ("capital", "town", "city", "village")
        and text[before.end : listed[i].start] == " "
    ):
        return True
    return (
        after is not None
        and text[listed[i].end : after.start] == " "
        and after.text.lower() in words.sectors | words.with_name
    )


def _by_sound(name: str, around: frozenset[str], gazetteer: Gazetteer) -> int | None:
    hits = [row for row, how in gazetteer.heard(name, around) if how is How.SOUND]
    places = [gazetteer.place(row) for row in hits]
    kept = [
        p for p in places if p.kind in (PlaceKind.SETTLEMENT, PlaceKind.ADM1, PlaceKind.REGION, PlaceKind.NEIGHBOURHOOD)
    ]
    return kept[0].row if kept else None


def misspelt(text: str, document: Document, gazetteer: Gazetteer, words: Words) -> list[tuple[int, int]]:
    """Unknown names with a type word beside them that look like a place of the theatre: worth a suggestion, no more."""
    around = theatre(document.focus, words)
    found: list[tuple[int, int]] = []
    for spot in document.spots:
        if spot.known or not around:
            continue
        after = document.tokens[spot.last] if spot.last < len(document.tokens) else None
        if (
            after is None
            or not after.capital
            or text[spot.end : after.start] != " "
            or after.text.lower() not in words.with_name
        ):
            continue
        if gazetteer.alike(spot.name, around):
            found.append((spot.start, after.end))
    return found

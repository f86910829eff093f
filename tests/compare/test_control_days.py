"""Sixty sentences in sequence for twelve settlements: who is said to hold each, day by day."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from firsthand.compare.control import Word, geojson, settlements, words_of
from firsthand.compare.gist import Spot
from firsthand.compare.gisting import gist
from firsthand.kit import Kit
from firsthand.model.document import Document, Published
from firsthand.pipeline import read_document

SENTENCES = Path(__file__).parent / "control_sentences.json"
RU, UA, RSF, SD, MM, MNDAA = (
    "Russia", "Ukraine", "Rapid Support Forces", "Sudan", "Myanmar", "Myanmar National Democratic Alliance Army",
)  # fmt: skip

# From each of these days on: the status, and everybody who is said to hold the place.
EXPECTED: dict[str, list[tuple[int, str, tuple[str, ...]]]] = {
    "Avdiivka": [(1, "held", (RU,))],
    "Chasiv Yar": [(18, "contested", ())],
    "Krynky": [(3, "held", (UA,)), (10, "contested", (UA,)), (12, "held", (RU,)), (13, "contested", (RU,)), (16, "held", (RU,))],
    "Kurakhove": [(5, "held", (UA,)), (14, "contested", (UA,)), (15, "held", (RU,)), (16, "contested", (RU, UA)), (17, "held", (RU,))],
    "Lashio": [(8, "held", (MM,)), (12, "held", (MNDAA,)), (19, "held", (MM,)), (20, "contested", (MM, MNDAA))],
    "Robotyne": [(1, "held", (UA,)), (2, "contested", (RU,)), (4, "held", (RU,)), (12, "held", (UA,)), (13, "contested", (UA,)), (15, "held", (UA,))],
    "Selydove": [(1, "held", (UA,)), (5, "contested", (UA,)), (6, "held", (RU,)), (7, "contested", (RU, UA)), (8, "held", (RU,))],
    "Singa": [(8, "held", (SD,)), (9, "held", (RSF,)), (10, "contested", (RSF,)), (11, "held", (RSF,)), (15, "held", (SD,)), (16, "contested", (SD,)), (17, "held", (SD,))],
    "Sudzha": [(5, "held", (RU,)), (6, "held", (UA,)), (7, "contested", (UA,)), (9, "held", (UA,)), (18, "held", (RU,)), (19, "contested", (RU,)), (20, "held", (RU,))],
    "Toretsk": [(3, "held", (UA,)), (7, "contested", (UA,)), (8, "held", (UA,)), (13, "held", (RU,)), (14, "contested", (RU, UA)), (17, "held", (RU,))],
    "Velyka Novosilka": [(1, "held", (UA,)), (20, "contested", (UA,))],
    "Vuhledar": [(1, "held", (UA,)), (10, "held", (RU,))],
}  # fmt: skip


@pytest.fixture(scope="module")
def told() -> list[tuple[Spot, Word]]:
    kit = Kit.with_reader()
    found = []
    for at, (day, _, text) in enumerate(json.loads(SENTENCES.read_text("utf-8"))):
        document = Document(text=text, outlet=f"paper {at}", published=Published(day))
        found += words_of(gist(read_document(document, kit), kit))
    return found


@pytest.mark.parametrize("place", sorted(EXPECTED))
def test_every_day(told: list[tuple[Spot, Word]], place: str) -> None:
    wanted = {}
    for first, status, holders in EXPECTED[place]:
        wanted |= dict.fromkeys(range(first, 21), (status, holders))
    found = {}
    for day in range(1, 21):
        shown = [one for one in settlements(told, f"2024-03-{day:02}") if one.place == place]
        if shown:
            found[day] = (shown[0].status.value, shown[0].holders)
    assert found == wanted


def test_voices_that_differ_are_both_there(told: list[tuple[Spot, Word]]) -> None:
    (place,) = [one for one in settlements(told, "2024-03-14") if one.place == "Toretsk"]
    standing = {(word.by, word.holder) for word in place.words if not word.before}
    assert standing >= {("Russia", "Russia"), ("Ukraine", "Ukraine")}
    for word in place.words:
        assert word.evidence.quote in word.evidence.sentence


def test_geojson_names_claimants_of_disputed_land_and_keeps_its_country(told: list[tuple[Spot, Word]]) -> None:
    shown = geojson(settlements(told, "2024-03-20"))
    toretsk = next(one for one in shown["features"] if one["properties"]["place"] == "Toretsk")
    assert toretsk["properties"]["country"] == "UA"
    assert toretsk["properties"]["disputed"] == ["RU"]
    assert toretsk["properties"]["holders"] == ["Russia"]
    assert -180 <= toretsk["geometry"]["coordinates"][0] <= 180
    json.dumps(shown)


def test_the_order_of_arrival_does_not_matter(told: list[tuple[Spot, Word]]) -> None:
    assert settlements(told[::-1], "2024-03-14") == settlements(told, "2024-03-14")


def test_a_front_lies_between_settlements_of_two_sides() -> None:
    kit = Kit()
    said = (
        "Russian forces captured Toretsk on 10 March 2024, Russia's defence ministry said.",
        "Ukrainian forces captured Druzhkivka on 10 March 2024, Ukraine's general staff said.",
        "Ukrainian forces captured Kostiantynivka on 10 March 2024, Ukraine's general staff said.",
        "Ukrainian forces captured Kharkiv on 10 March 2024, Ukraine's general staff said.",
    )
    words = [
        pair
        for one in said
        for pair in words_of(gist(read_document(Document(text=one, published=Published("2024-03-11")), kit), kit))
    ]
    found = {one.place: one for one in settlements(words, "2024-03-12")}
    assert set(found) == {"Toretsk", "Druzhkivka", "Kostiantynivka", "Kharkiv"}
    assert [near[0] for near in found["Toretsk"].front] == ["Kostiantynivka"]
    assert [near[0] for near in found["Kostiantynivka"].front] == ["Toretsk"]
    assert {near[0] for near in found["Kostiantynivka"].neighbours} == {"Druzhkivka", "Toretsk"}
    assert found["Druzhkivka"].front == ()
    assert all(near[1] <= 30 for one in found.values() for near in one.neighbours)
    assert found["Kharkiv"].front == found["Kharkiv"].neighbours == ()
    shown = geojson((found["Toretsk"],))["features"][0]["properties"]
    assert (shown["front_km"], [near["status"] for near in shown["front"]]) == (30, ["held"])

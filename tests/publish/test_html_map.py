"""The map: which land is drawn as whose, what is in view, and how doubt shows."""

from __future__ import annotations

from dataclasses import replace

import pytest

from firsthand.model.document import Document
from firsthand.model.event import Event, Modality, Plover
from firsthand.model.place import Place, PlaceKind
from firsthand.model.reading import Reading
from firsthand.model.span import Span
from firsthand.publish import html_map
from firsthand.publish.html_outlines import outlines


@pytest.mark.parametrize(
    ("name", "longitude", "latitude", "unit"),
    [
        ("Simferopol", 34.10, 44.95, "Crimea"),
        ("Sevastopol", 33.53, 44.60, "Sevastopol"),
        ("Kerch", 36.45, 45.35, "Crimea"),
        ("Donetsk", 37.80, 48.00, "Donetsk"),
        ("Luhansk", 39.30, 48.57, "Luhansk"),
        ("Melitopol", 35.37, 46.85, "Zaporizhzhia"),
        ("Kherson", 32.62, 46.65, "Kherson"),
    ],
)
def test_claimed_land_is_a_class_of_its_own(name: str, longitude: float, latitude: float, unit: str) -> None:
    land = outlines().at(longitude, latitude)
    assert land is not None
    assert (land.name, land.code) == (unit, "UA")
    assert land.disputed()
    assert land.claimed_by == ("UA", "RU")
    # The country layer agrees: no outline puts the town in Russia.
    countries = [c.code for c in outlines().countries if c.holds(longitude, latitude)]
    assert "RU" not in countries


@pytest.mark.parametrize(
    ("longitude", "latitude", "code", "disputed"),
    [
        (30.52, 50.45, "UA", False),
        (24.03, 49.84, "UA", False),
        (36.19, 51.73, "RU", False),
        (37.62, 55.75, "RU", False),
        (38.98, 45.04, "RU", False),  # Krasnodar, over the strait from Kerch
        (34.46, 31.50, "PS", True),  # Gaza
        (32.53, 15.60, "SD", False),
        (96.10, 21.95, "MM", False),
        (121.5, 25.03, "TW", True),
        (-12.5, 25.0, "EH", True),
    ],
)
def test_land_at_a_point(longitude: float, latitude: float, code: str, disputed: bool) -> None:
    land = outlines().at(longitude, latitude)
    assert land is not None
    assert (land.code, land.disputed()) == (code, disputed)


def test_open_sea_is_no_land() -> None:
    assert outlines().at(-30.0, 40.0) is None


def test_every_claim_of_the_policy_names_its_ground() -> None:
    disputed = [land for land in (*outlines().countries, *outlines().units) if land.disputed()]
    assert len(disputed) >= 12
    assert all(land.note and land.claimed_by for land in disputed)
    assert "says nothing about who holds it" in outlines().policy


def places(*rows: tuple[str, PlaceKind, float | None, float | None, float]) -> Reading:
    text = " ".join(name for name, *_ in rows)
    at = 0
    made = []
    for name, kind, latitude, longitude, radius in rows:
        made.append(
            Place(
                made_by="t",
                span=Span.of(text, at, at + len(name)),
                name=name,
                kind=kind,
                latitude=latitude,
                longitude=longitude,
                radius_km=radius or None,
                gazetteer=f"own:{name}",
            )
        )
        at += len(name) + 1
    return Reading(document=Document(text=text)).having(made)


def test_no_map_without_coordinates() -> None:
    assert html_map.drawn(places(("Atlantis", PlaceKind.SETTLEMENT, None, None, 0))) is None
    assert html_map.drawn(Reading(document=Document(text=""))) is None


def test_view_follows_the_reports_own_ground() -> None:
    reading = places(
        ("Kharkiv", PlaceKind.SETTLEMENT, 49.99, 36.23, 5),
        ("Kupiansk", PlaceKind.SETTLEMENT, 49.71, 37.62, 3),
        ("Washington", PlaceKind.SETTLEMENT, 38.9, -77.04, 9),
        ("Ukraine", PlaceKind.COUNTRY, 49.0, 32.0, 500),
    )
    drawn = html_map.drawn(reading)
    assert drawn is not None
    assert [name for name, _ in drawn.outside] == ["Washington", "Ukraine"]
    assert ">Kharkiv</text>" in drawn.svg
    assert ">Washington</text>" not in drawn.svg


def test_a_capital_that_stands_for_its_government_does_not_stretch_the_map() -> None:
    near = places(("Sumy", PlaceKind.SETTLEMENT, 50.9, 34.8, 5), ("Moscow", PlaceKind.SETTLEMENT, 55.75, 37.6, 9))
    moscow = replace(near.places[1], metonym="government of Russia", id="")
    drawn = html_map.drawn(replace(near, places=(near.places[0], moscow)))
    assert drawn is not None
    assert [name for name, _ in drawn.outside] == ["Moscow"]


def test_only_countries_still_give_a_map() -> None:
    drawn = html_map.drawn(
        places(("Sudan", PlaceKind.COUNTRY, 15.0, 30.0, 800), ("Chad", PlaceKind.COUNTRY, 15.0, 19.0, 700))
    )
    assert drawn is not None
    assert drawn.shown == 2


@pytest.mark.parametrize(
    ("latitude", "longitude"), [(90.0, 0.0), (-90.0, 0.0), (0.0, 180.0), (0.0, -180.0), (-77.8, 166.7), (71.0, 179.9)]
)
def test_edges_of_the_globe(latitude: float, longitude: float) -> None:
    drawn = html_map.drawn(places(("Edge", PlaceKind.SETTLEMENT, latitude, longitude, 20000)))
    assert drawn is not None
    assert "nan" not in drawn.svg


def test_precision_is_a_circle_of_true_size() -> None:
    drawn = html_map.drawn(
        places(("Poltava", PlaceKind.SETTLEMENT, 49.6, 34.5, 0), ("Lubny", PlaceKind.SETTLEMENT, 50.0, 33.0, 55.6))
    )
    assert drawn is not None
    assert drawn.svg.count('class="doubt"') == 1
    # 55.6 km are half a degree: the circle's radius is half a degree of this map.
    frame = html_map._Frame(
        html_map.spots(
            places(("Poltava", PlaceKind.SETTLEMENT, 49.6, 34.5, 0), ("Lubny", PlaceKind.SETTLEMENT, 50.0, 33.0, 55.6))
        )
    )
    assert f'r="{frame.scale / 2:.0f}"' in drawn.svg


@pytest.mark.parametrize(
    ("modality", "form"),
    [
        (Modality.HAPPENED, "solid"),
        (Modality.CLAIMED, "ring"),
        (Modality.THREATENED, "dash"),
        (Modality.DENIED, "dash"),
        (None, "bare"),
    ],
)
def test_only_what_the_author_tells_as_happened_is_solid(modality: Modality | None, form: str) -> None:
    reading = places(("Lyman", PlaceKind.SETTLEMENT, 48.98, 37.8, 0))
    if modality:
        event = Event(
            made_by="t",
            trigger=reading.places[0].span,
            plover=Plover.ASSAULT,
            mode=None,
            modality=modality,
            places=(reading.places[0].id,),
        )
        reading = reading.having([event])
    drawn = html_map.drawn(reading)
    assert drawn is not None
    assert f'class="spot {form}"' in drawn.svg


def test_places_of_one_name_stay_apart_by_id() -> None:
    reading = places(
        ("Novopillia", PlaceKind.SETTLEMENT, 47.9, 33.2, 0), ("Novopillia", PlaceKind.SETTLEMENT, 48.5, 34.9, 0)
    )
    other = replace(reading.places[1], gazetteer="own:other", id="")
    found = html_map.spots(replace(reading, places=(reading.places[0], other)))
    assert [s.mentions for s in found] == [1, 1]


def test_many_places_name_no_two_over_each_other(sample: Reading) -> None:
    rows = [(f"Place{n}", PlaceKind.SETTLEMENT, 48 + (n % 20) / 40, 36 + (n // 20) / 40, 1.0) for n in range(300)]
    drawn = html_map.drawn(places(*rows))
    assert drawn is not None
    assert 5 < drawn.svg.count('class="name"') < 300
    assert len(drawn.svg) < 150_000


def test_outlines_take_little_of_the_file(sample: Reading) -> None:
    drawn = html_map.drawn(sample)
    assert drawn is not None
    assert len(drawn.svg) < 40_000
    assert [note.split(":")[0] for note in drawn.notes] == [
        "Crimea, Sevastopol",
        "Donetsk, Kherson, Luhansk, Zaporizhzhia",
    ]


def test_lines_inside_a_country_stay_inside() -> None:
    """No line between units of Russia comes near Crimea, and none of the disputed countries has any."""
    inner = outlines().inner
    assert {"SD", "ET", "MM", "SY", "RU"} <= set(inner)
    assert not {"UA", "IL", "PS", "IN", "PK", "MA", "CY", "RS"} & set(inner)
    crimea = next(u for u in outlines().units if u.name == "Crimea")
    assert not any(crimea.holds(x, y) for line in inner["RU"] for x, y in line)


def test_one_place_far_from_any_line_still_has_a_neighbourhood() -> None:
    drawn = html_map.drawn(places(("El Obeid", PlaceKind.SETTLEMENT, 13.18, 30.22, 5)))
    assert drawn is not None
    assert 'class="inner"' in drawn.svg

"""Exports in the shapes of event data sets: exact columns, and doubt that no shape loses."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest

from firsthand.model.document import Document, Published
from firsthand.model.event import Event, Modality, Plover, Toll
from firsthand.model.figure import Figure, Operator, Role
from firsthand.model.moment import Moment, MomentKind
from firsthand.model.passage import Passage, PassageKind
from firsthand.model.place import Place, PlaceKind
from firsthand.model.reading import Reading
from firsthand.model.span import Span
from firsthand.publish import acled, followthemoney, ged, geojson, polecat, viina
from firsthand.publish.coded import LeftOut
from firsthand.publish.ged import priogrid

TEXT = "The ministry said drones struck Odesa on 5 November and killed at least seven people."


def reading(
    modality: Modality, *, plover: Plover = Plover.ASSAULT, killed: bool = True, text: str = TEXT, **more: object
) -> Reading:
    def span(words: str) -> Span:
        at = text.index(words)
        return Span.of(text, at, at + len(words))

    place = Place(
        made_by="t", span=span("Odesa"), name="Odesa", kind=PlaceKind.SETTLEMENT, gazetteer="geonames:698740",
        latitude=46.48, longitude=30.73, radius_km=9, country="UA", acled_geo_precision=1, ucdp_where_prec=1,
    )  # fmt: skip
    moment = Moment(
        made_by="t",
        span=span("5 November"),
        kind=MomentKind.DATE,
        value="2024-11-05",
        begin="2024-11-05",
        end="2024-11-05",
    )
    figure = Figure(
        made_by="t", span=span("at least seven people"), number=span("seven"), op=Operator.AT_LEAST, low=7, high=None,
        value=7, unit="person", role=Role.KILLED,
    )  # fmt: skip
    event = Event(
        made_by="t",
        trigger=span("struck"),
        plover=plover,
        mode="drone",
        modality=modality,
        acled_event="Explosions/Remote violence",
        acled_sub="Air/drone strike",
        places=(place.id,),
        moments=(moment.id,),
        figures=(figure.id,),
        tolls=(Toll("killed", 7, None, figure.id),) if killed else (),
        claimed_by="Ministry of Defence" if modality is Modality.CLAIMED else None,
        **more,  # type: ignore[arg-type]
    )
    sentence = Passage(made_by="t", kind=PassageKind.SENTENCE, span=Span.of(text, 0, len(text)))
    document = Document(
        text=text, title="A night", outlet="The Paper", published=Published("2024-11-06"), language="en"
    )
    return Reading(document=document).having([place, moment, figure, event, sentence])


def table(lines: Iterator[str], delimiter: str = ",") -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO("".join(lines)), delimiter=delimiter))


SHAPES: dict[str, Callable[[list[Reading], list[LeftOut]], list[dict[str, str]]]] = {
    "acled": lambda r, left: table(acled.rows(r, left)),
    "ged": lambda r, left: table(ged.rows(r, left)),
    "viina": lambda r, left: table(viina.rows(r, left)),
    "polecat": lambda r, left: table(polecat.lines(r, left), "\t"),
}


@pytest.mark.parametrize(
    ("columns", "count", "first", "last"),
    [
        (acled.COLUMNS, 31, "event_id_cnty", "timestamp"),
        (ged.COLUMNS, 49, "id", "gwnob"),
        (viina.COLUMNS, 23, "viina_version", "lang"),
        (polecat.COLUMNS, 40, "Event ID", "Version"),
    ],
)
def test_columns_are_those_of_the_shape(columns: tuple[str, ...], count: int, first: str, last: str) -> None:
    assert (len(columns), columns[0], columns[-1]) == (count, first, last)
    assert len(set(columns)) == count


@pytest.mark.parametrize("shape", SHAPES)
def test_every_line_has_every_cell(shape: str, sample: Reading) -> None:
    rows = SHAPES[shape]([sample, reading(Modality.CLAIMED)], [])
    assert rows
    for row in rows:
        assert None not in row
        assert None not in row.values()


# Doubt.


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("modality", list(Modality))
def test_nothing_leaves_as_happened_that_nobody_tells_as_happened(shape: str, modality: Modality) -> None:
    """The mutation test of the mapping: each modality in turn, and what a reader of the row would believe."""
    left: list[LeftOut] = []
    rows = SHAPES[shape]([reading(modality)], left)
    if modality not in (Modality.HAPPENED, Modality.CLAIMED):
        assert rows == []
        assert [one.reason.split(":")[0] for one in left] == [modality.value]
        return
    assert left == []
    (row,) = rows
    whole = " ".join(row.values())
    assert f"modality={modality.value}" in whole
    other = ({Modality.HAPPENED, Modality.CLAIMED} - {modality}).pop()
    assert f"modality={other.value}" not in whole
    assert ("claimed_by=Ministry of Defence" in whole) is (modality is Modality.CLAIMED)
    readable = row.get("notes") or row.get("where_description") or row.get("text") or row.get("Contexts") or ""
    assert ("claimed" in readable) is (modality is Modality.CLAIMED)


@pytest.mark.parametrize("modality", list(Modality))
def test_map_and_entities_say_the_standing(modality: Modality) -> None:
    (feature,) = geojson.features([reading(modality)])
    properties = feature["properties"]
    assert isinstance(properties, dict)
    assert properties["modality"] == modality.value
    event = next(e for e in followthemoney.entities([reading(modality)]) if e["schema"] == "Event")
    inside = event["properties"]
    assert isinstance(inside, dict)
    assert f"modality:{modality.value}" in inside["keywords"]
    said = inside["name"][0].split(":")[0]
    assert said.startswith(modality.value.replace("_", " "))
    assert ("happened, says the author" in said) is (modality is Modality.HAPPENED)


@pytest.mark.parametrize("shape", SHAPES)
def test_source_quote_and_permalink_are_kept(shape: str, sample: Reading) -> None:
    rows = SHAPES[shape]([sample], [])
    killed = next(e for e in sample.events if e.trigger.quote == "killed")
    row = next(r for r in rows if killed.id in " ".join(r.values()))
    whole = " ".join(row.values())
    assert f"{sample.document.id}#{killed.id}" in whole
    assert "source_chain=Ostap Verbenko" in whole
    assert "denied_by=Ministry of Defence of Russia" in whole
    assert "quote=killed" in whole
    assert "not " in whole
    assert "-shaped by Firsthand" in whole


def test_what_a_shape_cannot_hold_is_listed(sample: Reading) -> None:
    for shape, made in SHAPES.items():
        left: list[LeftOut] = []
        rows = made([sample], left)
        assert len(rows) + len(left) == len(sample.events), shape
        assert all(one.reason and one.permalink.startswith(sample.document.id) for one in left)


def test_a_threat_is_an_event_of_speech_for_polecat_alone() -> None:
    threat = reading(Modality.THREATENED, plover=Plover.THREATEN)
    left: list[LeftOut] = []
    (row,) = SHAPES["polecat"]([threat], left)
    assert (row["Event Type"], row["Contexts"]) == ("THREATEN", "modality:threatened")
    assert SHAPES["acled"]([threat], left) == []
    # An assault that is threatened is no assault.
    assert SHAPES["polecat"]([reading(Modality.THREATENED)], left) == []


# Values.


def test_acled_values() -> None:
    (row,) = SHAPES["acled"]([reading(Modality.CLAIMED)], [])
    assert row["event_id_cnty"].startswith("FH-")
    assert (row["event_date"], row["year"], row["time_precision"]) == ("2024-11-05", "2024", "1")
    assert (row["disorder_type"], row["sub_event_type"]) == ("Political violence", "Air/drone strike")
    assert (row["latitude"], row["longitude"], row["country"], row["geo_precision"]) == (
        "46.48",
        "30.73",
        "Ukraine",
        "1",
    )
    assert row["fatalities"] == "7"
    assert row["notes"].startswith("[claimed by Ministry of Defence] The ministry said")


def test_ged_bounds_stay_in_order_and_open() -> None:
    (row,) = SHAPES["ged"]([reading(Modality.HAPPENED)], [])
    assert (row["low"], row["best"], row["high"]) == ("7", "7", "")
    assert (row["latitude"], row["geom_wkt"]) == ("46.48", "POINT (30.73 46.48)")
    assert row["date_prec"] == "1"
    left: list[LeftOut] = []
    assert SHAPES["ged"]([reading(Modality.HAPPENED, killed=False)], left) == []
    assert left[0].reason == "GED holds events with at least one death"


@pytest.mark.parametrize(
    ("low", "high", "value", "expected"),
    [
        (5, 9, None, (5, 5, 9)),
        (5, 9, 7, (5, 7, 9)),
        (285, 315, 300, (285, 300, 315)),
        (None, 350, 350, (None, 350, 350)),
        (24, 99, None, (24, 24, 99)),
    ],
)
def test_ged_low_best_high(low: int | None, high: int, value: int | None, expected: tuple[int | None, ...]) -> None:
    base = reading(Modality.CLAIMED)
    figure = replace(base.figures[0], low=low, high=high, value=value)
    event = replace(base.events[0], tolls=(Toll("killed", low, high, figure.id),))
    (row,) = ged.records([replace(base, figures=(figure,), events=(event,))], [])
    assert (row["low"], row["best"], row["high"]) == expected
    known = [n for n in expected if n is not None]
    assert known == sorted(known)


@pytest.mark.parametrize(
    ("latitude", "longitude", "gid"),
    [(-90, -180, 1), (-89.75, -179.75, 1), (90, 180, 259200), (0.25, 0.25, 129961), (0.0, 0.0, 129961)],
)
def test_priogrid(latitude: float, longitude: float, gid: int) -> None:
    assert priogrid(latitude, longitude) == gid


def test_viina_and_polecat_values() -> None:
    (row,) = SHAPES["viina"]([reading(Modality.HAPPENED)], [])
    assert (row["date"], row["geonameid"], row["GEO_PRECISION"], row["location"]) == (
        "20241105",
        "698740",
        "settlement",
        "Odesa",
    )
    (row,) = SHAPES["polecat"]([reading(Modality.HAPPENED)], [])
    assert (row["Event Type"], row["Quad Code"], row["City"], row["GeoNames ID"]) == (
        "ASSAULT",
        "M-CONF",
        "Odesa",
        "698740",
    )


def test_geojson_is_flat_and_keeps_the_unplaced(sample: Reading) -> None:
    collection = json.loads("".join(geojson.lines([sample])))
    features = collection["features"]
    assert len(features) == len(sample.events)
    keys = {tuple(f["properties"]) for f in features}
    assert len(keys) == 1
    assert not any(isinstance(v, dict | list) for f in features for v in f["properties"].values())
    novopole = next(f for f in features if f["properties"]["place"] == "Novopole")
    assert novopole["geometry"] is None
    odesa = next(f for f in features if f["properties"]["place"] == "Odesa")
    assert odesa["geometry"]["coordinates"] == [30.73, 46.48]
    assert odesa["properties"]["radius_km"] == 9


def test_quote_is_found_where_the_row_says(sample: Reading) -> None:
    for feature in geojson.features([sample]):
        p = feature["properties"]
        assert isinstance(p, dict)
        assert " ".join(sample.document.text[p["start"] : p["end"]].split()) == p["quote"]


# Safety.


@pytest.mark.parametrize("bad", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\n=1", '=HYPERLINK("http://192.0.2.1")'])
@pytest.mark.parametrize("shape", SHAPES)
def test_no_cell_is_a_formula(shape: str, bad: str) -> None:
    base = reading(Modality.CLAIMED)
    event = replace(base.events[0], actor=bad, target=bad, claimed_by=bad)
    place = replace(base.places[0], name=bad, admin1=bad)
    document = replace(base.document, outlet=bad, title=bad, language=bad)
    rows = SHAPES[shape]([replace(base, document=document, events=(event,), places=(place,))], [])
    assert rows
    for row in rows:
        for cell in row.values():
            assert not cell.startswith(("=", "+", "@", "\t", "\n", "\r")), cell
            assert "\t" not in cell
            assert "\n" not in cell
            if cell.startswith("-"):
                float(cell)  # a number, not a formula


def test_same_readings_same_bytes(sample: Reading) -> None:
    for make in (acled.rows, ged.rows, viina.rows, polecat.lines, geojson.lines, followthemoney.lines):
        assert "".join(make([sample])) == "".join(make([sample]))


def test_empty_readings_give_empty_tables() -> None:
    empty = Reading(document=Document(text=""))
    for made in SHAPES.values():
        assert made([empty], []) == []
    assert json.loads("".join(geojson.lines([empty])))["features"] == []
    assert [e["schema"] for e in followthemoney.entities([empty])] == ["Article"]


def test_followthemoney_ids_join(sample: Reading) -> None:
    entities = list(followthemoney.entities([sample]))
    ids = [e["id"] for e in entities]
    assert len(ids) == len(set(ids))
    known = set(ids)
    for entity in entities:
        properties = entity["properties"]
        assert isinstance(properties, dict)
        for name in ("proof", "involved"):
            assert set(properties.get(name, [])) <= known


def test_followthemoney_takes_them(sample: Reading) -> None:
    model = pytest.importorskip("followthemoney", reason="followthemoney is not installed")
    for entity in followthemoney.entities([sample]):
        proxy = model.model.get_proxy(entity)
        assert set(proxy.properties) == set(entity["properties"])  # type: ignore[call-overload]


def test_parquet_round_trip(sample: Reading) -> None:
    pytest.importorskip("pyarrow", reason="pyarrow is not installed")
    from pyarrow import BufferReader
    from pyarrow import parquet as reader

    from firsthand.publish import parquet

    table = reader.read_table(BufferReader(parquet.to_bytes([sample])))
    assert table.num_rows == len(sample.events)
    rows = table.to_pylist()
    assert {r["modality"] for r in rows} == {e.modality.value for e in sample.events}
    for row in rows:
        assert len(row["span_names"]) == len(row["span_starts"]) == len(row["span_ends"])


def test_parquet_says_what_it_needs(monkeypatch: pytest.MonkeyPatch, sample: Reading) -> None:
    import builtins

    from firsthand.errors import FirsthandError
    from firsthand.publish import parquet

    original = builtins.__import__

    def without(name: str, *args: object, **kwargs: object) -> object:
        if name.startswith("pyarrow"):
            raise ImportError(name)
        return original(name, *args, **kwargs)  # type: ignore[arg-type]

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(FirsthandError, match=r"firsthand\[parquet\]"):
        parquet.to_bytes([sample])

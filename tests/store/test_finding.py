"""Search finds the same on both engines, and what it should."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.store.samples import document, reading

from firsthand.errors import BadValue
from firsthand.model.document import Document, Published, report_id
from firsthand.store import Entry, Query, Store

TEXTS = {
    "harbour": "The harbour master said the front line had moved. Łódź was calm.",
    "café": "Le café de Kharkiv; a naïve Mi-8 pilot. Front page, line two.",
    "emoji": "Drones \U0001f6e9 hit Zaporizhzhia's north. ДОНЕЦЬК слухає.",
    "marks": "E\u0301cole and \u00e9cole are one word; x_y are two.",
    "long": "war " * 400 + "and the quiet river",
    "monster": " ".join(f"w{n}" for n in range(20_000)) + " the last phrase",
}
CASES = [
    ("front", {"harbour", "café"}),
    ("FRONT line", {"harbour", "café"}),
    ('"front line"', {"harbour"}),
    ("“front line”", {"harbour"}),
    ("lodz", {"harbour"}),
    ("Łódź", {"harbour"}),
    ("cafe", {"café"}),
    ("naive", {"café"}),
    ("mi-8", {"café"}),
    ('"mi 8"', {"café"}),
    ("mi8", set()),
    ("зап", set()),
    ("донецьк", {"emoji"}),
    ("Zaporizhzhia", {"emoji"}),
    ("zaporizhzhia's", {"emoji"}),
    ("ecole", {"marks"}),
    ("x_y", {"marks"}),
    ("zapor*", {"emoji"}),
    ("front -harbour", {"café"}),
    ("-front -war -w1", {"emoji", "marks"}),
    ('"war and the"', {"long"}),
    ('"quiet river"', {"long"}),
    ('"war quiet"', set()),
    ('"the last phrase"', {"monster"}),
    ('"w16000 w16001"', {"monster"}),
    ('"w16001 w16000"', set()),
    ('"w19999 the las*', set()),
    ("title", set(TEXTS)),
    ('"title the"', set()),  # no phrase runs from the title into the text
    ("?!", set()),
    ('"', set()),
    ("*", set()),
    ("-", set()),
    ("title OR nothing", set()),
    ("title AND front", set()),
    ("' OR 1=1 --", set()),
    ('") OR facets : ("k1', set()),
    ("title; DROP TABLE reports", set()),
    ("k1", set()),
]


@pytest.fixture
def texts(store: Store) -> Store:
    store.keep([Entry(source=name, document=Document(text=text, title="Title")) for name, text in TEXTS.items()])
    return store


def test_words_and_phrases(texts: Store) -> None:
    names = {report_id(Document(text=text, title="Title")): name for name, text in TEXTS.items()}
    for typed, expected in CASES:
        found = {names[hit.report_id] for hit in texts.find(Query(text=typed)).items}
        assert (typed, found) == (typed, expected)
        assert texts.count(Query(text=typed)) == len(expected)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(typed=st.text(max_size=40) | st.text("\"'*-:(){}^+ANDORNEAT\\%_\0", max_size=20))
def test_nothing_typed_is_an_error(texts: Store, typed: str) -> None:
    texts.find(Query(text=typed))
    texts.find(Query(actor=typed, place=typed, outlet=typed, event_type=typed, modality=typed, kind="event"))


def test_highlights_stand_where_the_words_are(texts: Store) -> None:
    for hit in texts.find(Query(text="front")).items:
        assert hit.highlights
        for start, end in hit.highlights:
            assert hit.snippet[start:end].lower() == "front"
    (hit,) = texts.find(Query(text='"quiet river"')).items
    assert [hit.snippet[start:end] for start, end in hit.highlights] == ["quiet river"]
    assert hit.quote == "quiet river"


READINGS = 30
QUERIES = [
    Query(kind="figure"),
    Query(kind="event"),
    Query(kind="place", place="sumy"),
    Query(place="POKROVSK"),
    Query(lat=50.9, lon=34.8, radius_km=40),
    Query(lat=0, lon=-179.9, radius_km=500),
    Query(lat=48.5, lon=32, radius_km=20_000),
    Query(since="2024-03-01", until="2024-03-31"),
    Query(since="2023-01-01"),
    Query(until="2024-06-30"),
    Query(since="1900-01-01", until="2100-12-31"),
    Query(published_since="2024-05-01", published_until="2024-08-31", kind="attribution"),
    Query(actor="marchenko"),
    Query(actor="Oleh Marchenko", kind="attribution"),
    Query(event_type="assault"),
    Query(event_type="ASSAULT", modality="claimed"),
    Query(modality="denied"),
    Query(source_type="regional_official"),
    Query(role="killed"),
    Query(role="killed", at_least=10, at_most=20),
    Query(at_least=1000),
    Query(at_most=3),
    Query(outlet="harbour news", kind="figure"),
    Query(verdict="pass"),
    Query(language="en"),
    Query(text="bridge", kind="forecast"),
    Query(text="bridge -drones", role="killed"),
    Query(actor="nobody at all"),
]


@pytest.fixture
def full(store: Store) -> Store:
    store.keep([Entry(source=str(n), reading=reading(n)) for n in range(READINGS)])
    return store


def _by_hand(query: Query) -> list[tuple[str, str]]:
    """(report, record) of every answer, found without an index."""
    from firsthand.store.facets import day_number, facets
    from firsthand.store.finding import distance_km
    from firsthand.store.words import folded, name_key

    answers = []
    for number in range(READINGS):
        read = reading(number)
        records = list(read.records())
        there = set(folded(f"{read.document.title} {read.document.text}"))
        typed = (query.text or "").split()
        if any((part.lstrip("-") in there) == part.startswith("-") for part in typed):
            continue
        day = day_number(read.document.published.value if read.document.published else None)
        first, last = day_number(query.published_since), day_number(query.published_until)
        if (first is not None or last is not None) and (day is None or not (first or -9e9) <= day <= (last or 9e9)):
            continue
        if query.outlet and name_key(read.document.outlet or "") != name_key(query.outlet):
            continue
        for row in facets(read):
            names = [row.source, row.actor, row.target, *row.names]
            keys = [f" {name_key(name)} " for name in names if name]
            begin, end = day_number(query.since), day_number(query.until)
            spelled = {name_key(spot.name) for spot in row.places}
            near = query.lat is None or any(
                spot.lat is not None
                and spot.lon is not None
                and query.lon is not None
                and distance_km(query.lat, query.lon, spot.lat, spot.lon) <= (query.radius_km or 0)
                for spot in row.places
            )
            told = row.day_from is not None and row.day_to is not None
            fits = (
                (query.kind is None or row.kind == query.kind)
                and (query.place is None or name_key(query.place) in spelled)
                and near
                and (begin is None or (told and (row.day_to or 0) >= begin))
                and (end is None or (told and (row.day_from or 0) <= end))
                and (query.actor is None or any(f" {name_key(query.actor)} " in key for key in keys))
                and (query.event_type is None or (row.type or "").lower() == query.event_type.lower())
                and (query.modality is None or row.modality == query.modality)
                and (query.source_type is None or row.source_type == query.source_type)
                and (query.role is None or row.role == query.role)
                and (query.verdict is None or row.verdict == query.verdict)
                and (
                    query.at_least is None
                    or (row.kind == "figure" and (row.high is None or row.high >= query.at_least))
                )
                and (query.at_most is None or (row.kind == "figure" and (row.low is None or row.low <= query.at_most)))
            )
            if fits:
                answers.append((report_id(read.document), records[row.position].id))
    return answers


def test_every_filter_finds_what_a_look_at_every_record_finds(full: Store) -> None:
    found_any = 0
    for query in QUERIES:
        if not query.of_records():
            continue
        hits = full.find(replace(query, limit=5000)).items
        expected = _by_hand(query)
        assert sorted((hit.report_id, hit.record_id or "") for hit in hits) == sorted(expected), query
        assert full.count(query) == len(expected)
        found_any += bool(expected)
    assert found_any > 18


def test_pages_join_up(full: Store) -> None:
    for query in (
        Query(kind="figure", limit=7),
        Query(text="drones", limit=3),
        Query(limit=4),
        Query(role="killed", limit=2),
    ):
        seen, after = [], None
        while True:
            page = full.find(replace(query, after=after))
            seen += page.items
            after = page.after
            if after is None:
                break
        assert seen == list(full.find(replace(query, limit=5000)).items)
        assert len(seen) == full.count(query)
        days = [hit.published or "" for hit in seen]
        assert days == sorted(days, reverse=True)


def test_hits_prove_themselves(full: Store) -> None:
    for hit in full.find(Query(kind="figure", limit=500)).items + full.find(Query(kind="attribution", limit=500)).items:
        read = full.reading(hit.report_id)
        assert read.document.text[hit.start : hit.end] == hit.quote
        assert hit.record_id in {record.id for record in read.records()}
        assert hit.snippet in read.document.text
        assert hit.title == read.document.title


def test_reports_of_a_query(full: Store) -> None:
    query = Query(modality="denied")
    expected = sorted({hit.report_id for hit in full.find(replace(query, limit=500)).items})
    assert sorted(row.report_id for row in full.reports(limit=500, query=query).items) == expected


def test_both_engines_answer_alike_whatever_came_first(store: Store) -> None:
    store.keep([Entry(source=str(n), reading=reading(n)) for n in reversed(range(READINGS))])
    hits = [hit for query in QUERIES for hit in store.find(query).items]
    told = [(hit.report_id, hit.record_id, hit.snippet, hit.highlights, hit.place, hit.source) for hit in hits]
    _ANSWERS.append(told)
    assert told == _ANSWERS[0]


_ANSWERS: list[object] = []


@pytest.mark.parametrize(
    "wrong",
    [
        {"since": "yesterday"},
        {"kind": "rumour"},
        {"lat": 5.0},
        {"lat": 95.0, "lon": 0.0, "radius_km": 5.0},
        {"limit": 0},
        {"at_least": float("nan")},
    ],
)
def test_a_question_that_makes_no_sense_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(BadValue):
        Query(**wrong)  # type: ignore[arg-type]


@pytest.mark.parametrize("after", ["x", "1.2.3", "-1", "1e9", ""])
def test_a_cursor_that_no_page_gave_is_refused(full: Store, after: str) -> None:
    with pytest.raises(BadValue, match="cursor"):
        full.find(Query(after=after))


def test_undated_reports_come_last(store: Store) -> None:
    dated = Document(text="dated", published=Published("1969-07-20"))
    store.keep([Entry(source="1", document=Document(text="undated")), Entry(source="2", document=dated)])
    store.keep([Entry(source="3", document=document(3))])
    assert [row.published for row in store.reports().items] == ["2024-04-04", "1969-07-20", None]


@pytest.mark.parametrize(
    "query", [Query(kind="event"), Query(kind="event", modality="claimed"), Query(kind="event", text="drones")]
)
def test_events_by_place_are_the_events_added_up(full: Store, query: Query) -> None:
    found, points = full.placed(query, "claimed"), full.points(query)
    told = points.modalities.index("claimed") if "claimed" in points.modalities else None
    at = [n for n in points.place if n >= 0]
    assert found.spots == points.spots
    assert found.counts == tuple(at.count(n) for n in range(len(points.spots)))
    assert sum(found.told) == sum(
        1 for place, modality in zip(points.place, points.modality, strict=True) if place >= 0 and modality == told
    )
    assert (found.events, found.unplaced) == (len(points.place), len(points.place) - len(at))
    assert found.undated == sum(1 for day in points.day_from if day < -1_000_000)

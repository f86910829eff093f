"""JSON loses nothing, says what the schema says, and lets anyone check every quote."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import fields
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

import firsthand
from firsthand.data.examples import examples
from firsthand.errors import BadValue
from firsthand.model.actor import Actor, ActorKind
from firsthand.model.attribution import Attribution, Kind, SourceType, SpeechAct, Stance, Voice
from firsthand.model.check import Check, Parameter, Verdict
from firsthand.model.claim import Claim
from firsthand.model.document import Document, Grain, Published
from firsthand.model.event import Event, Modality, Plover, Toll
from firsthand.model.figure import Change, Figure, Operator, Role
from firsthand.model.forecast import Forecast, ForecastKind, Strength
from firsthand.model.frame import Frame, FrameKind
from firsthand.model.moment import Moment, MomentKind
from firsthand.model.passage import Passage, PassageKind
from firsthand.model.place import Candidate, Place, PlaceKind
from firsthand.model.reading import SHELF, Reading
from firsthand.model.span import Span
from firsthand.publish.anchor import anchor, kind_of
from firsthand.publish.json import from_json, to_json
from firsthand.publish.jsonl import lines, readings
from firsthand.publish.schema import published, schema, schema_text

TEXT = "“Dvoje 😀 killed near e\u0301Sumy”, Le Monde quotes him; 38 of 63 drones. אב Next week it could fall."


def full() -> Reading:
    """A reading with every kind of record and every optional field in use."""

    def at(words: str) -> Span:
        start = TEXT.index(words)
        return Span.of(TEXT, start, start + len(words))

    made: dict[str, Any] = {"made_by": "rule:test", "confidence": 0.5}
    said = Attribution(
        source=at("him"), cue=at("quotes"), content=(at("Dvoje 😀 killed"), at("Sumy")), kind=Kind.MIXED,
        speaker="A", source_type=SourceType.MILITARY_OFFICIAL, anonymous=True, candidates=("A", "B"),
        speech_act=SpeechAct.DENY, stance=Stance.SCEPTICAL, via=(Voice("Le Monde", at("Le Monde"), SourceType.MEDIA),),
        evidential="imagery", nested_in="a-1", repeat_of="a-2", about="a-3", rests_on=(Voice("B"),), scope_uncertain=True, **made,
    )  # fmt: skip
    whole = Figure(
        span=at("63 drones"), number=at("63"), op=Operator.EXACT, low=63, high=63, value=63, unit="drone", **made
    )
    part = Figure(
        span=at("38 of 63 drones"), number=at("38"), op=Operator.MORE_THAN, low=38.5, high=None, value=38.0, unit="drone",
        counted="drones", counted_span=at("drones"), role=Role.INTERCEPTED, senses=(Role.INTERCEPTED, Role.COUNT),
        of=whole.id, subset_of=whole.id, same_as="f-1", per="day", change=Change.ROSE_TO, cumulative=True,
        hypothetical=True, items=(at("drones"),), whose=at("drones"), by=at("drones"), **made,
    )  # fmt: skip
    place = Place(
        span=at("Sumy"), name="Sumy", kind=PlaceKind.SETTLEMENT, gazetteer="geonames:692194", latitude=50.9, longitude=34.8,
        radius_km=5.0, country="UA", admin1="Sumy", population=256474, variant=True, metonym="x", disputed=("RU",),
        direction="near", relative_to=("l-1",), suggestion="Sumi", attributive=True, acled_geo_precision=1, ucdp_where_prec=1,
        alternatives=(Candidate("Sumi", PlaceKind.SETTLEMENT, "geonames:1", 1.0, 2.0, None, 0.1),), **made,
    )  # fmt: skip
    moment = Moment(
        span=at("Next week"), kind=MomentKind.DATE, value="2024-W46", mod="APPROX", begin="2024-11-11", end="2024-11-17",
        anchor="published", zone="+02:00", bound="by", part_of="m-1", acled_time_precision=2, ucdp_date_prec=2, **made,
    )  # fmt: skip
    event = Event(
        trigger=at("killed"), plover=Plover.ASSAULT, mode="aerial", modality=Modality.CLAIMED, factuality=1.5,
        acled_event="Explosions/Remote violence", acled_sub="Air/drone strike", actor="Russia", actor_span=at("him"),
        target="x", target_span=at("Dvoje"), weapon="drone", weapon_span=at("drones"), places=(place.id,),
        moments=(moment.id,), figures=(part.id,), tolls=(Toll("killed", 2, None, part.id, "x", said.id),),
        mentions=(at("fall"),), attribution=said.id, claimed_by="A", denied_by="B", denied_in="a-1", part_of="e-1",
        territory="gained", civilian_targeting=True, aggregate=True, **made,
    )  # fmt: skip
    forecast = Forecast(
        span=at("Next week it could fall"), kind=ForecastKind.CONDITIONAL, outcome=at("it could fall"),
        condition=at("Next week"), strength=Strength.PROBABLE, probability=0.4, horizon=moment.id, attribution=said.id,
        key="k", **made,
    )  # fmt: skip
    frame = Frame(span=at("fall"), kind=FrameKind.LOADED_WORD, attribution=said.id, plain="be taken", **made)
    claim = Claim(
        content=(at("Dvoje 😀 killed"),), attribution=said.id, speaker="A", events=(event.id,), figures=(part.id,),
        places=(place.id,), moments=(moment.id,), forecasts=(forecast.id,), **made,
    )  # fmt: skip
    check = Check(
        kind="share", inputs=(at("38"), at("63")), formula="38 / 63 = 0.6", verdict=Verdict.WARN, message="m", flip="f",
        records=(part.id,), parameters=(Parameter("p", 0.1, "s"),), **made,
    )  # fmt: skip
    actor = Actor(
        name="Le Monde", kind=ActorKind.MEDIA, mentions=(at("Le Monde"),), aliases=("LM",), description=at("quotes him"),
        title="t", registry="r", country="FR", side="s", source_type=SourceType.MEDIA, **made,
    )  # fmt: skip
    passage = Passage(
        kind=PassageKind.QUOTATION, span=at("“Dvoje 😀 killed near e\u0301Sumy”"), inner=at("Dvoje 😀 killed near e\u0301Sumy"),
        depth=1, closed=False, scare=True, continues="p-1", **made,
    )  # fmt: skip
    document = Document(
        text=TEXT, title="T", outlet="O", url="https://example.org/", author="A", language="en", raw_sha256="0" * 64,
        published=Published("2024-11-05", Grain.DAY, 0.9, "url"), fixes=("crlf",), replaces="1" * 64,
    )  # fmt: skip
    records = (said, whole, part, place, moment, event, forecast, frame, claim, check, actor, passage)
    return Reading(document=document, reader="r", notes=("n",)).having(records).proven()


def real() -> list[Reading]:
    return [full(), *(firsthand.read(path) for path in examples()), firsthand.read_text("")]


def test_nothing_is_lost() -> None:
    for reading in real():
        assert from_json(to_json(reading)) == reading
        assert from_json(to_json(reading, indent=2).encode()) == reading
        assert to_json(from_json(to_json(reading))) == to_json(reading)
    assert list(readings(f"{line}\n\n" for line in lines(real()))) == [line for reading in real() for line in [reading]]


@settings(deadline=None, max_examples=50)
@given(st.text(max_size=200), st.text(max_size=20))
def test_nothing_is_lost_of_any_text(text: str, title: str) -> None:
    reading = firsthand.read_text(text, title=title)
    assert from_json(to_json(reading)) == reading


def test_full_reading_uses_every_field() -> None:
    """A field added to the model must be written out here, and with it in the schema and the round trip."""
    reading = full()
    for kind in SHELF:
        for field in fields(kind):
            values = [getattr(record, field.name) for record in reading.of(kind)]
            assert any(value != field.default for value in values), f"{kind.__name__}.{field.name} is never set"


def test_schema_code_and_output_agree() -> None:
    assert published() == schema_text(), "run: firsthand schema > src/firsthand/data/reading.schema.json"
    Draft202012Validator.check_schema(schema())
    validator = Draft202012Validator(schema())
    for reading in real():
        errors = [error.message for error in validator.iter_errors(json.loads(to_json(reading)))]
        assert errors == []


@pytest.mark.parametrize(
    "spoil",
    [
        lambda wire: wire["figures"][0].pop("role"),
        lambda wire: wire["figures"][0].update(role="eaten"),
        lambda wire: wire["figures"][0].update(surprise=1),
        lambda wire: wire["events"][0].update(modality=None),
        lambda wire: wire["places"][0]["span"].update(start=-1.5),
        lambda wire: wire.update(schema_version="0"),
        lambda wire: wire["document"].pop("id"),
    ],
)
def test_schema_refuses_what_we_never_write(spoil: Any) -> None:
    wire = json.loads(to_json(full()))
    spoil(wire)
    assert not Draft202012Validator(schema()).is_valid(wire)


def stretches(value: object) -> Iterator[dict[str, Any]]:
    """Every object with start, end and quote, wherever it stands."""
    if isinstance(value, dict):
        if {"start", "end", "quote"} <= value.keys():
            yield value
        for one in value.values():
            yield from stretches(one)
    elif isinstance(value, list):
        for one in value:
            yield from stretches(one)


def test_anyone_can_check_every_quote() -> None:
    for reading in real():
        wire = json.loads(to_json(reading))
        text = wire["document"]["text"]
        for found in stretches(wire):
            assert text[found["start"] : found["end"]] == found["quote"]
        for kind, shelf in SHELF.items():
            assert len(wire[shelf]) == len(reading.of(kind))
            assert {record["record"] for record in wire[shelf]} <= {kind_of(kind)}
            assert all(
                record["at"] is None or record["at"].keys() == {"start", "end", "quote"} for record in wire[shelf]
            )
            assert not {"record", "at"} & {field.name for field in fields(kind)}


def test_each_kind_has_a_stretch_that_stands_for_it() -> None:
    reading = full()
    found = {kind_of(type(r)): stretch.quote for r in reading.records() if (stretch := anchor(r, TEXT)) is not None}
    assert found["attribution"] == "Dvoje 😀 killed near e\u0301Sumy"
    assert found["event"] == "killed"
    assert found["check"] == "38"
    assert found["actor"] == "Le Monde"
    assert found["claim"] == "Dvoje 😀 killed"
    assert len(found) == len(SHELF)


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (lambda wire: wire["document"].update(text="Another text."), "is not the sha256 of its text"),
        (lambda wire: wire["figures"][0]["span"].update(start=1, end=16), "figures|figure|1..16"),
        (lambda wire: wire["figures"][0].update(role="eaten"), "no reading of Firsthand"),
        (lambda wire: wire.pop("document"), "no reading of Firsthand"),
    ],
)
def test_json_that_was_tampered_with_is_refused(spoil: Any, words: str) -> None:
    wire = json.loads(to_json(full()))
    spoil(wire)
    with pytest.raises(BadValue, match=words):
        from_json(json.dumps(wire))


def test_text_that_is_no_json_is_refused() -> None:
    for broken in ("", "{", "[]", b"\xff", '{"document": {"text": "\\ud800"}}'):
        with pytest.raises(BadValue):
            from_json(broken)

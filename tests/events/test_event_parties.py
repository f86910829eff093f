"""Parties, places and days that a sentence leaves to the report around it."""

from __future__ import annotations

import pytest

from firsthand.kit import Kit
from firsthand.model.document import Document, Published
from firsthand.model.event import Event
from firsthand.model.reading import Reading
from firsthand.pipeline import read_document

KIT = Kit()


def read(text: str) -> Reading:
    return read_document(Document(text=text, published=Published("2025-03-04")), KIT)


def at(reading: Reading, trigger: str) -> Event:
    return next(e for e in reading.events if trigger in e.trigger.quote)


@pytest.mark.parametrize(
    ("text", "trigger", "target"),
    [
        ("Russian missiles struck three Ukrainian cities overnight.", "struck", "Ukrainian cities"),
        ("Israeli troops killed nine Palestinian fighters near Rafah.", "killed", "Palestinian fighters"),
        ("Russian guns shelled Ukrainian positions near Kupiansk.", "shelled", "Armed Forces of Ukraine"),
        ("Russian forces killed 14 people in Kherson.", "killed", "civilians"),
        ("Russian soldiers tortured Ukrainian prisoners of war.", "tortured", "Ukrainian prisoners"),
    ],
)
def test_what_a_nationality_owns_is_not_its_army(text: str, trigger: str, target: str) -> None:
    event = at(read(text), trigger)
    assert event.target == target
    assert event.target_span is not None  # the words stay, whatever the party is called


@pytest.mark.parametrize(
    ("text", "trigger", "actor", "target"),
    [
        (
            "Russia and Ukraine sent reserves to the front. If Kupiansk falls, the road lies open.",
            "falls",
            "Armed Forces of Russia",
            "Armed Forces of Ukraine",
        ),
        (
            "Ukrainian crews fired all night at Russian aircraft. Ukrainian air defences shot down 31 drones.",
            "shot down",
            "Air defence of Ukraine",
            "Armed Forces of Russia",
        ),
        (
            "Wagner claimed on Monday to have captured Soledar from Ukrainian troops.",
            "captured",
            "Wagner Group",
            "Armed Forces of Ukraine",
        ),
        (
            "Russian troops are still near Sumy in Ukraine. The invasion began three years ago.",
            "invasion",
            "Russia",
            "Ukraine",
        ),
    ],
)
def test_the_other_side_is_filled_in(text: str, trigger: str, actor: str, target: str) -> None:
    event = at(read(text), trigger)
    assert (event.actor, event.target) == (actor, target)


def test_no_rebels_are_blamed_for_a_strike_because_of_its_place() -> None:
    text = "The army and the Tigray People's Liberation Front blamed each other. A drone strike hit a camp in Ethiopia."
    assert at(read(text), "drone strike").actor is None


def test_a_strike_without_subject_is_by_those_of_the_one_before() -> None:
    reading = read("Israeli jets bombed a warehouse in Gaza City.\n\nA house in Rafah was hit minutes later.")
    event = at(reading, "hit")
    assert event.actor == "Israel Defense Forces"
    assert event.actor_span is None  # inferred: nothing in the text to show
    assert event.confidence < at(reading, "bombed").confidence


@pytest.mark.parametrize(
    ("text", "trigger", "place"),
    [
        ("In Odesa the home of the Kherson family was shelled.", "shelled", "Odesa"),
        (
            "Russian guns shelled Izium. Along the whole front in Ukraine, 60 clashes were counted.",
            "clashes",
            "Ukraine",
        ),
        ("The senator proposed bombing Iran before talks with China.", "bombing", "Iran"),
    ],
)
def test_where(text: str, trigger: str, place: str) -> None:
    reading = read(text)
    named = {p.id: p.name for p in reading.places}
    assert [named[i] for i in at(reading, trigger).places][:1] == [place]


def test_a_moment_without_a_calendar_is_no_day() -> None:
    reading = read("Rebels recently attacked the customs post at Birao.")
    assert at(reading, "attacked").moments == ()


@pytest.mark.parametrize(
    ("text", "trigger", "modality", "denied_by"),
    [
        ("Reports about the capture of Sela are false, the general staff said.", "capture", "denied", "general staff"),
        ("Rumours that troops had captured Sela were denied.", "captured", "denied", None),
        ("The army called reports of the capture of Sela fake.", "capture", "denied", "army"),
        ("Reports of the shelling of Sela were confirmed.", "shelling", "claimed", None),
    ],
)
def test_a_tale_called_untrue_is_denied(text: str, trigger: str, modality: str, denied_by: str | None) -> None:
    event = at(read(text), trigger)
    assert (event.modality.value, event.denied_by) == (modality, denied_by)

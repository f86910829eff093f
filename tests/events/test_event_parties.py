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


@pytest.mark.parametrize(
    ("text", "trigger", "actor", "target"),
    [
        # what a speaker, a leader or a pointing word stands for
        ("Russia's losses near Kupiansk were heavy, Ukraine said.", "losses", "Armed Forces of Ukraine", "Armed Forces of Russia"),
        ("Ukraine and Russia sent guns. Vladimir Putin bombed Kharkiv on Monday.", "bombed", "Armed Forces of Russia", None),
        ("As Ukraine prepares for an offensive near Tokmak, Russia digs in.", "offensive", "Armed Forces of Ukraine", "Armed Forces of Russia"),
        ("The Russian Defence Ministry claimed to have seized Soledar.", "seized", "Armed Forces of Russia", None),
        # a weapon is no target, nor is a word for fighting
        ("Russia fired 40 missiles at Odesa.", "fired", "Armed Forces of Russia", None),
        # a thing that is somebody's army's is a thing
        ("Russian drones hit the harbour of the Ukrainian navy.", "hit", "Armed Forces of Russia", "harbour of the Ukrainian navy"),
    ],
)  # fmt: skip
def test_who_stands_behind_a_word(text: str, trigger: str, actor: str, target: str | None) -> None:
    event = at(read(text), trigger)
    assert event.actor == actor
    if target is not None:
        assert event.target == target
    else:
        assert event.target_span is None or "missile" not in event.target_span.quote


def test_what_lies_ahead_has_only_the_day_of_its_own_words() -> None:
    reading = read("On 1 March Russian forces shelled Orikhiv. If Orikhiv falls, the road is open.")
    assert at(reading, "shelled").moments
    assert not at(reading, "falls").moments


def test_a_comparison_is_no_day_and_no_place() -> None:
    text = "The shelling of Sumy by Russian guns was the heaviest in Europe since 1945."
    event = at(read(text), "shelling")
    quotes = [p.span.quote for p in read(text).places if p.id in event.places]
    assert "Europe" not in quotes
    assert not event.moments


def test_a_report_of_one_place_is_set_there() -> None:
    reading = read(
        "Shells fell on Dobropillia on Monday.\n\nDobropillia has no hospital.\n\nRussian artillery shelled it for hours."
    )
    event = at(reading, "shelled")
    assert [p.name for p in reading.places if p.id in event.places] == ["Dobropillia"]


@pytest.mark.parametrize(
    ("text", "modality"),
    [
        ("The ministry has not denied that its guns shelled the monastery in Dorma.", "possible"),
        ("The army neither confirmed nor denied that it had shelled the village.", "possible"),
        ("The spokesman refused to deny that troops had attacked Orlan.", "possible"),
        ("The attack on Orlan has not been denied by the army.", "possible"),
        ("The army denied that it had not attacked the village.", "claimed"),
        ("The army denied that it had attacked the village.", "denied"),
        ("It cannot be denied that the army shelled the village.", "happened"),
        ("The strike on the port has not been carried out.", "did_not_happen"),
        ("Critics would call the operation an invasion of Varos.", "possible"),
        ("The region is under what the agency has called a blockade of the port.", "claimed"),
    ],
)
def test_what_a_denial_leaves_open(text: str, modality: str) -> None:
    event = read(text).events[0]
    assert event.modality.value == modality
    assert event.claimed_by is None or modality == "claimed"

"""Incidents as templates, and text in capitals read through a re-cased copy. Own prose in the shape of old wires."""

from __future__ import annotations

import json
from hashlib import sha256
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firsthand.events.muc import incidents, templates, told_of
from firsthand.events.recase import in_capitals, recased
from firsthand.kit import Kit
from firsthand.model.document import Document, Published

KIT = Kit()

BOMB = """LIMA, 14 MAR 91 (OWN WIRE) -- [TEXT] A CAR BOMB EXPLODED LAST NIGHT IN FRONT OF A BANK IN AREQUIPA, KILLING THREE PEOPLE AND
WOUNDING 12, THE POLICE REPORTED.

   THE SHINING PATH CLAIMED RESPONSIBILITY FOR THE ATTACK IN A TELEPHONE CALL TO A LOCAL RADIO STATION."""
KIDNAP = """BOGOTA, 3 FEB 91 (OWN WIRE) -- [TEXT] UNIDENTIFIED INDIVIDUALS KIDNAPPED RANCHER ORLANDO PERILLA YESTERDAY NEAR MONTERIA. THE
POLICE BELIEVE THAT THE ELN WAS RESPONSIBLE FOR THE KIDNAPPING."""
FARMING = """QUITO, 8 JUN 91 (OWN WIRE) -- [TEXT] THE MINISTER OF AGRICULTURE TODAY OPENED A FAIR FOR COFFEE GROWERS. HE SAID THAT THE HARVEST
WOULD BE BETTER THAN LAST YEAR AND THAT NEW LOANS WOULD BE GRANTED."""


def document(text: str, published: str) -> Document:
    return Document(text=text, published=Published(published))


def test_a_bombing_with_its_slots() -> None:
    found = {one["type"]: one for one in templates(document(BOMB, "1991-03-14"), KIT)}
    bombing = found["BOMBING"]
    assert bombing["stage"] == "ACCOMPLISHED"
    assert bombing["place"] == "PERU: AREQUIPA"
    assert bombing["perpetrators"] == [{"organization": "SHINING PATH", "confidence": "CLAIMED OR ADMITTED"}]
    assert {(who["effect"], who["number"]) for who in bombing["victims"]} == {("DEATH", 3), ("INJURY", 12)}
    assert bombing["date"].startswith("1991-03-1")


def test_a_kidnapping_on_the_word_of_the_police() -> None:
    (one,) = [t for t in templates(document(KIDNAP, "1991-02-03"), KIT) if t["type"] == "KIDNAPPING"]
    assert one["date"] == "1991-02-02"
    assert one["perpetrators"] == [{"organization": "ELN", "confidence": "SUSPECTED OR ACCUSED BY AUTHORITIES"}]


def test_no_incident_where_none_is_told() -> None:
    assert templates(document(FARMING, "1991-06-08"), KIT) == []
    assert templates(Document(text=""), KIT) == []


def test_evidence_stands_in_the_nearest_sentences() -> None:
    from firsthand.events.muc import Words

    told = told_of(document(BOMB, "1991-03-14"), KIT)
    (bombing,) = [one for one in incidents(told, KIT.language.table("incidents", Words)) if one.kind == "BOMBING"]
    assert "EXPLODED" in told.quote(bombing.near[0])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("THE POLICE REPORTED", "The police reported"),
        ("GUERRILLAS OF THE FMLN. THE ARMY FLED.", "Guerrillas of the FMLN. The army fled."),
        ("IN BOGOTA, COLOMBIA'S CAPITAL", "In Bogota, Colombia's capital"),
    ],
)
def test_recased(text: str, expected: str) -> None:
    assert recased(text) == expected


@given(st.text())
def test_a_recased_copy_keeps_every_offset(text: str) -> None:
    copy = recased(text)
    assert len(copy) == len(text)
    assert copy.lower() == text.lower()


@pytest.mark.parametrize(
    ("text", "expected"), [("THE ARMY SAID", True), ("The army said", False), ("", False), ("1234", False)]
)
def test_what_counts_as_written_in_capitals(text: str, expected: bool) -> None:
    assert in_capitals(text) is expected


def test_the_weights_are_those_of_their_card() -> None:
    data = files("firsthand.data")
    card = json.loads((data / "incidents.card.json").read_text("utf-8"))
    assert sha256((data / "incidents.json").read_bytes()).hexdigest() == card["sha256"]

"""Disputed land is shown under one stated policy, and its claimants are named under any."""

from __future__ import annotations

import pytest

from firsthand.data.gazetteer import Gazetteer
from firsthand.kit import Kit
from firsthand.locate.disputed import Policy, disputes, standing
from firsthand.locate.stage import places, resolved
from firsthand.model.document import Document
from firsthand.model.reading import Reading

# name, words around it, country and claimants under the UN policy, country under the policy "administered"
STANDING = [
    ("Simferopol", "Police in {} in Crimea said", "UA", {"RU"}, "RU"),
    ("Sevastopol", "The port of {} in Crimea", "UA", {"RU"}, "RU"),
    ("Donetsk", "Shells fell on {} in Ukraine", "UA", {"RU"}, "UA"),
    ("Mariupol", "Shells fell on {} in Ukraine", "UA", {"RU"}, "UA"),
    ("Kharkiv", "Shells fell on {} in Ukraine", "UA", set(), "UA"),
    ("Golan Heights", "Troops in the {} near Syria", "SY", {"IL"}, "IL"),
    ("Majdal Shams", "A rocket hit {} in the Golan Heights", "SY", {"IL"}, "IL"),
    ("Western Sahara", "Rebels in {} said", "EH", {"MA"}, "MA"),
    ("Taiwan", "Ships near {} were seen", "TW", {"CN"}, "TW"),
    ("Taipei", "Ships off {} in Taiwan were seen", "TW", {"CN"}, "TW"),
    ("Kosovo", "Police in {} said", "XK", {"RS"}, "XK"),
    ("Abkhazia", "Officials in {} in Georgia said", "GE", {"Abkhazia"}, None),
    ("Jerusalem", "Police in {} and Tel Aviv in Israel said", None, {"IL", "PS"}, "IL"),
    ("East Jerusalem", "Police in {} said", "PS", {"IL"}, "IL"),
    ("Tel Aviv", "Police in {} in Israel said", "IL", set(), "IL"),
    ("Tskhinvali", "A convoy reached {} in Georgia", "GE", {"South Ossetia"}, None),
]


@pytest.fixture(scope="module")
def kit() -> Kit:
    return Kit()


@pytest.mark.parametrize(
    ("name", "words", "country", "claimants", "administered"), STANDING, ids=[s[0] for s in STANDING]
)
def test_country_and_claimants(
    kit: Kit, name: str, words: str, country: str | None, claimants: set[str], administered: str | None
) -> None:
    text = words.format(name) + " on Friday."
    at = text.index(name)
    spans = [(at, at + len(name))] + [
        (text.index(w), text.index(w) + len(w))
        for w in ("Crimea", "Ukraine", "Golan Heights", "Georgia", "Israel")
        if w in text and w != name
    ]
    for policy, shown in ((Policy.UN, country), (Policy.ADMINISTERED, administered)):
        place = next(p for p in resolved(Document(text=text), spans, kit, policy) if p.span.start == at)
        assert place.country == shown
        named = {place.country, *place.disputed} - {None}
        assert claimants <= named
        if claimants:
            assert len(place.disputed) >= 1
        else:
            assert place.disputed == ()


def test_the_stage_uses_the_policy_of_the_united_nations(kit: Kit) -> None:
    reading = Reading(
        document=Document(text="Explosions were heard in Sevastopol in Crimea and in Kharkiv in Ukraine.")
    )
    found = {p.name: p for p in places(reading, kit)}
    assert found["Sevastopol"].country == "UA"
    assert found["Sevastopol"].disputed == ("RU",)
    assert found["Kharkiv"].disputed == ()


def test_every_entry_names_its_ground_and_a_claimant() -> None:
    names = [entry.name for entry in disputes()]
    assert len(names) == len(set(names))
    for entry in disputes():
        assert entry.basis
        assert entry.claimants
        assert entry.countries or entry.provinces or entry.ids or entry.outline


def test_every_id_and_province_of_the_policy_is_in_the_gazetteer() -> None:
    gazetteer = Gazetteer.load()
    for entry in disputes():
        for code in entry.provinces:
            assert gazetteer.province(code) is not None, (entry.name, code)
        for ident in entry.ids:
            merged = ident.startswith("own:") and gazetteer.find(ident[4:].replace("-", " "))
            assert gazetteer.by_id(ident) is not None or merged, (entry.name, ident)


def test_outlines_keep_to_their_side() -> None:
    gazetteer = Gazetteer.load()
    haifa = next(gazetteer.place(row) for row, _ in gazetteer.find("Haifa") if gazetteer.country(row) == "IL")
    assert standing(haifa, gazetteer).claimants == ()
    damascus = next(gazetteer.place(row) for row, _ in gazetteer.find("Damascus") if gazetteer.country(row) == "SY")
    assert standing(damascus, gazetteer).claimants == ()

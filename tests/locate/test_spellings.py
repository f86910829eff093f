"""Two hundred spellings of places near fronts: the first answer is the place, and no look-alike is ever an answer."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from firsthand.data.gazetteer import distance_km
from firsthand.kit import Kit
from firsthand.locate.stage import resolved
from firsthand.model.document import Document
from firsthand.model.place import Place

TABLE = yaml.safe_load((Path(__file__).parent / "spellings.yaml").read_text("utf-8"))
REPORTS = {
    "Ukraine": "Officials in Ukraine said shelling hit {} overnight, and fighting went on near Donetsk and Kupiansk.",
    "Russia": "Officials in Russia said drones from Ukraine reached {} overnight.",
    "Gaza and Israel": "Medics in the Gaza Strip said strikes by Israel hit {} overnight, and the West Bank was quiet.",
    "Syria": "Rescuers in Syria said strikes hit {} overnight.",
    "Sudan": "Residents of Darfur in Sudan said shells hit {} overnight.",
}
NEAR_KM = 12.0


def first_answer(report: str, name: str, kit: Kit) -> Place:
    text = report.format(name)
    spans = [
        (text.rindex(w), text.rindex(w) + len(w))
        for w in (
            "Ukraine",
            "Russia",
            "Donetsk",
            "Kupiansk",
            "Gaza Strip",
            "Israel",
            "Syria",
            "Sudan",
            "Darfur",
            "West Bank",
        )
        if w in text
    ]
    at = report.index("{}")
    spans = [s for s in spans if s[1] <= at or s[0] >= at + len(name)]
    places = resolved(Document(text=text), [*spans, (at, at + len(name))], kit)
    return next(p for p in places if p.span.start == at)


@pytest.fixture(scope="module")
def kit() -> Kit:
    return Kit()


def outcomes(kit: Kit) -> list[tuple[str, str]]:
    """(spelling, "right" | "unplaced" | "wrong: ...") of the table."""
    found = []
    for theatre, rows in TABLE.items():
        for lat, lon, *names in rows:
            for name in names:
                place = first_answer(REPORTS[theatre], name, kit)
                if place.latitude is None or place.longitude is None:
                    found.append((name, "unplaced"))
                elif distance_km(lat, lon, place.latitude, place.longitude) <= NEAR_KM:
                    found.append((name, "right"))
                else:
                    found.append((name, f"wrong: {place.name}, {place.kind}, {place.latitude}, {place.longitude}"))
    return found


def test_spellings_find_their_places(kit: Kit) -> None:
    table = outcomes(kit)
    assert len(table) >= 200
    right = [name for name, outcome in table if outcome == "right"]
    failed = [row for row in table if row[1] != "right"]
    assert len(right) >= 0.95 * len(table), failed


@pytest.mark.parametrize(
    "slip", ["Zakota", "Bakhmtu", "Avdivkaa", "Kramatosrk", "Pokrvosk", "Marriupool", "Hulyaiploe", "Vugelhdar", "Kupyanks", "Toretks"]
)  # fmt: skip
def test_a_slip_of_the_pen_is_never_answered_silently(kit: Kit, slip: str) -> None:
    """A misspelt name is right, or it is no answer at all; what it looks like is a suggestion."""
    place = first_answer(REPORTS["Ukraine"], slip, kit)
    if place.latitude is not None:
        assert place.variant
        assert place.confidence < 1.0 or place.country == "UA"
    else:
        assert place.gazetteer is None


def test_zakota_bridge_suggests_zatoka(kit: Kit) -> None:
    text = "Missiles hit Odesa in Ukraine, where the Zakota Bridge was damaged."
    place = resolved(Document(text=text), [(13, 18), (22, 29), (text.index("Zakota"), text.index(" was"))], kit)[2]
    assert place.latitude is None
    assert place.suggestion == "Zatoka"

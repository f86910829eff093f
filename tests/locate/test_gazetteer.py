"""The gazetteer's file: what it promises of names, points and itself."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
from importlib.resources import files
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from firsthand.data.gazetteer import Gazetteer, How, distance_km
from firsthand.data.gazetteer_keys import plain, skeleton, sound, sounds, typos
from firsthand.errors import BadValue
from firsthand.model.place import PlaceKind

DATA = Path(str(files("firsthand.data")))
CARD = json.loads((DATA / "gazetteer.card.json").read_text("utf-8"))
GAZETTEER = Gazetteer.load()
ROWS = st.integers(0, len(GAZETTEER) - 1)


def test_the_file_is_the_one_of_the_card() -> None:
    data = (DATA / "gazetteer.bin").read_bytes()
    assert len(data) == CARD["bytes"] < 45_000_000
    assert hashlib.sha256(data).hexdigest() == CARD["sha256"]
    assert all(len(source["sha256"]) == 64 and source["licence"] for source in CARD["built_from"])


@settings(max_examples=400, deadline=None)
@given(ROWS)
def test_every_place_is_found_by_its_name(row: int) -> None:
    place = GAZETTEER.place(row)
    assert row in {r for r, _ in GAZETTEER.find(place.name)}
    assert row in {r for r, _ in GAZETTEER.find(place.name.upper())}
    assert row in {r for r, _ in GAZETTEER.find(place.name.replace("-", " ").replace("'", "’"))}


@settings(max_examples=300, deadline=None)
@given(ROWS)
def test_every_place_of_a_theatre_is_found_by_its_sound(row: int) -> None:
    place = GAZETTEER.place(row)
    if (
        place.country not in {"UA", "RU", "SY", "PS", "SD"}
        or place.kind is PlaceKind.COUNTRY
        or len(sound(place.name)) < 3
    ):
        return
    heard = GAZETTEER.heard(place.name, {place.country})
    assert row in {r for r, _ in heard}


@settings(max_examples=200, deadline=None)
@given(ROWS)
def test_points_lie_on_the_globe_with_a_radius_and_a_source(row: int) -> None:
    place = GAZETTEER.place(row)
    assert abs(place.latitude) <= 90
    assert abs(place.longitude) <= 180
    assert place.radius_km > 0
    assert place.point
    assert (place.latitude, place.longitude) != (0.0, 0.0)
    same = GAZETTEER.by_id(place.id)
    assert same is not None
    assert same.row == row or place.id.startswith("own:airport")


@settings(max_examples=200, deadline=None)
@given(ROWS)
def test_provinces_hold_their_places(row: int) -> None:
    place = GAZETTEER.place(row)
    province = GAZETTEER.oblast(place)
    if province is None:
        return
    assert province.kind is PlaceKind.ADM1
    assert province.country == place.country
    if place.adm1 is not None:
        assert province.row in GAZETTEER.chain(row)


@pytest.mark.parametrize("row", range(0, 3000, 7))
def test_small_places_of_the_ukrainian_register_are_never_points(row: int) -> None:
    place = GAZETTEER.place(len(GAZETTEER) - 1 - row)
    if place.point in ("hromada", "raion"):
        assert place.approximate
        assert place.radius_km >= 12


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=40))
def test_any_text_may_be_asked(name: str) -> None:
    for row, how in GAZETTEER.find(name):
        assert isinstance(how, How)
        assert 0 <= row < len(GAZETTEER)
    GAZETTEER.heard(name, {"UA"})
    GAZETTEER.alike(name, {"UA"})
    assert skeleton(sound(name)) == skeleton(sound(name))


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=40))
def test_plain_keys_are_stable(name: str) -> None:
    assert plain(plain(name)) == plain(name) or "." in name


@pytest.mark.parametrize(
    "spellings",
    [
        ("Zaporizhzhia", "Zaporizhzhya", "Saporischschja", "Запоріжжя"),
        ("Kharkiv", "Charkiw", "Харків"),
        ("Vuhledar", "Wuhledar", "Вугледар", "Vougledar"),
        ("Toretsk", "Torezk", "Toreck", "Торецьк"),
        ("Mykolaiv", "Mykolayiv", "Mykolajiw", "Миколаїв"),
        ("Cherkasy", "Tscherkassy", "Tcherkassy", "Czerkasy", "Черкаси"),
        ("Chasiv Yar", "Tschassiw Jar", "Czasiw Jar"),
        ("Avdiivka", "Avdivka", "Awdijiwka", "Авдіївка"),
        ("Shchastia", "Schtschastja", "Szczastia", "Щастя"),
        ("Severodonetsk", "Sievierodonetsk", "Sjewjerodonezk"),
    ],
)
def test_one_sound_in_the_spellings_of_several_languages(spellings: tuple[str, ...]) -> None:
    first = sound(spellings[0])
    for other in spellings[1:]:
        assert first in sounds(other), (other, sounds(other))


def test_a_swapped_letter_shares_a_typo_key() -> None:
    assert set(typos(sound("Zakota"))) & set(typos(sound("Zatoka")))
    assert not set(typos(sound("Sumy"))) & set(typos(sound("Odesa")))


def test_distance() -> None:
    assert distance_km(50.45, 30.52, 49.99, 36.23) == pytest.approx(410, abs=5)


def test_a_file_of_another_kind_is_refused(tmp_path: Path) -> None:
    other = tmp_path / "gazetteer.bin"
    other.write_bytes(b"something else altogether")
    with pytest.raises(BadValue, match="no gazetteer"):
        Gazetteer(other)


def test_opening_is_quick_and_light() -> None:
    code = (
        "import time, resource\n"
        "from firsthand.data.gazetteer import Gazetteer\n"
        "before, start = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.perf_counter()\n"
        "found = Gazetteer.load()\n"
        "spent = time.perf_counter() - start\n"
        "for name in ('Kyiv', 'Bakhmut', 'Gaza', 'El Fasher', 'Paris'): found.find(name)\n"
        "print(spent, (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    seconds, megabytes = map(float, done.stdout.split())
    assert seconds < 0.5  # 0.01 s here; the rest is room for a busy machine
    assert megabytes < 60

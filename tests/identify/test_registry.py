"""The actor registry: names, demonyms, sides, and a user's own file."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from firsthand.data.registry import Registry, folded
from firsthand.errors import BadValue
from firsthand.model.actor import ActorKind
from firsthand.model.document import Grain, Published

REGISTRY = Registry.load()


@pytest.mark.parametrize(
    ("name", "entry"),
    [
        ("Russian Defence Ministry", "ru-mod"),
        ("the Russian Defence Ministry", "ru-mod"),
        ("Ukraine’s General Staff", "ua-general-staff"),
        ("RSF", "rsf-sudan"),
        ("rsf", None),
        ("Rapid Support", None),
        ("Wagner", "wagner"),
        ("Türkiye", "tr"),
        ("IDF", "il-forces"),
    ],
)
def test_names(name: str, entry: str | None) -> None:
    found = REGISTRY.find(name)
    assert (found.id if found else None) == entry


@pytest.mark.parametrize(
    ("word", "iso"), [("Russian", "RU"), ("Israelis", "IL"), ("US", "US"), ("Martian", None), ("us", None)]
)
def test_demonyms(word: str, iso: str | None) -> None:
    assert REGISTRY.people(word) == iso


def test_a_brigade_fights_for_its_state() -> None:
    assert "ua" in REGISTRY.opponents("ru-bg-south", ["ua"])
    assert "rsf-sudan" in REGISTRY.opponents("sd-forces", ["rsf-sudan"])


def test_the_text_chooses_between_two_wars_of_one_state() -> None:
    assert "hamas" in REGISTRY.opponents("il-forces", ["hamas"])
    assert "hezbollah" in REGISTRY.opponents("il-forces", ["hezbollah"])


def test_every_side_names_known_actors() -> None:
    for conflict in REGISTRY.conflicts:
        assert len(conflict.sides) == 2
        for members in conflict.sides.values():
            assert all(member in REGISTRY.entries for member in members), conflict.id


def test_states_have_distinct_codes() -> None:
    states = [e for e in REGISTRY.entries.values() if e.kind is ActorKind.STATE]
    assert len(states) > 190
    codes = [s.cow for s in states if s.cow is not None]
    assert len(codes) == len(set(codes))
    assert all(s.country is not None and len(s.country) == 2 for s in states)


def test_parents_are_known() -> None:
    assert all(e.parent in REGISTRY.entries for e in REGISTRY.entries.values() if e.parent)


def test_own_file_adds_and_replaces(tmp_path: Path) -> None:
    own = tmp_path / "mine.yaml"
    own.write_text(
        "actors:\n"
        "  - {id: valley-guard, name: Valley Guard, kind: armed_group, country: UA, aliases: [VG]}\n"
        "  - {id: wagner, name: Wagner PMC, kind: armed_group}\n"
        "conflicts:\n"
        "  - {id: valley, name: Valley war, sides: {one: [valley-guard], two: [wagner]}}\n"
    )
    registry = Registry.load(own)
    assert registry.find("VG") is not None
    wagner = registry.get("wagner")
    assert wagner is not None
    assert wagner.name == "Wagner PMC"
    assert registry.opponents("valley-guard") == ("wagner",)
    assert REGISTRY.find("VG") is None


def test_own_file_of_another_shape_is_named(tmp_path: Path) -> None:
    own = tmp_path / "odd.yaml"
    own.write_text("actors: [{id: 3}]\n")
    with pytest.raises(BadValue, match=r"odd\.yaml"):
        Registry.load(own)


def test_folding_leaves_the_name_readable() -> None:
    assert folded("The  Guardian") == "Guardian"


@pytest.mark.parametrize(
    ("name", "day", "source"),
    [
        ("Trump", "2018-05-01", "head_of_state"),
        ("Trump", "2023-05-01", "politician"),
        ("Donald Trump", "2025-03", "head_of_state"),
        ("Putin", "2010-06-01", "head_of_government"),
        ("Zaluzhny", "2023-01-01", "military_official"),
        ("Zaluzhny", "2024-06-01", "official"),
        ("Prigozhin", "2023-06-24", "armed_group_leader"),
        ("Netanyahu", "2022", "head_of_government"),
        ("Netanyahu", None, "head_of_government"),
    ],
)
def test_an_office_is_held_between_two_days(name: str, day: str | None, source: str) -> None:
    published = None if day is None else Published(day, Grain(("year", "month", "day")[day.count("-")]))
    found = REGISTRY.on(published).find(name)
    assert found is not None
    assert found.source.value == source


def test_people_belong_to_somebody_and_their_offices_are_days() -> None:
    people = [e for e in REGISTRY.entries.values() if e.kind is ActorKind.PERSON]
    assert len(people) > 90
    for one in people:
        assert one.parent is None or one.parent in REGISTRY.entries, one.id
        for office in one.offices:
            days = [day for day in (office.begin, office.end) if day]
            assert days == sorted(days), one.id
            assert all(date.fromisoformat(day) for day in days), one.id


def test_a_son_is_not_his_father() -> None:
    father, son = REGISTRY.find("Donald Trump"), REGISTRY.find("Donald Trump Jr.")
    assert father is not None and son is not None  # noqa: PT018
    assert father.id != son.id

"""How the desk takes in many reports: in small steps beside writers, resumed where it was, and bounded lists over it."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from firsthand.compare import building, kinship, linking, settling
from firsthand.compare.desk import Desk, NoSuchFinding
from firsthand.compare.findings import IncidentPage, Part
from firsthand.compare.likeness import LEAST, likeness
from firsthand.compare.lineage import Nearby, lineage
from firsthand.kit import Kit
from firsthand.model.document import Document, Published, report_id
from firsthand.model.reading import Reading
from firsthand.pipeline import read_document
from firsthand.store import Entry, Store

KIT = Kit()
TOWNS = ("Shostka", "Toretsk", "Kupiansk", "Nikopol", "Izmail", "Sumy", "Kovel", "Orikhiv")
CAUSES = ("drone", "missile", "shell")


def text(number: int) -> str:
    town, cause = TOWNS[number % len(TOWNS)], CAUSES[number % len(CAUSES)]
    return (
        f"A {cause} hit a market in {town} on {1 + number % 27} March 2024, killing {2 + number % 5} people, the governor said."
        f" Officials in {town} said that {number} stalls burned."
    )


def reading(number: int) -> Reading:
    """Every fifth report has no date."""
    published = None if number % 5 == 0 else Published(f"2024-03-{1 + (number + number % 3) % 28:02}")
    return read_document(Document(text=text(number), outlet=f"Paper {number % 4}", published=published), KIT)


READINGS = [reading(number) for number in range(36)]


@pytest.fixture
def small_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    """Many reports are more than five, a step takes a few: everything that happens at 20,000 happens here."""
    for name, size in (("ONE_BY_ONE", 5), ("SINGLY", 2), ("TAKEN", 7), ("LINKED", 4)):
        monkeypatch.setattr(building, name, size)
    monkeypatch.setattr(settling, "SETTLE", 3)
    monkeypatch.setattr(linking, "SEEDED", 3)


def keep(store: Store, readings: list[Reading]) -> None:
    store.keep([Entry(source=f"{report_id(one.document)}.txt", reading=one) for one in readings])


def everything(desk: Desk) -> list[object]:
    return [
        desk.incidents(limit=100).items,
        desk.questions(limit=500).items,
        desk.contradictions(limit=100).items,
        desk.sources(limit=500).items,
        desk.forecasts().items,
    ]


def grown(folder: Path) -> list[object]:
    """What a desk shows that took in every report singly."""
    with Store.open(folder / "grown.db", create=True) as store:
        desk = Desk(store, KIT)
        for one in READINGS:
            keep(store, [one])
            desk.refresh()
        return everything(desk)


@pytest.mark.usefixtures("small_steps")
def test_taken_in_at_once_or_report_by_report_with_and_without_dates(store: Store, tmp_path: Path) -> None:
    one_by_one = grown(tmp_path)
    keep(store, random.Random(4).sample(READINGS, len(READINGS)))
    desk = Desk(store, KIT)
    assert desk.refresh() == len(READINGS)
    assert everything(desk) == one_by_one
    assert desk.rebuild() == len(READINGS)
    assert everything(desk) == one_by_one


class _KilledError(Exception):
    pass


@pytest.mark.usefixtures("small_steps")
def test_a_build_goes_on_where_it_was_killed_and_others_write_in_between(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each desk dies after two steps; between two, reports come in, and another desk builds a step of its own."""
    whole = grown(tmp_path)
    keep(store, READINGS[:20])
    real = building.Builder._step
    left = [0]

    def step(self: building.Builder, newest: int) -> int | None:
        if not left[0]:
            raise _KilledError
        left[0] -= 1
        return real(self, newest)

    monkeypatch.setattr(building.Builder, "_step", step)
    deaths = 0
    for turn in range(200):
        left[0] = 2
        try:
            Desk(store, KIT).refresh()
            break
        except _KilledError:
            deaths += 1
            keep(store, READINGS[20 + turn : 21 + turn])
            assert store.total() == min(len(READINGS), 21 + turn)
    assert deaths > 5
    monkeypatch.setattr(building.Builder, "_step", real)
    keep(store, READINGS)
    desk = Desk(store, KIT)
    desk.refresh()
    assert everything(desk) == whole
    assert desk.standing().waiting == desk.standing().unsettled == 0


@pytest.mark.usefixtures("small_steps")
def test_two_desks_build_at_once(store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whenever one desk looked and is about to write, the other one has taken a step: it looks again."""
    whole = grown(tmp_path)
    keep(store, READINGS)
    other = Desk(store, KIT)
    real = building.Builder._step
    mine = building.Builder._all_made
    turns = [0]

    def slow(self: building.Builder, changes: object) -> object:
        made = mine(self, changes)  # type: ignore[arg-type]
        if self is not other._builder and turns[0] < 3:
            turns[0] += 1
            real(other._builder, store.sequence())
        return made

    monkeypatch.setattr(building.Builder, "_all_made", slow)
    desk = Desk(store, KIT)
    desk.refresh()
    assert turns[0] == 3
    assert everything(desk) == whole


def test_a_desk_that_does_not_wait_answers_from_what_it_has(store: Store) -> None:
    keep(store, READINGS[:6])
    desk, worker = Desk(store, KIT, waits=False), Desk(store, KIT)
    assert desk.incidents().items == ()
    assert (desk.standing().waiting, desk.standing().reports) == (6, 0)
    worker.refresh()
    worker.settle()
    assert desk.incidents().items
    assert (desk.standing().waiting, desk.standing().reports, desk.standing().phase) == (0, 6, None)


def test_the_search_for_kin_leaves_no_one_out(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """The rows of the database give what holding every pair against each other gives."""
    monkeypatch.setattr(kinship, "LOOKED", 3)
    keep(store, READINGS)
    desk = Desk(store, KIT)
    desk.refresh()
    marks = {mark.report_id: mark for mark in (desk._made(one)[1] for one in READINGS)}
    with desk._shelf() as shelf:
        for mark in marks.values():
            best, later = kinship.kin(shelf, mark)
            pairs = {
                name: value
                for name, other in marks.items()
                if name != mark.report_id and (value := likeness(mark, other)) >= LEAST
            }
            before = [(-value, marks[name].order) for name, value in pairs.items() if marks[name].order < mark.order]
            assert (best.report_id if best else None) == (min(before)[1][1] if before else None)
            held = {name: kinship.follows(shelf, name) for name in pairs}
            closer = {
                name: value
                for name, value in pairs.items()
                if marks[name].order > mark.order and ((line := held[name]) is None or value >= line.likeness)
            }
            assert closer.items() <= {one.report_id: value for one, value in later}.items() <= pairs.items()


def test_the_index_of_a_window_finds_the_best_of_all() -> None:
    marks = sorted((Desk._made(_Bare(), one)[1] for one in READINGS), key=lambda one: one.order)  # type: ignore[arg-type]
    nearby = Nearby()
    for at, mark in enumerate(marks):
        found = nearby.best(mark)
        ranked = [
            (-value, place) for place, other in enumerate(marks[:at]) if (value := likeness(mark, other)) >= LEAST
        ]
        assert (found.report_id if found else None) == (marks[min(ranked)[1]].report_id if ranked else None)
        nearby.add(mark)
    assert len(lineage(marks)) == len(marks)


class _Bare:
    _kit = KIT


# Lists


def test_questions_are_found_by_their_words_and_those_of_their_incident(store: Store) -> None:
    keep(store, READINGS[:16])
    desk = Desk(store, KIT)
    assert {one.role.value for one in desk.questions(text="KILLED").items} == {"killed"}
    rows = [row for row in desk.incidents(limit=100).items if row.place]
    for row in rows:
        place = str(row.place)
        shown = {one.incident for one in desk.questions(text=place.upper(), limit=500).items}
        assert shown == {one.id for one in rows if place in f"{one.title} {one.place}"}
    assert desk.questions(text="100%").items == desk.questions(text="_").items == ()


def test_sections_of_a_briefing_are_cut_and_counted(store: Store) -> None:
    keep(store, READINGS)
    desk = Desk(store, KIT)
    whole, short = desk.briefing("2024-03-01"), desk.briefing("2024-03-01", limit=2)
    assert [one.name for one in whole.sections] == [one.name for one in short.sections]
    for a, b in zip(whole.sections, short.sections, strict=True):
        assert len(b.items) <= 2
        assert b.total == a.total == len(a.items)
        assert b.items == a.items[:2] or b.name in ("denied", "control")


def test_forecasts_are_counted_by_state_and_filtered(store: Store) -> None:
    said = "Analyst Mark Vale said there is a 70 percent chance that Russian forces will capture {} by {} 2024."
    texts = [said.format(town, month) for town in ("Toretsk", "Kupiansk") for month in ("May", "December")]
    keep(store, [read_document(Document(text=one, published=Published("2024-03-01")), KIT) for one in texts])
    desk = Desk(store, KIT)
    assert {state.value: count for state, count in desk.forecast_states().items()} == {"open": 4}
    keep(store, [read_document(Document(text="Rain fell on Kovel.", published=Published("2024-08-01")), KIT)])
    assert {state.value: count for state, count in desk.forecast_states().items()} == {"open": 2, "expired": 2}
    assert len(desk.forecasts(state="expired").items) == 2
    first = desk.forecasts(limit=3)
    assert len({*first.items, *desk.forecasts(limit=3, after=first.after).items}) == 4


# A big happening and its parts

NIGHT = (
    "Russia attacked Ukraine with drones overnight on 5 March 2024. Drones hit Kharkiv, killing three people, officials said."
    " Drones struck Odesa, where two people died. Drones hit Zaporizhzhia and wounded six people. Drones struck Sumy, too."
)
KHARKIV = "Drones hit a warehouse in Kharkiv on 5 March 2024, killing three workers, mayor Ihor Pavlenko said. Firemen fought the blaze till noon."
ODESA = "Drones struck a hotel in Odesa on 5 March 2024, and two guests died, regional governor Ivan Hrach said. The hotel's roof fell in."
LATER = (
    "Drones hit a school in Kharkiv on 19 March 2024, killing a teacher, mayor Ihor Pavlenko said. Lessons had ended."
)


@pytest.fixture
def night(store: Store) -> tuple[Desk, dict[str, str]]:
    names = {}
    for name, day, told in (
        ("night", "06", NIGHT),
        ("kharkiv", "05", KHARKIV),
        ("odesa", "06", ODESA),
        ("later", "20", LATER),
    ):
        one = read_document(Document(text=told, outlet=name, published=Published(f"2024-03-{day}")), KIT)
        keep(store, [one])
        names[name] = report_id(one.document)
    desk = Desk(store, KIT)
    desk.refresh()
    for name in names:  # four incidents, whatever their words have in common
        for other in names:
            if name != other and desk.incident_of(names[name]) == desk.incident_of(names[other]):
                desk.separate(names[name], desk.incident_of(names[other]))
    desk.settle()
    return desk, {name: desk.incident_of(report) for name, report in names.items()}


def inside(page: IncidentPage) -> dict[str, str | None]:
    def leaves(parts: tuple[Part, ...]) -> Iterator[Part]:
        for one in parts:
            yield one
            yield from leaves(one.parts)

    return {one.place: one.incident for one in leaves(page.parts)}


def test_a_night_of_strikes_has_its_places_as_parts(night: tuple[Desk, dict[str, str]]) -> None:
    desk, named = night
    assert len(set(named.values())) == 4
    whole = desk.incident(named["night"])
    assert whole.row.part_of is None
    assert inside(whole)["Kharkiv"] == named["kharkiv"]
    assert inside(whole)["Odesa"] == named["odesa"]
    assert named["later"] not in inside(whole).values()
    rows = {row.id: row.part_of for row in desk.incidents().items}
    assert rows == {
        named["night"]: None,
        named["kharkiv"]: named["night"],
        named["odesa"]: named["night"],
        named["later"]: None,
    }
    with pytest.raises(NoSuchFinding):
        desk.incident("i-ffff")


def test_refreshing_ends_while_others_go_on_adding(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """A reader who asks is not kept waiting for what came after the question."""
    keep(store, READINGS[:4])
    desk = Desk(store, KIT)
    desk.refresh()
    waiting = list(READINGS[4:12])
    real = building.Builder._step

    def step(self: building.Builder, newest: int) -> int | None:
        if waiting:
            keep(store, [waiting.pop(0)])
        return real(self, newest)

    keep(store, [waiting.pop(0)])
    monkeypatch.setattr(building.Builder, "_step", step)
    assert desk.refresh() == 1
    assert waiting
    monkeypatch.setattr(building.Builder, "_step", real)
    desk.refresh()
    assert desk.standing().waiting == 0

"""The desk over a store: report by report, all at once, and in any order the same; decisions that survive a rebuild."""

from __future__ import annotations

import json
import random
from itertools import pairwise
from pathlib import Path

import pytest
from typer.testing import CliRunner

from firsthand.cli.app import app
from firsthand.compare.desk import Desk, NoSuchFinding
from firsthand.kit import Kit
from firsthand.model.document import Document, Published, report_id
from firsthand.model.reading import Reading
from firsthand.pipeline import read_document
from firsthand.publish import briefing
from firsthand.store import Entry, Store

KIT = Kit()
FIRST = "A Russian drone hit a bakery in Shostka before dawn on Thursday, killing four people and wounding 11, the regional governor Olena Horbach said. Rescue workers were still searching the rubble at noon."
REPORTS = [
    ("2024-09-12", "Sever Courier", FIRST),
    ("2024-09-12", "Copy Daily", FIRST),
    ("2024-09-13", "Desna Radio", "Seven people died when a drone struck a bakery in Shostka on Thursday, doctors at the town's hospital said on Friday. Eleven others were wounded. Russia's defence ministry denied that it had fired at the town."),
    ("2024-09-12", "Nile Wire", "At least nine traders were killed when shells fell on a market in El Fasher on Wednesday, a local committee said."),
    ("2024-09-14", "Nile Wire", "Nine traders died when shells fell on the market of El Fasher on Wednesday, a volunteer committee said, and thirty were hurt."),
    ("2024-09-15", "Sever Courier", "The bakery in Shostka that a drone struck on Thursday will open again in spring, the mayor said. Seven people died there."),
    ("2024-09-20", "Desna Radio", "Mediazona has confirmed the names of 70,112 Russian soldiers killed since February 2022. Britain's defence ministry estimates that 610,000 Russian troops have been killed or wounded."),
    ("2024-09-21", "Sever Courier", "Analyst Mark Vale said there is a 70 percent chance that Russian forces will capture Toretsk by December 2024."),
]  # fmt: skip


def reading(day: str, outlet: str, text: str) -> Reading:
    return read_document(Document(text=text, outlet=outlet, published=Published(day)), KIT)


READINGS = [reading(*one) for one in REPORTS]
NAMES = [report_id(one.document) for one in READINGS]


def entries(readings: list[Reading]) -> list[Entry]:
    return [Entry(source=f"{at}.txt", reading=one) for at, one in enumerate(readings)]


def everything(desk: Desk) -> list[object]:
    return [
        desk.incidents(limit=100).items,
        desk.questions(limit=500).items,
        desk.contradictions(limit=100).items,
        desk.sources(limit=500).items,
        desk.forecasts().items,
        desk.control("2024-12-01"),
    ]


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_one_by_one_in_any_order_equals_a_rebuild(store: Store, seed: int) -> None:
    mixed = list(READINGS)
    random.Random(seed).shuffle(mixed)
    desk = Desk(store, KIT)
    for entry in entries(mixed):
        store.keep([entry])
        assert desk.refresh() == 1
    grown = everything(desk)
    assert desk.rebuild() == len(READINGS)
    assert everything(desk) == grown
    assert [row.reports for row in desk.incidents(text="Russian drone").items] == [4]


def test_an_incident_says_why_and_what_would_separate(store: Store) -> None:
    store.keep(entries(READINGS))
    desk = Desk(store, KIT)
    desk.refresh()
    page = desk.incident(NAMES[2])
    assert {one.report_id for one in page.reports} == {NAMES[at] for at in (0, 1, 2, 5)}
    assert sum(one.copy_of is not None for one in page.reports) == 1, (
        "the text at two outlets is two reports, one a copy"
    )
    link = next(one.link for one in page.reports if one.report_id == NAMES[2])
    assert link.similarity >= link.least
    assert any("days" in one for one in link.separates)
    assert page.row.id == f"i-{page.reports[0].report_id}"
    assert desk.repeats(NAMES[0])[0].relation.value == "same"


def test_a_reviewers_decisions_survive_a_rebuild_and_can_be_taken_back(store: Store) -> None:
    store.keep(entries(READINGS))
    desk = Desk(store, KIT)
    desk.refresh()
    whole = desk.incident_of(NAMES[5])
    desk.separate(NAMES[5], whole)
    assert desk.incident_of(NAMES[5]) != whole
    desk.rebuild()
    assert desk.incident_of(NAMES[5]) != whole
    desk.join(NAMES[5], whole)
    assert desk.incident_of(NAMES[5]) == whole
    desk.join(NAMES[7], NAMES[3])
    desk.rebuild()
    assert desk.incident_of(NAMES[7]) == desk.incident_of(NAMES[3])
    with pytest.raises(NoSuchFinding):
        desk.separate(NAMES[0], desk.incident_of(NAMES[3]))


def test_other_definitions_are_neighbours_and_never_one_question(store: Store) -> None:
    store.keep(entries(READINGS))
    desk = Desk(store, KIT)
    wide = {row.definition: row for row in desk.questions(wide=True).items}
    assert wide["confirmed by name"].low == 70112
    assert wide["killed or wounded"].low == 610000
    found = desk.question(wide["confirmed by name"].key)
    assert len(found.points) == 1
    assert any("definition" in one.why for one in found.neighbours)


def test_a_forecast_comes_true_where_a_later_report_tells_of_it(store: Store) -> None:
    store.keep(entries(READINGS))
    desk = Desk(store, KIT)
    (before,) = [one for one in desk.forecasts().items if one.probability]
    assert (before.state.value, before.probability) == ("open", 0.7)
    store.keep(
        entries(
            [
                reading(
                    "2024-11-20",
                    "Desna Radio",
                    "Russian forces captured Toretsk, in Donetsk region, on Tuesday, Russia's defence ministry said.",
                )
            ]
        )
    )
    (after,) = [one for one in desk.forecasts().items if one.probability]
    assert after.state.value == "came_true"
    assert after.brier == pytest.approx(0.09)
    assert "captured Toretsk" in after.later[0].sentence


def test_what_was_redacted_leaves_the_desk(store: Store) -> None:
    store.keep(entries(READINGS))
    desk = Desk(store, KIT)
    desk.refresh()
    store.redact(NAMES[3], "asked for")
    assert all(
        one.report_id != NAMES[3] for row in desk.incidents(limit=50).items for one in desk.incident(row.id).reports
    )


def test_pages_follow_each_other(store: Store) -> None:
    store.keep(entries(READINGS))
    desk = Desk(store, KIT)
    whole = desk.incidents(limit=100).items
    found, after = [], None
    while True:
        page = desk.incidents(limit=2, after=after)
        found += page.items
        after = page.after
        if after is None:
            break
    assert tuple(found) == whole
    assert all((a.day_to or "") >= (b.day_to or "") for a, b in pairwise(whole))


def test_the_briefing_in_every_form(store: Store, tmp_path: Path) -> None:
    store.keep(
        entries(
            [
                *READINGS,
                reading(
                    "2024-09-13",
                    "Evil",
                    "A drone struck a bakery in Shostka, <script>alert(1)</script> Olena Horbach said. Seven people were killed.",
                ),
            ]
        )
    )
    found = Desk(store, KIT).briefing("2024-09-13")
    assert {one.name for one in found.sections} >= {"new", "changed", "denied", "forecasts"}
    assert max(map(len, briefing.text(found).splitlines())) <= briefing.WIDTH
    assert "<script" not in briefing.html(found)
    assert "<script" not in briefing.markdown(found)
    assert "grow" in briefing.markdown(found)
    shown = CliRunner().invoke(app, ["brief", "--since", "2024-09-13", "--store", store.name, "--format", "json"])
    assert shown.exit_code == 0
    assert json.loads(shown.stdout)["since"] == "2024-09-13"
    assert CliRunner().invoke(app, ["brief", "--since", "soon"]).exit_code == 2
    assert (
        CliRunner().invoke(app, ["brief", "--since", "2024-09-13", "--store", str(tmp_path / "none.db")]).exit_code == 3
    )

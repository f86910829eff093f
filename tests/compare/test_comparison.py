"""Readings held against each other, whatever the order of arrival; and what the terminal shows of it."""

from __future__ import annotations

import json
from dataclasses import replace
from itertools import permutations
from pathlib import Path

from typer.testing import CliRunner

import firsthand
from firsthand.cli.app import app
from firsthand.compare.comparison import compared
from firsthand.compare.findings import State
from firsthand.kit import Kit
from firsthand.model.figure import Role
from firsthand.model.reading import Reading
from firsthand.publish.comparison import WIDTH, text

FIRST = "A Russian drone hit a bakery in Shostka before dawn on Thursday, killing four people and wounding 11, the regional governor Olena Horbach said. Rescue workers were still searching the rubble at noon."
LATER = "Seven people died when a drone struck a bakery in Shostka on Thursday, doctors at the town's hospital said on Friday. Eleven others were wounded. Russia's defence ministry denied that it had fired at the town."
OTHER = (
    "At least nine traders were killed when shells fell on a market in El Fasher on Wednesday, a local committee said."
)


def reading(words: str, published: str, outlet: str) -> Reading:
    found = firsthand.read_text(words, published)
    return replace(found, document=replace(found.document, outlet=outlet))


KIT = Kit()
READINGS = [
    reading(FIRST, "2024-09-12", "Sever Courier"),
    reading(FIRST, "2024-09-12", "Copy Daily"),
    reading(LATER, "2024-09-13", "Desna Radio"),
    reading(OTHER, "2024-09-12", "Nile Wire"),
]


def test_two_incidents_one_copy_folded_a_toll_that_grows() -> None:
    bakery, market = compared(READINGS, KIT)
    assert [report.copy_of is not None for report in bakery.reports] == [False, True, False]
    assert len(market.reports) == 1
    (killed,) = [one for one in bakery.questions if one.role is Role.KILLED and not one.part]
    assert (killed.state, killed.points[0].value, killed.points[1].value) == (State.GROWING, 4, 7)
    assert len(killed.points) == 2, "the copy does not answer a second time"
    assert len(killed.points[0].folded) == 1


def test_the_order_of_arrival_does_not_matter() -> None:
    expected = compared(READINGS, KIT)
    for order in permutations(READINGS):
        found = compared(order, KIT)
        assert found == expected


def test_every_line_fits_and_every_number_has_its_words() -> None:
    shown = text(compared(READINGS, KIT))
    assert max(map(len, shown.splitlines())) <= WIDTH
    assert "“four people”" in shown
    assert "1 copies folded" in shown


def test_the_command_in_text_and_json(tmp_path: Path) -> None:
    for name, words in (("a", FIRST), ("b", LATER), ("c", OTHER)):
        (tmp_path / f"{name}.txt").write_text(words, "utf-8")
    files = [str(path) for path in sorted(tmp_path.iterdir())]
    shown = CliRunner().invoke(app, ["compare", "--published", "2024-09-13", *files])
    assert shown.exit_code == 0
    assert "3 reports, 1 incidents told of by several" in shown.stdout
    found = json.loads(
        CliRunner().invoke(app, ["compare", "--format", "json", "--published", "2024-09-13", *files]).stdout
    )
    answer = found[0]["questions"][0]["points"][0]
    assert answer["evidence"]["quote"] in FIRST + LATER


def test_a_source_that_fails_is_named_and_counted(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(FIRST, "utf-8")
    out = CliRunner().invoke(app, ["compare", str(tmp_path / "a.txt"), str(tmp_path / "gone.txt")])
    assert out.exit_code == 1
    assert "gone.txt" in out.stderr

"""The runner: official scorers unchanged, and predictors that never see the answers."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from benchmarks.gold import MissingGold, folder, reports
from benchmarks.runner import SCORERS, predict, score
from benchmarks.tasks import TASKS

from firsthand.kit import Kit

OFFICIAL = Path(__file__).parents[3] / "shared" / "score"
DOCUMENT = {
    "id": "own-1",
    "text": "The governor said two drones hit a depot near Sumy on Tuesday.",
    "published": "2024-11-06",
    "lang": "en",
    "title": "Depot hit",
    "outlet": "example",
    "url": "https://example.org/1",
}


@pytest.mark.skipif(not OFFICIAL.is_dir(), reason="the official scorers are not on this machine")
def test_scorers_are_the_official_ones_byte_for_byte() -> None:
    for ours in sorted(SCORERS.glob("*.py")):
        assert ours.read_bytes() == (OFFICIAL / ours.name).read_bytes(), f"{ours.name} differs from the official scorer"


def test_every_scorer_is_a_task() -> None:
    assert {path.stem for path in SCORERS.glob("*.py")} - {"_common"} == {
        task.scorer or name for name, task in TASKS.items()
    }


def test_a_report_carries_no_answers(tmp_path: Path) -> None:
    answers = {
        "spans": [{"start": 46, "end": 50}],
        "events": [{"start": 33, "end": 36, "factuality": 3}],
        "cluster": "c1",
    }
    file = tmp_path / "gold.jsonl"
    file.write_text(json.dumps(DOCUMENT | answers) + "\n", "utf-8")
    (plain,) = reports(file)
    assert (plain.asked, plain.group) == ((), None)
    (asked,) = reports(file, given="events", group="incident,cluster")
    assert (asked.asked, asked.group) == (((33, 36),), "c1")


@pytest.mark.parametrize("task", sorted(TASKS))
def test_a_prediction_is_the_same_with_and_without_answers_in_the_file(task: str, tmp_path: Path) -> None:
    one = TASKS[task]
    given = {"events": [{"start": 33, "end": 36}]} if one.given else {}
    group = {one.group: "g1"} if one.group else {}
    answers = {
        "label": "X",
        "templates": [],
        "quantities": [],
        "spans": [],
        "timexes": [],
        "attributions": [],
        "gold": {"num_killed": 3},
    }
    written = []
    for name, row in (("bare", DOCUMENT | given | group), ("full", DOCUMENT | answers | given | group)):
        file, out = tmp_path / f"{name}.jsonl", tmp_path / f"{name}-out.jsonl"
        file.write_text(json.dumps(row) + "\n", "utf-8")
        predict(one, file, out, Kit())
        written.append(out.read_text("utf-8"))
    assert written[0] == written[1]


def test_a_folder_of_json_documents_reads_like_lines(tmp_path: Path) -> None:
    (tmp_path / "b.json").write_text(json.dumps(DOCUMENT | {"id": "b"}), "utf-8")
    (tmp_path / "a.json").write_text(json.dumps(DOCUMENT | {"id": "a"}), "utf-8")
    assert [report.id for report in reports(tmp_path)] == ["a", "b"]


def test_predictions_of_the_war_task_are_accepted_by_its_scorer(tmp_path: Path) -> None:
    gold, out = tmp_path / "gold", tmp_path / "out.jsonl"
    gold.mkdir()
    place = {"start": 46, "end": 50, "canonical": "Sumy", "lat": 50.91, "lon": 34.8, "type": "settlement"}
    (gold / "own-1.json").write_text(json.dumps(DOCUMENT | {"places": [place]}), "utf-8")
    predict(TASKS["war"], gold, out, Kit())
    assert 0 <= score(TASKS["war"], gold, out)["mean_of_layers"] <= 1


def test_missing_gold_says_what_to_set(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("FIRSTHAND_GOLD", str(tmp_path / "nowhere"))
    with pytest.raises(MissingGold, match="FIRSTHAND_GOLD"):
        folder()


def test_peers_rows_that_the_scorer_cannot_read_are_left_out() -> None:
    from benchmarks.peers.quantities import INSTALL, PEERS, kept

    assert set(INSTALL) == set(PEERS)
    rows = [
        {"value": 3.0},
        {"value": float("inf")},
        {"value": 1.0, "start": 4, "end": 4},
        {"low": 1.0, "high": 2.0, "start": 0, "end": 3},
    ]
    assert kept(rows) == [rows[0], rows[3]]


def test_a_specification_is_met_by_value_then_by_ends() -> None:
    from benchmarks.specs import tally

    from firsthand.data.language import Language

    row = {
        "text": "She is 29 years old.",
        "results": [{"start": 7, "end": 19, "resolution": {"value": "29", "unit": "Year"}}],
    }
    assert tally([row], "AgeModel", Language()) == (1, 1, 1, 1, 1)

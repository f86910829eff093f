"""Estimates in the app: lists handed in, models side by side, pairs under review, and what review changes."""

from __future__ import annotations

import csv
import io
import time
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from firsthand.estimate import report
from firsthand.estimate.latent import Settings as Chains
from firsthand.estimate.latent import latent
from firsthand.estimate.review import read_decided
from firsthand.serve.estimates.cases import Cases
from firsthand.store import Store

Token = Callable[[TestClient], str]
TABLE = "a,b,c,n\n1,0,0,90\n0,1,0,70\n0,0,1,60\n1,1,0,30\n1,0,1,22\n0,1,1,19\n1,1,1,9\n"
MINISTRY = """id,family,given,patronymic,born,died,place
1,Ткаченко,Ольга,Петрівна,1990-03-05,2023-06-01,Суми
2,Мороз,Іван,Олексійович,1985-11-20,,Суми
3,Гриценко,Павло,Ігорович,1979-01-30,2023-07-10,Конотоп
4,Лисенко,Марія,Сергіївна,,2023-07-11,Конотоп
"""
NEWSROOM = """id,name,born,died,place
1,Olha Tkachenko,1990-03-05,2023-06-01,Sumy
2,Petro Savchuk,1966-02-02,2023-08-01,Shostka
3,Maria Lysenko,,,Konotop
4,Pavlo Hrytsenkov,,2023-07-19,Konotop
"""


@pytest.fixture(autouse=True)
def short_chains(monkeypatch: pytest.MonkeyPatch) -> None:
    """Latent classes with chains that are too short to believe and long enough to draw."""
    short = Chains(burn=50, sweeps=100, thin=2, chains=1)

    def latent_classes(lists: Any) -> Any:
        return latent(lists, short)

    latent_classes.__name__ = "latent"
    monkeypatch.setattr(report, "latent", latent_classes)


def ended(client: TestClient, case: str) -> dict[str, Any]:
    for _ in range(600):
        found: dict[str, Any] = client.get(f"/api/v1/estimates/{case}").json()
        run = client.app.state.site.runs.known[case]  # type: ignore[attr-defined]
        if run.ended() and found["state"] in ("done", "failed"):
            return found
        time.sleep(0.05)
    raise AssertionError("the estimate was not worked out in time")


def handed_in(client: TestClient, token: Token, **form: Any) -> str:
    files = form.pop("files", None)
    answer = client.post(
        "/estimates", data={"token": token(client), **form}, files=files, follow_redirects=False
    )  # fmt: skip
    assert answer.status_code == 303, answer.text
    return answer.headers["location"].rpartition("/")[2]


def people(client: TestClient, token: Token) -> str:
    named = [
        ("files", (f"{name}.csv", text, "text/csv")) for name, text in (("ministry", MINISTRY), ("newsroom", NEWSROOM))
    ]
    return handed_in(client, token, name="Two lists", files=named)


def test_every_model_stands_with_what_it_assumes(client: TestClient, token: Token) -> None:
    case = handed_in(client, token, table=TABLE, name="Three lists")
    found = ended(client, case)
    assert found["state"] == "done"
    page = client.get(f"/estimates/{case}").text
    for one in found["answers"]["estimates"]:
        assert one["method"] in page
        assert all(words in page for words in (one["refused"],) if words)
        assert one["assumes"][0].replace("'", "&#39;") in page
    best = [one["best"] for one in found["answers"]["estimates"] if one["best"]]
    assert f"<b>{min(best):,.0f}</b> to <b>{max(best):,.0f}</b>" in page
    assert "<svg" in page
    assert "confirmed" not in page.partition("<main")[2]


def test_what_has_no_estimate_says_why(client: TestClient, token: Token) -> None:
    case = handed_in(client, token, table="a,b,c,n\n1,0,0,20\n0,1,0,30\n0,0,1,9\n")
    page = client.get(f"/estimates/{case}").text if ended(client, case) else ""
    assert "No estimate." in page
    assert "at least" in page


@pytest.mark.parametrize(
    ("table", "words"),
    [
        ("a,b,n\n1,0,-4\n", "negative"),
        ("a,b,n\n1,2,4\n", "is not 0 or 1"),
        ("a,b,n\n0,0,4\n", "people on no list"),
        ("words and more words", "expected a header"),
        ("a,b,n\n1,0,4\n" + "1,0\n", "2 cells"),
    ],
)
def test_bad_tables_are_refused_in_words(client: TestClient, token: Token, table: str, words: str) -> None:
    case = handed_in(client, token, table=table)
    found = ended(client, case)
    assert found["state"] == "failed"
    assert words in found["problem"]
    assert "/tmp" not in found["problem"]
    assert words in client.get(f"/estimates/{case}").text


def test_nothing_two_of_a_name_and_bad_draws_are_refused(client: TestClient, token: Token) -> None:
    key = token(client)
    assert client.post("/estimates", data={"token": key}).status_code == 400
    twice = [("files", ("x.csv", MINISTRY, "text/csv")), ("files", ("x.csv", NEWSROOM, "text/csv"))]
    assert client.post("/estimates", data={"token": key}, files=twice).status_code == 400
    assert client.post("/estimates", data={"token": key, "table": TABLE, "draws": "900"}).status_code == 400
    assert client.post("/estimates", data={"token": "00", "table": TABLE}).status_code == 403


@pytest.mark.parametrize("engine", ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def test_pairs_are_reviewed_and_used_when_it_runs_again(
    client: TestClient, token: Token, store: Store, tmp_path: Path
) -> None:
    case = people(client, token)
    first = ended(client, case)
    assert first["doubtful"] >= 1
    pairs = client.get(f"/api/v1/estimates/{case}/pairs").json()
    page = client.get(f"/estimates/{case}/pairs").text
    assert all(f'id="pair-{pair["key"]}"' in page for pair in pairs)
    assert "≠" in page or "≈" in page
    key, path = token(client), f"/estimates/{case}/pairs/{pairs[0]['key']}"
    assert client.post(path, data={"verdict": "unsure", "token": key}).status_code == 400
    for verdict, reason in (("unsure", "no day of birth"), ("different", "sisters")):
        client.post(path, data={"verdict": verdict, "reason": reason, "token": key})
    assert "sisters" in client.get(f"/estimates/{case}/pairs?all=1").text
    assert "not in these numbers yet" in client.get(f"/estimates/{case}").text
    assert [act.what for act in client.app.state.site.audit.latest()][:2] == ["pair different", "pair unsure"]  # type: ignore[attr-defined]
    table = tmp_path / "decided.csv"
    table.write_bytes(client.get(f"/estimates/{case}/pairs.csv").content)
    a, b = pairs[0]["a"], pairs[0]["b"]
    assert read_decided(table) == (((a["list"], a["id"]), (b["list"], b["id"]), False),)
    client.post(f"/estimates/{case}/run", data={"token": key})
    second = ended(client, case)
    assert second["decided"] == 1
    assert second["doubtful"] == first["doubtful"] - 1
    assert second["before"][0]["doubtful"] == first["doubtful"]
    assert Cases(store).rulings(case)[0].reason == "sisters"
    client.post(f"/estimates/{case}/forget", data={"token": key})
    assert client.get(f"/estimates/{case}").status_code == 404
    assert Cases(store).rulings(case) == []


def test_different_people_are_more_people(client: TestClient, token: Token) -> None:
    case = people(client, token)
    seen = sum(ended(client, case)["answers"]["lists"]["counts"])
    likely = next(pair for pair in client.get(f"/api/v1/estimates/{case}/pairs").json() if pair["probability"] > 0.5)
    path = f"/api/v1/estimates/{case}/pairs/{likely['key']}"
    assert client.post(path, json={"verdict": "unsure"}).status_code == 400
    assert client.post(path, json={"verdict": "different"}).status_code == 201
    assert client.post(f"/api/v1/estimates/{case}/run").status_code == 202
    assert sum(ended(client, case)["answers"]["lists"]["counts"]) == seen + 1


def test_package_holds_everything_and_is_the_same_twice(client: TestClient, token: Token) -> None:
    case = people(client, token)
    ended(client, case)
    answer = client.get(f"/estimates/{case}/package.zip")
    assert answer.content == client.get(f"/api/v1/estimates/{case}/package").content
    with zipfile.ZipFile(io.BytesIO(answer.content)) as packed:
        assert set(packed.namelist()) == {
            "page.md", "plot.svg", "estimates.csv", "lists.csv", "repeat.py", "datapackage.json", "pairs.csv",
        }  # fmt: skip
        methods = {row["method"] for row in csv.DictReader(io.StringIO(packed.read("estimates.csv").decode()))}
    assert "Chao" in methods
    assert client.get(f"/estimates/{case}/page.md").text.startswith("# How many in all")
    assert client.get(f"/estimates/{case}/page.svg").headers["content-type"].startswith("image/svg+xml")


def test_progress_ends_with_done(client: TestClient, token: Token) -> None:
    case = handed_in(client, token, table=TABLE)
    lines = client.get(f"/estimates/{case}/events").text.split("\n\n")
    assert '"state": "done"' in lines[-2]


def test_estimate_left_unfinished_says_so(client: TestClient, token: Token, store: Store) -> None:
    case = handed_in(client, token, table=TABLE)
    ended(client, case)
    Cases(store).set(case, "working")
    Cases(store).interrupted()
    assert "run it again" in client.get(f"/estimates/{case}").text


def test_names_of_lists_and_people_stay_text(client: TestClient, token: Token) -> None:
    rows = [("files", (f"<img src=x onerror=alert({n})>.csv", text.replace("Sumy", "<script>1</script>").replace("Суми", "<b>"), "text/csv")) for n, text in enumerate((MINISTRY, NEWSROOM))]  # fmt: skip
    case = handed_in(client, token, name="<script>alert(1)</script>", files=rows)
    ended(client, case)
    for path in ("/estimates", f"/estimates/{case}", f"/estimates/{case}/pairs"):
        page = client.get(path).text
        assert "<script>1" not in page
        assert "<script>alert" not in page
        assert "<img" not in page


def test_ranges_add_up_incident_by_incident(reading_client: TestClient) -> None:
    for _ in range(200):
        page = reading_client.get("/ranges?role=killed&by=all").text
        if "data-progress" not in page:
            break
        time.sleep(0.05)
    rows = reading_client.get("/api/v1/ranges?role=killed&by=all").json()["items"]
    assert rows
    for row in rows:
        assert row["low"] == sum(one["low"] for one in row["contributions"])
        assert row["high"] == sum(one["high"] for one in row["contributions"])
        shown = f"{row['low']:,} to {row['high']:,}" if row["low"] != row["high"] else f"<h3>{row['low']:,}"
        assert shown in page
    table = reading_client.get("/api/v1/ranges?role=killed&by=all&format=csv").text
    assert len(list(csv.DictReader(io.StringIO(table)))) == sum(
        len(part["evidence"]) for row in rows for part in row["contributions"]
    )
    assert "Interception rates" in page


def test_ranges_of_nothing_known_are_refused(reading_client: TestClient) -> None:
    assert reading_client.get("/ranges?role=loved").status_code == 400
    assert reading_client.get("/api/v1/ranges?by=hour").status_code == 400

"""Decisions: beside the record, kept through a new reading, and honest about where the machine then differs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from starlette.testclient import TestClient

from firsthand.model.figure import Role
from firsthand.store import Entry, Query, Store

Token = Callable[[TestClient], str]
pytestmark = pytest.mark.parametrize("engine", ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])


def decided(client: TestClient, token: Token, store: Store, **data: str) -> tuple[str, str]:
    hit = store.find(Query(kind="figure", role="killed", limit=1)).items[0]
    assert hit.record_id
    path = f"/review/{hit.report_id}/{hit.record_id}"
    answer = client.post(path, data={"reason": "read twice", "token": token(client), **data}, follow_redirects=False)
    assert answer.status_code == 303
    return hit.report_id, hit.record_id


def test_decision_is_logged_shown_and_exported(client: TestClient, token: Token, store: Store) -> None:
    report_id, record_id = decided(client, token, store, verdict="fix", field="role", value="injured")
    assert store.decisions()[0].decision.fix == {"role": "injured"}
    page = client.get(f"/reports/{report_id}").text
    assert "read twice" in page
    row = client.get("/api/v1/decisions").json()[0]
    assert (row["record_id"], row["verdict"], row["differs"]) == (record_id, "fix", "")
    assert "read twice" in client.get("/api/v1/decisions?format=csv").text
    assert record_id not in client.get("/review?kind=figure").text
    assert record_id in client.get("/review?kind=figure&all=1").text


def test_decision_survives_a_new_reading_and_shows_the_difference(
    client: TestClient, token: Token, store: Store
) -> None:
    report_id, record_id = decided(client, token, store, verdict="accept")
    reading = store.reading(report_id)
    newer = replace(
        reading,
        reader="a-newer-model",
        figures=tuple(replace(f, role=Role.INJURED) if f.id == record_id else f for f in reading.figures),
    )
    store.keep([Entry(source="again", reading=newer)], run="renewed", renew=True)
    row = client.get("/api/v1/decisions").json()[0]
    assert row["verdict"] == "accept"
    assert "injured" in row["differs"]
    assert "Where the machine now differs" in client.get("/review").text
    gone = replace(newer, figures=tuple(f for f in newer.figures if f.id != record_id), claims=(), checks=(), events=())
    store.keep([Entry(source="again", reading=gone)], run="renewed again", renew=True)
    row = client.get("/api/v1/decisions").json()[0]
    assert row["reason"] == "read twice"
    assert "no longer" in row["differs"]


def test_fix_that_the_machine_now_makes_itself_no_longer_differs(
    client: TestClient, token: Token, store: Store
) -> None:
    report_id, record_id = decided(client, token, store, verdict="fix", field="role", value="injured")
    reading = store.reading(report_id)
    newer = replace(
        reading, figures=tuple(replace(f, role=Role.INJURED) if f.id == record_id else f for f in reading.figures)
    )
    store.keep([Entry(source="again", reading=newer)], run="renewed", renew=True)
    assert client.get("/api/v1/decisions").json()[0]["differs"] == ""


def test_fix_needs_what_it_should_be(client: TestClient, token: Token, store: Store) -> None:
    hit = store.find(Query(kind="figure", limit=1)).items[0]
    path = f"/review/{hit.report_id}/{hit.record_id}"
    for data in ({"field": "role", "value": " "}, {"field": "__class__", "value": "x"}):
        assert client.post(path, data={"verdict": "fix", "token": token(client), **data}).status_code == 400
    assert client.post(path, data={"verdict": "burn", "token": token(client)}).status_code == 400
    assert (
        client.post(f"/review/{hit.report_id}/f-none", data={"verdict": "accept", "token": token(client)}).status_code
        == 404
    )


def test_report_parted_from_its_incident(client: TestClient, token: Token, store: Store) -> None:
    row = max(client.get("/api/v1/incidents").json()["items"], key=lambda r: r["reports"])
    page = client.get(f"/api/v1/incidents/{row['id']}").json()
    away = next(r["report_id"] for r in page["reports"] if r["link"]["follows"] and not r["copy_of"])
    client.post(f"/incidents/{row['id']}/separate", data={"report_id": away, "token": token(client)})
    after = client.get(f"/api/v1/incidents/{row['id']}").json()
    assert away not in {r["report_id"] for r in after["reports"]}
    assert store.decisions()

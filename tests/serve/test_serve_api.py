"""The API: answers fit its own document, cursors reach everything, forms follow Accept, and nothing makes it fall."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from starlette.testclient import TestClient

LISTS = ("/records?kind=figure", "/reports", "/incidents", "/questions", "/contradictions", "/forecasts", "/sources")


@pytest.fixture(scope="module")
def document(reading_client: TestClient) -> dict[str, Any]:
    found: dict[str, Any] = reading_client.get("/api/v1/openapi.json").json()
    return found


def fits(document: dict[str, Any], path: str, body: Any, status: str = "200") -> None:
    schema = document["paths"][path]["get"]["responses"][status]["content"]["application/json"]["schema"]
    jsonschema.Draft202012Validator({**schema, "components": document["components"]}).validate(body)


def test_answers_fit_the_document(reading_client: TestClient, document: dict[str, Any]) -> None:
    for one in (
        "/stand",
        "/choices",
        "/records",
        "/reports",
        "/incidents",
        "/questions",
        "/contradictions",
        "/control",
        "/forecasts",
        "/sources",
        "/briefing",
        "/failures",
        "/runs",
        "/decisions",
    ):
        fits(document, f"/api/v1{one}", reading_client.get(f"/api/v1{one}").json())
    report = reading_client.get("/api/v1/reports").json()["items"][0]["report_id"]
    incident = reading_client.get("/api/v1/incidents").json()["items"][0]["id"]
    for template, path in (
        ("/reports/{report_id}", f"/reports/{report}"),
        ("/reports/{report_id}/repeats", f"/reports/{report}/repeats"),
        ("/incidents/{incident}", f"/incidents/{incident}"),
    ):
        fits(document, f"/api/v1{template}", reading_client.get(f"/api/v1{path}").json())
    key = reading_client.get("/api/v1/questions").json()["items"][0]["key"]
    fits(document, "/api/v1/question", reading_client.get("/api/v1/question", params={"key": key}).json())
    name = reading_client.get("/api/v1/sources").json()["items"][0]["name"]
    fits(document, "/api/v1/source", reading_client.get("/api/v1/source", params={"name": name}).json())


@pytest.mark.parametrize("path", LISTS)
def test_cursors_reach_everything_once(reading_client: TestClient, path: str) -> None:
    sign = "&" if "?" in path else "?"
    whole = reading_client.get(f"/api/v1{path}{sign}limit=1000").json()["items"]
    seen: list[Any] = []
    after: str | None = ""
    while after is not None:
        page = (
            reading_client.get(f"/api/v1{path}", params={"limit": 7, "after": after})
            if "?" not in path
            else reading_client.get(f"/api/v1{path}&limit=7&after={after}")
        )
        seen += page.json()["items"]
        after = page.json()["after"]
    assert seen == whole


@pytest.mark.parametrize("path", LISTS)
def test_tables_by_accept(reading_client: TestClient, path: str) -> None:
    answer = reading_client.get(f"/api/v1{path}", headers={"Accept": "text/csv"})
    assert answer.headers["content-type"].startswith("text/csv")
    rows = list(csv.DictReader(io.StringIO(answer.text)))
    assert len(rows) == int(answer.headers["x-count"])


def test_events_as_geojson_are_flat(reading_client: TestClient) -> None:
    found = reading_client.get("/api/v1/records?kind=event", headers={"Accept": "application/geo+json"}).json()
    assert found["type"] == "FeatureCollection"
    assert any(f["geometry"] for f in found["features"])
    assert not any(isinstance(v, dict | list) for f in found["features"] for v in f["properties"].values())


def test_etags_spare_the_body(reading_client: TestClient) -> None:
    first = reading_client.get("/api/v1/records?kind=check")
    again = reading_client.get("/api/v1/records?kind=check", headers={"If-None-Match": first.headers["etag"]})
    assert again.status_code == 304


def test_filters_are_those_of_the_search_page(reading_client: TestClient) -> None:
    from firsthand.serve.filters import Filters
    from firsthand.store import Query

    assert set(Filters.__dataclass_fields__) == set(Query.__dataclass_fields__) - {"limit"}


def test_recipe_of_the_documentation_runs(
    reading_client: TestClient, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    import httpx

    page = (Path(__file__).parents[2] / "docs" / "reference" / "api.md").read_text("utf-8")
    code = re.search(r"```python\n(.*?)```", page, re.DOTALL)
    assert code
    assert len(code[1].strip().splitlines()) <= 12
    monkeypatch.setattr(
        httpx, "get", lambda url, **given: reading_client.get(url.removeprefix("http://localhost:8642"), **given)
    )
    exec(compile(code[1], "docs/reference/api.md", "exec"), {})
    assert len(capsys.readouterr().out.splitlines()) > 3


def test_every_path_stands_in_the_documentation(document: dict[str, Any]) -> None:
    page = (Path(__file__).parents[2] / "docs" / "reference" / "api.md").read_text("utf-8")
    for path in document["paths"]:
        assert path.removeprefix("/api/v1") in page, path


@pytest.mark.filterwarnings("ignore")
def test_nothing_makes_the_api_fall(client: TestClient) -> None:
    """schemathesis over every operation of the document: no answer of 500 and above."""
    import schemathesis
    from hypothesis import HealthCheck, given, settings

    schema = schemathesis.openapi.from_asgi("/api/v1/openapi.json", client.app)
    fallen: list[str] = []
    for result in schema.get_all_operations():
        operation = result.ok()

        @given(case=operation.as_strategy())
        @settings(max_examples=12, deadline=None, database=None, suppress_health_check=list(HealthCheck))
        def asked(case: Any) -> None:
            answer = case.call(headers={"Host": "localhost"})
            if answer.status_code >= 500 and answer.status_code != 503:
                fallen.append(f"{case.method} {case.formatted_path}: {answer.status_code}")

        asked()
    assert not fallen

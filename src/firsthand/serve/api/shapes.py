"""What the API answers with, for its OpenAPI document. The rows are the store's and the desk's own dataclasses."""

from __future__ import annotations

from typing import Any, Generic, Literal, TypeVar

from pydantic import BaseModel, Field

from firsthand.estimate.report import Answers
from firsthand.serve.estimates.shown import Before, Line, Row

T = TypeVar("T")


class Answer(BaseModel, Generic[T]):
    """One page of a list. `after` is the cursor of the next page, null at the end; `total` counts the whole list."""

    items: list[T]
    after: str | None = None
    total: int | None = None


class Problem(BaseModel):
    """What is wrong, in words."""

    detail: str


class Stand(BaseModel):
    """Where the store stands."""

    reports: int
    newest: str | None
    oldest: str | None
    state: str


class NewText(BaseModel):
    """A text to be read and kept."""

    text: str = Field(min_length=1, max_length=2_000_000)
    title: str = Field("", max_length=500)
    outlet: str = Field("", max_length=200)
    published: str = Field("", max_length=30, description="ISO date, such as 2024-11-05")
    url: str = Field("", max_length=2000)


class NewDecision(BaseModel):
    """A reviewer's decision. `fix` with verdict "fix" only: the fields as they should be."""

    report_id: str = Field(max_length=64)
    record_id: str = Field(max_length=80)
    verdict: Literal["accept", "fix", "reject"]
    reason: str = Field("", max_length=500)
    fix: dict[str, Any] | None = None


class Decided(BaseModel):
    """A decision as kept. `differs` says how the machine now disagrees with what was decided on."""

    report_id: str
    record_id: str
    verdict: str
    reason: str
    reviewer: str
    at: str
    quote: str
    fix: dict[str, Any] | None
    differs: str
    said: str


class Number(BaseModel):
    number: int


class JobState(BaseModel):
    """How far an adding is."""

    id: str
    name: str
    state: Literal["waiting", "reading", "done"]
    total: int | None
    read: int
    new: int
    known: int
    failed: int
    reports: list[str]
    failures: list[tuple[str, str]]


class Briefing(BaseModel):
    since: str
    until: str | None
    reports: int
    sections: list[dict[str, Any]]


class Table(BaseModel):
    """A list of people, or a table of counts, as CSV; `name` becomes the name of the list."""

    name: str = Field(min_length=1, max_length=120)
    text: str = Field(min_length=1, max_length=20_000_000)


class NewEstimate(BaseModel):
    """Lists to be worked out: one table of counts, or lists of people."""

    name: str = Field("", max_length=120)
    tables: list[Table] = Field(min_length=1, max_length=16)
    draws: int = Field(10, ge=2, le=50, description="Linkages drawn, to carry the doubt of who is who")
    by: str = Field("", max_length=100, description="Strata: a column, 'year of death' or 'decade of birth'")


class EstimateRow(BaseModel):
    """An estimate as in a list."""

    id: str
    name: str
    owner: str
    made: str
    state: Literal["waiting", "working", "done", "failed"]
    problem: str


class EstimateState(EstimateRow):
    """An estimate with every model's answer, once there is one; a number never stands without its model."""

    answers: Answers | None
    decided: int
    doubtful: int
    before: list[Before]


class DoubtfulPair(BaseModel):
    """Two rows that may be one person; `verdict` what a reviewer decided, empty where nobody did."""

    key: str
    a: Row
    b: Row
    probability: float
    lines: list[Line]
    verdict: str
    reason: str
    reviewer: str
    at: str


class NewRuling(BaseModel):
    """A reviewer's decision on a pair. "unsure" needs a reason."""

    verdict: Literal["same", "different", "unsure"]
    reason: str = Field("", max_length=500)

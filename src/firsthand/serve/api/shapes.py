"""What the API answers with, for its OpenAPI document. The rows are the store's and the desk's own dataclasses."""

from __future__ import annotations

from typing import Any, Generic, Literal, TypeVar

from pydantic import BaseModel, Field

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

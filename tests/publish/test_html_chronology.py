"""The timeline: bars as wide as the doubt, forms instead of colours."""

from __future__ import annotations

import re

import pytest

from firsthand.model.document import Document, Published
from firsthand.model.event import Event, Modality, Plover
from firsthand.model.moment import Moment, MomentKind
from firsthand.model.reading import Reading
from firsthand.model.record import Record
from firsthand.model.span import Span
from firsthand.publish import html_chronology


def told(
    *days: tuple[str | None, str | None], published: str | None = "2024-11-06", modality: Modality | None = None
) -> Reading:
    text = " ".join(f"time{n}" for n, _ in enumerate(days)) or "nothing"
    records: list[Record] = []
    for n, (begin, end) in enumerate(days):
        at = text.index(f"time{n}")
        span = Span.of(text, at, at + len(f"time{n}"))
        moment = Moment(made_by="t", span=span, kind=MomentKind.DATE, value=begin, begin=begin, end=end)
        records.append(moment)
        if modality:
            records.append(
                Event(
                    made_by="t", trigger=span, plover=Plover.ASSAULT, mode=None, modality=modality, moments=(moment.id,)
                )
            )
    document = Document(text=text, published=Published(published) if published else None)
    return Reading(document=document).having(records)


def widths(reading: Reading) -> list[float]:
    drawn = html_chronology.drawn(reading)
    assert drawn is not None
    return [
        float(w) for r in drawn.rows for w in re.findall(r'class="bar[^"]*" x="[\d.]+%" y="5" width="([\d.]+)%', r.bar)
    ]


def test_bar_is_as_wide_as_the_doubt() -> None:
    day, week, month = widths(
        told(("2024-11-04", "2024-11-04"), ("2024-10-07", "2024-10-13"), ("2024-10-01", "2024-10-31"))
    )[::-1]
    assert day < week < month
    assert month / week == pytest.approx(31 / 7, rel=0.08)


@pytest.mark.parametrize(
    "days",
    [
        [("2024-11-05", "2024-11-05")],
        [("2014-02-01", "2014-02-28"), ("2024-11-05", "2024-11-06"), ("2025-12-31", "2025-12-31")],
        [("1941-06-22", "1945-05-09")],
        [("2024-11-07", None)],
        [(None, "2024-01-01")],
        [("2022-02-24", None)],
        [("1000-01-01", "2999-12-31")],
    ],
)
@pytest.mark.parametrize("published", ["2024-11-06", None])
def test_everything_stays_on_the_line(days: list[tuple[str | None, str | None]], published: str | None) -> None:
    drawn = html_chronology.drawn(told(*days, published=published))
    assert drawn is not None
    for x, width in re.findall(r'x="([\d.-]+)%" y="5" width="([\d.]+)%', "".join(r.bar for r in drawn.rows)):
        assert 0 <= float(x) <= 100
        assert float(x) + float(width) <= 100.2
    ticks = [float(x) for x in re.findall(r'<text x="([\d.]+)%"', drawn.axis)]
    assert ticks
    assert all(b - a > 6 for a, b in zip(sorted(ticks), sorted(ticks)[1:], strict=False)), ticks


@pytest.mark.parametrize("days", [[], [(None, None)], [("0001-01-01", "0001-01-01")], [("9999-12-31", None)]])
def test_no_line_without_days_that_can_be_drawn(days: list[tuple[str | None, str | None]]) -> None:
    assert html_chronology.drawn(told(*days)) is None


@pytest.mark.parametrize(
    ("modality", "form"),
    [
        (Modality.HAPPENED, "solid"),
        (Modality.CLAIMED, "ring"),
        (Modality.DENIED, "cross"),
        (Modality.PLANNED, "square"),
        (Modality.WARNED, "triangle"),
        (Modality.CONDITIONAL, "dash"),
    ],
)
def test_modality_has_a_form_and_a_word(modality: Modality, form: str) -> None:
    drawn = html_chronology.drawn(told(("2024-11-05", "2024-11-05"), modality=modality))
    assert drawn is not None
    (happening,) = drawn.rows[0].happenings
    assert happening.form == form
    assert happening.modality.startswith("told as happened" if form == "solid" else modality.value.replace("_", " "))


def test_only_happened_has_the_solid_form() -> None:
    from firsthand.publish.html_words import FORM

    assert set(FORM) == set(Modality)
    assert [m for m, form in FORM.items() if form == "solid"] == [Modality.HAPPENED]


def test_events_without_a_date_are_counted(sample: Reading) -> None:
    drawn = html_chronology.drawn(sample)
    assert drawn is not None
    dated = sum(len(r.happenings) for r in drawn.rows)
    assert dated + drawn.undated == len(sample.events)
    assert [r.label for r in drawn.rows][-1] == "December 2024"

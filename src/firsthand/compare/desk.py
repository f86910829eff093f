"""The desk: all reports of a store against each other, kept up to date as reports come in.

```python
with Store.open("firsthand.db") as store:
    desk = Desk(store, kit)
    desk.refresh()
    for row in desk.incidents(since="2024-11-01").items:
        print(row.title, row.killed, row.states)
```
"""

from __future__ import annotations

from firsthand.compare.findings import (
    Briefing,
    Citation,
    Conflict,
    Contradiction,
    Evidence,
    Finding,
    ForecastRow,
    Holding,
    IncidentPage,
    IncidentRow,
    Interval,
    Item,
    Latest,
    Link,
    Neighbour,
    Origin,
    Outcome,
    Page,
    Part,
    Point,
    QuestionRow,
    Relation,
    RepeatRow,
    ReportRow,
    Section,
    Series,
    Settlement,
    SourcePage,
    SourceRow,
    Sourcing,
    State,
    Status,
)

__all__ = [
    "Briefing",
    "Citation",
    "Conflict",
    "Contradiction",
    "Evidence",
    "Finding",
    "ForecastRow",
    "Holding",
    "IncidentPage",
    "IncidentRow",
    "Interval",
    "Item",
    "Latest",
    "Link",
    "Neighbour",
    "Origin",
    "Outcome",
    "Page",
    "Part",
    "Point",
    "QuestionRow",
    "Relation",
    "RepeatRow",
    "ReportRow",
    "Section",
    "Series",
    "Settlement",
    "SourcePage",
    "SourceRow",
    "Sourcing",
    "State",
    "Status",
]

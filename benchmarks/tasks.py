"""The tasks: their sets, their numbers to beat, and who predicts them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any, Final

from benchmarks.gold import Report
from firsthand.kit import Kit

Predictor = Callable[[Iterable[Report], Kit, str], Iterator[dict[str, Any]]]


@dataclass(frozen=True, slots=True)
class GoldSet:
    """`documents` is what predict reads and `gold` what the scorer reads, where they differ; paths below the gold folder."""

    name: str
    documents: str
    beat: str = ""
    gold: str | None = None
    flags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Task:
    """`given` and `group` name the only fields besides the report that a predictor may see (see gold.Report).

    `conventions` are the annotation schemes that the task's sets follow, the usual one first; a file follows
    the one that its path names ("measeval/eval.jsonl"), unless the command line says otherwise.
    """

    name: str
    headline: str
    sets: tuple[GoldSet, ...]
    show: tuple[str, ...] = ()
    given: str | None = None
    group: str | None = None
    conventions: tuple[str, ...] = ("",)
    scorer: str | None = None  # where it is not called as the task; the adapter then has `summary` of what it says

    def convention(self, documents: Path) -> str:
        """The scheme that the path of a set names, else the usual one."""
        named = [one for one in self.conventions if one and any(one in part.lower() for part in documents.parts)]
        return named[0] if named else self.conventions[0]

    def predictor(self) -> Predictor:
        """The adapter's `predict`, imported when asked for."""
        found: Predictor = import_module(f"benchmarks.adapters.{self.name}").predict
        return found

    def summary(self, answer: dict[str, Any]) -> dict[str, Any]:
        """What the scorer says, in the task's own measures where the scorer is another task's."""
        if self.scorer is None:
            return answer
        found: dict[str, Any] = import_module(f"benchmarks.adapters.{self.name}").summary(answer)
        return found

    def set(self, name: str) -> GoldSet:
        for one in self.sets:
            if one.name == name:
                return one
        raise KeyError(f"task {self.name} has no set {name!r}; it has {', '.join(s.name for s in self.sets)}")


TASKS: Final[dict[str, Task]] = {
    task.name: task
    for task in (
        Task("war", "mean_of_layers", (GoldSet("reports", "war/reports", ".338 assembled peers"),),
             ("statements", "figures", "places", "times", "events", "forecasts", "arithmetic")),
        Task("attribution", "triple_soft_f1", (GoldSet("polnear", "attribution/polnear/dev.jsonl", ".510 Citron retrained (test)"),)),
        Task("places", "end_to_end_f1", (
            GoldSet("lgl", "places/lgl/all.jsonl", "flashgeotext + 15 points"),
            GoldSet("trnews", "places/trnews/all.jsonl", "flashgeotext + 15 points"),
            GoldSet("geovirus", "places/geovirus/all.jsonl", "flashgeotext + 15 points")), conventions=("toponyms", "lgl", "trnews", "geowebnews", "gwn")),
        Task("times", "value_f1", (
            GoldSet("wikiwars", "times/wikiwars/train.jsonl", ".831 HeidelTime (all 22)", flags=("--timex2",)),
            GoldSet("timebank", "times/timebank/all.jsonl", ".761 HeidelTime (--canon)"),
            GoldSet("aquaint", "times/aquaint/all.jsonl", ".658 HeidelTime"),
            GoldSet("tweets", "times/tweets_timex/train.jsonl", "no figure")), conventions=("timex3", "wikiwars")),
        Task("figures", "value_f1", (
            GoldSet("newsquant", "figures/newsquant/dev.jsonl", ".902 CQE (both halves)"),
            GoldSet("currency", "figures/newsquant/currency-model.jsonl", ".840 CQE"),
            GoldSet("dimension", "figures/newsquant/dimension-model.jsonl", ".881 CQE"),
            GoldSet("age", "figures/newsquant/age-model.jsonl"),
            GoldSet("temperature", "figures/newsquant/temperature-model.jsonl"),
            GoldSet("measeval", "figures/measeval/trial.jsonl", ".536 regex overlap"),
            GoldSet("quantulum", "figures/quantulum_tests/quantulum_tests.jsonl", ".713 Recognizers")), conventions=("newsquant", "measeval", "quantulum")),
        Task("counts", "incident_exact", (GoldSet("gva", "counts/gva/dev.jsonl", ".508 regex + majority"),), group="incident", conventions=("articles", "incidents")),
        Task("ranges", "contained", (GoldSet("gva", "counts/gva/dev.jsonl", ".917 the bare spread"),), group="incident", scorer="counts"),
        Task("checks", "raised_minus_false", (GoldSet("seed", "war/seed_checks.json", "0 silence"),)),
        Task("events_muc", "slots_f1", (GoldSet("tst2", "events/muc4/tst2.jsonl", ".629 GE (TST3)"),
                                        GoldSet("tst1", "events/muc4/tst1.jsonl", ".629 GE (TST3)"))),
        Task("event_types", "weighted_f1_25", (GoldSet("case2021", "events/case2021_task2/even.jsonl", ".839 published, trained"),)),
        Task("factuality", "pearson", (GoldSet("unified", "factuality/unified_factuality/dev.jsonl", "0 always +3"),), given="events"),
        Task("framing", "label_macro_f1", (GoldSet("babe", "framing/babe/dev.jsonl", ".804 published, trained"),)),
        Task("clusters", "b_cubed_f1", (
            GoldSet("press", "clusters/press_clusters/dev.jsonl", ".583 all alone"),
            GoldSet("scrapes", "clusters/scrape_variants/dev.jsonl", ".725 all alone"),
            GoldSet("gva", "counts/gva/dev.jsonl", ".748 all alone", flags=("--key", "incident")))),
        Task("reconcile", "questions_right", (
            GoldSet("press", "clusters/press_clusters/dev.jsonl", "none", gold="clusters/press_clusters/clusters.dev.json"),), group="cluster"),
    )
}  # fmt: skip

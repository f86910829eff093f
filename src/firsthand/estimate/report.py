"""All methods on the same lists, and the page that shows them: a range over models first, never a number alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from firsthand.estimate.answer import Estimate
from firsthand.estimate.averaged import averaged
from firsthand.estimate.bounds import chao, chapman
from firsthand.estimate.latent import latent
from firsthand.estimate.lists import Lists
from firsthand.estimate.sparse import best_by_bic, sparse


@dataclass(frozen=True, slots=True)
class Answers:
    """What every method says of `lists`, those that refuse included."""

    lists: Lists
    estimates: tuple[Estimate, ...]

    def spread(self) -> tuple[float, float] | None:
        """Lowest and highest best estimate over the models that give one; None when none does."""
        given = [one.best for one in self.estimates if one.best is not None]
        return (min(given), max(given)) if given else None


def answers(lists: Lists) -> Answers:
    """Chao's bound, then Chapman for two lists, then stepwise and best-BIC log-linear, graphs, latent classes."""
    methods = [chao(lists)]
    if len(lists.names) == 2:
        methods.append(chapman(lists))
    methods += [sparse(lists), best_by_bic(lists), averaged(lists), latent(lists)]
    return Answers(lists, tuple(methods))


def page(found: Answers) -> str:
    """The page in Markdown: range, table of models, what each assumes, the lists, and how to repeat it."""
    lists = found.lists
    spread = found.spread()
    refused = [one for one in found.estimates if one.refused]
    rows = [
        f"| {one.method} | {one.model} | {_number(one.low)} | {_number(one.best)} | {_number(one.high)} |"
        for one in found.estimates
        if not one.refused
    ]
    head = (
        f"Models that can be fitted put the total between **{_number(spread[0])}** and **{_number(spread[1])}**, "
        f"with {_number(lists.seen())} people seen on {len(lists.names)} lists."
        if spread
        else f"No model can be fitted to these lists of {_number(lists.seen())} people. What remains is a lower bound."
    )
    parts = [
        "# How many in all",
        head,
        "The models differ in what they take for granted about people who are on no list, and nothing in the lists can show which is right.",
        "## Model by model",
        "| method | model | low | best | high |\n|---|---|---|---|---|\n" + "\n".join(rows),
        "Intervals are 95 % and hold inside their model. A row without a best value is a lower bound.",
    ]
    if refused:
        parts += ["## Refused", "\n".join(f"- **{one.method}** ({one.model}): {one.refused}." for one in refused)]
    parts += ["## What each takes for granted", "\n".join(_assumptions(found.estimates)), "## The lists", _table(lists)]
    parts += ["## To repeat it", f"```python\n{code(lists)}```"]
    return "\n\n".join(parts) + "\n"


def code(lists: Lists) -> str:
    """Python that gives the same answers."""
    return (
        "from firsthand.estimate.lists import Lists\n"
        "from firsthand.estimate.report import answers, page\n\n"
        f"lists = Lists({lists.names!r}, {lists.counts!r})\n"
        "print(page(answers(lists)))\n"
    )


def _assumptions(estimates: Sequence[Estimate]) -> list[str]:
    lines = []
    for one in estimates:
        if one.refused:
            continue
        lines.append(f"- **{one.method}**: {'; '.join(one.assumes)}.")
        lines += [f"  - {warning[0].upper()}{warning[1:]}." for warning in one.warnings]
    return lines


def _table(lists: Lists) -> str:
    rows = [
        f"| {' + '.join(name for at, name in enumerate(lists.names) if pattern >> at & 1)} | {n} |"
        for pattern, n in enumerate(lists.counts)
        if n
    ]
    return "| on exactly | people |\n|---|---|\n" + "\n".join(rows)


def _number(value: float | None) -> str:
    return "-" if value is None else f"{value:,.0f}"

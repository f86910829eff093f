"""All methods on the same lists, and the page that shows them: a range over models first, never a number alone."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from firsthand.estimate.answer import Estimate
from firsthand.estimate.averaged import averaged
from firsthand.estimate.bootstrap import bootstrapped
from firsthand.estimate.bounds import chao, chapman
from firsthand.estimate.latent import latent
from firsthand.estimate.linkage import Linkage, carried
from firsthand.estimate.lists import Lists
from firsthand.estimate.sparse import best_by_bic, sparse
from firsthand.estimate.strata import Method, Stratified, people_by, stratified

Tell = Callable[[int, int, str], None]


def _quiet(done: int, total: int, what: str) -> None:
    """Nobody asks how far it is."""


@dataclass(frozen=True, slots=True)
class Linked:
    """How the lists came about: rows on them, pairs left in doubt, linkages drawn, rows that repeat a person on one list.

    `crowded` rows share name or date with so many others that not all their pairs were compared.
    """

    rows: int
    doubtful: int
    draws: int
    twice: int
    crowded: int = 0


@dataclass(frozen=True, slots=True)
class Answers:
    """What every method says of `lists`, those that refuse included."""

    lists: Lists
    estimates: tuple[Estimate, ...]
    linkage: Linked | None = None
    strata: tuple[Stratified, ...] = ()

    def spread(self) -> tuple[float, float] | None:
        """Lowest and highest best estimate over the models that give one; None when none does."""
        given = [one.best for one in self.estimates if one.best is not None]
        return (min(given), max(given)) if given else None


def answers(lists: Lists, tell: Tell = _quiet) -> Answers:
    """Chao's bound, then Chapman for two lists, then stepwise and best-BIC log-linear, graphs, latent classes.

    `tell(done, all, what)` hears of each method before it begins.
    """
    methods: list[Method] = [chao]
    if len(lists.names) == 2:
        methods.append(chapman)
    methods += [sparse, bootstrapped, best_by_bic, averaged, latent]
    found = []
    for done, method in enumerate(methods):
        tell(done, len(methods), method.__name__)
        found.append(method(lists))
    return Answers(lists, tuple(found))


def linked_answers(found: Linkage, draws: int, by: str | None = None, seed: int = 20, tell: Tell = _quiet) -> Answers:
    """All methods on linked people, each over `draws` linkages; with `by`, the strata of the best linkage and their sum.

    The tables and the lower bound are those of the best linkage. `tell` as for `answers`.
    """
    best = found.lists()
    tables = found.drawn(draws, seed)

    def over(method: Method) -> Estimate:
        return carried(tables, [method(table) for table in tables])

    steps: list[tuple[Method, bool]] = [(chao, False)]
    if len(best.names) == 2:
        steps.append((chapman, True))
    steps += [(method, True) for method in (sparse, best_by_bic, averaged)]
    steps += [(method, False) for method in (bootstrapped, latent)]
    total = len(steps) + 2 * bool(by)
    methods = []
    for done, (method, drawn) in enumerate(steps):
        tell(done, total, method.__name__)
        methods.append(over(method) if drawn else method(best))
    strata: tuple[Stratified, ...] = ()
    if by:
        parts = people_by(found.people, found.person, found.names, by)
        slow: tuple[Method, ...] = (averaged, latent)
        for done, method in enumerate(slow, len(steps)):
            tell(done, total, f"{method.__name__} by {by}")
            strata += (stratified(parts, method, by),)
    linkage = Linked(len(found.people), len(found.doubtful()), draws, len(found.within()), found.crowded)
    return Answers(best, tuple(methods), linkage, strata)


def page(found: Answers) -> str:
    """The page in Markdown: range, table of models, what each assumes, the lists, and how to repeat it."""
    lists = found.lists
    refused = [one for one in found.estimates if one.refused]
    rows = [
        f"| {one.method} | {one.model} | {_number(one.low)} | {_number(one.best)} | {_number(one.high)} |"
        for one in found.estimates
        if not one.refused
    ]
    parts = ["# How many in all", _head(found)]
    if rows:
        parts += [
            "The models differ in what they take for granted about people who are on no list, and nothing in the lists can show which is right.",
            "## Model by model",
            "| method | model | low | best | high |\n|---|---|---|---|---|\n" + "\n".join(rows),
            "Intervals are 95 % and hold inside their model. A row without a best value is a lower bound.",
        ]
    if refused:
        parts += ["## Refused", "\n".join(f"- **{one.method}** ({one.model}): {one.refused}." for one in refused)]
    if found.linkage:
        parts += ["## Who is who", _who(found.linkage)]
    for one in found.strata:
        parts += [f"## By {one.by}: {one.total.method}", _strata(one)]
    if rows:
        parts += ["## What each takes for granted", "\n".join(_assumptions(found.estimates))]
    parts += ["## The lists", _table(lists), "## To repeat it"]
    if found.linkage:
        parts.append("This repeats the most likely linkage; the doubt of linking needs the lists of names.")
    parts.append(f"```python\n{code(lists)}```")
    return "\n\n".join(parts) + "\n"


def _head(found: Answers) -> str:
    """The range over models, each end with the method it comes from."""
    seen, names = _number(found.lists.seen()), len(found.lists.names)
    on = f"{seen} people seen on {names} lists" if names > 1 else f"{seen} people seen on one list"
    given = sorted((one.best, one.method) for one in found.estimates if one.best is not None)
    if len(given) > 1:
        (low, first), (high, last) = given[0], given[-1]
        return (
            f"Models that can be fitted put the total between **{_number(low)}** ({first}) and **{_number(high)}** ({last}), "
            f"with {on}."
        )
    if given:
        (only, method), *_ = given
        return f"One model can be fitted, {method}, and puts the total at **{_number(only)}**, with {on}."
    if any(not one.refused for one in found.estimates):
        return f"No model can be fitted, with {on}. What remains is a lower bound."
    return f"Nothing can be said of people on no list, with {on}. The reasons stand below."


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


def _who(linkage: Linked) -> str:
    twice = (
        f" {linkage.twice:,} rows repeat a person whom their list names already; they count once."
        if linkage.twice
        else ""
    )
    crowded = (
        f" {linkage.crowded:,} rows share a name or a date with so many others that not all their pairs were compared: "
        "matches that were missed make every estimate too high."
        if linkage.crowded
        else ""
    )
    return (
        f"{linkage.rows:,} rows were linked by name, dates, place, rank and unit. {linkage.doubtful:,} pairs are in doubt: they were "
        f"joined as often as they are probable, in {linkage.draws} linkages, and SparseMSE, the model of least BIC and dga "
        f"carry that doubt. Chao's bound, the bootstrap, LCMCR and strata are those of the most likely linkage.{twice}{crowded}"
    )


def _strata(found: Stratified) -> str:
    rows = [
        f"| {name} | {table.seen():,} | {_number(one.low)} | {_number(one.best)} | {_number(one.high)} | {one.refused or ''} |"
        for name, table, one in found.strata
    ]
    total = found.total
    rows.append(
        f"| **all** | {sum(table.seen() for _, table, _ in found.strata):,} | {_number(total.low)} | {_number(total.best)} | "
        f"{_number(total.high)} | {'; '.join(total.warnings) or total.refused or ''} |"
    )
    return "| stratum | seen | low | best | high | |\n|---|---|---|---|---|---|\n" + "\n".join(rows)


def _table(lists: Lists) -> str:
    rows = [
        f"| {' + '.join(name for at, name in enumerate(lists.names) if pattern >> at & 1)} | {n} |"
        for pattern, n in enumerate(lists.counts)
        if n
    ]
    return "| on exactly | people |\n|---|---|\n" + "\n".join(rows)


def _number(value: float | None) -> str:
    return "-" if value is None else f"{value:,.0f}"

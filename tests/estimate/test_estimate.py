"""Estimates from lists: known answers, refusals, bad input. Tables of the gold are read where they are, never copied."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats
from scipy.special import gammaln

from firsthand.errors import BadValue, MissingInput, UnreadableInput
from firsthand.estimate.answer import Estimate
from firsthand.estimate.averaged import _lgamma, _numbers, averaged, gamma_poisson, posterior
from firsthand.estimate.bootstrap import bootstrapped
from firsthand.estimate.bounds import chao, chapman
from firsthand.estimate.coverage import coverage, each, redrawn
from firsthand.estimate.graphs import decomposable
from firsthand.estimate.latent import Settings, draws, latent
from firsthand.estimate.lists import Lists, read_lists
from firsthand.estimate.loglinear import design, refusal
from firsthand.estimate.poisson import cdf, tail
from firsthand.estimate.report import Answers, answers, page
from firsthand.estimate.sampling import design_effect, effective_size, plan
from firsthand.estimate.sparse import best_by_bic, chosen, chosen_each, log_linear, points, sparse

GOLD = Path(__file__).parents[3] / "shared" / "gold" / "estimation" / "mse"
needs_gold = pytest.mark.skipif(not GOLD.is_dir(), reason="the published tables are not on this machine")
QUICK = Settings(chains=2, burn=300, sweeps=300, thin=5)

# 1,000 people, three independent lists that find 30, 40 and 50 in a hundred, rounded to whole people.
INDEPENDENT = Lists(("parish", "clinic", "court"), (0, 90, 140, 60, 210, 90, 140, 60))
DISJOINT = Lists(("a", "b", "c"), (0, 40, 30, 0, 20, 0, 0, 0))


def targets() -> dict[str, dict[str, object]]:
    found: dict[str, dict[str, object]] = json.loads((GOLD / "targets.json").read_text("utf-8"))
    return found


@needs_gold
def test_points_and_intervals_of_the_stepwise_method_are_those_of_the_r_package() -> None:
    for name, row in targets()["measured_R"].items():
        found = sparse(read_lists(GOLD / f"{name}.csv"))
        wanted = row["sparsemse"]["point"]  # type: ignore[index]
        assert [found.low, found.best, found.high] == pytest.approx(wanted, rel=1e-4), name


@needs_gold
def test_chaos_bound_is_exact_on_every_table() -> None:
    for name, row in targets()["measured_R"].items():
        assert chao(read_lists(GOLD / f"{name}.csv")).low == pytest.approx(row["chao_t"], abs=1e-6), name  # type: ignore[index]


@needs_gold
def test_graphs_give_the_published_numbers() -> None:
    tables = json.loads((GOLD / "madigan_york.json").read_text("utf-8"))
    three = posterior(Lists(("a", "b", "c"), tuple(tables["three"])), 300, 1.0, gamma_poisson(13.14, 55.17))
    assert (round(three.relative_loss()), three.mode()) == (731, 728)
    assert [three.quantile(q) for q in (0.025, 0.5, 0.975)] == [682, 731, 797]
    five = posterior(Lists(tuple("abcde"), tuple(tables["five"])), 300, 0.5)
    assert [five.mode(), *(five.quantile(q) for q in (0.025, 0.5, 0.975))] == [614, 588, 616, 655]
    kosovo = posterior(read_lists(GOLD / "kosovo.csv"), 30_000, 2**-4)
    assert [kosovo.quantile(q) for q in (0.025, 0.5, 0.975)] == [9827, 12595, 16544]
    assert kosovo.mean() == pytest.approx(12749.34914)


@needs_gold
def test_the_model_of_least_bic_is_refused_where_its_estimate_does_not_exist() -> None:
    found = best_by_bic(read_lists(GOLD / "Artificial_3.csv"))
    assert found.best is None
    assert "minus infinity" in (found.refused or "")
    assert best_by_bic(read_lists(GOLD / "kosovo.csv")).best == pytest.approx(14341.6638, rel=1e-6)


@needs_gold
@pytest.mark.slow
def test_latent_classes_agree_with_the_r_package_within_monte_carlo_error() -> None:
    found = latent(read_lists(GOLD / "kosovo.csv"))
    assert found.best == pytest.approx(10_450, rel=0.05)


def test_independent_lists_give_the_population_back() -> None:
    assert chosen(INDEPENDENT) == ()
    for found in (sparse(INDEPENDENT), best_by_bic(INDEPENDENT), averaged(INDEPENDENT)):
        assert found.holds(1000), found
    assert sparse(INDEPENDENT).best == pytest.approx(1000, rel=0.01)


def test_a_strong_dependence_is_found() -> None:
    together = Lists(INDEPENDENT.names, (0, 90, 140, 360, 210, 90, 140, 260))
    assert (0, 1) in chosen(together)


@given(st.lists(st.lists(st.integers(0, 9), min_size=7, max_size=7).filter(sum), min_size=2, max_size=5))
def test_a_table_has_the_same_answer_alone_and_in_company(cells: list[list[int]]) -> None:
    tables = [Lists(("a", "b", "c"), (0, *row)) for row in cells]
    assert chosen_each(tables) == [chosen(one) for one in tables]
    assert points(tables) == [sparse(one).best for one in tables]


def test_empty_overlaps_are_refused_with_the_reason() -> None:
    assert refusal(design(DISJOINT, ())) is None or "exist" in (refusal(design(DISJOINT, ())) or "")
    found = log_linear(DISJOINT, ((0, 1), (0, 2), (1, 2)))
    assert found.best is None
    assert found.refused
    assert "does not exist" in found.refused or "tell apart" in found.refused


def test_two_lists_get_chapman_with_its_warning_and_no_dependence_model() -> None:
    two = Lists(("a", "b"), (0, 60, 40, 20))
    found = chapman(two)
    assert found.best == pytest.approx(81 * 61 / 21 - 1)
    assert any("independent" in warning for warning in found.warnings)
    assert all(one.refused for one in (sparse(two), averaged(two), latent(two)))
    assert any("rests on the correction" in w for w in chapman(Lists(("a", "b"), (0, 60, 40, 0))).warnings)


def test_nobody_on_two_lists_and_one_list() -> None:
    assert any("f2 = 0" in warning for warning in chao(DISJOINT).warnings)
    assert chao(DISJOINT).low == pytest.approx(90 + 2 / 3 * 90 * 89 / 2)
    assert chao(Lists(("a",), (0, 5))).refused


def test_numbers_of_decomposable_graphs() -> None:
    assert [len(decomposable(lists)) for lists in (2, 3, 4, 5)] == [2, 8, 61, 822]


@pytest.mark.parametrize("mean", [0.3, 1.0, 4.5, 40.0, 900.0])
def test_poisson_tails_match_scipy(mean: float) -> None:
    for k in range(0, int(3 * mean) + 10, max(1, int(mean / 7))):
        assert cdf(k, mean) == pytest.approx(stats.poisson.cdf(k, mean), rel=1e-9, abs=1e-12)
        smaller = min(stats.poisson.cdf(k, mean), stats.poisson.sf(k - 1, mean))
        if k < mean or stats.poisson.sf(k - 1, mean) <= stats.poisson.cdf(k, mean):
            assert tail(k, mean) == pytest.approx(smaller, rel=1e-9, abs=1e-300)


def test_log_gamma_matches_scipy() -> None:
    values = np.concatenate([np.linspace(0.01, 20, 400), np.geomspace(20, 1e7, 200)])
    assert np.allclose(_lgamma(values), gammaln(values), rtol=1e-13, atol=1e-13)


def test_draws_depend_on_the_seed_and_on_nothing_else() -> None:
    tables = np.array([INDEPENDENT.counts])
    assert (draws(tables, QUICK) == draws(tables, QUICK)).all()
    assert draws(tables, QUICK).shape == (1, 2 * 60)


def test_redraws_keep_the_population() -> None:
    tables = redrawn(INDEPENDENT, 1000, 50, seed=3)
    assert tables.shape == (50, 8)
    assert (tables[:, 0] == 0).all()
    summary = coverage("SparseMSE", each(tables, INDEPENDENT.names, sparse), 1000)
    assert summary.held >= 0.8
    assert summary.median_best == pytest.approx(1000, rel=0.05)
    with pytest.raises(BadValue, match="cannot have"):
        redrawn(INDEPENDENT, 500, 1, seed=3)


def test_one_cluster_carries_nothing() -> None:
    assert effective_size(1, 7500, 0.01) is None
    assert design_effect(7500, 0.001) == pytest.approx(8.499)
    assert effective_size(40, 25, 0.05) == pytest.approx(1000 / 2.2)
    wanted = plan(share=0.01, margin=0.002, cluster=50, rho=0.02)
    assert wanted.people == wanted.clusters * 50
    assert wanted.people >= 1.96**2 * 0.01 * 0.99 / 0.002**2 * wanted.design_effect
    with pytest.raises(BadValue, match="between 0 and 1"):
        plan(share=1.2, margin=0.01, cluster=10, rho=0.1)


def test_the_page_never_gives_a_number_without_its_model() -> None:
    text = page(answers(INDEPENDENT))
    assert "between **" in text
    assert all(name in text for name in ("Chao", "SparseMSE", "log-linear", "dga", "LCMCR"))
    assert not {"true", "confirmed"} & set(text.casefold().split())


def test_the_page_names_the_model_of_each_number_in_its_first_line() -> None:
    def head(*found: Estimate) -> str:
        return page(Answers(INDEPENDENT, found)).split("\n\n")[1]

    low = Estimate(method="dga", model="x", assumes=("a",), low=800, best=900, high=1100)
    high = Estimate(method="LCMCR", model="y", assumes=("a",), low=900, best=1200, high=1500)
    assert "between **900** (dga) and **1,200** (LCMCR)" in head(high, low)
    assert "One model can be fitted, dga, and puts the total at **900**" in head(low)
    assert "What remains is a lower bound" in head(Estimate(method="Chao", model="", assumes=("a",), low=800))
    assert "Nothing can be said" in head(Estimate(method="Chao", model="", assumes=(), refused="one list"))
    assert "|---|---|---|" not in page(
        Answers(INDEPENDENT, (Estimate(method="Chao", model="", assumes=(), refused="x"),))
    )


@pytest.mark.parametrize(
    ("counts", "words"),
    [((0, 5, 0, 0, 0, 0, 0, 0), "nobody is on b, c"), ((0, 5, 4, 0, 3, 0, 0, 0), "nobody is on two lists")],
)
def test_lists_whose_overlaps_say_nothing_are_not_answered_by_a_prior(counts: tuple[int, ...], words: str) -> None:
    lists = Lists(("a", "b", "c"), counts)
    for found in (averaged(lists), latent(lists, QUICK)):
        assert words in (found.refused or "")
        assert found.best is None


def test_the_code_on_the_page_repeats_the_lists() -> None:
    from firsthand.estimate.report import code

    space: dict[str, object] = {}
    exec(code(INDEPENDENT).split("print")[0], space)
    assert space["lists"] == INDEPENDENT


BAD_TABLES = [
    ("", "no rows"),
    ("a,b,n\n", "no rows"),
    ("a,b,n\n1,0\n", "line 2 has 2 cells"),
    ("a,b,n\n1,2,5\n", "line 2, column b: '2' is not 0 or 1"),
    ("a,b,n\n1,0,-3\n", "line 2: count -3 is negative"),
    ("a,b,n\n1,0,many\n", "not a whole number"),
    ("a,b,n\n0,0,7\n1,0,3\n", "people on no list"),
    ("a,b,n\n1,0,0\n", "nobody is on any list"),
    (",".join(f"l{i}" for i in range(17)) + "\n" + ",".join("1" * 17) + "\n", "1 to 16 lists"),
]


@pytest.mark.parametrize(("table", "message"), BAD_TABLES)
def test_bad_tables_say_what_is_wrong(table: str, message: str, tmp_path: Path) -> None:
    file = tmp_path / "lists.csv"
    file.write_text(table, "utf-8")
    with pytest.raises((MissingInput, UnreadableInput), match=message):
        read_lists(file)


def test_a_million_people_on_ten_lists_are_read_and_counted(tmp_path: Path) -> None:
    rng = np.random.Generator(np.random.PCG64(5))
    rows = rng.random((1_000_000, 10)) < 0.2
    found = Lists.of_people([f"l{i}" for i in range(10)], rows[:20_000])
    assert found.seen() == int(rows[:20_000].any(axis=1).sum())
    patterns = np.bincount(rows @ (1 << np.arange(10)), minlength=1024)
    patterns[0] = 0
    whole = Lists(tuple(f"l{i}" for i in range(10)), tuple(int(n) for n in patterns))
    assert sparse(whole).best == pytest.approx(1_000_000, rel=0.01)


def unlike(lists: int, people: int, seed: int = 1) -> Lists:
    """A table of people of whom some are listed three times as easily as others."""
    rng = np.random.Generator(np.random.PCG64(seed))
    eager = rng.random(people)
    patterns = np.zeros(people, dtype=np.int64)
    for at in range(lists):
        patterns |= (rng.random(people) < 0.05 + 0.1 * eager).astype(np.int64) << at
    counts = np.bincount(patterns, minlength=2**lists)
    counts[0] = 0
    return Lists(tuple(f"l{at}" for at in range(lists)), tuple(counts.tolist()))


def test_a_million_people_on_five_lists_have_every_answer_in_bounded_memory() -> None:
    lists = unlike(5, 1_000_000)
    found = averaged(lists)
    assert found.refused is None
    assert found.low is not None
    assert lists.seen() <= found.low
    assert all(one.best == pytest.approx(1_000_000, rel=0.15) for one in (sparse(lists), best_by_bic(lists)))


def test_numbers_thin_out_only_when_there_are_very_many() -> None:
    few, one_each = _numbers(100, 200)
    assert (few == np.arange(1, 101)).all()
    assert (one_each == 1).all()
    many, about = _numbers(1_000_000, 2_000)
    assert (many[:500] == np.arange(1, 501)).all()
    assert len(many) <= 2_000
    assert about.sum() == pytest.approx(1_000_000)
    kosovo_like = Lists(("a", "b", "c"), (0, 600, 500, 100, 400, 80, 70, 30))
    whole, thin = posterior(kosovo_like, 20_000, 0.125), posterior(kosovo_like, 20_000, 0.125, points=4_000)
    for share in (0.025, 0.5, 0.975):
        assert thin.quantile(share) == pytest.approx(whole.quantile(share), rel=2e-3)


def test_tables_too_large_for_a_method_are_refused_in_words() -> None:
    many = unlike(13, 400_000)
    assert "up to 12 lists" in (sparse(many).refused or "")
    assert "sets of lists" in (latent(many).refused or "")
    nine = unlike(9, 300)
    assert "up to 8 lists" in (bootstrapped(nine).refused or "")
    assert bootstrapped(nine).best is None


@given(st.lists(st.integers(0, 50), min_size=7, max_size=7).filter(sum))
def test_no_table_of_three_lists_raises_or_goes_below_the_seen(cells: list[int]) -> None:
    lists = Lists(("a", "b", "c"), (0, *cells))
    for found in (chao(lists), sparse(lists), best_by_bic(lists), averaged(lists, most_missing=200)):
        assert (found.refused is None) != (found.best is None and found.low is None)
        assert all(value is None or value >= lists.seen() for value in (found.low, found.best, found.high))

"""The Poisson distribution, as far as it is needed."""

from __future__ import annotations

from math import exp, lgamma, log


def cdf(k: int, mean: float) -> float:
    """P(X <= k), summed from the largest term down so that nothing is lost."""
    if k < 0:
        return 0.0
    if mean <= 0:
        return 1.0
    term = exp(k * log(mean) - mean - lgamma(k + 1))
    if k < mean:  # terms fall as we walk down from k
        total, at = 0.0, k
        while term > 0 and at >= 0:
            total += term
            if term < total * 1e-17:
                break
            term *= at / mean
            at -= 1
        return min(1.0, total)
    above, at = 0.0, k + 1
    term *= mean / at
    while term > 0:
        above += term
        if term < above * 1e-17:
            break
        at += 1
        term *= mean / at
    return max(0.0, 1.0 - above)


def tail(k: int, mean: float) -> float:
    """The smaller of P(X <= k) and P(X >= k)."""
    if k < mean:
        return cdf(k, mean)
    if k == 0:
        return 1.0
    term = exp(k * log(mean) - mean - lgamma(k + 1)) if mean > 0 else 0.0
    total, at = 0.0, k
    while term > 0:
        total += term
        if term < total * 1e-17:
            break
        at += 1
        term *= mean / at
    return min(1.0, total)

"""How a check is put together, and how it says numbers."""

from __future__ import annotations

from collections.abc import Iterable

from firsthand.model.check import Check, Parameter, Verdict
from firsthand.model.figure import Figure
from firsthand.model.span import Span


def check(
    kind: str,
    verdict: Verdict,
    formula: str,
    message: str,
    inputs: Iterable[Figure | Span],
    *,
    flip: str | None = None,
    parameters: tuple[Parameter, ...] = (),
    confidence: float = 0.9,
) -> Check:
    """A check on `inputs`: figures lend their span and id, spans stand for themselves."""
    listed = tuple(inputs)
    return Check(
        made_by=f"rule:check/{kind}",
        confidence=confidence,
        kind=kind,
        inputs=tuple(one.span if isinstance(one, Figure) else one for one in listed),
        formula=formula,
        verdict=verdict,
        message=message,
        flip=flip,
        records=tuple(one.id for one in listed if isinstance(one, Figure)),
        parameters=parameters,
    )


def say(n: float | None, digits: int = 4) -> str:
    """A number for readers: 1234567 as 1,234,567, 0.010133 as 0.01013, 42000000.0 as 42,000,000."""
    if n is None:
        return "no limit"
    if float(n).is_integer() and abs(n) < 1e15:
        return f"{int(n):,}"
    if abs(n) >= 1000:
        return f"{n:,.0f}"
    return f"{n:.{digits}g}"


def percent(share: float) -> str:
    """A share as per cent, with as many digits as help: 0.0101333 as 1.013 %."""
    return f"{share * 100:.4g} %"

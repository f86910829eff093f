"""How exactly a time is known, in the codes of two event data sets."""

from __future__ import annotations

from datetime import date


def acled_time_precision(begin: date | None, end: date | None) -> int | None:
    """ACLED codebook 2024: 1 the day is known, 2 within a week, 3 only the month; None where coarser or open."""
    if begin is None or end is None:
        return None
    days = (end - begin).days + 1
    return 1 if days == 1 else 2 if days <= 7 else 3 if days <= 31 else None


def ucdp_date_prec(begin: date | None, end: date | None) -> int | None:
    """UCDP GED codebook: 1 the day, 2 two to six days, 3 a week, 4 up to a month, 5 up to a year; None where coarser or open."""
    if begin is None or end is None:
        return None
    days = (end - begin).days + 1
    for code, most in ((1, 1), (2, 6), (3, 7), (4, 31), (5, 366)):
        if days <= most:
            return code
    return None

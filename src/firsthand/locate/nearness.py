"""How strongly what is believed of other names pulls at each candidate: the nearer, the stronger.

The same town stands as a candidate of many names ("Donetsk", "Donetsk region", "Donetsk direction"), so distances are
measured once between places, not between candidates.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import numpy as np

from firsthand.data.gazetteer import GazetteerPlace

Floats = np.ndarray[Any, np.dtype[np.float64]]
Indices = np.ndarray[Any, np.dtype[np.int64]]

NONE: Final = np.zeros(0, dtype=np.int64)
_SLOWEST_KM: Final = 600.0
_PIECE: Final = 256


class Nearness:
    """Candidates by group (`owner`, sorted), the places that they are, and which groups stand side by side."""

    def __init__(self, places: Sequence[GazetteerPlace], owner: Indices, beside: Floats) -> None:
        groups = len(beside)
        different = list({p.row: p for p in places}.values())
        number = {p.row: i for i, p in enumerate(different)}
        self._place = np.array([number[p.row] for p in places], dtype=np.int64)
        lat = np.radians([p.latitude for p in different])
        lon = np.radians([p.longitude for p in different])
        self._unit = np.stack([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)], axis=1)
        size = np.bincount(owner, minlength=groups)
        first = np.cumsum(size) - size
        every = np.arange(groups)
        self._own = _pairs(every, every, first, size)
        one, other = np.nonzero(beside)
        self._beside = _pairs(one, other, first, size)
        self._column = np.full(len(different), -1, dtype=np.int64)
        self._reach = np.empty((3, len(different), 0))

    def of_others(self, pull: Floats) -> tuple[Floats, Floats]:
        """Sums of `pull` over the candidates of other names, falling to 1/e in 30, 150 and 600 km: an array of three
        rows; then the one of 150 km over the names that stand side by side. Most of `pull` should be nought."""
        n = len(pull)
        asked = np.nonzero(pull)[0]
        self._measure(self._place[asked])
        column = self._column[self._place]
        by_place = np.bincount(column[asked], pull[asked], self._reach.shape[2])
        found: Floats = np.einsum("kij,j->ki", self._reach, by_place)[:, self._place]
        i, j = self._pulled(self._own, pull)
        for k in range(3):
            found[k] -= np.bincount(i, self._reach[k, self._place[i], column[j]] * pull[j], n)
        i, j = self._pulled(self._beside, pull)
        beside = np.bincount(i, self._reach[1, self._place[i], column[j]] * pull[j], n)
        return found, beside.astype(np.float64, copy=False)

    @staticmethod
    def _pulled(pairs: tuple[Indices, Indices], pull: Floats) -> tuple[Indices, Indices]:
        i, j = pairs
        pulls = pull[j] > 0
        return i[pulls], j[pulls]

    def _measure(self, asked: Indices) -> None:
        """Makes the columns of places that were not asked for before: the rounds ask for nearly the same."""
        new = np.unique(asked[self._column[asked] < 0])
        if not new.size:
            return
        made = np.empty((3, len(self._unit), new.size))
        near_30, near_150, near_600 = made
        nearby(self._unit, self._unit[new], near_600)
        np.multiply(near_600, near_600, out=near_150)
        near_150 *= near_150
        np.multiply(near_150, near_150, out=near_30)
        near_30 *= near_30
        near_30 *= near_150
        self._column[new] = np.arange(new.size) + self._reach.shape[2]
        self._reach = np.concatenate((self._reach, made), axis=2) if self._reach.shape[2] else made


def _pairs(one: Indices, other: Indices, first: Indices, size: Indices) -> tuple[Indices, Indices]:
    """All pairs of a candidate of a group in `one` and a candidate of the group beside it in `other`."""
    count = size[one] * size[other]
    at = np.repeat(np.arange(len(one)), count)
    step = np.arange(len(at)) - np.repeat(np.cumsum(count) - count, count)
    wide = size[other][at]
    return first[one][at] + step // wide, first[other][at] + step % wide


def nearby(one: Floats, other: Floats, out: Floats) -> None:
    """exp(-km / 600) between points on the unit sphere, in pieces too small to be shared among threads."""
    for i in range(0, len(one), _PIECE):
        np.matmul(one[i : i + _PIECE], other.T, out=out[i : i + _PIECE])
    np.clip(out, -1.0, 1.0, out=out)
    np.arccos(out, out=out)
    out *= -6371.0 / _SLOWEST_KM
    np.exp(out, out=out)

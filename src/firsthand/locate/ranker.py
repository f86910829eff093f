"""The learned ranker: which candidate of a name is meant. Numbers in `data/locate_ranker.json`, trained by tools/train_places."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any, Final

import numpy as np

from firsthand.errors import BadValue
from firsthand.locate.nearness import Floats
from firsthand.locate.scene import CONTEXT_FROM, CONTEXT_TO, FEATURES, Scene

ROUNDS: Final = 3
# Convention, not learned, where wars are told: a bare name outside a list is the town and not the province or district
# named after it, and a name with a type word is what the word says. The training sets are nearly all from elsewhere.
_TOWN_FIRST: Final = 4.0
# Convention, too: in a report whose other names lie mainly in one country at war, its cities go by their former names
# ("Odessa") before a place abroad that is still called so.
_OLD_NAME: Final = 3.0
_MAINLY: Final = 0.6
_AT_HOME: Final = FEATURES.index("country_share")
_OTHER: Final = FEATURES.index("other_name")
_PIECE: Final = 128
_BARE: Final = tuple(
    FEATURES.index(name) for name in ("province_where_fought", "district_where_fought", "town_despite_type")
)


@dataclass(frozen=True, eq=False)
class Net:
    """A layer of hidden units and a sum: score = out . tanh(hidden x + shift) + direct . x."""

    hidden: Floats
    shift: Floats
    out: Floats
    direct: Floats

    def score(self, x: Floats) -> Floats:
        # In pieces too small to be shared among threads, which on so little work cost more than they save.
        parts = [
            np.tanh(x[i : i + _PIECE] @ self.hidden + self.shift) @ self.out + x[i : i + _PIECE] @ self.direct
            for i in range(0, max(len(x), 1), _PIECE)
        ]
        return parts[0] if len(parts) == 1 else np.concatenate(parts)

    def numbers(self) -> dict[str, Any]:
        """As plain lists, rounded so that the file says what is computed."""
        return {n: np.round(getattr(self, n), 5).tolist() for n in ("hidden", "shift", "out", "direct")}

    @classmethod
    def of(cls, numbers: dict[str, Any]) -> Net:
        return cls(**{n: np.array(numbers[n], dtype=np.float64) for n in ("hidden", "shift", "out", "direct")})


@dataclass(frozen=True, eq=False)
class Ranker:
    """`first` judges a name alone, `then` with what is believed of the others. `floor` is the belief below which no answer is given."""

    first: Net
    then: Net
    floor: float = 0.0

    @classmethod
    def load(cls) -> Ranker:
        return _loaded()

    def beliefs(self, scene: Scene) -> Floats:
        """How far each candidate of the scene is believed; the beliefs of a group sum to 1."""
        if not scene.places:
            return np.zeros(0)
        town_first = _TOWN_FIRST * scene.base[:, _BARE].sum(axis=1)
        twins = np.array(scene.twins, dtype=np.int64).reshape(-1, 2)

        def town_before_province(score: Floats) -> Floats:
            # what speaks for the province of that name speaks for its town
            np.maximum.at(score, twins[:, 1], score[twins[:, 0]])
            score -= town_first
            return score

        alone = scene.base.copy()
        alone[:, CONTEXT_FROM:CONTEXT_TO] = 0.0
        belief = softmax(town_before_province(self.first.score(alone)), scene.owner, len(scene.groups))
        for _ in range(ROUNDS):
            x = scene.believed(belief)
            home = x[:, _AT_HOME] > _MAINLY
            by_old_name = np.bincount(
                scene.owner, scene.city_where_fought & home & (x[:, _OTHER] > 0), len(scene.groups)
            )
            abroad = scene.town & ~home & (by_old_name[scene.owner] > 0)
            score = self.then.score(x) - _OLD_NAME * abroad
            belief = softmax(town_before_province(score), scene.owner, len(scene.groups))
        return belief


def softmax(score: Floats, owner: np.ndarray[Any, np.dtype[np.int64]], groups: int) -> Floats:
    """Scores as shares of one within each group."""
    top = np.full(groups, -np.inf)
    np.maximum.at(top, owner, score)
    power = np.exp(score - top[owner])
    shares: Floats = power / np.bincount(owner, power, groups)[owner]
    return shares


@lru_cache(maxsize=1)
def _loaded() -> Ranker:
    numbers = json.loads((files("firsthand.data") / "locate_ranker.json").read_text("utf-8"))
    known = list(numbers["features"])
    if not set(known) <= set(FEATURES):
        raise BadValue("data/locate_ranker.json was trained on features that are gone; run tools/train_places")
    # a feature that came after the training has no weight yet
    order = [known.index(name) if name in known else len(known) for name in FEATURES]
    return Ranker(_ordered(numbers["first"], order), _ordered(numbers["then"], order), float(numbers["floor"]))


def _ordered(numbers: dict[str, Any], order: list[int]) -> Net:
    net = Net.of(numbers)
    hidden = np.vstack([net.hidden, np.zeros((1, net.hidden.shape[1]))])[order]
    return Net(hidden, net.shift, net.out, np.append(net.direct, 0.0)[order])

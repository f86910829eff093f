"""The network in ONNX Runtime: one thread, no spinning, one window at a time.

Windows are not run together: int8 measures the range of its inputs over the whole batch, so a
window's labels would depend on its neighbours. Windows are packed to nearly the same length, which
leaves little for batches to gain on one thread.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from firsthand.errors import ReaderUnavailable
from firsthand.reader.spans import Array
from firsthand.reader.windows import Window

OLDEST = (1, 20)


@dataclass(frozen=True, slots=True)
class Output:
    """The network's numbers for the words of one window."""

    tags: Array
    pairs: Array
    labels: Array


class Engine:
    def __init__(self, path: Path) -> None:
        try:
            import onnxruntime  # heavy: only a program that reads pays for it
        except ImportError as error:
            raise ReaderUnavailable("the trained reader needs onnxruntime: pip install 'onnxruntime>=1.24'") from error
        version = tuple(int(part) for part in onnxruntime.__version__.split(".")[:2])
        if version < OLDEST:
            raise ReaderUnavailable(
                f"onnxruntime {onnxruntime.__version__} is too old for the reader: pip install 'onnxruntime>=1.24'"
            )
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        options.log_severity_level = 3
        try:
            self._session: Any = onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
        except Exception as error:  # the runtime raises its own many kinds, all meaning the same here
            raise ReaderUnavailable(
                f"{path}: onnxruntime {onnxruntime.__version__} cannot open the reader ({error}); reinstall firsthand"
            ) from error

    def __call__(self, windows: Sequence[Window]) -> list[Output]:
        return [self._one(window) for window in windows]

    def _one(self, window: Window) -> Output:
        given = {
            "pieces": np.array([window.pieces], dtype=np.int64),
            "features": np.array([window.features], dtype=np.int64),
            "firsts": np.array([window.firsts], dtype=np.int64),
        }
        tags, pairs, labels = self._session.run(["tags", "pairs", "labels"], given)
        return Output(tags[0], pairs[0], labels[0])

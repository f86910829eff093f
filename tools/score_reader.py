"""The shipped reader on the development sets, by the official scorers: names, places, times, quantities, syntax, attribution.

    python tools/score_reader.py GOLD

The same functions score a reader at the end of its training (`tools/train_reader`); nothing is trained here, and torch is
not needed. Minutes on one core.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from train_reader import scoring

from firsthand.reader.reader import Reader

if __name__ == "__main__":
    print(json.dumps(scoring.everything(Reader.load(), Path(sys.argv[1])), indent=1))

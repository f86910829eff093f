"""How widely common English words are spread over news reports: `data/en/spread.tsv`.

    python tools/build_spread.py GOLD

Reads the openings of the open news sets that may be trained on (places/lgl, trnews, geovirus and
attribution/polnear train; see their terms in the gold's own notes), keeps words that stand in at least
one report in two hundred, and writes word and share of reports. No text is kept.
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

from benchmarks.gold import reports

from firsthand.compare.terms import terms

SETS = ("places/lgl/all", "places/trnews/all", "places/geovirus/all", "attribution/polnear/train")
LEAST = 1 / 200
OUT = Path(__file__).parents[1] / "src" / "firsthand" / "data" / "en" / "spread.tsv"


def main(gold: Path) -> None:
    spread: Counter[str] = Counter()
    count = 0
    for name in SETS:
        for report in reports(gold / f"{name}.jsonl"):
            spread.update(set(terms(report.document())))
            count += 1
    kept = {word: n / count for word, n in spread.items() if n / count >= LEAST and word.isalpha()}
    rows = [f"{word}\t{share:.3f}" for word, share in sorted(kept.items())]
    OUT.write_text("\n".join(rows) + "\n", "utf-8")
    print(f"{len(rows)} words from {count} reports -> {OUT.name}")


if __name__ == "__main__":
    main(Path(sys.argv[1]))

"""Source types, chains and confidence of attributions against annotated reports: the tables of docs/background/attribution.md.

    python tools/attribution_report.py GOLD_FOLDER [--grammar]

GOLD_FOLDER holds war/reports/*.json and attribution/polnear/dev.jsonl in the form of the benchmarks.
"""

from __future__ import annotations

import json
import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent.parent / "benchmarks" / "score"))  # the official scorers

from _common import dice
from attribution import Tokens, pairing

from firsthand.attribute.conventions import with_marks
from firsthand.attribute.stage import attributions
from firsthand.kit import Kit
from firsthand.model.attribution import Attribution
from firsthand.model.document import Document
from firsthand.pipeline import read_document

Triple = tuple[frozenset[int], frozenset[int], frozenset[int]]
NO_NAMES = frozenset(
    ["the", "a", "an", "of", "in", "on", "at", "and", "for", "to", "s", "unnamed", "anonymous", "1", "2", "3", "4"]
)


def main(gold: Path, kit: Kit) -> None:
    right: Counter[tuple[int, bool]] = Counter()
    types: Counter[bool] = Counter()
    chains: list[tuple[bool, str]] = []
    for file in sorted((gold / "war" / "reports").glob("*.json")):
        row = json.loads(file.read_text("utf-8"))
        found = read_document(Document(text=row["text"], title=row["title"]), kit, (attributions,)).attributions
        for statement, one, content in matched(row, found, right):
            if content and one is not None:
                types[one.source_type.value == statement["source_type"]] += 1
            if len(statement["chain"]) > 1:
                got = one.chain() if one is not None and content else ()
                hit = same_chain(got, statement["chain"])
                chains.append((hit, f"{row['id']} {statement['id']}: {' > '.join(statement['chain'])}"))
    print(f"source type: {types[True]} of {sum(types.values())} = {types[True] / max(1, sum(types.values())):.3f}")
    print(f"chains: {sum(hit for hit, _ in chains)} of {len(chains)}")
    for hit, line in chains:
        print("  hit " if hit else "  miss", line)
    for line in (gold / "attribution" / "polnear" / "dev.jsonl").open(encoding="utf-8"):
        row = json.loads(line)
        found = read_document(Document(text=row["text"]), kit, (attributions,)).attributions
        calibrate(row, found, right)
    print("confidence, reports, share right (both sets)")
    for tenth in sorted({t for t, _ in right}):
        n = right[tenth, True] + right[tenth, False]
        print(f"  {tenth / 10:.1f}-{(tenth + 1) / 10:.1f} {n:5d} {right[tenth, True] / n:.2f}")


def matched(
    row: dict[str, Any], found: tuple[Attribution, ...], right: Counter[tuple[int, bool]]
) -> Iterator[tuple[dict[str, Any], Attribution | None, bool]]:
    """(annotated statement, ours, content right)."""
    tokens = Tokens(row["text"])
    gold = [annotated(tokens, statement) for statement in row["statements"]]
    ours = [triple(tokens, one, [(s.start, s.end) for s in one.content]) for one in found]
    pairs = pairing(gold, ours)
    good = set()
    for i, statement in enumerate(row["statements"]):
        j = pairs.get(i)
        if j is None:
            yield statement, None, False
            continue
        content = dice(gold[i][2], ours[j][2]) >= 0.5 or bool(statement.get("scope_uncertain"))
        ok = content and agree(gold[i][0], ours[j][0]) and agree(gold[i][1], ours[j][1])
        if ok:
            good.add(j)
        yield statement, found[j], content
    for j, one in enumerate(found):
        right[int(one.confidence * 10), j in good] += 1


def calibrate(row: dict[str, Any], found: tuple[Attribution, ...], right: Counter[tuple[int, bool]]) -> None:
    tokens = Tokens(row["text"])
    gold = [tuple(touched(tokens, a[role]) for role in ("source", "cue", "content")) for a in row["attributions"]]
    ours = [triple(tokens, one, list(with_marks(row["text"], one))) for one in found]
    back = {j: i for i, j in pairing(gold, ours).items()}
    for j, one in enumerate(found):
        ok = j in back and all(agree(a, b) for a, b in zip(gold[back[j]], ours[j], strict=True))
        right[int(one.confidence * 10), ok] += 1


def touched(tokens: Any, pieces: list[Any]) -> frozenset[int]:
    return frozenset(tokens.touched([list(p) for p in pieces], ""))


def annotated(tokens: Any, statement: dict[str, Any]) -> Triple:
    one = [[statement[r]] if statement[r] else [] for r in ("source", "cue")]
    source, cue, content = (
        touched(tokens, [(s["start"], s["end"]) for s in spans]) for spans in (*one, statement["content"])
    )
    return source, cue, content


def triple(tokens: Any, one: Attribution, content: list[tuple[int, int]]) -> Triple:
    source = [(one.source.start, one.source.end)] if one.source else []
    cue = [(one.cue.start, one.cue.end)] if one.cue else []
    return touched(tokens, source), touched(tokens, cue), touched(tokens, content)


def agree(a: frozenset[int], b: frozenset[int]) -> bool:
    return dice(a, b) >= 0.5 or not (a or b)


def same_chain(got: tuple[str, ...], wanted: list[str]) -> bool:
    return len(got) == len(wanted) and all(same_voice(a, b) for a, b in zip(got, wanted, strict=True))


def same_voice(one: str, other: str) -> bool:
    """A name word in common, or one is the other's acronym."""
    a, b = ({w.removesuffix("s") for w in re.findall(r"\w+", name.casefold())} - NO_NAMES for name in (one, other))
    return bool(a & b) or acronym(one) == other.casefold() or acronym(other) == one.casefold()


def acronym(name: str) -> str:
    return "".join(w[0] for w in re.findall(r"\w+", name) if w[0].isupper()).casefold()


if __name__ == "__main__":
    main(Path(sys.argv[1]), Kit() if "--grammar" in sys.argv else Kit.with_reader())

"""Score a reader on the development sets: official scorers where they exist, plain span and edge F1 elsewhere."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path

from firsthand.reader.decode import signals as decode
from firsthand.reader.reader import Reader
from firsthand.reader.signals import Signals
from firsthand.reader.windows import read_tokens, windows
from train_reader import predictions, sets
from train_reader.documents import Document

SCORERS = Path(__file__).parents[2] / "benchmarks" / "score"


def official(task: str, gold: Path, rows: Iterable[dict], *options: str) -> dict:
    with tempfile.TemporaryDirectory() as folder:
        predicted = predictions.write(Path(folder) / "predicted.jsonl", rows)
        command = [sys.executable, str(SCORERS / f"{task}.py"), str(gold), str(predicted), "--json", *options]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"{task}: {done.stderr}")
    return json.loads(done.stdout)


def f1(right: int, predicted: int, gold: int) -> float:
    return 2 * right / (predicted + gold) if predicted + gold else 0.0


def held_out(path: Path, keep: Callable[[str], bool], folder: Path) -> Path:
    """The gold lines that were not trained on."""
    target = folder / (path.parent.name + ".jsonl")
    predictions.write(target, [row for row in sets.rows(path) if keep(row["id"])])
    return target


def attribution(reader: Reader, gold: Path, *options: str) -> dict:
    path = gold / "attribution/polnear/dev.jsonl"
    rows = [
        {"id": d.id, "attributions": predictions.attributions(predictions.signals(reader, d))}
        for d in sets.polnear(gold, "dev")
    ]
    found = official("attribution", path, rows, *options)
    return {
        "triple_soft": found["triple_soft_f1"],
        "triple_exact": found["triple"]["exact"]["f1"],
        "segment": {role: found[role]["segment"]["f1"] for role in ("source", "cue", "content")},
        "source_accuracy": found["source_accuracy"],
        "recall_by_type": found["recall_by_type"],
        **({"interval": found["f1_interval_95"]} if "f1_interval_95" in found else {}),
    }


def places(reader: Reader, gold: Path) -> dict:
    answer = {}
    with tempfile.TemporaryDirectory() as folder:
        for name in ("lgl", "trnews", "geovirus"):
            path = held_out(gold / f"places/{name}/all.jsonl", lambda key: sets.share(key) >= 70, Path(folder))
            rows = [
                {"id": d.id, "spans": predictions.places(predictions.signals(reader, d), name != "geovirus")}
                for d in sets.places(gold, name, True)
            ]
            answer[name] = official("places", path, rows)["recognition_exact"]["f1"]
    return answer


def times(reader: Reader, gold: Path) -> dict:
    answer = {}
    with tempfile.TemporaryDirectory() as folder:
        for name in ("timebank", "aquaint", "wikiwars"):
            file = "train" if name == "wikiwars" else "all"
            path = held_out(gold / f"times/{name}/{file}.jsonl", lambda key: sets.share(key) >= 80, Path(folder))
            rows = [
                {"id": d.id, "timexes": predictions.timexes(predictions.signals(reader, d))}
                for d in sets.times(gold, name, True)
            ]
            found = official("times", path, rows, *(["--timex2"] if name == "wikiwars" else []))
            answer[name] = {kind: found[kind]["f1"] for kind in ("strict", "relaxed")}
            answer[name] |= {k: found["strict"][k] for k in ("ok", "predicted", "gold")}
    ok, predicted, wanted = (sum(answer[n][k] for n in ("timebank", "aquaint")) for k in ("ok", "predicted", "gold"))
    answer["timebank_and_aquaint_strict"] = f1(ok, predicted, wanted)
    return answer


def quantities(reader: Reader, gold: Path) -> dict:
    path = gold / "figures/measeval/trial.jsonl"
    rows = [
        {"id": d.id, "quantities": predictions.quantities(predictions.signals(reader, d))}
        for d in sets.measeval(gold, "trial")
    ]
    found = official("figures", path, rows)
    return {"overlap": found["span_overlap"]["f1"], "exact": found["span_exact"]["f1"]}


def names(reader: Reader, gold: Path) -> dict:
    return named(reader, sets.uner(gold, "test"))


def named(reader: Reader, documents: Iterable[Document]) -> dict:
    """F1 of persons, places and organisations, right to the letter; names where gold is silent do not count."""
    counts = {kind: [0, 0, 0] for kind in ("person", "place", "organisation")}
    for document in documents:
        layer = document.layers["names"]
        wanted = {s for s in layer.spans if s[2] in counts}
        got = {
            (m.start, m.end, m.label)
            for m in predictions.signals(reader, document).names
            if m.label in counts and not any(a < m.end and m.start < b for a, b in layer.ignored)
        }
        for which, spans in enumerate((wanted & got, got, wanted)):
            for span in spans:
                counts[str(span[2])][which] += 1
    total = [sum(c[i] for c in counts.values()) for i in range(3)]
    return {"micro": f1(*total), **{kind: f1(*c) for kind, c in counts.items()}}


def on_gold_words(reader: Reader, document: Document) -> Signals:
    order = sorted(document.words or [])
    cut = lambda _, start, end: [w for w in order if start <= w[0] < end]  # noqa: E731
    tokens = read_tokens(document.text, document.paragraphs, reader._pieces, cut)
    made = windows(tokens)
    return decode(tokens, made, reader._engine(made), reader._weights, reader._settings)


def syntax(reader: Reader, gold: Path, treebank: str = "ewt", name: str = "test") -> dict:
    right = dict.fromkeys(("upos", "uas", "las"), 0)
    edges = {"verb_subject": [0, 0, 0], "verb_object": [0, 0, 0]}
    total = 0
    for document in getattr(sets, treebank)(gold, name):
        words = on_gold_words(reader, document).words
        place = {span: i for i, span in enumerate(document.words or [])}
        order = [place[(w.start, w.end)] for w in words]
        assert document.upos
        assert document.heads
        assert document.relations
        predicted = {order[i]: (w.upos, order[w.head] if w.head >= 0 else -1, w.deprel) for i, w in enumerate(words)}
        total += len(document.upos)
        sides: list[dict[str, set]] = []
        gold_side = dict(enumerate(zip(document.upos, document.heads, document.relations, strict=True)))
        for side in (predicted, gold_side):
            found: dict[str, set] = {"verb_subject": set(), "verb_object": set()}
            for i, (_, head, label) in side.items():
                if head >= 0 and head in side and side[head][0] == "VERB":
                    if label.split(":")[0] == "nsubj":
                        found["verb_subject"].add((head, i))
                    elif label == "obj":
                        found["verb_object"].add((head, i))
            sides.append(found)
        for key, counts in edges.items():
            counts[0] += len(sides[0][key] & sides[1][key])
            counts[1] += len(sides[0][key])
            counts[2] += len(sides[1][key])
        for i, (upos, head, label) in gold_side.items():
            got = predicted.get(i)
            if got:
                right["upos"] += got[0] == upos
                right["uas"] += got[1] == head
                right["las"] += got[1:] == (head, label)
    return {key: n / total for key, n in right.items()} | {key: f1(*counts) for key, counts in edges.items()}


def war(reader_of: Callable[[str], Reader], gold: Path) -> dict:
    """Overlap of triggers, times, places and figures, type and modality, and the official soft triple of statements.

    `reader_of` gives the reader for a report: the released one, or the one that has not seen it.
    """
    folder = gold / "war/reports"
    rows = []
    for path in sorted(folder.glob("*.json")):
        row = json.loads(path.read_text(encoding="utf-8"))
        rows.append(war_row(row, predictions.signals(reader_of(row["id"]), sets.war_document(row))))
    found = official("war", folder, rows)
    parts = found["parts"]
    wanted = (
        "statements.content",
        "events.trigger",
        "events.type",
        "events.type_modality",
        "times.span",
        "places.span",
        "figures.span",
    )
    return {"statements": found["statements"]["f1"], **{key: parts[key]["f1"] for key in wanted if key in parts}}


def war_row(row: dict, found: Signals) -> dict:
    def span(pair: tuple[int, int]) -> dict:
        return {"start": pair[0], "end": pair[1]}

    statements = [
        {
            "source": span(r.source[0]) if r.source else None,
            "cue": span(r.cue[0]),
            "content": [span(c) for c in r.content],
        }
        for r in found.relations
    ]
    events = [
        {"trigger": span((t.start, t.end)), "plover": t.type, "modality": t.modality}
        for t in found.triggers
        if t.type in ("ASSAULT", "COERCE", "MOBILIZE", "YIELD", "THREATEN")
    ]
    return {
        "id": row["id"],
        "statements": statements,
        "events": events,
        "times": [span((m.start, m.end)) | {"value": "x"} for m in found.times],
        "places": [span((m.start, m.end)) | {"canonical": "x"} for m in found.names if m.label == "place"],
        "figures": [span((m.start, m.end)) | {"lo": None, "hi": None, "role": ""} for m in found.quantities],
    }


def everything(reader: Reader, gold: Path, bootstrap: int = 0) -> dict:
    """All but the war reports, which need two readers."""
    options = ("--bootstrap", str(bootstrap)) if bootstrap else ()
    return {
        "attribution": attribution(reader, gold, *options),
        "places": places(reader, gold),
        "names": names(reader, gold),
        "syntax": syntax(reader, gold),
        "times": times(reader, gold),
        "quantities": quantities(reader, gold),
    }

"""`python -m benchmarks`: predict, score, table, gate, peers, specs."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from benchmarks.runner import kit, paths, predict, score
from benchmarks.tasks import TASKS, GoldSet, Task
from firsthand.errors import FirsthandError
from firsthand.kit import Kit

OUT = Path("bench-out")


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    one = commands.add_parser("predict", help="read documents and write predictions, one JSON line a document")
    one.add_argument("task", choices=TASKS)
    one.add_argument("gold", type=Path, help="JSON Lines, a JSON file, or a folder of JSON files")
    one.add_argument("-o", "--out", type=Path, required=True)
    one.add_argument("--convention", help="annotation scheme of the set, where its path does not name it")
    one.add_argument("--grammar", action="store_true", help="without the trained reader")
    two = commands.add_parser("score", help="predict the open sets of a task and score them")
    two.add_argument("task", choices=TASKS)
    two.add_argument("--set", dest="name", help="one set only")
    two.add_argument("--grammar", action="store_true", help="without the trained reader")
    two.add_argument("--json", action="store_true", help="everything the scorer says")
    three = commands.add_parser("table", help="every task and set: score, speed, number to beat")
    three.add_argument("--grammar", action="store_true", help="without the trained reader")
    gate = commands.add_parser("gate", help="the small sets against their pinned floors")
    gate.add_argument("--write", action="store_true", help="pin the floors at what is measured now")
    peers = commands.add_parser("peers", help="other tools beside ours, by the same scorers (extra: bench)")
    peers.add_argument("task", choices=["figures", "places"])
    peers.add_argument("--python", default=sys.executable, help="the interpreter that has the peers")
    peers.add_argument("--peer", action="append", default=[], help="one peer only; may be given again")
    peers.add_argument("--set", dest="names", action="append", default=[], help="one set only; may be given again")
    commands.add_parser("specs", help="the specifications of Recognizers-Text")
    args = parser.parse_args(argv)
    try:
        return COMMANDS[args.command](args)
    except FirsthandError as error:
        print(f"benchmarks: {error}", file=sys.stderr)
        return 2


def _predict(args: argparse.Namespace) -> int:
    cost = predict(TASKS[args.task], args.gold, args.out, kit(grammar=args.grammar), args.convention)
    print(
        f"{cost.documents} documents, {cost.seconds:.1f} CPU s, {cost.words_per_second():,.0f} words/CPU s -> {args.out}"
    )
    return 0


def _score(args: argparse.Namespace) -> int:
    task, tools = TASKS[args.task], kit(grammar=args.grammar)
    for one in [task.set(args.name)] if args.name else task.sets:
        answer, speed = _run(task, one, tools)
        print(json.dumps(answer, indent=1) if args.json else _lines(task, one, answer, speed))
    return 0


def _run(task: Task, one: GoldSet, kit: Kit) -> tuple[dict[str, Any], float]:
    documents, gold = paths(one)
    out = OUT / f"{task.name}-{one.name}.jsonl"
    cost = predict(task, documents, out, kit)
    return score(task, gold, out, one.flags), cost.words_per_second()


def _lines(task: Task, one: GoldSet, answer: dict[str, Any], speed: float) -> str:
    rows = [
        f"{task.name}/{one.name}  {next(iter(answer))} {_short(next(iter(answer.values())))}   to beat: {one.beat or '-'}   {speed:,.0f} words/CPU s"
    ]
    for name, value in list(answer.items())[1:]:
        if name == "documents":
            continue
        shown = _flat(name, value)
        rows += [f"  {key:<42} {text}" for key, text in shown]
    return "\n".join(rows)


def _flat(name: str, value: Any) -> list[tuple[str, str]]:
    if isinstance(value, dict):
        if {"p", "r", "f1"} <= value.keys():
            return [(name, f"F1 {value['f1']:.3f}  P {value['p']:.3f}  R {value['r']:.3f}")]
        return [
            row for key, inner in value.items() for row in _flat(f"{name}.{key}" if name != "parts" else key, inner)
        ]
    return [(name, _short(value))]


def _short(value: Any) -> str:
    return f"{value:.3f}" if isinstance(value, float) else json.dumps(value)[:80]


def _table(args: argparse.Namespace) -> int:
    tools = kit(grammar=args.grammar)
    print(f"{'task':<12} {'set':<12} {'measure':<20} {'score':>7} {'words/CPU s':>12}  to beat")
    for task in TASKS.values():
        for one in task.sets:
            answer, speed = _run(task, one, tools)
            measure, value = next(iter(answer.items()))
            print(
                f"{task.name:<12} {one.name:<12} {measure:<20} {_short(value):>7} {speed:>12,.0f}  {one.beat or '-'}",
                flush=True,
            )
    return 0


def _gate(args: argparse.Namespace) -> int:
    from benchmarks.gate import check

    return check(write=args.write)


def _peers(args: argparse.Namespace) -> int:
    if args.task == "places":
        from benchmarks.peers import places

        return places.run(args.names, OUT)
    from benchmarks.peers import figures

    return figures.run(args.python, args.peer, args.names, OUT)


def _specs(_: argparse.Namespace) -> int:
    from benchmarks import specs

    return specs.run()


COMMANDS = {"peers": _peers, "specs": _specs, "predict": _predict, "score": _score, "table": _table, "gate": _gate}

if __name__ == "__main__":
    sys.exit(main())

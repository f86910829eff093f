"""The card of a released model, as JSON for programs and as a page for people."""

from __future__ import annotations

from pathlib import Path

from train_reader.adaptation import STEPS
from train_reader.corpus import SOURCES
from train_reader.training import ENCODER_RATE, HEADS_RATE, Plan

KNOWN_FAILURES = (
    "English only; PolNeAR is US politics of 2015 and 2016, so cues of other kinds of news are rarer in it.",
    "PolNeAR marks one layer of reporting: reports inside reports are learnt from frames of our own and 18 war reports, and are the weakest relations.",
    "Degrees of certainty are learnt from 153 annotated events and from sentences of our own; take them as a hint for rules to confirm.",
    "RAMS marks one trigger in five sentences and WikiEvents is 20 documents: trigger types beyond ASSAULT are thinly trained.",
    "A trigger's score says little: the war reports mark an event once, at its first full mention, and the reader marks them all (F1 44 by overlap).",
    "Quantities follow science prose and war reports at once: years may come out as quantities; times overlap them then.",
    "Organisations are the weakest kind of name: a small development set of web text, names derived from GUM and names of the English Web Treebank typed by a list of ours teach them.",
    "The encoder is uncased; the shape of a word comes in as a feature of its own. Headlines in capitals lose most of it.",
    "A sentence longer than a window (180 pieces) gets one tree for each part.",
)  # fmt: skip


def body(plan: Plan, command: str, scores: dict, versions: dict[str, str], sizes: dict[str, int]) -> dict:
    used = {
        name: {
            "terms": source.terms,
            "times_an_epoch": source.times,
            "first_stage": source.stage,
            "documents": sizes.get(name),
        }
        for name, source in SOURCES.items()
        if name not in plan.without
    }
    return {
        "task": "attribution, names, times, quantities, event triggers and syntax of English reports",
        "encoder": "all-MiniLM-L6-v2 (Apache-2.0), model.safetensors sha256 53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db",
        "sets": used,
        "recipe": {
            "seed": plan.seed,
            "epochs": {"gold sets": plan.first, "with our own sentences": plan.second},
            "rate": "level in the first epoch, then falling to nothing in a straight line",
            "last_stage": f"{STEPS} steps, every other one on the war reports, the rest replaying the other sets",
            "rates": {"encoder": ENCODER_RATE, "heads": HEADS_RATE},
            "arithmetic": "bfloat16 where the machine has it; running average of the weights",
            "export": "opset 17, int8 weights and inputs of the encoder's matrix products, heads in fp32",
        },
        "command": command,
        "versions": versions,
        "texts": "No text of any set is in this file or in the repository; the weights carry labels learnt from them.",
        "scores": scores,
        "known_failures": list(KNOWN_FAILURES),
    }


def page(card: dict, path: Path) -> None:
    lines = [
        f"# {card['name']}",
        "",
        card["task"][0].upper() + card["task"][1:] + ".",
        "",
        f"Encoder: {card['encoder']}.",
        "",
        card["texts"],
        "",
    ]
    lines += [
        "## Trained on",
        "",
        "| set | documents | times an epoch | from stage | terms as stated with it |",
        "|---|---|---|---|---|",
    ]
    lines += [
        f"| {n} | {s['documents']} | {s['times_an_epoch']} | {s['first_stage']} | {s['terms']} |"
        for n, s in card["sets"].items()
    ]
    lines += [
        "",
        "Any set can be left out: `--without NAME`. Held out everywhere: 30 % of the place sets and 20 % of the time sets, by a hash of the document's id.",
        "",
    ]
    lines += ["## Recipe", "", f"`{card['command']}`", ""]
    lines += [f"- {key}: {value}" for key, value in card["recipe"].items()]
    lines += [
        "",
        "## Scores",
        "",
        "Figures and their commands: `docs/background/reader.md`; all of them as numbers: `card.json`.",
        "",
    ]
    lines += [
        "## Known failures",
        "",
        *(f"- {one}" for one in card["known_failures"]),
        "",
        "## Files",
        "",
        "| file | sha256 |",
        "|---|---|",
    ]
    lines += [f"| {file} | `{digest}` |" for file, digest in card["sha256"].items()]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")

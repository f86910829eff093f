#!/usr/bin/env python3
"""Ranges of killed and injured for incidents.  Headline: contained.

    python score/ranges.py GOLD PRED [--json]

GOLD and PRED as for counts.py; PRED has lines of incidents only, null where no range is given.
contained is the share of the ranges given that hold gold; given how many they are; share_given of all numbers asked.
"""
from __future__ import annotations

import sys

import counts
from _common import command


def score(gold_path, pred_path):
    found = counts.score(gold_path, pred_path)["incident"]
    given = {name: round(one["coverage"] * one["n"]) for name, one in found.items()}
    held = {name: one["interval"] * given[name] for name, one in found.items()}
    total, asked = sum(given.values()), sum(one["n"] for one in found.values())
    return {"contained": sum(held.values()) / total if total else 0.0, "given": total, "share_given": total / asked,
            **{name: {"contained": one["interval"], "given": given[name]} for name, one in found.items()}}


if __name__ == "__main__":
    sys.exit(command(__doc__, score))

"""A running total told again in the same report: it does not fall unless a correction is announced (19)."""

from __future__ import annotations

from collections.abc import Iterator

from firsthand.check.compose import check, say
from firsthand.check.scene import HARM, Scene
from firsthand.model.check import Check, Verdict
from firsthand.model.figure import Change


def running_totals(s: Scene) -> Iterator[Check]:
    """ "The toll rose from 45 to 41", "the toll, put at 45 earlier, rose to 41"."""
    for i, f in enumerate(s.figures):
        if f.role not in HARM or f.value is None or f.change is not Change.ROSE_TO:
            continue
        for j in range(i - 1, max(-1, i - 4), -1):
            g = s.figures[j]
            if (
                (g.role is not f.role and not (s.sentence(j) == s.sentence(i) and g.counted is None))
                or g.value is None
                or g.subset_of is not None
                or s.sentence(i) - s.sentence(j) > 2
            ):
                continue
            if g.unit != f.unit and None not in (g.unit, f.unit) and s.before(j, 1) != ["from"]:
                continue
            rises = f.value >= g.value
            excused = any(word in s.words.corrected for word in s.sentence_words(i))
            yield check(
                "monotone_cumulative",
                Verdict.PASS if rises or excused else Verdict.FAIL,
                f"{say(g.value)} -> {say(f.value)}",
                f"A toll that stood at {say(g.value)} cannot rise to {say(f.value)}."
                if not (rises or excused)
                else f"The toll goes from {say(g.value)} to {say(f.value)}"
                + (", with a correction." if excused and not rises else "."),
                (g, f),
                flip=f"holds for {say(g.value)} or more, or with a correction",
            )
            break

"""The closed sets of answers the model gives, in the order of its output columns."""

from __future__ import annotations

from typing import Final


def bio(kinds: tuple[str, ...]) -> tuple[str, ...]:
    """O, then B and I of each kind: index 1 + 2k begins kind k, 2 + 2k continues it."""
    return ("O", *(f"{place}-{kind}" for kind in kinds for place in "BI"))


ROLES: Final = ("source", "cue", "content")
NAMES: Final = ("person", "organisation", "place", "nationality", "other")
TIMES: Final = ("DATE", "TIME", "DURATION", "SET")
QUANTITIES: Final = ("quantity",)
# PLOVER's families, RETREAT and CONCEDE together as YIELD.
TRIGGERS: Final = (
    "ASSAULT",
    "COERCE",
    "MOBILIZE",
    "YIELD",
    "THREATEN",
    "PROTEST",
    "AGREE",
    "CONSULT",
    "AID",
    "SUPPORT",
    "ACCUSE",
    "REJECT",
    "REQUEST",
    "SANCTION",
    "INVESTIGATE",
)
MODALITIES: Final = (
    "happened",
    "claimed",
    "planned",
    "requested",
    "threatened",
    "conditional",
    "forecast",
    "possible",
    "probable",
    "did_not_happen",
)
UPOS: Final = (
    "ADJ",
    "ADP",
    "ADV",
    "AUX",
    "CCONJ",
    "DET",
    "INTJ",
    "NOUN",
    "NUM",
    "PART",
    "PRON",
    "PROPN",
    "PUNCT",
    "SCONJ",
    "SYM",
    "VERB",
    "X",
)

# Columns of the model's "tags" output, side by side in this order. "nested" is a second layer of
# attribution tags for reporting acts inside the content of another.
HEADS: Final[dict[str, tuple[str, ...]]] = {
    "attribution": bio(ROLES),
    "nested": bio(ROLES),
    "names": bio(NAMES),
    "times": bio(TIMES),
    "quantities": bio(QUANTITIES),
    "triggers": bio(TRIGGERS),
    "modality": MODALITIES,
    "upos": UPOS,
}


def columns() -> dict[str, slice]:
    """Where each head stands in the "tags" output."""
    found, at = {}, 0
    for name, labels in HEADS.items():
        found[name] = slice(at, at + len(labels))
        at += len(labels)
    return found

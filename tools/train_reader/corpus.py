"""What is trained on, how often, and in which stage."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from train_reader import sets
from train_reader.documents import Document
from train_reader.renaming import renamed
from train_reader.sentences import own_documents


@dataclass(frozen=True, slots=True)
class Source:
    """A training set: how to read it, how many times an epoch it is seen, and its terms as stated with it."""

    read: Callable[[Path], Iterator[Document]]
    times: float
    terms: str
    stage: int = 1  # the first stage that uses it
    places_renamed: bool = False


SOURCES: dict[str, Source] = {
    "polnear": Source(sets.polnear, 1, "unclear: MIT stated for its software, none for the data; publishers' texts"),
    "ud_ewt": Source(sets.ewt, 1.3, "CC BY-SA 4.0; kinds of names by a list of ours"),
    "ud_gum": Source(sets.gum, 1.7, "annotations CC BY 4.0; texts CC BY / CC BY-SA; permissive genres only"),
    "uner_ewt": Source(sets.uner, 3, "CC BY-SA 4.0 (its development part)"),
    "lgl": Source(lambda g: sets.places(g, "lgl", False), 1, "GPL-3.0 repository; publishers' texts", places_renamed=True),
    "trnews": Source(lambda g: sets.places(g, "trnews", False), 3, "GPL-3.0 repository; publishers' texts", places_renamed=True),
    "geovirus": Source(lambda g: sets.places(g, "geovirus", False), 1.5, "GPL-3.0 repository; Wikinews texts", places_renamed=True),
    "timebank": Source(lambda g: sets.times(g, "timebank", False), 2, "LDC origin; none stated with the release"),
    "aquaint": Source(lambda g: sets.times(g, "aquaint", False), 2, "none stated with the release"),
    "wikiwars": Source(lambda g: sets.times(g, "wikiwars", False), 0.7, "CC BY-SA 3.0"),
    "measeval": Source(sets.measeval, 2, "none found"),
    "rams": Source(sets.rams, 1, "none stated with the data (its development part)"),
    "wikievents": Source(sets.wikievents, 4, "none stated; MIT for the code beside it (its development part)"),
    "plover_gsr": Source(sets.plover, 4, "CC BY-SA 4.0"),
    "polnear_retold": Source(sets.retold, 1, "as polnear, in frames of our own", stage=2),
    "own_sentences": Source(lambda _: own_documents(), 1, "ours", stage=2),
    "war_reports": Source(sets.war, 1, "annotations ours; texts of their outlets", stage=3),
}  # fmt: skip


def documents(name: str, gold: Path, epoch: int, seed: int) -> list[Document]:
    """Documents of one set for one epoch: some place names are exchanged anew each time."""
    source = SOURCES[name]
    found = list(source.read(gold))
    if source.places_renamed:
        chance = random.Random(f"{seed} {epoch} {name}")
        found = [renamed(d, chance) for d in found]
    return found

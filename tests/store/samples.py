"""Made-up articles, and their readings by grammar alone."""

from __future__ import annotations

from functools import cache
from random import Random

from firsthand.kit import Kit
from firsthand.model.document import Document, Published
from firsthand.model.reading import Reading
from firsthand.pipeline import read_document

_PLACES = ("Sumy", "Pokrovsk", "Kherson", "Gaza City", "Mosul", "Odesa", "Kharkiv", "Aleppo")
_NAMES = ("Oleh Marchenko", "Rana Haddad", "Ivan Bereza", "Maya Okonjo", "Tomas Lindgren")
_OUTLETS = ("Harbour News", "Valley Wire", "The Morning Ledger", None)
_SENTENCES = (
    "{n} people were killed and {m} injured when a drone struck a market in {place} on Tuesday, governor {name} said.",
    "The defence ministry denied that its forces had shelled {place}.",
    "According to {name}, more than {k} residents have left {place} since 12 March.",
    "Troops captured the village north of {place}, the general staff claimed.",
    '"We will hold {place}," {name} told reporters, adding that {m} of {k} drones had been intercepted.',
    "If the bridge near {place} falls, supplies could stop within days, {name} warned.",
    "Residents described the attack as a barbaric massacre.",
)


def article(number: int) -> str:
    """The text of made-up article `number`, the same every time."""
    chance = Random(number)
    lines = []
    for _ in range(4 + number % 5):
        n, m = chance.randint(2, 40), chance.randint(3, 80)
        sentence = chance.choice(_SENTENCES)
        told = {"n": n, "m": m, "k": m + chance.randint(10, 4000)}
        lines.append(sentence.format(place=chance.choice(_PLACES), name=chance.choice(_NAMES), **told))
    return f"Report {number}\n\n" + "\n\n".join(lines)


def document(number: int) -> Document:
    return Document(
        text=article(number),
        title=f"Report {number} from {_PLACES[number % len(_PLACES)]}",
        outlet=_OUTLETS[number % len(_OUTLETS)],
        url=f"https://news.example/{number}",
        published=Published(f"2024-{number % 12 + 1:02d}-{number % 28 + 1:02d}"),
    )


@cache
def reading(number: int) -> Reading:
    """The reading of made-up article `number`."""
    return read_document(document(number), kit())


@cache
def kit() -> Kit:
    return Kit()
